"""A workbook as it was read: sheets of plain values, nothing of the file's format left. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, field

# A number of a workbook is text here too ("2940.05"): what a float prints as is what the file holds.
type Value = str | float | int | bool | None


@dataclass(frozen=True)
class Sheet:
    """One visible sheet. `formulas_without_value`: places whose result nobody has computed yet."""

    name: str
    rows: tuple[tuple[Value, ...], ...]
    formulas_without_value: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def cell(self, row: int, column: int) -> Value:
        """The value in this place, counted from 0; nothing outside the sheet."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    @property
    def width(self) -> int:
        return max(map(len, self.rows), default=0)


@dataclass(frozen=True)
class Workbook:
    """Its visible sheets, in order; `hidden` names the others."""

    sheets: tuple[Sheet, ...]
    hidden: tuple[Sheet, ...] = ()

    def __iter__(self) -> Iterator[Sheet]:
        return iter(self.sheets)


def place_name(row: int, column: int) -> str:
    """D8 for row 7, column 3, counted from 0."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
