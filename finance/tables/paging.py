"""Cutting a Grid into pages: no merged cell crosses a cut; every page has column heads and group labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from finance.tables.grid import Cell, CellKind, Grid, Row


@dataclass(frozen=True)
class Placed:
    """A cell and the place of its upper left corner, both counted from 0."""

    cell: Cell
    row: int
    column: int


def place(rows: Sequence[Row], width: int) -> tuple[Placed, ...]:
    """Where every cell of the rows stands, merged cells considered, in reading order.

    Raises:
        ValueError: the rows fill no rectangle of this width: a gap, an overlap, or a span that reaches out.
    """
    placed: list[Placed] = []
    free_from = [0] * width  # for every column, the first row that no merged cell from above covers
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column < width and free_from[column] > index:
                column += 1
            end = column + cell.colspan
            if end > width or any(free_from[c] > index for c in range(column, end)):
                raise ValueError(f"第{index + 1}行的单元格超出表格宽度或互相重叠：{cell.text}")
            if index + cell.rowspan > len(rows):
                raise ValueError(f"第{index + 1}行的合并单元格超出表格末行：{cell.text}")
            placed.append(Placed(cell, index, column))
            free_from[column:end] = [index + cell.rowspan] * cell.colspan
            column = end
        if any(row_number <= index for row_number in free_from):
            raise ValueError(f"第{index + 1}行没有填满表格")
    return tuple(placed)


def breakable(grid: Grid) -> tuple[int, ...]:
    """Body rows a new page may start with: the indices that suit `cut`."""
    return tuple(i for i, row in enumerate(grid.body) if i and row.may_break_before)


def cut(grid: Grid, at: Sequence[int]) -> tuple[Grid, ...]:
    """The grid in pages, a new one at each of these body rows.

    Merged cells end with their page and begin again, with the same text, on the next. A later page begins
    with the header rows and with the column heads that stand in the body above it and hold for its rows. The
    title and what stands around it are on the first page, the notes on the last; keys: t5, t5-page-2, …

    Raises:
        ValueError: a row that does not exist or is the first, or rows that fill no rectangle.
    """
    if not at:
        return (grid,)
    starts = [0, *sorted(set(at)), len(grid.body)]
    if starts[1] <= 0 or starts[-2] >= starts[-1]:
        raise ValueError(f"不能在第{sorted(set(at))}行分页：表格共{len(grid.body)}行")
    placed = place(grid.body, len(grid.columns))
    last = len(starts) - 2
    return tuple(
        replace(
            grid,
            key=grid.key if number == 0 else f"{grid.key}-page-{number + 1}",
            title=grid.title if number == 0 else "",
            subtitle=grid.subtitle if number == 0 else "",
            label=grid.label if number == 0 else "",
            prepared_by=grid.prepared_by if number == 0 else "",
            money_unit=grid.money_unit if number == 0 else "",
            header=(*grid.header, *_column_heads(grid.body[:start] if number else (), len(grid.columns))),
            body=_rows(grid.body, placed, start, end),
            notes=grid.notes if number == last else (),
        )
        for number, (start, end) in enumerate(pairwise(starts))
    )


def _column_heads(above: Sequence[Row], width: int) -> tuple[Row, ...]:
    """The nearest row above that is nothing but heads of columns, if any."""
    return next(((row,) for row in reversed(above) if _is_column_heads(row, width)), ())


def _is_column_heads(row: Row, width: int) -> bool:
    heads = [cell for cell in row.cells if cell.text]
    stands_alone = sum(c.colspan for c in row.cells) == width and all(c.rowspan == 1 for c in row.cells)
    return stands_alone and bool(heads) and all(c.kind is CellKind.HEADER and c.scope == "col" for c in heads)


def _rows(body: Sequence[Row], placed: Sequence[Placed], start: int, end: int) -> tuple[Row, ...]:
    """Body rows start … end − 1 with their merged cells cut to the page."""
    cells: dict[int, list[tuple[int, Cell]]] = {row: [] for row in range(start, end)}
    for p in placed:
        top, bottom = max(p.row, start), min(p.row + p.cell.rowspan, end)
        if top < bottom:
            cells[top].append((p.column, replace(p.cell, rowspan=bottom - top)))
    return tuple(
        replace(body[row], cells=tuple(cell for _, cell in sorted(cells[row], key=lambda pair: pair[0])))
        for row in range(start, end)
    )
