"""The one way a figure is changed by hand: cell by cell, each against the value it was typed over.

Two people who change different cells merge; of two who change the same cell the second is told. The account's
version moves by an UPDATE that comes first: whoever moves it holds the account until the end.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from finance.cells import AmountUnit, Refused
from finance.changing import Applied, Edit
from finance.models import CLOSED, FinalAccount
from finance.sections import SECTIONS, Section
from units.models import User

MAX_CHANGES = 5000


@dataclass(frozen=True)
class SetCell:
    """A text typed into a cell, and the text that stood there as far as the page knew."""

    cell: str
    was: str
    value: str


@dataclass(frozen=True)
class AddRow:
    """A row to come. Where keys are numbers the page proposes new…, and is told the key it got."""

    row: str


@dataclass(frozen=True)
class RemoveRow:
    """A row to go."""

    row: str


type Change = SetCell | AddRow | RemoveRow


@dataclass(frozen=True)
class Outcome:
    """What became of the changes, one result each, in their order."""

    version: int
    at: datetime
    results: tuple[Applied, ...]

    @property
    def has_changed(self) -> bool:
        return any(result.has_changed for result in self.results)


def apply(
    account: FinalAccount,
    changes: Sequence[Change],
    *,
    by: User,
    amount_unit: AmountUnit,
    sections: Mapping[str, Section] = SECTIONS,
    edit_id: UUID | None = None,
) -> Outcome:
    """Saves what can be saved, in one transaction, and says of each change what became of it. Nothing saved,
    nothing moved. The same edit_id sent again changes nothing again."""
    with transaction.atomic():
        now = timezone.now()
        # Comes first: whoever moves the version holds the account until the end.
        FinalAccount.objects.filter(pk=account.pk).update(version=F("version") + 1, updated=now)
        fresh = FinalAccount.objects.select_related("unit", "consolidation").get(pk=account.pk)
        if not fresh.is_open:
            transaction.set_rollback(True)
            refused = (Applied(_name(change), "refused", message=CLOSED) for change in changes)
            return Outcome(fresh.version - 1, now, tuple(refused))
        edit = Edit(fresh, by, amount_unit, sections, edit_id)
        results = _results(edit, changes)
        if edit.has_changed:
            edit.write()
            return Outcome(fresh.version, now, results)
        transaction.set_rollback(True)
        return Outcome(fresh.version - 1, now, results)


def _results(edit: Edit, changes: Sequence[Change]) -> tuple[Applied, ...]:
    """Reasons for typing over come first, so that the figure they allow may stand in the same request."""
    order = sorted(range(len(changes)), key=lambda i: not _is_reason(changes[i]))
    results: dict[int, Applied] = {i: _result(edit, changes[i]) for i in order}
    return tuple(results[i] for i in range(len(changes)))


def _is_reason(change: Change) -> bool:
    return isinstance(change, SetCell) and change.cell.startswith("carried/")


def _name(change: Change) -> str:
    return change.cell if isinstance(change, SetCell) else change.row


def _result(edit: Edit, change: Change) -> Applied:
    try:
        match change:
            case SetCell():
                return edit.fill(change.cell, change.was, change.value)
            case AddRow():
                return edit.add(change.row)
            case RemoveRow():
                return edit.remove(change.row)
    except Refused as refusal:
        return Applied(_name(change), "refused", message=str(refusal))
