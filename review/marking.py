"""The document as it will print, each sentence and cell with an id of its own and, where wanted, a mark.

Its HTML is made by disclosure.markup; here the ids are put into it, in the order in which the passages name them.
"""

import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from disclosure.markup import entries_of, part_html
from disclosure.parts import CoverBlock, Document, Heading, ListBlock, Paragraph, Part, TableBlock
from disclosure.passages import Line, Passage
from finance.tables.grid import CellKind, Grid

_PARAGRAPH = re.compile(r'<p(?: id="[^"]*")?>.*?</p>', re.DOTALL)
_ROW = re.compile(r"<tr\b")
_CELL = re.compile(r"<t[hd]\b")
_BODY = re.compile(r"<tbody>")
_NOTE = re.compile(r'<p(?= class="statement-note)')


def line_id(passage: str, key: str) -> str:
    """The id of a sentence or cell: keys hold blanks and signs that an address does not take."""
    return f"l-{hashlib.sha256(f'{passage}\n{key}'.encode()).hexdigest()[:12]}"


def line_ids(passages: Sequence[Passage]) -> dict[str, tuple[Passage, Line]]:
    """Id → passage and line."""
    return {line_id(passage.key, line.key): (passage, line) for passage in passages for line in passage.lines}


def figure_ids(passages: Sequence[Passage]) -> dict[str, str]:
    """Figure → the id of where it is printed first, a table before a sentence."""
    found: dict[str, str] = {}
    for passage in sorted(passages, key=lambda passage: passage.kind.value == "text"):
        for line in passage.lines:
            for figure in line.figures:
                found.setdefault(figure, line_id(passage.key, line.key))
    return found


def marked_html(document: Document, passages: Sequence[Passage], marks: Mapping[str, str]) -> str:
    """The <article>. `marks`: id → words of its data-mark."""
    entries = entries_of(document)
    by_key = {passage.key: passage for passage in passages}
    parts = (_Marking(part, by_key, marks).html(str(part_html(part, entries=entries))) for part in document.parts)
    return f'<article class="document" lang="zh-CN">{"".join(parts)}</article>'


class _Marking:
    """One part at work: its HTML is read once from front to end, and written anew with ids."""

    def __init__(self, part: Part, passages: Mapping[str, Passage], marks: Mapping[str, str]) -> None:
        self.part, self.passages, self.marks = part, passages, marks
        self.text = ""
        self.read = 0  # how far the HTML has been copied
        self.written: list[str] = []

    def html(self, text: str) -> str:
        self.text = text
        passage = self.passages.get(self.part.key)
        number = 0  # of lines of the passage that came so far
        for block in self.part.blocks:
            match block:
                case Heading() if block.level <= 2:
                    passage, number = self.passages.get(block.anchor), 0
                case Heading() if passage:
                    self._heading(next(line for line in passage.lines if line.key == block.anchor), passage)
                    number += 1
                case CoverBlock() if passage:
                    for line in passage.lines:
                        self._paragraph((line,), ((line.text, ""),), passage)
                case Paragraph() if passage:
                    lines = _lines_under(passage, block.anchor or f"line/{number}")
                    self._paragraph(lines, tuple((run.text, run.figure) for run in block.runs), passage)
                    number += len(lines)
                case ListBlock() if passage:
                    lines = _lines_under(passage, block.anchor or f"line/{number}")
                    self._list(lines, passage)
                    number += len(lines)
                case TableBlock():
                    self._table(block.grid, self.passages.get(self.part.key))
        self.written.append(self.text[self.read :])
        return "".join(self.written)

    def _copy_to(self, place: int) -> None:
        self.written.append(self.text[self.read : place])
        self.read = place

    def _attributes(self, passage: Passage, line: Line) -> str:
        name = line_id(passage.key, line.key)
        mark = self.marks.get(name, "")
        return f' id="{name}"{f' data-mark="{mark}"' if mark else ""} data-line'

    def _heading(self, line: Line, passage: Passage) -> None:
        self._copy_to(self.text.index(">", self.text.index(f'id="{line.key}"', self.read)) + 1)
        self.written.append(f"<span{self._attributes(passage, line)}>")
        self._copy_to(self.text.index("</h", self.read))
        self.written.append("</span>")

    def _paragraph(self, lines: Sequence[Line], runs: Sequence[tuple[str, str]], passage: Passage) -> None:
        found = _PARAGRAPH.search(self.text, self.read)
        if not found:
            return
        start = self.text.index(">", found.start()) + 1
        self._copy_to(start)
        self.written.append("".join(self._sentences(lines, runs, passage)))
        self.read = found.end() - len("</p>")

    def _sentences(self, lines: Sequence[Line], runs: Sequence[tuple[str, str]], passage: Passage) -> Iterator[str]:
        text = "".join(run for run, _ in runs)
        position = 0
        for line in lines:
            start = text.find(line.text, position)
            if start < 0:
                continue
            yield _stretch(runs, position, start)
            position = start + len(line.text)
            yield f"<span{self._attributes(passage, line)}>{_stretch(runs, start, position)}</span>"
        yield _stretch(runs, position, len(text))

    def _list(self, lines: Sequence[Line], passage: Passage) -> None:
        body = _BODY.search(self.text, self.read)
        self._copy_to(body.end() if body else self.read)
        for line in lines:
            self._put(_ROW, self._attributes(passage, line))

    def _table(self, grid: Grid, passage: Passage | None) -> None:
        """The lines of a table are its cells that say something, in their order, and then its notes."""
        body = _BODY.search(self.text, self.read)
        if passage is None or body is None:
            return
        self._copy_to(body.end())
        lines = iter(passage.lines)
        for row in grid.body:
            for cell in row.cells:
                says = cell.text.strip() and cell.kind is not CellKind.ORDINAL
                self._put(_CELL, self._attributes(passage, next(lines)) if says else "")
        for _ in grid.notes:
            self._put(_NOTE, self._attributes(passage, next(lines)))

    def _put(self, tag: re.Pattern[str], attributes: str) -> None:
        """Into the next tag of this kind."""
        found = tag.search(self.text, self.read)
        if found:
            self._copy_to(found.end())
            self.written.append(attributes)


def _lines_under(passage: Passage, anchor: str) -> tuple[Line, ...]:
    return tuple(line for line in passage.lines if line.key.rpartition("/")[0] == anchor)


def _stretch(runs: Sequence[tuple[str, str]], start: int, end: int) -> str:
    """The runs between two places of their text, as the document prints them."""
    pieces, position = [], 0
    for text, figure in runs:
        inside = text[max(start - position, 0) : max(end - position, 0)]
        position += len(text)
        if inside:
            words = escape(inside, quote=False)
            pieces.append(f'<span data-figure="{escape(figure)}">{words}</span>' if figure else words)
    return "".join(pieces)
