"""The preview: of the draft, the sentences and tables that a page feeds, each number leading to its box."""

from dataclasses import dataclass

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
class PreviewCell:
    """A cell of a table, its number leading to its box."""

    cell: Cell
    href: str = ""

    @property
    def is_head(self) -> bool:
        return self.cell.kind is CellKind.HEADER


@dataclass(frozen=True)
class Passage:
    """What stands under one heading: sentences, or a table with its head."""

    title: str
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    head: tuple[tuple[PreviewCell, ...], ...] = ()
    rows: tuple[tuple[PreviewCell, ...], ...] = ()
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
    def cells(rows: tuple[Row, ...]) -> tuple[tuple[PreviewCell, ...], ...]:
        return tuple(
            tuple(PreviewCell(cell, links.to(cell.figure) if cell.figure else "") for cell in row.cells) for row in rows
        )

    return Passage(grid.title, head=cells(grid.header), rows=cells(grid.body), unit=grid.money_unit)
