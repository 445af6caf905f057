"""The nine tables as workbooks of other people's software: laid out by program, in every variant that is known."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from disclosure.intake.workbook import Sheet, Value, Workbook
from finance.money import WAN, to_wan
from finance.tables.grid import Cell, CellKind, Grid
from finance.tables.paging import place


@dataclass(frozen=True, kw_only=True)
class Style:
    """How somebody writes a workbook."""

    is_rounded: bool = False  # 万元 with two decimals, all that is published
    unit: str = "万元"
    as_text: bool = False  # 2,940.05 as text
    zero: Value = 0.0  # what stands where nothing is
    numeric_codes: bool = False  # 2080101 as a number
    sparse_codes: bool = False  # of 类 款 项 only the last: the rows above tell the others
    blank_rows: bool = False  # one under the title, one above the body
    left_columns: int = 0  # empty ones before the table
    repeats_merged: bool = False  # every cell of a merged area holds its text
    names: Callable[[int, Grid], str] = lambda number, grid: f"Sheet{number}"
    printed: Mapping[str, Decimal] = field(default_factory=dict)  # t1/figure → 万元 where it is not what is computed


def workbook_of(grids: tuple[Grid, ...], style: Style | None = None) -> Workbook:
    """The tables as a workbook that was already opened."""
    style = style or Style()
    return Workbook(
        tuple(Sheet(style.names(number, grid), _trimmed(_rows(grid, style))) for number, grid in enumerate(grids, 1))
    )


def xlsx_of(workbook: Workbook) -> bytes:
    """The file of it."""
    stream = io.BytesIO()
    book: Any = xlsxwriter.Workbook(stream, {"in_memory": True})
    book.set_properties({"created": datetime(2024, 1, 1, tzinfo=UTC)})  # the same tables, the same bytes
    for sheet in workbook:
        made = book.add_worksheet(sheet.name[:31])
        for row, values in enumerate(sheet.rows):
            for column, value in enumerate(values):
                if isinstance(value, str):
                    made.write_string(row, column, value)
                elif value is not None:
                    made.write(row, column, value)
    book.close()
    return stream.getvalue()


def _trimmed(rows: list[list[Value]]) -> tuple[tuple[Value, ...], ...]:
    """Without empty ends, as a workbook is read."""
    found = []
    for row in rows:
        while row and row[-1] is None:
            row.pop()
        found.append(tuple(row))
    return tuple(found)


def _rows(grid: Grid, style: Style) -> list[list[Value]]:
    width = len(grid.columns)
    blank: list[Value] = [None] * width
    money = grid.money_unit.replace("万元", style.unit)
    rows: list[list[Value]] = [[grid.title, *blank[1:]]]
    if style.blank_rows:
        rows.append(list(blank))
    if grid.subtitle:
        rows.append([grid.subtitle, *blank[1:]])
    if grid.label:
        rows.append([*blank[1:], grid.label])
    if grid.prepared_by or money:
        rows.append([grid.prepared_by or None, *blank[2:], money])
    rows += _placed(grid.header, grid, style)
    if style.blank_rows:
        rows.append(list(blank))
    rows += _placed(grid.body, grid, style)
    rows += ([note, *blank[1:]] for note in grid.notes)
    return [[None] * style.left_columns + row for row in rows]


def _placed(source: Any, grid: Grid, style: Style) -> list[list[Value]]:
    rows: list[list[Value]] = [[None] * len(grid.columns) for _ in source]
    all_placed = list(place(source, len(grid.columns)))
    last_code = {placed.row: placed.column for placed in all_placed if _is_code(placed.cell) and placed.column < 3}
    for placed in all_placed:
        cell = placed.cell
        if style.sparse_codes and _is_code(cell) and placed.column < last_code.get(placed.row, 0):
            continue
        for row, column in _area(placed.row, placed.column, cell, style):
            rows[row][column] = _value(cell, style, f"{grid.key}/{cell.figure}")
    return rows


def _is_code(cell: Cell) -> bool:
    return cell.kind is CellKind.TEXT and cell.text.isdigit()


def _area(row: int, column: int, cell: Cell, style: Style) -> Iterator[tuple[int, int]]:
    if not style.repeats_merged or cell.kind is CellKind.NUMBER:
        yield row, column
        return
    yield from ((r, c) for r in range(row, row + cell.rowspan) for c in range(column, column + cell.colspan))


def _value(cell: Cell, style: Style, name: str) -> Value:
    if cell.kind is not CellKind.NUMBER:
        if style.numeric_codes and cell.kind is CellKind.TEXT and cell.text.isdigit():
            return int(cell.text)
        return cell.text or None
    if cell.amount is None or (not cell.text and not cell.amount):
        return cell.text or (style.zero if cell.amount is not None and cell.figure else None)
    if not cell.amount and name not in style.printed:
        return style.zero
    wan = style.printed.get(name, to_wan(cell.amount) if style.is_rounded else cell.amount / WAN)
    number = wan * WAN if style.unit == "元" else wan
    if style.as_text:
        places = 2 if style.is_rounded or style.unit == "元" else 6
        return f"{number:,.{places}f}"
    return float(number)
