"""The account as it stands while a workbook of it comes back: values, what last year brought, who changed what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from disclosure.entry.pages import SECTIONS
from disclosure.exports.own_workbook.contents import YUAN, empty_box
from disclosure.exports.own_workbook.marks import holdable
from disclosure.exports.own_workbook.sums import Rows
from finance.cells import Cell
from finance.classification import Classification, classification_of
from finance.models import CarriedFigure, CellChange, FinalAccount
from finance.typed_numbers import Refused


@dataclass
class Current:
    """One account, each section read once."""

    account: FinalAccount

    @cached_property
    def values(self) -> Rows:
        return {
            name: {
                key: {column: section.value(row, column) for column in section.columns}
                for key, row in section.rows(self.account).items()
            }
            for name, section in SECTIONS.items()
        }

    @property
    def classification(self) -> Classification:
        return classification_of(self.account.fiscal_year)

    @cached_property
    def carried(self) -> Mapping[str, CarriedFigure]:
        """Cell → the figure of last year's account that was put there."""
        return {row.cell: row for row in CarriedFigure.objects.filter(account=self.account)}

    def has_row(self, row: str) -> bool:
        section, _, key = row.partition("/")
        return key in self.values[section]

    def value(self, address: str) -> Any:
        section, key, column = address.split("/")
        return self.values[section].get(key, {}).get(column, empty_box(cell_at(address)))

    def text(self, address: str) -> str:
        """As the log of changes writes it, in 元."""
        value = self.value(address)
        return "" if value is None else cell_at(address).print(value, YUAN)

    def changes_since(self, version: int, cells: Iterable[str]) -> dict[str, CellChange]:
        """The last change of each cell, or of its row, after this version."""
        wanted = set(cells) | {cell.rpartition("/")[0] for cell in cells}
        later = CellChange.objects.filter(account=self.account, version__gt=version).select_related("by")
        found: dict[str, CellChange] = {}
        for change in later.order_by("pk"):
            if change.cell in wanted:
                found[change.cell] = change
        return {cell: found[cell] for cell in cells if cell in found} | {
            cell: found[row] for cell in cells if cell not in found and (row := cell.rpartition("/")[0]) in found
        }


def cell_at(address: str) -> Cell:
    section, _, column = address.split("/")
    return SECTIONS[section].columns[column]


def plain(cell: Cell, value: Any) -> Any:
    """The value as it is after a way through a workbook and back: what it is compared as."""
    if value is None:
        return None
    try:
        return cell.parse(holdable(cell.print(value, YUAN)), YUAN)
    except Refused:
        return value
