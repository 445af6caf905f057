"""About which page each heading and table of the Word file comes to stand on: Word counts anew when it opens the file,
others show what is written there."""

from math import ceil

from disclosure.markup import table_anchor
from disclosure.parts import Block, Document, Heading, ListBlock, Paragraph, TableBlock
from disclosure.pdf.sizing import AREAS, TYPES, Size, Sizing, lines
from finance.tables.grid import Grid, Orientation

_LINES, _CHARACTERS = 22, 28  # of a page of text
_TITLE_LINES = 2
_ROW_LINES = 1.1  # of a list
_READABLE = 9
_FILLED = 0.85
_WIDER = 1.2  # digits of the fonts that stand in where 宋体 is not installed


def size_of(grid: Grid, orientation: Orientation) -> Size:
    """The largest in which the table stands on one page, with some room to spare: Word's fonts are not ours. A table
    over several pages: 小五, smaller only where a number would not fit its column."""
    sizing = Sizing(grid, orientation)
    tight = [Size(size, least) for size, (least, _) in TYPES.items()]
    holding = [size for size in tight if sizing.holds_words(Size(size.type * _WIDER, size.padding))] or tight[-1:]
    on_one = (size for size in holding if sizing.height(size) <= sizing.page_height * _FILLED)
    return next(on_one, None) or next((size for size in holding if size.type <= _READABLE), holding[-1])


def pages_of(document: Document) -> dict[str, int]:
    """Anchor → page, counted from the first page that carries a number."""
    return _Count().of(document)


class _Count:
    def __init__(self) -> None:
        self.page = 0
        self.line = 0.0
        self.found: dict[str, int] = {}

    def of(self, document: Document) -> dict[str, int]:
        for part in document.parts:
            if not part.numbered:
                continue
            self.page, self.line = self.page + 1, 0
            for block in part.blocks:
                self._block(block, part.orientation)
        return self.found

    def _block(self, block: Block, orientation: Orientation) -> None:
        match block:
            case Heading(level, text, anchor):
                wanted = _TITLE_LINES if level == 1 else _text_lines(text)
                if self.line + wanted >= _LINES:  # never the last line of a page
                    self.page, self.line = self.page + 1, 0
                self.found[anchor] = self.page
                self._take(wanted)
            case Paragraph():
                self._take(_text_lines(block.text))
            case ListBlock(_, rows):
                self._take(ceil((len(rows) + 1) * _ROW_LINES))
            case TableBlock(grid):
                self.found[table_anchor(block)] = self.page
                size = size_of(grid, orientation)
                height = Sizing(grid, orientation).height(size)
                self.page += max(ceil(height / AREAS[orientation][1]) - 1, 0)

    def _take(self, count: float) -> None:
        self.line += count
        while self.line > _LINES:
            self.page, self.line = self.page + 1, self.line - _LINES


def _text_lines(text: str) -> int:
    """Lines of text, each stretch of it indented by two characters."""
    return sum(lines(f"　　{stretch}", _CHARACTERS) for stretch in text.split("\n"))
