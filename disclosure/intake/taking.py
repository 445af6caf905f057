"""A nine-table workbook taken into an account: kept, shown, and then saved whole or not at all."""

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from disclosure.editions import edition
from disclosure.entry.pages import SECTIONS
from disclosure.intake.comparing import Comparison
from disclosure.intake.labels import cell_label
from disclosure.intake.opening import open_workbook
from disclosure.intake.preview import Preview, Purpose, preview, printed_stage
from disclosure.intake.proposal import row_of
from disclosure.intake.sources import remember
from disclosure.models import FigureSource, IntakeFile
from finance.cells import Amount
from finance.changes import Change, RemoveRow, SetCell, apply
from finance.figures import Figures
from finance.free_text import clean_text
from finance.ledger import figures_of
from finance.models import CLOSED, FinalAccount
from finance.terms import BudgetStage
from finance.typed_numbers import AmountUnit
from units.models import User

YUAN = AmountUnit.YUAN
_AMOUNT = Amount(optional=True, signed=True)
MAX_NAME = 120
MAX_LINES = 20  # of a message


class NotTaken(ValueError):
    """Nothing was saved; the message says why, a line a fault."""


class ShownOtherwise(NotTaken):
    """The account has changed since the preview was shown: it has to be looked at again."""

    def __init__(self) -> None:
        super().__init__("你看过预览之后，这份决算又有改动，要导入的内容和你看到的不同了。请看一遍新的预览再导入")


@dataclass(frozen=True)
class Taken:
    """What was done. `titles`: of the tables or pages that something came with."""

    changed: int
    gone: int
    titles: tuple[str, ...] = ()


def default_stage(account: FinalAccount, figures: Figures) -> BudgetStage:
    """What 预算数 of the account's own 公开07表 means."""
    return printed_stage(figures, edition(account.edition).table_layout)


def preview_of(account: FinalAccount, content: bytes, purpose: Purpose, stage: BudgetStage) -> Preview:
    """Raises Unreadable and NothingFound."""
    return preview(open_workbook(content), figures_of(account), purpose, stage)


def keep(
    account: FinalAccount, *, name: str, content: bytes, purpose: Purpose, stage: BudgetStage, by: User | None
) -> IntakeFile:
    """The file, kept once however often it comes."""
    file, _ = IntakeFile.objects.update_or_create(
        account=account,
        purpose=purpose.value,
        sha256=hashlib.sha256(content).hexdigest(),
        defaults={"stage": stage.value},
        create_defaults={
            "stage": stage.value,
            "name": tidy_name(name),
            "size": len(content),
            "content": content,
            "uploaded_by": by,
        },
    )
    return file


def tidy_name(name: str) -> str:
    """A file's name without folders and without what no page can show."""
    bare = re.split(r"[\\/]", clean_text(name).replace("\n", " "))[-1].strip()
    return bare[-MAX_NAME:] or "未命名"


def preview_file(file: IntakeFile) -> Preview:
    """What taking this workbook would do now. Raises Unreadable and NothingFound."""
    return preview_of(file.account, bytes(file.content), Purpose(file.purpose), BudgetStage(file.stage))


def take(file: IntakeFile, *, tables: Collection[str] | None, shown: str, by: User) -> Taken:
    """Saves what these tables bring (None: all), all of it or nothing. `shown`: the fingerprint of the preview that
    was looked at. Raises NotTaken, Busy, Unreadable and NothingFound."""
    with transaction.atomic():
        found = preview_file(file)
        if shown != found.fingerprint:
            raise ShownOtherwise
        chosen = found.read.tables.keys() if tables is None else set(tables) & found.read.tables.keys()
        comparison = found.of(chosen)
        save(file, list(_changes(comparison)), found.figures, by)
        _remember(file, found, chosen, comparison)
        mark_taken(file, by)
    changed = sum(difference.proposed is not None for difference in comparison.differences)
    titles = tuple(table.title for table in found.tables if table.key in chosen and table.differences)
    return Taken(changed, len(comparison.gone), titles)


def save(file: IntakeFile, changes: Sequence[Change], figures: Figures, by: User) -> None:
    """All of the changes, as if they were typed. Raises NotTaken, with every change that cannot be, and Busy."""
    if not changes:
        return
    outcome = apply(file.account, changes, by=by, amount_unit=YUAN, sections=SECTIONS)
    refused = [result for result in outcome.results if result.status != "saved"]
    if {result.message for result in refused} == {CLOSED}:
        raise NotTaken(CLOSED)
    if refused:
        lines = [f"{cell_label(result.name, figures.classification)}：{result.message}" for result in refused]
        if len(lines) > MAX_LINES:
            lines[MAX_LINES:] = [f"……共 {len(lines)} 处"]
        raise NotTaken("\n".join(lines))


def mark_taken(file: IntakeFile, by: User) -> None:
    file.taken_at, file.taken_by = timezone.now(), by
    file.save(update_fields=["taken_at", "taken_by"])


def _changes(comparison: Comparison) -> Iterator[Change]:
    for row in comparison.gone:
        yield RemoveRow(row)
    for difference in comparison.differences:
        if difference.proposed:
            was = _AMOUNT.print(difference.old, YUAN)
            yield SetCell(difference.address, was, _AMOUNT.print(difference.new, YUAN))


def _remember(file: IntakeFile, found: Preview, tables: Collection[str], comparison: Comparison) -> None:
    """Every cell that now holds what the file says knows it; one that was exact before keeps what it knew."""
    changed = {difference.address for difference in comparison.differences}
    known = set(FigureSource.objects.filter(account=file.account).values_list("cell", flat=True))
    sources = {}
    for address, proposed in found.proposal.only(tables).cells.items():
        if address not in changed and address in known:
            continue
        if address in changed or proposed.value:
            sources[address] = FigureSource(
                account=file.account,
                cell=address,
                value=f"{proposed.value:.2f}",
                file=file,
                sheet=proposed.places[0].sheet[:100] if proposed.places else "",
                place=proposed.source[:400],
                printed_only=proposed.is_printed and address in changed,
            )
    gone = set(comparison.gone)
    stale = [cell for cell in known if row_of(cell) in gone]
    FigureSource.objects.filter(account=file.account, cell__in=stale).delete()
    remember(file, sources)
