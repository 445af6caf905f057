"""ENTRY_PAGES: every entry page, in the order of the checklist, and the sections and places they share."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from disclosure.findings import page_of
from finance import entry as finance_pages
from finance.blocks import Page
from finance.places import box_of
from finance.places import figure_of as finance_figure_of
from finance.sections import SECTIONS as FINANCE_SECTIONS
from finance.sections import Section

ENTRY_PAGES: tuple[Page, ...] = (
    *finance_pages.PAGES[:-1],
    finance_pages.OTHER_NOTES,
)
PAGES: Mapping[str, Page] = MappingProxyType({page.key: page for page in ENTRY_PAGES})
SECTIONS: Mapping[str, Section] = MappingProxyType({**FINANCE_SECTIONS})


class Place(NamedTuple):
    """An entry page and the box on it; cell empty: a total, which stands there under its own name."""

    page: str
    cell: str = ""


def place_of(figure: str) -> Place | None:
    """The page and box where a printed figure is typed in; None for what is not typed."""
    cell = box_of(figure)
    if cell.startswith("reasons/"):
        return Place("reasons", cell)
    try:
        return Place(page_of(figure).value, cell)
    except LookupError:
        return None


def figure_of(cell: str) -> str:
    """The dotted name of what a box holds; empty where it has none of its own."""
    return finance_figure_of(cell)
