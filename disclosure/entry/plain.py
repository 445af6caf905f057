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
    """Saves every cell that differs from what it was when the page was opened, then does what the pressed
    button says. What was not saved comes back with its text and why."""
    cells = {name: value for name, value in _cells(form).items() if value != _was(form, name)}
    action, _, target = form.get("do", "").partition(":")
    if action == "copy":
        cells |= _copied(form, target)
    changes: list[Change] = [SetCell(name, _was(form, name), value) for name, value in cells.items()]
    submitted = Typed()
    try:
        changes += _row_change(account, form, action, target)
    except Refused as refusal:
        submitted.refuse(f"add:{target}", form.get(f"add:{target}", ""), str(refusal))
    unit = AmountUnit(form["amount_unit"]) if form.get("amount_unit") in AmountUnit else AmountUnit.YUAN
    outcome = apply(account, changes, by=user, amount_unit=unit, sections=SECTIONS)
    for change, result in zip(changes, outcome.results, strict=True):
        if result.status == "saved" and not (isinstance(change, AddRow) and result.message):
            submitted.added = result.value if isinstance(change, AddRow) else submitted.added
            continue
        name = change.cell if isinstance(change, SetCell) else f"add:{result.name.split('/')[0]}"
        message = result.message
        if result.status == "conflict":
            message = f"{message}：现在是“{result.theirs}”，再保存一次就用你填的"
        submitted.refuse(name, change.value if isinstance(change, SetCell) else form.get(name, ""), message)
    return submitted


def _was(form: Mapping[str, str], name: str) -> str:
    return _line_ends(form.get(f"was:{name}", ""))


def _copied(form: Mapping[str, str], target: str) -> dict[str, str]:
    """copy:<reason>><reason>: the words of one reason put into another."""
    source, _, to = target.partition(">")
    text = _line_ends(form.get(f"reasons/{source}/text", form.get(f"copy_text:{source}", "")))
    return {f"reasons/{to}/text": text} if text else {}


def _cells(form: Mapping[str, str]) -> dict[str, str]:
    """The cells on the page. A box that is not ticked is not sent, but its `was:` is."""
    names = [name.removeprefix("was:") for name in form if name.startswith("was:")]
    return {name: _line_ends(form.get(name, "")) for name in names}


def _line_ends(text: str) -> str:
    """A browser sends \\r\\n whatever stood there."""
    return text.replace("\r\n", "\n")


def _row_change(account: FinalAccount, form: Mapping[str, str], action: str, target: str) -> list[Change]:
    """The button pressed, if it adds or removes a row. Raises Refused."""
    match action:
        case "remove":
            return [RemoveRow(target)]
        case "insert":
            return [AddRow(target)]
        case "add" if target in SECTIONS:
            return [AddRow(f"{target}/{new_key(account, SECTIONS[target], form)}")]
    return []


def new_key(account: FinalAccount, section: object, form: Mapping[str, str]) -> str:
    """The key of a row to add, from its fund and what was typed for its code."""
    name = getattr(section, "name", "")
    key_names: tuple[str, ...] = getattr(section, "key_names", ())
    typed = form.get(f"add:{name}", "").strip()
    values = {"fund": form.get(f"add_fund:{name}", "")}
    code = found_code(account.fiscal_year, getattr(section, "kind", "functional"), typed) if typed else ""
    return "-".join(values.get(key_name, code) for key_name in key_names)
