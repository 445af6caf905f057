"""字号: the sizes a table may be set in, and which suits it, estimated without laying it out.

The estimate only chooses where to begin; layout has the last word.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from unicodedata import east_asian_width

from finance.tables.grid import Grid, Orientation, Row


@dataclass(frozen=True)
class Size:
    """A type size for tables and the room above and below the text, in points."""

    type: float
    padding: float

    @property
    def leading(self) -> float:
        return self.type * _LEADING

    @property
    def side(self) -> float:
        """Room left and right of the text."""
        return 3 if self.type > 9 else 2

    @property
    def css(self) -> str:
        """What print.css leaves open."""
        side = self.side
        return (
            f".grid {{ font-size: {self.type}pt; line-height: {_LEADING}; }}\n"
            f".grid td, .grid th {{ padding: {self.padding}pt {side}pt; }}\n"
            f".grid .indent-1 {{ padding-left: {side + self.type}pt; }}\n"
            f".grid .indent-2 {{ padding-left: {side + 2 * self.type}pt; }}\n"
        )


_LEADING = 1.28
_RULE = 0.5
_CAPTION_LEADING, _TITLE, _NOTE = 1.4, 18, 9  # print.css

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

_CERTAIN = 0.97  # of the page: the estimate may be a line or two wrong
_EPSILON = 1e-6
_READABLE = 9  # 小五: below it a table goes only to stay on one page, or for its numbers

# The text area in points: 156 × 225 mm upright, 243 × 166 mm across (print.css).
AREAS = {Orientation.PORTRAIT: (442.2, 637.8), Orientation.LANDSCAPE: (688.8, 470.5)}


@dataclass(frozen=True)
class Room:
    """A cell: its text, the width it has in points, its first row and the rows it spans."""

    text: str
    width: float
    row: int
    rowspan: int


class Sizing:
    """How high a grid stands on its page in one size or another."""

    def __init__(self, grid: Grid, orientation: Orientation) -> None:
        self.grid = grid
        self.page_width, self.page_height = AREAS[orientation]

    def fitting(self) -> Iterator[Size]:
        """Sizes in which the table should stand on one page: the largest type, with the most room, first."""
        limit = self.page_height * _CERTAIN
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

    def long(self) -> Size:
        """The size of a table over several pages: no more of them than 小五 takes, no number broken."""
        sizes = [Size(size, padding) for size, (least, most) in TYPES.items() for padding in (most, least)]
        holding = list(filter(self.holds_words, sizes)) or sizes[-1:]
        readable = [size for size in holding if size.type >= _READABLE] or holding
        fewest = min(map(self._pages, readable))
        return next(size for size in readable if self._pages(size) == fewest)

    def _pages(self, size: Size) -> int:
        """On how many pages the table will stand, cut only where it may be."""
        heads, heights = (_row_heights(cells, size) if cells else [] for cells in self._cells)
        limit = self.page_height * _CERTAIN - sum(heads)
        pages, left = 1, limit - self._above(size)
        for height in _kept_together(self.grid.body, heights):
            if height > left and left < limit:
                pages += 1
                left = limit
            left -= height
        return pages

    def holds_words(self, size: Size) -> bool:
        """Whether every number and Latin word has room in its column."""
        return all(
            _longest_word(cell.text) * size.type <= cell.width - 2 * size.side - _RULE
            for cells in self._cells
            for cell in cells
        )

    def height(self, size: Size) -> float:
        """The height of the whole table, in points."""
        rows = sum(sum(_row_heights(cells, size)) for cells in self._cells if cells)
        return self._above(size) + rows + self._below()

    def _above(self, size: Size) -> float:
        grid = self.grid
        count = bool(grid.subtitle) + bool(grid.label) + bool(grid.prepared_by or grid.money_unit)
        title = _TITLE * lines(grid.title, self.page_width / _TITLE) if grid.title else 0
        return _CAPTION_LEADING * (title + count * size.type) + 2

    def _below(self) -> float:
        counts = (lines(note, self.page_width / _NOTE) for note in self.grid.notes)
        return sum(_CAPTION_LEADING * _NOTE * count + 3 for count in counts)

    @cached_property
    def _cells(self) -> tuple[list[Room], list[Room]]:
        whole = sum(self.grid.columns)
        widths = [column * self.page_width / whole for column in self.grid.columns]
        return _rooms(self.grid.header, widths), _rooms(self.grid.body, widths)


def lines(text: str, room: float) -> int:
    """How many lines a text takes in so many ems."""
    return sum(_paragraph_lines(paragraph, room) for paragraph in text.split("\n"))


def _paragraph_lines(text: str, room: float) -> int:
    count, left = 1, room
    for word in _words(text):
        if word > left and left < room:
            count += 1
            left = room
        if word > room:  # longer than a line: broken anywhere
            count += int(word // room)
            word %= room
        left -= word
    return count


def _rooms(rows: Sequence[Row], widths: Sequence[float]) -> list[Room]:
    found = []
    taken = [0] * len(widths)  # for every column, how many more rows a cell from above covers
    for index, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while column < len(widths) and taken[column]:
                column += 1
            span = range(column, min(column + cell.colspan, len(widths)))
            found.append(Room(cell.text, sum(widths[c] for c in span), index, cell.rowspan))
            for c in span:
                taken[c] = cell.rowspan
            column += cell.colspan
        taken = [max(0, rest - 1) for rest in taken]
    return sorted(found, key=lambda room: room.rowspan)


def _row_heights(cells: Sequence[Room], size: Size) -> list[float]:
    """Rows as high as their own cells want; then a merged cell that wants more stretches its last row."""
    around = 2 * size.padding + _RULE
    heights = [size.leading + around] * (max(cell.row for cell in cells) + 1)
    for cell in cells:
        room = (cell.width - 2 * size.side - _RULE) / size.type
        wanted = lines(cell.text, room) * size.leading + around
        end = min(cell.row + cell.rowspan, len(heights))
        heights[end - 1] += max(0, wanted - sum(heights[cell.row : end]))
    return heights


def _kept_together(rows: Sequence[Row], heights: Sequence[float]) -> list[float]:
    """The heights of the stretches of rows between which a page may break."""
    found: list[float] = []
    for row, height in zip(rows, heights, strict=True):
        if found and not row.may_break_before:
            found[-1] += height
        else:
            found.append(height)
    return found


def _longest_word(text: str) -> float:
    return max(_words(text), default=0)


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[float, ...]:
    """The widths, in ems, of what may not be broken: every Chinese character, every run of others."""
    alone = [_stands_alone(character) for character in text]
    starts = [i for i in range(len(text)) if i == 0 or alone[i] or alone[i - 1]]
    return tuple(sum(map(_width, text[start:end])) for start, end in pairwise([*starts, len(text)]))


def _stands_alone(character: str) -> bool:
    return character.isspace() or east_asian_width(character) in "WFA"


def _width(character: str) -> float:
    if character in "0123456789.,-: ":
        return 0.5
    return 1 if east_asian_width(character) in "WFA" else 0.62
