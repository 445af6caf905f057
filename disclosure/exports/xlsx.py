"""The tables as a workbook: their official layout, real numbers, sums as formulas, ready to print on A4.

Numbers are exact 万元 (up to six decimals, so that no 分 is lost) and show two; a total is a formula over the cells it
sums, with the server's own result stored beside it. Text is written as text whatever it begins with.
"""

import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import groupby
from math import ceil
from typing import Any
from unicodedata import east_asian_width

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from disclosure.exports.sums import sums_of
from finance.money import WAN
from finance.tables.grid import Cell, CellKind, Grid, Orientation, Row
from finance.tables.layout import TableLayout
from finance.tables.paging import Placed, place

FONT = "宋体"
TEXT_SIZE, TITLE_SIZE = 10.5, 18
_MM = 96 / 25.4  # pixels
_MARGINS = {  # mm, as in print: left, right, top, bottom
    Orientation.PORTRAIT: (28, 26, 37, 35),
    Orientation.LANDSCAPE: (28, 26, 22, 22),
}
AREAS = {Orientation.PORTRAIT: (442.2, 637.8), Orientation.LANDSCAPE: (688.8, 470.5)}  # points, as in print
_SMALLER = 1.4  # how much higher than a page may still go on one
_CHARACTER = 5.25  # points of a column width's unit
_WIDER = 1.12  # a screen's 宋体 is wider than the printer's; the page is fitted to its width all the same
_LINE = 14.25  # points
_STRETCH = 1.2  # a column a little too narrow for its texts becomes wider: no row is higher for one character
_FORBIDDEN = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")

type Book = Any  # xlsxwriter has no types
type Format = Any


def to_xlsx(grids: tuple[Grid, ...], layout: TableLayout, *, title: str, author: str, fiscal_year: int) -> bytes:
    """One sheet a table. The same tables give the same bytes."""
    stream = io.BytesIO()
    book: Book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties(
        {"title": title, "author": author, "company": author, "created": datetime(fiscal_year, 12, 31, tzinfo=UTC)}
    )
    formats = Formats(book, layout)
    for number, grid in enumerate(grids, 1):
        sheet = book.add_worksheet(sheet_name(f"{grid.label or f'{number:02}'} {grid.title}"))
        _Sheet(sheet, grid, formats).write()
    book.close()
    return stream.getvalue()


def sheet_name(text: str) -> str:
    """A name that Excel takes: 31 characters, none of them []:*?/\\ or an apostrophe."""
    return _FORBIDDEN.sub("", text)[:31].strip()


class Formats:
    """The cell formats of a workbook, each made once."""

    def __init__(self, book: Book, layout: TableLayout) -> None:
        self.book = book
        self.known: dict[tuple[tuple[str, Any], ...], Format] = {}
        number = "#,##0.00_ " if layout.thousands else "0.00_ "
        # three parts: positive, negative, zero
        self.number = number if layout.zero else f"{number};-{number};"

    def of(self, **wanted: Any) -> Format:
        key = tuple(sorted(wanted.items()))
        if key not in self.known:
            base = {"font_name": FONT, "font_size": TEXT_SIZE, "valign": "vcenter"}
            self.known[key] = self.book.add_format(base | wanted)
        return self.known[key]

    def cell(self, cell: Cell, is_total: bool) -> Format:
        default = {CellKind.NUMBER: "right", CellKind.ORDINAL: "center", CellKind.HEADER: "center"}
        wanted: dict[str, Any] = {
            "border": 1,
            "align": cell.align or default.get(cell.kind, "left"),
            "text_wrap": cell.kind is not CellKind.NUMBER,
        }
        if cell.kind is CellKind.NUMBER:
            wanted["num_format"] = self.number
        if cell.indent:
            wanted |= {"align": "left", "indent": cell.indent}
        if is_total:
            wanted["bold"] = True
        return self.of(**wanted)


@dataclass
class _Sheet:
    """One table on its sheet."""

    sheet: Worksheet
    grid: Grid
    formats: Formats
    row: int = 0
    height: float = 0  # points

    @cached_property
    def body(self) -> tuple[Placed, ...]:
        return place(self.grid.body, len(self.grid.columns))

    @cached_property
    def widths(self) -> list[float]:
        """Column widths in characters of the default font; wide enough for the longest number or code."""
        widths = [max(width * _WIDER * _MM - 5, 20) / 7 for width in self.grid.columns]
        for placed in self.body:
            text = placed.cell.text
            if placed.cell.colspan == 1 and text.isascii():  # a number or a code
                widths[placed.column] = max(widths[placed.column], len(text) * 1.1 + 1.5)
        for placed in self.body:
            wanted = _room_wanted(placed.cell)
            if placed.cell.colspan == 1 and widths[placed.column] < wanted <= widths[placed.column] * _STRETCH:
                widths[placed.column] = wanted
        return widths

    @property
    def last(self) -> int:
        return len(self.grid.columns) - 1

    def write(self) -> None:
        for column, width in enumerate(self.widths):
            self.sheet.set_column(column, column, round(width, 2))
        self._head()
        header = place(self.grid.header, len(self.grid.columns))
        top = self.row
        self._cells(header, self.grid.header, {})
        refs = {
            p.cell.figure: xl_rowcol_to_cell(self.row + p.row, p.column + p.cell.colspan - 1)
            for p in reversed(self.body)
            if p.cell.figure
        }
        self.sheet.freeze_panes(self.row, 0)
        formulas = {figure: _formula([refs[part] for part in parts]) for figure, parts in sums_of(self.grid).items()}
        self._cells(self.body, self.grid.body, formulas)
        for note in self.grid.notes:
            self._across(note, align="left", text_wrap=True)
        self._print(top, top + len(self.grid.header) - 1)

    def _head(self) -> None:
        """Title, subtitle, 公开0N表, and the line of 编制单位 and 金额单位."""
        grid = self.grid
        self._across(grid.title, size=TITLE_SIZE, align="center", bold=True, text_wrap=True)
        if grid.subtitle:
            self._across(grid.subtitle, align="center")
        if grid.label:
            self._across(grid.label, align="right")
        if grid.prepared_by or grid.money_unit:
            right = max(self._columns_for(grid.money_unit), 1)
            split = max(self.last + 1 - right, 1)
            self._merge(self.row, 0, split - 1, grid.prepared_by, self.formats.of(align="left"))
            self._merge(self.row, split, self.last, grid.money_unit, self.formats.of(align="right"))
            self._set_height(self.row, _LINE + 3)
            self.row += 1

    def _columns_for(self, text: str) -> int:
        """How many columns, counted from the right, this text needs."""
        wanted, count = _width(text) + 1, 0
        for width in reversed(self.widths[1:]):
            if wanted <= 0:
                break
            wanted, count = wanted - width, count + 1
        return count

    def _across(self, text: str, *, size: float = TEXT_SIZE, **wanted: Any) -> None:
        """One line over all columns."""
        lines = ceil(_width(text) * size / TEXT_SIZE / sum(self.widths))
        self._set_height(self.row, max(lines, 1) * _LINE * size / TEXT_SIZE + 3)
        self._merge(self.row, 0, self.last, text, self.formats.of(font_size=size, **wanted))
        self.row += 1

    def _merge(self, row: int, first: int, last: int, text: str, format: Format) -> None:
        if first < last:
            self.sheet.merge_range(row, first, row, last, "", format)
        self.sheet.write_string(row, first, text, format)

    def _cells(self, placed: Sequence[Placed], rows: Sequence[Row], formulas: Mapping[str, str]) -> None:
        for index, cells in groupby(placed, key=lambda p: p.row):
            found = list(cells)
            lines = max(self._lines(p) for p in found)
            self._set_height(self.row + index, lines * _LINE + 1.5)
            for p in found:
                self._cell(p, rows[p.row].emphasis, formulas)
        self.row += len(rows)

    def _lines(self, p: Placed) -> int:
        """Lines that the text takes in its columns; a cell of several rows has room enough."""
        if p.cell.kind is CellKind.NUMBER or p.cell.rowspan > 1 or not p.cell.text:
            return 1
        room = sum(self.widths[p.column : p.column + p.cell.colspan]) - 1 - 2 * p.cell.indent
        return sum(max(ceil(round(_width(line) / room, 6)), 1) for line in p.cell.text.split("\n"))

    def _cell(self, p: Placed, is_total: bool, formulas: Mapping[str, str]) -> None:
        cell, row, column = p.cell, self.row + p.row, p.column
        format = self.formats.cell(cell, is_total)
        if cell.colspan > 1 or cell.rowspan > 1:
            self.sheet.merge_range(row, column, row + cell.rowspan - 1, column + cell.colspan - 1, "", format)
        if cell.kind is CellKind.NUMBER and cell.amount is not None and (cell.text or cell.amount):
            value = float(cell.amount / WAN)
            if cell.figure in formulas:
                self.sheet.write_formula(row, column, formulas[cell.figure], format, value)
            else:
                self.sheet.write_number(row, column, value, format)
        elif cell.kind is CellKind.ORDINAL and cell.text.isascii() and cell.text.isdigit():
            self.sheet.write_number(row, column, int(cell.text), format)
        elif cell.text:
            self.sheet.write_string(row, column, cell.text, format)
        else:
            self.sheet.write_blank(row, column, None, format)

    def _is_about_a_page(self) -> bool:
        """A table that is little more than a page high goes on one, a little smaller."""
        across, down = AREAS[self.grid.orientation]
        return self.height * across / (sum(self.widths) * _CHARACTER) <= down * _SMALLER

    def _set_height(self, row: int, points: float) -> None:
        self.sheet.set_row(row, points)
        self.height += points

    def _print(self, first_header: int, last_header: int) -> None:
        sheet, orientation = self.sheet, self.grid.orientation
        sheet.set_paper(9)  # A4
        if orientation is Orientation.LANDSCAPE:
            sheet.set_landscape()
        left, right, top, bottom = (mm / 25.4 for mm in _MARGINS[orientation])
        sheet.set_margins(left=left, right=right, top=top, bottom=bottom)
        sheet.set_footer(f'&C&"{FONT}"&14— &P —')
        sheet.center_horizontally()
        sheet.fit_to_pages(1, 1 if self._is_about_a_page() else 0)
        sheet.print_area(0, 0, self.row - 1, self.last)
        sheet.repeat_rows(first_header, last_header)
        sheet.hide_gridlines(2)


def _formula(refs: list[str]) -> str:
    """=SUM(D8:D12,D15): cells one below the other as a range."""
    ordered = sorted(refs, key=lambda ref: (re.sub(r"\d", "", ref), int(re.sub(r"\D", "", ref))))
    return f"=SUM({','.join(_ranges(ordered))})"


def _ranges(refs: list[str]) -> Iterator[str]:
    start = end = refs[0]
    for ref in refs[1:]:
        column, row = re.sub(r"\d", "", end), int(re.sub(r"\D", "", end))
        if ref != f"{column}{row + 1}":
            yield start if start == end else f"{start}:{end}"
            start = ref
        end = ref
    yield start if start == end else f"{start}:{end}"


def _room_wanted(cell: Cell) -> float:
    """The column width at which the text stands on one line."""
    return _width(cell.text) + 1 + 2 * cell.indent


def _width(text: str) -> float:
    """In half-width characters."""
    return sum(2 if east_asian_width(c) in "WFA" else 1 for c in text)
