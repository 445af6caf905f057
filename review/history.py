"""The history of an account: every change of every figure, every event and every comment, in one timeline."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.paginator import Page as PaginatorPage
from django.core.paginator import Paginator
from django.db.models import CharField, QuerySet, Value
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from disclosure.entry.access import visible_account
from disclosure.entry.pages import ENTRY_PAGES, SECTIONS
from disclosure.intake.labels import cell_label
from finance.blocks import Fields, Fixed, Lines
from finance.cells import Choice
from finance.classification import classification_of
from finance.models import CellChange, FinalAccount
from finance.models.history import BY_SUM
from performance.models import Indicator, Scorecard
from performance.sections import OVERALL, card_key
from performance.sections import SECTIONS as SCORECARD_SECTIONS
from review.models import Comment, Event
from review.workflow import Action, Status
from units.asked import number_in
from units.models import User

ROWS = 100
_CHANGE, _EVENT, _COMMENT = "change", "event", "comment"
_LONGEST = 120


@dataclass(frozen=True)
class Entry:
    """One line of the timeline. `old` and `new` of a change; `href` narrows to its cell."""

    kind: str
    at: datetime
    by: str
    words: str
    old: str = ""
    new: str = ""
    why: str = ""
    cell: str = ""


@require_safe
def history(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """Narrowed by person, page and cell; the choice stays in the address."""
    account = visible_account(request, unit_code, fiscal_year)
    person, page_key, cell = (request.GET.get(name, "") for name in ("by", "page", "cell"))
    cells = _cells_of(account, page_key) if page_key else None
    rows = _rows(account, person=number_in(person), cells=cells, cell=cell)
    page = Paginator(rows, ROWS).get_page(request.GET.get("at"))
    query = request.GET.copy()
    query.pop("at", None)
    context = {
        "account": account,
        "entries": _entries(account, page),
        "shown": page,
        "people": _people(account),
        "pages": ENTRY_PAGES,
        "person": person,
        "page_key": page_key,
        "cell": cell,
        "cell_label": _label(account, cell, _names(account)) if cell else "",
        "query": query.urlencode(),
    }
    return render(request, "review/history.html", context)


def _rows(account: FinalAccount, *, person: int | None, cells: list[str] | None, cell: str) -> QuerySet[Any, Any]:
    """(at, kind, pk) of everything, the latest first. A cell or a page has changes only."""
    changes = CellChange.objects.filter(account=account)
    events = Event.objects.filter(account=account)
    comments = Comment.objects.filter(release__account=account)
    if person is not None:
        changes, events, comments = changes.filter(by=person), events.filter(by=person), comments.filter(by=person)
    if cell:
        changes = changes.filter(cell__in=(cell, cell.rpartition("/")[0]) if cell.count("/") == 2 else (cell,))
    if cells is not None:
        changes = changes.filter(cell__in=cells)
    found = _named(changes, _CHANGE)
    if not cell and cells is None:
        found = found.union(_named(events, _EVENT), _named(comments, _COMMENT), all=True)
    return found.order_by("-at", "-pk")


def _named(rows: QuerySet[Any], kind: str) -> QuerySet[Any, Any]:
    named: QuerySet[Any] = rows.order_by().annotate(what=Value(kind, output_field=CharField()))
    return named.values_list("at", "what", "pk")


def _entries(account: FinalAccount, page: PaginatorPage[Any]) -> list[Entry]:
    """The rows of one page, each kind read at once."""
    wanted: dict[str, list[int]] = defaultdict(list)
    for _, kind, pk in page.object_list:
        wanted[kind].append(pk)
    names = _names(account)
    found: dict[tuple[str, int], Entry] = {}
    for change in CellChange.objects.filter(pk__in=wanted[_CHANGE]).select_related("by"):
        words = _label(account, change.cell, names)
        kind = CellChange.Kind(change.kind)
        done = "" if kind is CellChange.Kind.SET else kind.label
        found[_CHANGE, change.pk] = Entry(
            _CHANGE, change.at, _who(change), f"{words}{f'：{done}' if done else ''}",
            _said(change.cell, change.old), _said(change.cell, change.new), cell=change.cell,
        )  # fmt: skip
    for event in Event.objects.filter(pk__in=wanted[_EVENT]).select_related("by", "release"):
        words = f"{Action(event.action).label}（第 {event.release.number} 版）"
        moved = f"{Status(event.old_status).label} → {Status(event.new_status).label}"
        found[_EVENT, event.pk] = Entry(_EVENT, event.at, str(event.by), words, new=moved, why=event.why)
    for comment in Comment.objects.filter(pk__in=wanted[_COMMENT]).select_related("by"):
        words = "答复意见" if comment.parent_id else "提出意见"
        found[_COMMENT, comment.pk] = Entry(
            _COMMENT, comment.at, str(comment.by), words, old=_short(comment.quoted), why=comment.body
        )
    return [found[kind, pk] for _, kind, pk in page.object_list]


def _who(change: CellChange) -> str:
    """Nobody: a command did it, or the units' sums moved."""
    if change.by is None and change.kind == CellChange.Kind.SUM:
        return BY_SUM
    return str(change.by) if change.by else "命令行"


def _said(cell: str, text: str) -> str:
    """A choice is kept by its code and told by its label."""
    section, _, rest = cell.partition("/")
    kind = SECTIONS[section].columns.get(rest.rpartition("/")[2]) if section in SECTIONS else None
    if isinstance(kind, Choice):
        return dict(kind.choices).get(text, text)
    return _short(text)


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _people(account: FinalAccount) -> QuerySet[User]:
    """Those who did anything here."""
    ids = set(CellChange.objects.filter(account=account).order_by().values_list("by", flat=True).distinct())
    ids |= set(Event.objects.filter(account=account).order_by().values_list("by", flat=True).distinct())
    return User.objects.filter(pk__in=ids - {None}).order_by("full_name")


_PAGES_OF_BOXES = {
    box.cell: page.key
    for page in ENTRY_PAGES
    for block in page.blocks
    if isinstance(block, Fields)
    for box in block.boxes
}
_PAGES_OF_SECTIONS = {"reasons": "reasons"} | {
    block.section: page.key for page in ENTRY_PAGES for block in page.blocks if isinstance(block, Lines | Fixed)
}


def _cells_of(account: FinalAccount, page_key: str) -> list[str]:
    """The cells and rows that were ever changed and belong to an entry page."""
    changed = CellChange.objects.filter(account=account).order_by().values_list("cell", flat=True).distinct()
    return [cell for cell in changed if page_of_cell(cell) == page_key]


def page_of_cell(cell: str) -> str:
    """The page on which a cell, or a row, is entered."""
    section, _, rest = cell.partition("/")
    if section in SCORECARD_SECTIONS:
        is_overall = rest.partition("/")[0].partition("-")[0] == OVERALL
        return "overall_scorecard" if is_overall else "project_scorecards"
    return _PAGES_OF_BOXES.get(cell) or _PAGES_OF_SECTIONS.get(section, "")


def _names(account: FinalAccount) -> dict[str, str]:
    """Key of a card, or of an indicator → its name, as it now is."""
    cards = Scorecard.objects.filter(account=account)
    names = {card_key(card): card.name for card in cards.only("pk", "kind", "name")}
    indicators = Indicator.objects.filter(scorecard__in=cards).select_related("scorecard")
    return names | {f"{card_key(row.scorecard)}-{row.pk}": row.level3 for row in indicators}


def _label(account: FinalAccount, cell: str, names: dict[str, str]) -> str:
    """In the clerk's words; of a card's cell, which card and which indicator."""
    try:
        words = cell_label(cell, classification_of(account.fiscal_year))
    except KeyError:
        words = cell
    section, _, rest = cell.partition("/")
    row = rest.partition("/")[0]
    if section in SCORECARD_SECTIONS:
        named = (names.get(row.partition("-")[0], "（已删除）"), names.get(row, "") if "-" in row else "")
        words = " ".join((*filter(None, named), words))
    return words
