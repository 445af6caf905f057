"""What a 填报工作簿 would change, as the page shows it: by entry page, conflicts with all three texts."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from disclosure.entry.pages import PAGES
from disclosure.exports.own_workbook.contents import YUAN
from disclosure.intake.filled_in.comparing import Change, Comparison, Kind
from disclosure.intake.filled_in.current import cell_at
from disclosure.intake.filled_in.labels import Labels
from disclosure.intake.preview import TablePreview
from disclosure.intake.shown import Shown, ShownChange, ShownTable
from finance.cells import Choice
from finance.models import CellChange
from finance.typed_numbers import AmountUnit, Refused

_NUMBERS = ("amount", "number", "count")
_NOTHING = "（未填）"


def shown_filled(comparison: Comparison, unit: AmountUnit) -> Shown:
    """Pages in their order, those of which nothing is to be said too."""
    lines = _Lines(comparison, unit)
    sheets = comparison.filled.sheets
    tables = tuple(
        ShownTable(
            TablePreview(
                key,
                page.title,
                "",
                (),
                (),
                tuple(remark for where, remark in comparison.remarks if where == key),
            ),
            tuple(lines.of(key)),
        )
        for key, page in PAGES.items()
        if key in sheets
    )
    changes = comparison.changes
    return Shown(
        "页",
        comparison.fingerprint,
        tables,
        tuple(remark for where, remark in comparison.remarks if where not in sheets),
        changed=sum(change.kind is not Kind.REMOVE for change in changes),
        gone=sum(change.kind is Kind.REMOVE for change in changes),
        conflicts=len(comparison.conflicts),
    )


class _Lines:
    """Changes in words."""

    def __init__(self, comparison: Comparison, unit: AmountUnit) -> None:
        self.comparison, self.unit, self.labels = comparison, unit, Labels(comparison)
        contested = [change.address for change in comparison.conflicts]
        version = comparison.filled.issued.account_version
        self.others: Mapping[str, CellChange] = comparison.current.changes_since(version, contested)

    def of(self, page: str) -> Iterator[ShownChange]:
        yield from (self._line(change) for change in self.comparison.changes if change.page == page)

    def _line(self, change: Change) -> ShownChange:
        is_gone, is_cell = change.kind is Kind.REMOVE, change.kind is Kind.SET
        return ShownChange(
            row=self.labels.row(change.address),
            column=self.labels.column(change.address) if is_cell else "整行",
            old=self._printed(change, change.now) or _NOTHING if is_cell else "",
            new="（删去）"
            if is_gone
            else (self._printed(change, change.new) or "（空）")
            if is_cell
            else "（新增一行）",
            source=str(change.entered.place),
            is_gone=is_gone,
            is_number=not is_cell or cell_at(change.address).kind in _NUMBERS,
            conflict=change.address if change.is_conflict else "",
            note=self._note(change) if change.is_conflict else "",
        )

    def _printed(self, change: Change, text: str) -> str:
        """In the user's unit; of a closed list the words."""
        cell = cell_at(change.address)
        try:
            value = cell.parse(text, YUAN)
        except Refused:
            return text
        printed = cell.print(value, self.unit)
        return dict(cell.choices).get(printed, printed) if isinstance(cell, Choice) else printed

    def _note(self, change: Change) -> str:
        """Who was there meanwhile."""
        other = self.others.get(change.address)
        who = (other.by.get_full_name() if other.by else "命令行") if other else "别人"
        when = f" {timezone.localtime(other.at):%m月%d日 %H:%M} " if other else "后来"
        if change.kind is Kind.REMOVE:
            return f"发出工作簿以后，这一行又有改动（{who}{when}），没有导入"
        issued = self._printed(change, change.issued) or _NOTHING
        return f"发出时是 {issued}，{who}{when}改成了现在的"
