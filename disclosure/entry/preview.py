"""The preview: of the draft, the sentences and tables that a page feeds, each number leading to its box."""

from dataclasses import dataclass

from django.urls import reverse

from disclosure.document import Report
from disclosure.entry.pages import place_of
from disclosure.parts import Heading, Paragraph, TableBlock
from finance.blocks import Page
from finance.models import FinalAccount
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


class _Links:
    """Addresses of boxes, each worked out once."""

    def __init__(self, account: FinalAccount) -> None:
        self.account = account
        self._known: dict[str, str] = {}

    def to(self, figure: str) -> str:
        if figure not in self._known:
            self._known[figure] = self._href(figure)
        return self._known[figure]

    def _href(self, figure: str) -> str:
        place = place_of(figure)
        if place is None:
            return ""
        address = reverse("entry_page", args=(self.account.unit.code, self.account.fiscal_year, place.page))
        return f"{address}#{place.cell or f'total:{figure}'}"


def preview_of(account: FinalAccount, report: Report, page: Page) -> tuple[Passage, ...]:
    """The passages that print a figure of this page."""
    pages: dict[str, str] = {}

    def is_fed(figure: str) -> bool:
        if figure not in pages:
            place = place_of(figure) if figure else None
            pages[figure] = place.page if place else ""
        return pages[figure] == page.key

    links = _Links(account)
    passages: list[Passage] = []
    title = ""
    for part in report.document.parts:
        for block in part.blocks:
            match block:
                case Heading() if block.level <= 2:
                    title = block.text
                case Paragraph() if any(is_fed(run.figure) for run in block.runs):
                    pieces = tuple(Piece(r.text, r.figure, links.to(r.figure)) for r in block.runs)
                    if passages and passages[-1].title == title and passages[-1].paragraphs:
                        last = passages.pop()
                        passages.append(Passage(title, (*last.paragraphs, pieces)))
                    else:
                        passages.append(Passage(title, (pieces,)))
                case TableBlock() if any(is_fed(c.figure) for row in block.grid.body for c in row.cells):
                    passages.append(_table(block.grid, links))
    return tuple(passages)


def _table(grid: Grid, links: _Links) -> Passage:
    def cells(rows: tuple[Row, ...]) -> tuple[tuple[PreviewCell, ...], ...]:
        return tuple(
            tuple(PreviewCell(cell, links.to(cell.figure) if cell.figure else "") for cell in row.cells) for row in rows
        )

    return Passage(grid.title, head=cells(grid.header), rows=cells(grid.body), unit=grid.money_unit)
