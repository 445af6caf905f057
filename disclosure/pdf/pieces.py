"""A long table with merged cells, cut into pieces that each fit a page; a row higher than half a page is cut itself.

Where to cut is estimated; layout says whether the estimate was right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from disclosure.pdf.sizing import Size, Sizing, split_lines
from finance.tables.grid import Cell, CellKind, Grid, Orientation, Row
from finance.tables.paging import cut, place

TALL = 0.4  # of a page: a row above that is cut rather than moved to the next page
FEWEST_LINES = 4  # that are worth beginning a row on this page for


@dataclass(frozen=True)
class _End:
    """Where a page ends: after so many rows, the last of them perhaps cut after so many lines."""

    rows: int
    lines: int = 0


def in_pieces(grid: Grid, orientation: Orientation, size: Size, certainty: float) -> tuple[Grid, ...]:
    """The grid in pieces. `certainty` is the part of a page that the estimate may fill."""
    at: list[int] = []
    start = 0
    while True:
        piece = cut(grid, [start])[1] if start else grid
        end = _page_end(Sizing(piece, orientation), size, certainty)
        if end.rows >= len(piece.body) and not end.lines:
            return cut(grid, at)
        if end.lines:
            grid = _with_row_cut(grid, orientation, size, start + end.rows - 1, end.lines)
        start += end.rows
        at.append(start)


def _page_end(sizing: Sizing, size: Size, certainty: float) -> _End:
    """The rows of a piece that stand on its first page."""
    rows = sizing.grid.body
    heights = sizing.row_heights(size)
    page = sizing.page_height * certainty - sizing.head_height(size)
    left = page - sizing.height_above(size)
    if sum(heights) + sizing.height_below() <= left:
        return _End(len(rows))
    fitting = ending = 0  # rows that fit; those of them after which a page may end
    for index, height in enumerate(heights):
        if index and rows[index].may_break_before:
            ending = index
        if height > left:
            lines = int((left - size.around) / size.leading)
            if height > TALL * page and (lines >= FEWEST_LINES or not fitting):
                return _End(index + 1, max(lines, 1))
            break
        left -= height
        fitting = index + 1
    else:
        return _End(len(rows) - 1)  # all but the notes: the last row goes over with them
    return _End(ending or fitting or 1)


def _with_row_cut(grid: Grid, orientation: Orientation, size: Size, index: int, count: int) -> Grid:
    """The grid with one body row made two: in the first, so many lines of each text; in the second, what follows.

    What heads the row, and what spans more rows than it, spans both; `cut` repeats it on either side.
    """
    width = len(grid.columns)
    sizing = Sizing(grid, orientation)
    rows: list[list[tuple[int, Cell]]] = [[] for _ in range(len(grid.body) + 1)]
    for placed in place(grid.body, width):
        cell, row = placed.cell, placed.row
        if row > index or row + cell.rowspan <= index:
            rows[row + (row > index)].append((placed.column, cell))
        elif cell.rowspan > 1 or cell.kind is CellKind.HEADER:
            rows[row].append((placed.column, replace(cell, rowspan=cell.rowspan + 1)))
        else:
            for half, text in enumerate(split_lines(cell.text, sizing.room(placed.column, cell, size), count)):
                rows[row + half].append((placed.column, replace(cell, text=text)))
    first, second = grid.body[index], replace(grid.body[index], may_break_before=True)
    originals: Sequence[Row] = (*grid.body[:index], first, second, *grid.body[index + 1 :])
    body = (
        replace(original, cells=tuple(cell for _, cell in sorted(cells, key=lambda pair: pair[0])))
        for original, cells in zip(originals, rows, strict=True)
    )
    return replace(grid, body=tuple(body))
