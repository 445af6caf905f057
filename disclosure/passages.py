"""Passages: the document cut into what a person reads, approves and corrects one by one. Pure.

A passage is a section of the text, a table or a scorecard. Its lines are sentences, or the cells of the table. The
same cut serves review (what changed, whose approval lapses), corrections (更正说明) and the addresses of sections.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from disclosure.parts import CoverBlock, Document, Heading, ListBlock, Paragraph, Part, TableBlock
from finance.tables.grid import CellKind, Grid, Row
from finance.terms import Term

_SENTENCE = re.compile(r"[^。；！？]*[。；！？]+[”）』」]*|[^。；！？]+\Z")


class PassageKind(Term):
    """What a passage is."""

    TEXT = "text", "文字"
    TABLE = "table", "表"
    SCORECARD = "scorecard", "绩效自评表"


@dataclass(frozen=True)
class Line:
    """One sentence, or one cell. `key` is known again in a later state of the document: a cell's is the dotted name of
    its figure, or its own words where it has none, so that a row put between others moves nothing; a sentence's is
    its paragraph and number. `figures`: those it prints, by dotted name."""

    key: str
    text: str
    label: str = ""  # of a cell: its row and column
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Passage:
    """One section, table or scorecard. `key` is its anchor in the document and its name in an address."""

    key: str
    title: str
    kind: PassageKind
    lines: tuple[Line, ...]

    @property
    def digest(self) -> str:
        """SHA-256 of what it says. The same words have the same digest, wherever they stand."""
        said = [self.title, *((line.label, line.text) for line in self.lines)]
        return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def passages_of(document: Document) -> tuple[Passage, ...]:
    """All that the document says, in reading order; the contents, which only repeat headings, are left out."""
    found: list[Passage] = []
    for part in document.parts:
        found += _text_passages(part)
        found += (_grid_passage(part, block.grid) for block in part.blocks if isinstance(block, TableBlock))
    return tuple(passage for passage in found if passage.lines)


def passages_text(passages: Sequence[Passage]) -> str:
    """The passages as JSON; the same passages give the same text."""
    return json.dumps(
        [
            {
                "key": passage.key,
                "title": passage.title,
                "kind": passage.kind.value,
                "lines": [[line.key, line.text, line.label, *line.figures] for line in passage.lines],
            }
            for passage in passages
        ],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def read_passages(text: str) -> tuple[Passage, ...]:
    """The inverse of passages_text."""
    return tuple(_passage(entry) for entry in json.loads(text))


def digest_of(passages: Sequence[Passage]) -> str:
    """SHA-256 of the whole: what a person has seen who has read all of it."""
    return hashlib.sha256(passages_text(passages).encode()).hexdigest()


def _passage(entry: Mapping[str, Any]) -> Passage:
    lines = (Line(key, text, label, tuple(figures)) for key, text, label, *figures in entry["lines"])
    return Passage(entry["key"], entry["title"], PassageKind(entry["kind"]), tuple(lines))


def _text_passages(part: Part) -> Iterator[Passage]:
    """Sections of a part: each begins at a heading of the second level; what stands before the first is the part's."""
    passage = Passage(part.key, part.title, PassageKind.TEXT, ())
    for block in part.blocks:
        if isinstance(block, Heading) and block.level <= 2:
            if passage.lines:
                yield passage
            passage = Passage(block.anchor, block.text, PassageKind.TEXT, ())
            continue
        number = len(passage.lines)
        passage = replace(passage, lines=(*passage.lines, *_lines(block, number)))
    yield passage


def _lines(block: Any, number: int) -> Iterator[Line]:
    """Sentences of a block. A block without an anchor is known by how many lines stand before it."""
    match block:
        case CoverBlock(lines):
            yield from (Line(f"cover/{n}", text) for n, text in enumerate(lines, 1))
        case Heading():
            yield Line(block.anchor, block.text)
        case Paragraph():
            yield from _sentences(block, block.anchor or f"line/{number}")
        case ListBlock():
            for n, row in enumerate(block.rows, 1):
                text = "　".join(run.text for run in row)
                figures = tuple(run.figure for run in row if run.figure)
                yield Line(f"{block.anchor or f'line/{number}'}/{n}", text, figures=figures)


def _sentences(paragraph: Paragraph, anchor: str) -> Iterator[Line]:
    """A paragraph cut at its full stops, each sentence with the figures that stand in it."""
    stretches = [(run.text, run.figure) for run in paragraph.runs]
    for number, match in enumerate(_SENTENCE.finditer(paragraph.text), 1):
        figures, position = [], 0
        for text, figure in stretches:
            if figure and position < match.end() and match.start() < position + len(text):
                figures.append(figure)
            position += len(text)
        if match[0].strip():
            yield Line(f"{anchor}/{number}", match[0].strip(), figures=tuple(figures))


def _grid_passage(part: Part, grid: Grid) -> Passage:
    kind = PassageKind.SCORECARD if part.style == "scorecard" else PassageKind.TABLE
    heads = _column_heads(grid)
    lines: list[Line] = []
    seen: dict[str, int] = {}
    for row in grid.body:
        lines += _cells(row, heads)
    lines += (Line(f"note/{n}", note, "注") for n, note in enumerate(grid.notes, 1))
    return Passage(part.key, part.title, kind, tuple(_once(line, seen) for line in lines))


def _once(line: Line, seen: dict[str, int]) -> Line:
    """A figure that a table prints twice has a key for each of its places."""
    seen[line.key] = seen.get(line.key, 0) + 1
    return line if seen[line.key] == 1 else replace(line, key=f"{line.key}#{seen[line.key]}")


def _cells(row: Row, heads: Mapping[int, str]) -> Iterator[Line]:
    """The cells of a row that say something, each labelled by the row's words and its column's."""
    words = ""
    column = 0
    for cell in row.cells:
        text = cell.text.replace("\n", "")
        if cell.kind is CellKind.HEADER or (cell.kind is CellKind.TEXT and not cell.figure and not words):
            words = text.strip() or words
        label = " · ".join(filter(None, (words if words != text.strip() else "", heads.get(column, ""))))
        if text.strip() and cell.kind is not CellKind.ORDINAL:
            figures = (cell.figure,) if cell.figure else ()
            yield Line(cell.figure or f"words/{text.strip()}", text.strip(), label or words, figures)
        column += cell.colspan


def _column_heads(grid: Grid) -> Mapping[int, str]:
    """Column → the lowest words above it. Merged heads count for all their columns."""
    heads: dict[int, str] = {}
    taken: dict[int, int] = {}  # column → rows still covered from above
    for row in grid.header:
        column = 0
        for cell in row.cells:
            while taken.get(column, 0):
                taken[column] -= 1
                column += 1
            for covered in range(column, column + cell.colspan):
                words = cell.text.replace("\n", "").strip()
                if cell.kind is not CellKind.ORDINAL and words not in ("", "行次", "栏次") and not words.isdigit():
                    heads[covered] = words
                if cell.rowspan > 1:
                    taken[covered] = cell.rowspan - 1
            column += cell.colspan
        while taken.get(column, 0):
            taken[column] -= 1
            column += 1
    return heads
