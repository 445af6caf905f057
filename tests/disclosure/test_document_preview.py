"""What a page's preview is made from says the same as the whole report, of all that the page can show."""

from collections.abc import Callable

import pytest

from disclosure.document import write_preview, write_report
from disclosure.editions import available, edition
from disclosure.findings import Page, page_of
from disclosure.parts import Block, Document, Paragraph, TableBlock
from finance.tables.grid import Grid
from tests.samples import SAMPLES, large_scorecards


def fed_by(page: Page) -> Callable[[str], bool]:
    def is_fed(figure: str) -> bool:
        try:
            return page_of(figure) is page
        except LookupError:
            return False

    return is_fed


def grids(document: Document) -> dict[str, Grid]:
    found = (block for part in document.parts for block in part.blocks)
    return {block.grid.key: block.grid for block in found if isinstance(block, TableBlock)}


def sentences(document: Document) -> list[Block]:
    """Those that print a figure: a preview shows no others."""
    found = (block for part in document.parts for block in part.blocks)
    return [block for block in found if isinstance(block, Paragraph) and any(run.figure for run in block.runs)]


@pytest.mark.parametrize("slug", available())
@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "large"])
def test_every_table_that_a_page_feeds_is_there(name: str, slug: str) -> None:
    figures, cards = SAMPLES[name](), large_scorecards()
    whole = grids(write_report(figures, cards, edition(slug)).document)
    left_out = 0
    for page in Page:
        is_fed = fed_by(page)
        made = grids(write_preview(figures, cards, edition(slug), is_fed))
        fed = {
            key: grid
            for key, grid in whole.items()
            if any(cell.figure and is_fed(cell.figure) for row in grid.body for cell in row.cells)
        }
        assert {key: made.get(key) for key in fed} == fed, page
        left_out += len(whole) - len(made)
    assert left_out > len(whole)


@pytest.mark.parametrize("slug", available())
def test_every_sentence_is_there(slug: str) -> None:
    figures, cards = SAMPLES["all_funds"](), large_scorecards()
    whole = sentences(write_report(figures, cards, edition(slug)).document)
    assert len(whole) > 20
    assert sentences(write_preview(figures, cards, edition(slug), lambda _: False)) == whole
