"""A part laid out alone, and kept: only what changed is laid out again.

A table's type is stepped down until the table fits its page. One that fits in no size runs over several pages
with its column heads repeated; where it has merged cells it is cut between rows first, so that no merged cell
crosses a page.
"""

import gc
import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from weasyprint import Page

from disclosure.markup import Entry, paper_html
from disclosure.parts import Part, TableBlock
from disclosure.pdf.engine import Engine
from disclosure.pdf.pieces import in_pieces
from disclosure.pdf.sizing import CERTAINTY, Size, Sizing
from finance.tables.grid import Grid

MOST_PAGES = 160  # kept in a process: some four documents; a page takes about 1.2 MB
CERTAINTIES = CERTAINTY, 0.9, 0.8  # of a page, that the pieces of a table are first, then again, estimated to fill


class LaidOutParts:
    """Pages by the content they show, the longest unused dropped first."""

    def __init__(self, most_pages: int = MOST_PAGES) -> None:
        self.most_pages = most_pages
        self._kept: OrderedDict[str, list[Page]] = OrderedDict()
        self._count = self._dropped = 0

    def clear(self) -> None:
        """Forget all pages, and fetch their memory back."""
        self._kept.clear()
        self._count = 0
        self._fetch_back()

    def tidy(self) -> None:
        """Fetches back the memory of dropped pages, once they are half as many as those that are kept."""
        if self._dropped > self.most_pages // 2:
            self._fetch_back()

    def _fetch_back(self) -> None:
        """The boxes of a page point at one another: only the collector frees them, and it is at rest during a render,
        when a worker that renders all day makes all its objects. Left alone they grow by 25 MB a report."""
        gc.collect()
        self._dropped = 0

    def pages(self, engine: Engine, part: Part, entries: Sequence[Entry] = ()) -> list[Page]:
        """The pages of a part; `entries` fill its contents, if it has any."""
        html = paper_html(part, entries=entries)
        key = hashlib.sha256(html.encode()).hexdigest()
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        pages = _lay_out(engine, part, html)
        self._keep(key, pages)
        return pages

    def _keep(self, key: str, pages: list[Page]) -> None:
        self._kept[key] = pages
        self._count += len(pages)
        while self._count > self.most_pages and len(self._kept) > 1:
            _, dropped = self._kept.popitem(last=False)
            self._count -= len(dropped)
            self._dropped += len(dropped)


def _lay_out(engine: Engine, part: Part, html: str) -> list[Page]:
    """The pages of a part that is not kept yet."""
    tables = [block for block in part.blocks if isinstance(block, TableBlock)]
    if not tables:
        return engine.text_pages(html)
    if len(tables) == 1:
        for size in Sizing(tables[0].grid, part.orientation).fitting():
            pages = _set_in(engine, part, size)
            if len(pages) == 1:
                return pages
        if len(part.blocks) == 1:
            return _long_table(engine, part, tables[0].grid)
    # A table among text, and more than one page of it: each takes its own pages.
    return [page for piece in _one_by_one(part) for page in _lay_out(engine, piece, paper_html(piece))]


def _set_in(engine: Engine, part: Part, size: Size) -> list[Page]:
    return engine.table_pages(paper_html(part), size)


def _one_by_one(part: Part) -> Iterator[Part]:
    """Stretches of text, and tables, of a part as parts of their own."""
    for is_table, blocks in groupby(part.blocks, lambda block: isinstance(block, TableBlock)):
        if is_table:
            yield from (replace(part, blocks=(block,)) for block in blocks)
        else:
            yield replace(part, blocks=tuple(blocks))


def _long_table(engine: Engine, part: Part, grid: Grid) -> list[Page]:
    """A table over several pages, in a size that its numbers have room in."""
    sizing = Sizing(grid, part.orientation)
    if all(cell.rowspan == 1 for row in grid.body for cell in row.cells):
        return _set_in(engine, part, _fewest(sizing.readable(), sizing.pages))  # the head is repeated by itself
    size = _fewest(sizing.readable(), lambda size: len(in_pieces(grid, part.orientation, size, CERTAINTY)))
    laid_out: list[list[Page]] = []
    for certainty in CERTAINTIES:
        pieces = in_pieces(grid, part.orientation, size, certainty)
        laid_out = [_set_in(engine, replace(part, blocks=(TableBlock(piece),)), size) for piece in pieces]
        if all(len(pages) == 1 for pages in laid_out):
            break
    return [page for pages in laid_out for page in pages]


def _fewest(sizes: Sequence[Size], pages: Callable[[Size], int]) -> Size:
    """The largest size that takes no more pages than the smallest does."""
    fewest = pages(sizes[-1])
    return next(size for size in sizes if pages(size) <= fewest)
