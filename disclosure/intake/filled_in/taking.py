"""A workbook of ours taken into its account: what was looked at is saved, all of it or nothing."""

from collections.abc import Collection, Iterable, Iterator

from django.db import transaction

from disclosure.entry.pages import PAGES, SECTIONS
from disclosure.exports.own_workbook.contents import YUAN
from disclosure.intake.filled_in.comparing import Change, Comparison, Kind, compare
from disclosure.intake.filled_in.current import Current
from disclosure.intake.filled_in.labels import Labels
from disclosure.intake.filled_in.reading import read_filled
from disclosure.intake.opening import open_workbook
from disclosure.intake.sources import remember
from disclosure.intake.taking import MAX_LINES, NotTaken, ShownOtherwise, Taken, mark_taken
from disclosure.intake.workbook import Workbook
from disclosure.models import FigureSource, IntakeFile
from finance import changes
from finance.cells import Address
from finance.changes import AddRow, RemoveRow, SetCell, apply
from finance.models import FinalAccount
from performance.sections import OVERALL, SCORECARDS
from performance.sections import SECTIONS as SCORECARD_SECTIONS
from units.models import User

_OVERALL = f"scorecards/{OVERALL}"
_POINTS = {"execution_points": "filed_execution_score", "points": "filed_score"}


def comparison_of(account: FinalAccount, workbook: Workbook) -> Comparison:
    """What taking this workbook would do now. Raises Unreadable."""
    return compare(read_filled(workbook, account), Current(account))


def compare_file(file: IntakeFile) -> Comparison:
    """The same of a file that is kept. Raises Unreadable."""
    return comparison_of(file.account, open_workbook(bytes(file.content)))


def take_filled(
    file: IntakeFile, *, pages: Collection[str] | None, overrule: Collection[str], shown: str, by: User
) -> Taken:
    """Saves what these pages bring (None: all), all of it or nothing; of conflicts only those whose addresses are in
    `overrule`. `shown`: the fingerprint of the comparison that was looked at. Raises NotTaken, Busy, Unreadable."""
    with transaction.atomic():
        comparison = compare_file(file)
        if shown != comparison.fingerprint:
            raise ShownOtherwise
        chosen = [change for change in comparison.changes if _is_chosen(change, pages, overrule)]
        if not chosen and comparison.conflicts:
            raise NotTaken("要导入的格，发出工作簿以后网页上都又改过。要用工作簿里的，请在那一行打勾")
        keys = _save(file.account, _in_order(chosen), comparison, by)
        _remember(file, chosen, keys)
        mark_taken(file, by)
    return Taken(
        changed=sum(change.kind is not Kind.REMOVE for change in chosen),
        gone=sum(change.kind is Kind.REMOVE for change in chosen),
        titles=tuple(page.title for key, page in PAGES.items() if any(change.page == key for change in chosen)),
    )


def _is_chosen(change: Change, pages: Collection[str] | None, overrule: Collection[str]) -> bool:
    if pages is not None and change.page not in pages:
        return False
    return not change.is_conflict or change.address in overrule


def _in_order(chosen: list[Change]) -> list[Change]:
    """In the order they can be saved in: rows to go, rows to come, cells; a score before points that become fewer."""
    cells = [change for change in chosen if change.kind is Kind.SET]
    lowered = {
        f"{change.row}/{_POINTS[column]}"
        for change in cells
        if (column := change.address.rpartition("/")[2]) in _POINTS and _is_less(change)
    }
    first = [change for change in cells if change.address in lowered]
    rest = [change for change in cells if change.address not in lowered]
    rows = [[change for change in chosen if change.kind is kind] for kind in (Kind.REMOVE, Kind.ADD)]
    return [*rows[0], *rows[1], *first, *rest]


def _is_less(change: Change) -> bool:
    try:
        return float(change.new) < float(change.now)
    except ValueError:
        return False


# Saving ---


def _save(account: FinalAccount, ordered: list[Change], comparison: Comparison, by: User) -> dict[str, str]:
    """Scorecards first: what stands on them wants their keys. Rows as proposed → as they are now."""
    if not ordered:
        return {}
    of_cards = [change.address for change in ordered if _is_new_card(change)]
    if _wants_overall_card(ordered, comparison):
        of_cards.append(_OVERALL)
    rest = [change for change in ordered if not _is_new_card(change)]
    keys = _apply(account, [AddRow(row) for row in of_cards], comparison, by) if of_cards else {}
    defaults = _defaults(account, keys)
    _apply(account, [_saved(change, keys, defaults) for change in rest], comparison, by)
    return keys


def _is_new_card(change: Change) -> bool:
    return change.kind is Kind.ADD and change.address.startswith("scorecards/")


def _wants_overall_card(ordered: list[Change], comparison: Comparison) -> bool:
    """It is made when it is first needed, with a name of its own, which is nobody else's change."""
    keys = (change.address.split("/")[1] for change in ordered if change.address.split("/")[0] in SCORECARD_SECTIONS)
    is_needed = any(key.partition("-")[0] == OVERALL for key in keys)
    return is_needed and not comparison.current.has_row(_OVERALL)


def _defaults(account: FinalAccount, keys: dict[str, str]) -> dict[str, str]:
    """What stands in the boxes of scorecards that were made just now."""
    rows = SCORECARDS.rows(account) if keys else {}
    made = {key: rows[key] for key in (row.partition("/")[2] for row in keys.values())}
    return {
        f"scorecards/{key}/{column}": cell.print(SCORECARDS.value(row, column), YUAN)
        for key, row in made.items()
        for column, cell in SCORECARDS.columns.items()
    }


def _saved(change: Change, keys: dict[str, str], defaults: dict[str, str]) -> changes.Change:
    address = _placed(change.address, keys)
    match change.kind:
        case Kind.REMOVE:
            return RemoveRow(address)
        case Kind.ADD:
            return AddRow(address)
    return SetCell(address, defaults.get(address, change.now), change.new)


def _placed(address: str, keys: dict[str, str]) -> str:
    """With the key that its scorecard got."""
    section, row, column = Address.read(address)
    card, hyphen, rest = row.partition("-")
    if got := keys.get(f"scorecards/{card}"):
        return str(Address(section, f"{got.partition('/')[2]}{hyphen}{rest}", column))
    return address


def _apply(account: FinalAccount, wanted: Iterable[changes.Change], comparison: Comparison, by: User) -> dict[str, str]:
    """Saves; row as proposed → its address. Raises NotTaken with a line for each that was refused."""
    outcome = apply(account, list(wanted), by=by, amount_unit=YUAN, sections=SECTIONS)
    if refused := [result for result in outcome.results if result.status != "saved"]:
        labels = Labels(comparison)
        lines = (f"{labels.row(one.name)} {labels.column(one.name)}：{one.message}" for one in refused[:MAX_LINES])
        raise NotTaken("\n".join(lines))
    return {result.name: result.value for result in outcome.results if result.value.count("/") == 1}


# Where figures came from ---


def _remember(file: IntakeFile, chosen: list[Change], keys: dict[str, str]) -> None:
    """Every amount that was taken knows its cell; of rows that are gone nothing is remembered."""
    gone = tuple(f"{change.address}/" for change in chosen if change.kind is Kind.REMOVE)
    known = FigureSource.objects.filter(account=file.account).values_list("cell", flat=True) if gone else ()
    stale = [cell for cell in known if cell.startswith(gone)]
    FigureSource.objects.filter(account=file.account, cell__in=stale).delete()
    remember(file, {source.cell: source for source in _sources(file, chosen, keys)})


def _sources(file: IntakeFile, chosen: list[Change], keys: dict[str, str]) -> Iterator[FigureSource]:
    for change in chosen:
        if change.amount is not None:
            yield FigureSource(
                account=file.account,
                cell=_placed(change.address, keys),
                value=f"{change.amount:.2f}",
                file=file,
                sheet=change.entered.place.sheet[:100],
                place=str(change.entered.place)[:400],
            )
