"""Columns of a table: nested headings over leaves, and the header rows and 栏次 row that follow from them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from finance.tables.grid import Cell, CellKind, Row

COLUMN_NUMBERS = "栏次"


@dataclass(frozen=True)
class Column:
    """A heading over further columns, or a leaf: text (labels, codes), 行次 or a number with its figure."""

    label: str
    figure: str = ""  # of a number: the last steps of its dotted name
    parts: tuple["Column", ...] = ()
    width: float = 23.0  # mm of a page 156 (portrait) or 235 (landscape) wide
    kind: CellKind = CellKind.NUMBER
    reaches_down: bool = False  # a heading whose parts stand in the last header row, however deep that is

    @property
    def leaves(self) -> tuple["Column", ...]:
        return tuple(leaf for part in self.parts for leaf in part.leaves) if self.parts else (self,)

    @property
    def depth(self) -> int:
        return 1 + max((part.depth for part in self.parts), default=0)


def text_column(label: str, width: float) -> Column:
    return Column(label, width=width, kind=CellKind.TEXT)


def leaves_of(columns: tuple[Column, ...]) -> tuple[Column, ...]:
    return tuple(leaf for column in columns for leaf in column.leaves)


def header_rows(columns: tuple[Column, ...], words: Callable[[str], str]) -> tuple[Row, ...]:
    """Merged headings: a leaf reaches down to the last row, a group spans its leaves and may reach down to them."""
    depth = max(column.depth for column in columns)
    rows: list[list[Cell]] = [[] for _ in range(depth)]

    def place(column: Column, level: int) -> None:
        height = depth - level - column.depth + 1 if column.reaches_down or not column.parts else 1
        rows[level].append(
            Cell(
                text=words(column.label),
                kind=CellKind.HEADER,
                colspan=len(column.leaves),
                rowspan=height,
                scope="colgroup" if column.parts else "col",
            )
        )
        for part in column.parts:
            place(part, level + height)

    for column in columns:
        place(column, 0)
    return tuple(Row(tuple(cells)) for cells in rows)


def column_number_row(columns: tuple[Column, ...]) -> Row:
    """栏次: 1, 2, 3 … over the numbers; the word itself over the texts before them, where there are any."""
    return Row(tuple(_column_numbers(leaves_of(columns))))


def _column_numbers(leaves: tuple[Column, ...]) -> Iterator[Cell]:
    number = texts = 0
    for leaf in leaves:
        if leaf.kind is CellKind.TEXT:
            texts += 1
            continue
        if texts:
            yield Cell(text=COLUMN_NUMBERS, kind=CellKind.HEADER, colspan=texts, scope="row")
            texts = 0
        if leaf.kind is CellKind.NUMBER:
            number += 1
        yield Cell(text=str(number) if leaf.kind is CellKind.NUMBER else "", kind=CellKind.ORDINAL)
