"""Document → HTML: one set of templates for the browser and for paper."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from disclosure.parts import (
    Block,
    ContentsBlock,
    CoverBlock,
    Document,
    Heading,
    ListBlock,
    Paragraph,
    Part,
    TableBlock,
)
from finance.tables.grid import Cell, CellKind

_ROOT = Path(__file__).resolve().parent.parent
TEMPLATES = _ROOT / "templates" / "document" / "base"
SCREEN_STYLE = _ROOT / "static" / "document" / "screen.css"

_BLOCK_TEMPLATES: Mapping[type[Block], str] = {
    CoverBlock: "cover.html",
    ContentsBlock: "contents.html",
    Heading: "heading.html",
    Paragraph: "paragraph.html",
    TableBlock: "table.html",
    ListBlock: "list.html",
}

# What the contents list: 第一部分 and 一、; a （一） is found in the bookmarks.
CONTENTS_DEPTH = 2


@dataclass(frozen=True)
class Entry:
    """A line of the contents: a heading, or a table that stands on a page of its own."""

    level: int
    text: str
    anchor: str
    page: int | None = None  # where pages exist


def entries_of(document: Document) -> tuple[Entry, ...]:
    """目录: the headings of parts and sections and, under their part, the tables."""
    found = []
    for part in document.parts:
        for block in part.blocks:
            if isinstance(block, Heading) and block.level <= CONTENTS_DEPTH:
                found.append(Entry(block.level, block.contents_text or block.text, block.anchor))
            elif isinstance(block, TableBlock) and part.style == "table":
                found.append(Entry(CONTENTS_DEPTH, part.contents_title or part.title, table_anchor(block)))
    return tuple(found)


def table_anchor(block: TableBlock) -> str:
    """The id of a table, in the page and in the file."""
    return f"table-{block.grid.key}"


def to_html(document: Document, *, standalone: bool = True) -> str:
    """The document for the browser.

    `standalone` is a whole page that carries its style with it, fit to be kept as a file. Without it only the
    <article> is returned, for a page that links static/document/screen.css; nothing in it needs inline style.
    """
    entries = entries_of(document)
    parts = [part_html(part, entries=entries) for part in document.parts]
    template = "document.html" if standalone else "article.html"
    return _render(template, document=document, parts=parts, style=_screen_style() if standalone else "")


def part_html(part: Part, *, entries: Sequence[Entry] = ()) -> Markup:
    """One part alone, as it stands in the document's HTML; `entries` fill its contents, if it has any."""
    return Markup(_render("part.html", part=part, entries=entries, on_paper=False))  # noqa: S704


def paper_html(part: Part, *, entries: Sequence[Entry] = ()) -> str:
    """A part as a page for WeasyPrint, which lays it out alone."""
    return _render("paper.html", part=part, entries=entries, on_paper=True)


def _render(template: str, **context: object) -> str:
    return _environment().get_template(template).render(context)


@cache
def _screen_style() -> Markup:
    return Markup(SCREEN_STYLE.read_text("utf-8"))  # noqa: S704 - our own file


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters |= {
        "typeset": _typeset,
        "cell_text": _cell_text,
        "template": lambda block: _BLOCK_TEMPLATES[type(block)],
        "anchor": table_anchor,
        "shares": _shares,
        "classes": _classes,
        "scope": _scope,
        "cover_size": _cover_size,
        "cover_rows": _cover_rows,
    }
    environment.globals["HEADER"] = CellKind.HEADER
    return environment


# A line may break before “ and after ”, save where punctuation clings to them. Unicode, with English in mind,
# lets it do neither; a zero-width space, which shows nothing, says that it may. Only text that is set in lines gets
# it: titles of bookmarks are given apart (data-bookmark), as they were written.
_BREAK = "\u200b"
_BREAK_AT_QUOTE = re.compile(
    r"(?<=[^\s“‘（《〈「『【〔])(?=[“‘])|(?<=[”’])(?=[^\s”’）》〉」』】〕、，。；：？！,.;:?!%])"
)


def _typeset(text: str, on_paper: bool) -> str:
    """The text with what WeasyPrint must be told about breaking it."""
    return _BREAK_AT_QUOTE.sub(_BREAK, text) if on_paper else text


def _cell_text(cell: Cell, on_paper: bool) -> str:
    """As above; and a number that no size of type makes room for breaks after a comma, not just anywhere."""
    text = _typeset(cell.text, on_paper)
    return text.replace(",", f",{_BREAK}") if on_paper and cell.kind is CellKind.NUMBER else text


def _shares(widths: Sequence[float]) -> list[str]:
    """Relative column widths in percent."""
    whole = sum(widths)
    return [f"{width * 100 / whole:.3f}%" for width in widths]


def _classes(cell: Cell) -> str:
    """How a cell is set: what it holds, where it stands across, how deep it is indented."""
    names = [] if cell.kind in (CellKind.HEADER, CellKind.TEXT) else [cell.kind.value]
    names += [cell.align] if cell.align else []
    names += [f"indent-{cell.indent}"] if cell.indent else []
    return " ".join(names)


def _scope(cell: Cell, in_head: bool) -> str:
    """What a <th> heads, where the grid does not say."""
    if cell.scope:
        return cell.scope
    if in_head:
        return "colgroup" if cell.colspan > 1 else "col"
    return "rowgroup" if cell.rowspan > 1 else "row"


# 小标宋 sizes of the cover in points, and the characters of one row that each leaves room for (170 mm).
_COVER_SIZES = ((36, 13), (32, 15), (28, 17), (26, 18), (22, 22), (18, 26), (16, 30), (14, 34))
_SMALLEST_COVER_SIZE = 12
_COVER_HEIGHT, _COVER_LEADING = 572, 1.6  # points, ems (print.css)
_LONGEST_ROW = 18  # a longer name takes two rows, or more
_ENDS_OF_NAMES = "省市县区州盟旗乡镇局厅委部院会"
_AROUND_MIDDLE = 4  # characters that a row may be longer or shorter for ending where a name ends


def _cover_size(lines: Sequence[str]) -> int:
    """The largest size at which no row of the cover wraps and all of them stand on one page."""
    rows = [row for line in lines for row in _cover_rows(line)]
    longest, leading = max(map(len, rows), default=0), len(rows) * _COVER_LEADING
    fitting = (size for size, room in _COVER_SIZES if longest <= room and size * leading <= _COVER_HEIGHT)
    return next(fitting, _SMALLEST_COVER_SIZE)


def _cover_rows(line: str) -> list[str]:
    """A line of the cover in rows of much the same length, each ending with a name where one ends near."""
    if len(line) <= _LONGEST_ROW:
        return [line]
    middle = len(line) / 2 if len(line) <= 2 * _LONGEST_ROW else _LONGEST_ROW - _AROUND_MIDDLE / 2
    places = range(round(middle) - _AROUND_MIDDLE, round(middle) + _AROUND_MIDDLE + 1)
    ends = [place for place in places if line[place - 1] in _ENDS_OF_NAMES]
    place = min(ends or places, key=lambda place: abs(place - middle))
    return [line[:place], *_cover_rows(line[place:])]
