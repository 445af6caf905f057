"""The preview: of the draft, the sentences and tables that a page feeds, each number leading to its box.

Every line of it (a paragraph, a row of a table) carries a print of itself, so that after a save only those that
changed are sent.
"""

from dataclasses import dataclass, replace
from hashlib import blake2b
from html import escape
from typing import NamedTuple

from django.utils.safestring import SafeString, mark_safe

from disclosure.entry.links import Links
from disclosure.entry.screen import Screen
from disclosure.parts import Heading, Paragraph, TableBlock
from finance.blocks import Page
from finance.tables.grid import Cell, CellKind, Grid, Row
from performance.sections import OVERALL


class Line(NamedTuple):
    """A paragraph or a row, as HTML. Not by a template: a table of 200 科目 has thousands of cells, and a template
    takes ten times as long."""

    print: str
    html: SafeString

    @classmethod
    def of(cls, tag: str, inner: str) -> "Line":
        mark = print_of(inner)
        return cls(mark, mark_safe(f'<{tag} data-print="{mark}">{inner}</{tag}>'))  # noqa: S308 - escaped below


@dataclass(frozen=True)
class Passage:
    """What stands under one heading: sentences, or a table with its head."""

    title: str
    lines: tuple[Line, ...]
    is_table: bool = False
    head: SafeString = SafeString()
    unit: str = ""

    @property
    def print(self) -> str:
        """Of everything but its lines."""
        return print_of(f"{self.title}\n{self.is_table}\n{self.unit}\n{self.head}")


def print_of(html: str) -> str:
    """A short name for a text: two texts that differ have different ones."""
    return blake2b(html.encode(), digest_size=6).hexdigest()


def card_shown(screen: Screen, page: Page) -> str:
    """The key of the scorecard that is open on the page; empty where it has none."""
    if page.key == "overall_scorecard":
        return OVERALL
    if page.key != "project_scorecards":
        return ""
    return screen.query.get("card", "") or (screen.index.projects or ("",))[0]


def preview_of(screen: Screen, page: Page, card: str = "") -> tuple[Passage, ...]:
    """The passages that print a figure of this page; where it shows one scorecard at a time, of this one."""
    links = screen.links

    def is_fed(figure: str) -> bool:
        place = links.feeds(figure, page.key) if figure else None
        return place is not None and place.card in ("", card)

    passages: list[Passage] = []
    title = ""
    document = screen.document(is_fed)
    for part in document.parts if document else ():
        for block in part.blocks:
            match block:
                case Heading() if block.level <= 2:
                    title = block.text
                case Paragraph() if any(is_fed(run.figure) for run in block.runs):
                    inner = "".join(_number(run.text, run.figure, links) for run in block.runs)
                    passages = _with_paragraph(passages, title, Line.of("p", inner))
                case TableBlock() if any(is_fed(c.figure) for row in block.grid.body for c in row.cells):
                    passages.append(_table(block.grid, links))
    return tuple(passages)


def _with_paragraph(passages: list[Passage], title: str, line: Line) -> list[Passage]:
    """Paragraphs under the same heading stand together."""
    if passages and passages[-1].title == title and not passages[-1].is_table:
        *before, last = passages
        return [*before, replace(last, lines=(*last.lines, line))]
    return [*passages, Passage(title, (line,))]


def _table(grid: Grid, links: Links) -> Passage:
    lines = tuple(Line.of("tr", _row(row, links)) for row in grid.body)
    head = mark_safe("".join(f"<tr>{_row(row, links)}</tr>" for row in grid.header))  # noqa: S308
    return Passage(grid.title, lines, is_table=True, head=head, unit=grid.money_unit)


def _row(row: Row, links: Links) -> str:
    return "".join(_cell(cell, links) for cell in row.cells)


def _cell(cell: Cell, links: Links) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    if cell.kind is CellKind.HEADER:
        scope = f' scope="{cell.scope}"' if cell.scope else ""
        return f"<th{spans}{scope}>{escape(cell.text)}</th>"
    return f'<td class="{cell.kind.value}"{spans}>{_number(cell.text, cell.figure, links)}</td>'


def _number(text: str, figure: str, links: Links) -> str:
    """The text; a figure that is typed in leads to its box."""
    href = links.to(figure) if figure and text else ""
    if not href:
        return escape(text)
    return f'<a class="figure" href="{escape(href)}" data-figure="{escape(figure)}">{escape(text)}</a>'
