"""Exported: one account with all that a format may want of it, each made once and only when asked for. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from disclosure.document import complete_report
from disclosure.editions import Edition
from disclosure.exports.names import file_name
from disclosure.exports.package import Package
from disclosure.parts import Document
from finance.figures import Figures
from finance.names import label
from finance.tables import build_all
from finance.tables.grid import Grid
from finance.tables.sheet import UNFILLED
from performance.scorecards import Scorecards


class IncompleteTables(ValueError):
    """A table still has gaps; the message lists them, a line each."""

    def __init__(self, gaps: dict[str, list[str]]) -> None:
        count = sum(map(len, gaps.values()))
        lines = "\n".join(f"  《{title}》：{name}" for title, names in gaps.items() for name in names)
        super().__init__(f"报表还有 {count} 处没有填写，不能导出：\n{lines}")


@dataclass(frozen=True)
class Exported:
    """An account on its way out."""

    figures: Figures
    scorecards: Scorecards
    edition: Edition
    region: str = ""

    @cached_property
    def document(self) -> Document:
        """The whole report. Raises IncompleteReport."""
        return complete_report(self.figures, self.scorecards, self.edition).document

    @cached_property
    def tables(self) -> tuple[Grid, ...]:
        """The nine tables. Raises IncompleteTables, naming what they lack."""
        grids = build_all(self.figures, self.edition.table_layout)
        if gaps := {grid.title: names for grid in grids if (names := list(self._unfilled(grid)))}:
            raise IncompleteTables(gaps)
        return grids

    def _unfilled(self, grid: Grid) -> Iterator[str]:
        cells = (cell for row in grid.body for cell in row.cells)
        return (label(cell.figure, self.figures.classification) for cell in cells if cell.text == UNFILLED)

    @property
    def package(self) -> Package:
        return Package(self.edition.slug, self.region, self.figures, self.scorecards)

    def file_name(self, what: str, extension: str) -> str:
        return file_name(self.figures.unit.name, self.figures.fiscal_year, what, extension)
