"""The preview: of the draft, the sentences and tables that a page feeds, each number leading to its box."""

from dataclasses import dataclass
from html import escape

from django.utils.safestring import SafeString, mark_safe

from disclosure.entry.links import Links
from disclosure.entry.screen import Screen
from disclosure.parts import Heading, Paragraph, TableBlock
from finance.blocks import Page
from finance.tables.grid import Cell, CellKind, Grid, Row


@dataclass(frozen=True)
class Piece:
    """A run of text; with a figure it is a number that leads somewhere."""

    text: str
    figure: str = ""
    href: str = ""


@dataclass(frozen=True)
class Passage:
    """What stands under one heading: sentences, or a table with its head."""

    title: str
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    head: SafeString = SafeString()
    rows: SafeString = SafeString()
    unit: str = ""


def preview_of(screen: Screen, page: Page, card: str = "") -> tuple[Passage, ...]:
    """The passages that print a figure of this page; where it shows one scorecard at a time, of this one."""
    links = screen.links

    def is_fed(figure: str) -> bool:
        place = links.feeds(figure, page.key) if figure else None
        return place is not None and place.card in ("", card)

    passages: list[Passage] = []
    title = ""
    for part in screen.report.document.parts if screen.report else ():
        for block in part.blocks:
            match block:
                case Heading() if block.level <= 2:
                    title = block.text
                case Paragraph() if any(is_fed(run.figure) for run in block.runs):
                    pieces = tuple(Piece(run.text, run.figure, links.to(run.figure)) for run in block.runs)
                    passages = _with_paragraph(passages, title, pieces)
                case TableBlock() if any(is_fed(c.figure) for row in block.grid.body for c in row.cells):
                    passages.append(_table(block.grid, links))
    return tuple(passages)


def _with_paragraph(passages: list[Passage], title: str, pieces: tuple[Piece, ...]) -> list[Passage]:
    """Paragraphs under the same heading stand together."""
    if passages and passages[-1].title == title and passages[-1].paragraphs:
        *before, last = passages
        return [*before, Passage(title, (*last.paragraphs, pieces))]
    return [*passages, Passage(title, (pieces,))]


def _table(grid: Grid, links: Links) -> Passage:
    return Passage(grid.title, head=_rows(grid.header, links), rows=_rows(grid.body, links), unit=grid.money_unit)


def _rows(rows: tuple[Row, ...], links: Links) -> SafeString:
    """<tr>… Not in a template: a table of 200 科目 has thousands of cells, and a template takes ten times as long."""
    return mark_safe("".join(f"<tr>{''.join(_cell(cell, links) for cell in row.cells)}</tr>" for row in rows))  # noqa: S308


def _cell(cell: Cell, links: Links) -> str:
    spans = f' colspan="{cell.colspan}"' if cell.colspan > 1 else ""
    spans += f' rowspan="{cell.rowspan}"' if cell.rowspan > 1 else ""
    text = escape(cell.text)
    if cell.kind is CellKind.HEADER:
        scope = f' scope="{cell.scope}"' if cell.scope else ""
        return f"<th{spans}{scope}>{text}</th>"
    if cell.figure and text and (href := links.to(cell.figure)):
        text = f'<a class="figure" href="{escape(href)}" data-figure="{escape(cell.figure)}">{text}</a>'
    return f'<td class="{cell.kind.value}"{spans}>{text}</td>'
