"""A page submitted whole, without JavaScript: what was changed on it, saved; what could not be, shown again."""

from collections.abc import Mapping

from disclosure.entry.codes import found_code
from disclosure.entry.pages import SECTIONS
from disclosure.entry.screen import Typed
from finance.cells import AmountUnit, Refused
from finance.changes import AddRow, Change, RemoveRow, SetCell, apply
from finance.models import FinalAccount
from units.models import User


def submit(account: FinalAccount, user: User, form: Mapping[str, str]) -> Typed:
    """Every cell that differs from what it was when the page was opened; then the row button pressed."""
    changes: list[Change] = [
        SetCell(name, was, value)
        for name, value in _cells(form).items()
        if value != (was := _line_ends(form.get(f"was:{name}", "")))
    ]
    texts, errors = {}, {}
    try:
        changes += _row_change(account, form)
    except Refused as refusal:
        section = form.get("do", "").removeprefix("add:")
        texts[f"add:{section}"] = form.get(f"add:{section}", "")
        errors[f"add:{section}"] = str(refusal)
    unit = AmountUnit(form["amount_unit"]) if form.get("amount_unit") in AmountUnit else AmountUnit.YUAN
    outcome = apply(account, changes, by=user, amount_unit=unit, sections=SECTIONS)
    for change, result in zip(changes, outcome.results, strict=True):
        if result.status == "saved":
            continue
        name = change.cell if isinstance(change, SetCell) else f"add:{result.name.split('/')[0]}"
        texts[name] = change.value if isinstance(change, SetCell) else form.get(name, "")
        errors[name] = result.message
        if result.status == "conflict":
            errors[name] = f"{result.message}：现在是“{result.theirs}”，再保存一次就用你填的"
    return Typed(texts, errors)


def _cells(form: Mapping[str, str]) -> dict[str, str]:
    """The cells on the page. A box that is not ticked is not sent, but its `was:` is."""
    names = [name.removeprefix("was:") for name in form if name.startswith("was:")]
    return {name: _line_ends(form.get(name, "")) for name in names}


def _line_ends(text: str) -> str:
    """A browser sends \\r\\n whatever stood there."""
    return text.replace("\r\n", "\n")


def _row_change(account: FinalAccount, form: Mapping[str, str]) -> list[Change]:
    """The button pressed, if it adds or removes a row. Raises Refused."""
    action, _, target = form.get("do", "").partition(":")
    if action == "remove":
        return [RemoveRow(target)]
    if action != "add" or target not in SECTIONS:
        return []
    section = SECTIONS[target]
    return [AddRow(f"{target}/{new_key(account, section, form)}")]


def new_key(account: FinalAccount, section: object, form: Mapping[str, str]) -> str:
    """The key of a row to add, from its fund and what was typed for its code."""
    name = getattr(section, "name", "")
    key_names: tuple[str, ...] = getattr(section, "key_names", ())
    typed = form.get(f"add:{name}", "").strip()
    values = {"fund": form.get(f"add_fund:{name}", "")}
    code = found_code(account.fiscal_year, getattr(section, "kind", "functional"), typed) if typed else ""
    return "-".join(values.get(key_name, code) for key_name in key_names)
