"""字号: the sizes a table may be set in, and which suits it, estimated without laying it out.

The estimate only chooses where to begin; layout has the last word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from unicodedata import east_asian_width

from finance.tables.grid import Cell, Grid, Orientation, Row
from finance.tables.paging import Placed, place


@dataclass(frozen=True)
class Size:
    """A type size for tables and the room above and below the text, in points."""

    type: float
    padding: float

    @property
    def leading(self) -> float:
        return self.type * _LEADING

    @property
    def around(self) -> float:
        """What a row is higher than its text."""
        return 2 * self.padding + _RULE

    @property
    def side(self) -> float:
        """Room left and right of the text."""
        return 3 if self.type > 9 else 2

    @property
    def css(self) -> str:
        """What print.css leaves open."""
        side = self.side
        return (
            f".statement {{ font-size: {self.type}pt; line-height: {_LEADING}; }}\n"
            f".statement td, .statement th {{ padding: {self.padding}pt {side}pt; }}\n"
            f".statement .indent-1 {{ padding-left: {side + self.type}pt; }}\n"
            f".statement .indent-2 {{ padding-left: {side + 2 * self.type}pt; }}\n"
        )


_LEADING = 1.28
_RULE = 0.5
_CAPTION_LEADING, _TITLE, _NOTE = 1.4, 18, 9  # print.css
_CAPTION_GAP = 1  # em between the unit's name and that of the money

# From 五号, as in official tables, down to 六号, each with the least and the most room that rows may have.
TYPES = {
    10.5: (0.8, 2.6),
    10: (0.8, 2.6),
    9.5: (0.6, 2.2),
    9: (0.6, 2.2),
    8.5: (0.4, 1.8),
    8: (0.3, 1.8),
    7.5: (0.2, 1.4),
}
_STEP = 0.2

CERTAINTY = 0.98  # of the page: the estimate may be a line wrong
_EPSILON = 1e-6
_READABLE = 9  # 小五: below it a table goes only to stay on one page, or for its numbers

# The text area in points: 156 × 225 mm upright, 243 × 166 mm across (print.css).
AREAS = {Orientation.PORTRAIT: (442.2, 637.8), Orientation.LANDSCAPE: (688.8, 470.5)}


class Sizing:
    """How high a grid stands on its page in one size or another."""

    def __init__(self, grid: Grid, orientation: Orientation) -> None:
        self.grid = grid
        self.page_width, self.page_height = AREAS[orientation]

    def fitting(self) -> Iterator[Size]:
        """Sizes in which the table should stand on one page: the largest type, with the most room, first."""
        limit = self.page_height * CERTAINTY
        rows = len(self.grid.header) + len(self.grid.body)
        for size, (least, most) in TYPES.items():
            tight = Size(size, least)
            spare = limit - self.height(tight)
            if spare < 0 or not self.holds_words(tight):
                continue
            steps = int(min(spare / (2 * rows), most - least) / _STEP + _EPSILON)
            if steps:
                yield Size(size, round(least + steps * _STEP, 1))
            yield tight

    def readable(self) -> list[Size]:
        """Sizes for a table over several pages, the largest first: none below 小五 unless its numbers need it."""
        sizes = [Size(size, padding) for size, (least, most) in TYPES.items() for padding in (most, least)]
        holding = list(filter(self.holds_words, sizes)) or sizes[-1:]
        return [size for size in holding if size.type >= _READABLE] or holding[:1]

    def pages(self, size: Size) -> int:
        """On how many pages a table without merged cells will stand."""
        page = self.page_height * CERTAINTY - self.head_height(size)
        pages, left = 1, page - self.height_above(size)
        for height in self.row_heights(size):
            if height > left:
                pages += 1
                left = page
            left -= height
        return pages

    def holds_words(self, size: Size) -> bool:
        """Whether every number and Latin word has room in its column."""
        return all(
            _longest_word(placed.cell.text) <= self.room(placed.column, placed.cell, size)
            for rows in (self._head, self._body)
            for placed in rows
        )

    def height(self, size: Size) -> float:
        """The height of the whole table, in points."""
        rows = self.head_height(size) + sum(self.row_heights(size))
        return self.height_above(size) + rows + self.height_below()

    def height_above(self, size: Size) -> float:
        """Title, label, unit."""
        grid = self.grid
        count = bool(grid.subtitle) + bool(grid.label)
        if grid.prepared_by or grid.money_unit:
            room = self.page_width / size.type - _CAPTION_GAP - sum(map(_width, grid.money_unit))
            count += lines(grid.prepared_by, room)
        title = _TITLE * lines(grid.title, self.page_width / _TITLE) if grid.title else 0
        return _CAPTION_LEADING * (title + count * size.type) + 2

    def height_below(self) -> float:
        """Notes."""
        counts = (lines(note, self.page_width / _NOTE) for note in self.grid.notes)
        return sum(_CAPTION_LEADING * _NOTE * count + 3 for count in counts)

    def head_height(self, size: Size) -> float:
        """The rows repeated on every page."""
        return sum(self._heights(self._head, len(self.grid.header), size))

    def row_heights(self, size: Size) -> list[float]:
        """The body rows."""
        return self._heights(self._body, len(self.grid.body), size)

    def _heights(self, cells: Sequence[Placed], count: int, size: Size) -> list[float]:
        """Rows as high as their own cells want; then a merged cell that wants more stretches its last row."""
        heights = [size.leading + size.around] * count
        for placed in cells:
            cell, end = placed.cell, placed.row + placed.cell.rowspan
            wanted = lines(cell.text, self.room(placed.column, cell, size)) * size.leading + size.around
            heights[end - 1] += max(0, wanted - sum(heights[placed.row : end]))
        return heights

    def room(self, column: int, cell: Cell, size: Size) -> float:
        """The ems of text that a line of a cell in this column holds."""
        width = sum(self._widths[column : column + cell.colspan])
        return (width - 2 * size.side - _RULE) / size.type - cell.indent

    @cached_property
    def _widths(self) -> list[float]:
        whole = sum(self.grid.columns)
        return [column * self.page_width / whole for column in self.grid.columns]

    @cached_property
    def _head(self) -> list[Placed]:
        return _by_span(self.grid.header, len(self.grid.columns))

    @cached_property
    def _body(self) -> list[Placed]:
        return _by_span(self.grid.body, len(self.grid.columns))


def _by_span(rows: Sequence[Row], width: int) -> list[Placed]:
    return sorted(place(rows, width), key=lambda placed: placed.cell.rowspan)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in so many ems."""
    return len(_line_starts(text, room))


def split_lines(text: str, room: float, count: int) -> tuple[str, str]:
    """A text's first so many lines, and what follows."""
    starts = _line_starts(text, room)
    at = starts[count] if count < len(starts) else len(text)
    return text[:at].removesuffix("\n"), text[at:]


def _line_starts(text: str, room: float) -> list[int]:
    starts, position, left = [0], 0, room
    for length, width in _words(text):
        if text[position] == "\n":
            starts.append(position + 1)
            left = room
        elif width > left and left < room:
            starts.append(position)
            left = room
        taken = 0.0
        while width - taken > room > 0:  # longer than a line: broken anywhere
            taken += room
            starts.append(position + max(1, int(length * taken / width)))
        left -= width - taken
        position += length
    return starts


def _longest_word(text: str) -> float:
    return max((width for _, width in _words(text)), default=0)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[int, float], ...]:
    """What may not be broken, in order: every Chinese character, every run of others. Length, and width in ems."""
    alone = [_stands_alone(character) for character in text]
    starts = [i for i in range(len(text)) if i == 0 or alone[i] or alone[i - 1]]
    spans = pairwise([*starts, len(text)])
    return tuple((end - start, sum(map(_width, text[start:end]))) for start, end in spans)


def _stands_alone(character: str) -> bool:
    return character.isspace() or east_asian_width(character) in "WFA"


def _width(character: str) -> float:
    if character in "0123456789.,-: ":
        return 0.5
    if character == "\n":
        return 0
    return 1 if east_asian_width(character) in "WFA" else 0.62
