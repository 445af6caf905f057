"""所属单位汇总: the page of a department's units, what is decided there, and any of its sums told unit by unit."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from disclosure.entry.access import signed_in, visible_account
from disclosure.entry.checklist import checklist_of
from disclosure.entry.pages import SECTIONS, figure_of
from disclosure.entry.screen import Screen
from disclosure.entry.units import UnitsPage, key_of, transfer_between
from disclosure.findings import page_of
from disclosure.intake.labels import cell_label
from finance import consolidation_actions as actions
from finance.blocks import Page
from finance.cells import Address, Amount, AmountUnit, Refused
from finance.consolidating import members_of, transfers_of, units_of
from finance.models import FinalAccount
from finance.names import label
from finance.sections import LineSection
from finance.summed import is_summed
from finance.unit_amounts import Breakdown, Part, at, breakdown, named
from units.models import BudgetUnit, User

PAGE = Page("consolidation", "所属单位汇总", ())
_DONE = {
    "on": "已按所属单位汇总。以前填的数都在修改记录里。",
    "off": "已改为自行填写，数字保持不变，可以修改。",
    "leave_out": "已不纳入汇总。",
    "take_in": "已纳入汇总。",
    "confirm": "已登记并抵销。",
    "record": "已登记。",
    "remove": "已取消登记。",
}


@require_http_methods(["GET", "HEAD", "POST"])
def consolidation(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """The page; or one decision. Refused, the page comes again with the reason and what was typed."""
    account = visible_account(request, unit_code, fiscal_year)
    user = signed_in(request)
    screen = Screen(account, user)
    if request.method != "POST":
        return render(request, "entry/consolidation.html", _context(screen))
    if not screen.may_edit:
        return render(request, "entry/may_not.html", {"account": account, "why": screen.why_not_edit}, status=403)
    doing = request.POST.get("do", "")
    try:
        _do(doing, account, user, request.POST)
    except (Refused, ValidationError) as refusal:
        words = "；".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
        again = Screen(visible_account(request, unit_code, fiscal_year), user)
        context = _context(again) | {"refusal": words, "typed": request.POST}
        return render(request, "entry/consolidation.html", context, status=422)
    messages.success(request, _DONE[doing])
    return redirect("consolidation", unit_code, fiscal_year)


def _context(screen: Screen) -> dict[str, Any]:
    return {
        "screen": screen,
        "account": screen.account,
        "page": PAGE,
        "report": screen.report,
        "checklist": checklist_of(screen),
        "units": tuple(AmountUnit),
        "shown": UnitsPage(screen),
    }


def _do(doing: str, account: FinalAccount, by: User, form: QueryDict) -> None:
    """Raises Refused and ValidationError."""
    match doing:
        case "on":
            actions.switch_on(account=account, by=by)
        case "off":
            actions.switch_off(account=account, by=by)
        case "leave_out":
            actions.leave_out(account=account, unit_code=form.get("unit", ""), why=form.get("why", ""), by=by)
        case "take_in":
            actions.take_in(account=account, unit_code=form.get("unit", ""), by=by)
        case "confirm":
            _confirm(account, by, form)
        case "record":
            _record(account, by, form)
        case "remove":
            number = form.get("transfer", "")
            actions.remove_transfer(account=account, number=int(number) if number.isdecimal() else 0, by=by)
        case _:
            raise Refused("没有这个操作，请刷新页面")


def _confirm(account: FinalAccount, by: User, form: QueryDict) -> None:
    """Of what is proposed now, what was ticked; a proposal that has changed is none that was looked at."""
    wanted = set(form.getlist("proposal"))
    found = [one for one, _ in UnitsPage(Screen(account, by)).proposals if key_of(one) in wanted]
    if not found or len(found) != len(wanted):
        raise Refused("各单位的数刚有变动，请看过新的建议再确认" if wanted else "请勾选要确认的往来")
    actions.record_transfers(account=account, transfers=found, by=by)


def _record(account: FinalAccount, by: User, form: QueryDict) -> None:
    page = UnitsPage(Screen(account, by))
    chosen = [form.get(name, "") for name in ("paid", "received")]
    paid, received = (page.end_named(key) if key else None for key in chosen)
    if any(chosen[at_] and end is None for at_, end in enumerate((paid, received))):
        raise Refused("所选的单位没有报这一笔，请刷新页面")
    amount = Amount().parse(form.get("amount", ""), page.screen.unit)
    one = transfer_between(paid, received, amount) if amount else None
    if not amount:
        raise Refused("请填写金额")
    if one is None:
        raise Refused("请选择付款和收款：对附属单位补助支出对上级补助收入，上缴上级支出对附属单位上缴收入")
    actions.record_transfers(account=account, transfers=[one], by=by, note=form.get("note", ""))


# One number, unit by unit ---


@dataclass(frozen=True)
class UnitPart:
    """What a unit brings, and where it is typed, for who may see it."""

    part: Part
    text: str
    href: str


@require_safe
def consolidated_figure(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """?figure=, by its dotted name, or ?cell=, by its address."""
    account = visible_account(request, unit_code, fiscal_year)
    screen = Screen(account, signed_in(request))
    figure, cell = request.GET.get("figure", ""), request.GET.get("cell", "")
    if not account.is_consolidated or bool(figure) == bool(cell):
        raise Http404("这份决算不由所属单位汇总")
    title = _cell_title(cell, screen) if cell else _title(figure, screen)
    members = list(members_of(account).values())
    try:
        told = breakdown(members, transfers_of(account), screen.figures, at(cell) if cell else named(figure))
        back = _place(account, figure, cell, screen)
    except (AttributeError, LookupError, ValueError) as error:
        raise Http404("没有这个数") from error
    is_count = _is_count(figure or figure_of(cell, screen.index))
    context = {
        "screen": screen,
        "account": account,
        "title": title,
        "told": told,
        "parts": _parts(told, screen, figure, cell, is_count=is_count),
        "amount": _text(told.amount, screen, is_count=is_count),
        "before": _text(told.before, screen, is_count=is_count),
        "taken_out": _text(told.taken_out, screen, is_count=is_count) if told.taken_out else "",
        "unit": "" if is_count else screen.unit.label,
        "back": back,
    }
    return render(request, "entry/consolidated_figure.html", context)


def _title(figure: str, screen: Screen) -> str:
    try:
        return label(figure, screen.figures.classification)
    except KeyError as error:
        raise Http404("没有这个数") from error


def _cell_title(cell: str, screen: Screen) -> str:
    try:
        address = Address.read(cell)
    except Refused as refusal:
        raise Http404("没有这一格") from refusal
    section = SECTIONS.get(address.section)
    columns = section.columns if section else {}
    is_total = address.column == "total" and isinstance(section, LineSection)
    if not (address.column in columns or is_total):
        raise Http404("没有这一格")
    if not is_summed(address, keeps_previous=screen.account.keeps_previous):
        raise Http404("这一格不由所属单位汇总")
    classification = screen.figures.classification
    if is_total:
        return f"{cell_label(f'{address.section}/{address.row}', classification)} 合计"
    return cell_label(cell, classification)


def _is_count(figure: str) -> bool:
    """Whether it counts people, vehicles or projects, and not money."""
    first, _, last = figure.rpartition(".")
    is_money = last.endswith(("amount", "value", "assets")) or last == "total"
    return first in ("profile", "counts", "assets", "performance") and not is_money and last != "house_area"


def _text(amount: Any, screen: Screen, *, is_count: bool) -> str:
    if amount is None:
        return ""
    return str(int(amount)) if is_count else screen.amount(amount)


def _parts(told: Breakdown, screen: Screen, figure: str, cell: str, *, is_count: bool) -> list[UnitPart]:
    """In the order of codes; a unit that may not be opened has no address."""
    seen = set(BudgetUnit.objects.visible_to(screen.user).order_by().values_list("code", flat=True))
    accounts = {one.unit.code: one.account for one in units_of(screen.account)}
    found = []
    for part in told.parts:
        account = accounts.get(part.unit_code)
        href = _place(account, figure, cell, screen) if account and part.unit_code in seen else ""
        found.append(UnitPart(part, _text(part.amount, screen, is_count=is_count), href))
    return found


_PAGES = {"expenditure_lines": "expenditure"}  # where a box has no figure of its own


def _place(account: FinalAccount, figure: str, cell: str, screen: Screen) -> str:
    """Where it stands in this account: a unit that is a sum itself leads on to its own units."""
    where = (account.unit.code, account.fiscal_year)
    if account.is_consolidated and account.pk != screen.account.pk:
        query = {"cell": cell} if cell else {"figure": figure}
        return f"{reverse('consolidated_figure', args=where)}?{urlencode(query)}"
    name = figure or figure_of(cell, screen.index)
    section = cell.partition("/")[0]
    page = page_of(name).value if name else _PAGES.get(section, "income")
    return f"{reverse('entry_page', args=(*where, page))}#{cell or f'total:{name}'}"
