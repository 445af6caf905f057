"""A workbook on paper: what stands in which cell of which sheet, and formulas that know where the boxes are."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from disclosure.exports.own_workbook.marks import CODE, FUND, REMOVE, REMOVED
from disclosure.exports.own_workbook.sums import EVERY, Expression, Term
from finance.cells import Cell
from finance.terms import Fund

MARKS, LABEL, FIRST = 0, 1, 2  # columns: hidden marks, labels, the first that is typed into


@dataclass(frozen=True)
class Text:
    """Words that stay. `link`: a cell of another sheet that a click leads to."""

    text: str
    style: str = "plain"
    link: str = ""


@dataclass(frozen=True)
class Input:
    """A box. `cell` None: a code, a fund or 删除."""

    cell: Cell | None
    value: Any = None


@dataclass(frozen=True)
class Live:
    """A formula, and what it comes to as long as nothing is changed."""

    formula: Callable[["Places"], str]
    value: Any
    style: str = "sum"


@dataclass(frozen=True)
class Placed:
    """Where a content stands; `last`: the last column it is merged over."""

    row: int
    column: int
    last: int
    content: Text | Input | Live


@dataclass(frozen=True)
class Area:
    """Rows and columns of a sheet, both ends in it."""

    first_row: int
    first: int
    last_row: int
    last: int


@dataclass(frozen=True)
class Rule:
    """What may be typed into an area: as its cell wants it, or one of a list (a formula, or the words)."""

    area: Area
    cell: Cell | None = None
    choices: str | tuple[str, ...] = ()
    is_strict: bool = True
    limit: str = ""  # a cell whose number may not be exceeded


@dataclass
class Sheet:
    """One sheet."""

    key: str
    name: str
    widths: dict[int, float] = field(default_factory=dict)
    placed: list[Placed] = field(default_factory=list)
    heights: dict[int, float] = field(default_factory=dict)
    hidden: list[int] = field(default_factory=list)  # rows
    rules: list[Rule] = field(default_factory=list)
    removable: list[tuple[Area, int]] = field(default_factory=list)  # rows that 删除 in this column strikes out
    frozen: int = 0
    row: int = 0  # the next one

    def put(self, column: int, content: Text | Input | Live, *, last: int = 0, row: int | None = None) -> None:
        """In the present row, unless another is given."""
        where = self.row if row is None else row
        self.placed.append(Placed(where, column, max(column, last), content))

    def mark(self, text: str) -> None:
        self.put(MARKS, Text(text, "mark"))

    def line(self, text: str, style: str = "plain", *, last: int = 0, link: str = "", height: float = 0) -> None:
        """A row with words alone."""
        self.put(LABEL, Text(text, style, link), last=last)
        if height:
            self.heights[self.row] = height
        self.row += 1

    def columns_row(self, block: str, columns: dict[int, str]) -> None:
        """The hidden row that names a block and its columns."""
        self.mark(block)
        for column, name in columns.items():
            self.put(column, Text(name, "mark"))
        self.hidden.append(self.row)
        self.row += 1


@dataclass
class Places:
    """Where every box and every column of a grid stands: what formulas are made of."""

    boxes: dict[str, tuple[str, int, int]] = field(default_factory=dict)  # address → sheet, row, column
    columns: dict[tuple[str, str], tuple[str, int, int, int]] = field(default_factory=dict)
    # grid and column → sheet, first and last row, column. The grid of indicators of card 57 is indicators/57-*.

    def has(self, address: str) -> bool:
        return address in self.boxes

    def cell(self, address: str) -> str:
        """'支出决算'!$D$8"""
        sheet, row, column = self.boxes[address]
        return f"{quoted(sheet)}!{xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True)}"

    def range(self, grid: str, column: str) -> str:
        sheet, first, last, number = self.columns[grid, column]
        return f"{quoted(sheet)}!{xl_range_abs(first, number, last, number)}"

    def formula(self, expression: Expression) -> str:
        """Without the sign of equality."""
        added = ",".join(self._terms(expression, 1))
        taken = ",".join(self._terms(expression, -1))
        text = (f"SUM({added})" if added else "0") + (f"-SUM({taken})" if taken else "")
        if expression.instead and self.has(expression.instead):
            instead = self.cell(expression.instead)
            return f'IF({instead}="",{text},{instead})'
        return text

    def _terms(self, expression: Expression, sign: int) -> Iterator[str]:
        for term in expression.terms:
            if term.sign == sign and (text := self._term(term)):
                yield text

    def _term(self, term: Term) -> str:
        """Empty where the workbook has no such box."""
        if term.row is not None and not term.row.endswith(EVERY):
            return self.cell(term.address) if self.has(term.address) else ""
        grid = term.section if term.row is None else f"{term.section}/{term.row}"
        if (grid, term.column) not in self.columns:
            return ""
        conditions = [(REMOVE, f"<>{REMOVED}")]
        if term.fund:
            conditions.append((FUND, Fund(term.fund).label))
        if term.code:
            conditions.append((CODE, f"{term.code}*"))
        said = ",".join(f'{self.range(grid, column)},"{wanted}"' for column, wanted in conditions)
        return f"SUMIFS({self.range(grid, term.column)},{said})"


def quoted(sheet: str) -> str:
    return f"'{sheet}'"


def number(value: Any) -> float | int:
    """As a workbook stores it: fifteen digits, and that is what an amount has."""
    return float(value) if isinstance(value, Decimal) else value
