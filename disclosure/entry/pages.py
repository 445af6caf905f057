"""ENTRY_PAGES: every entry page, in the order of the checklist; their sections, and the places of figures."""

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import NamedTuple

from disclosure.findings import page_of
from finance import entry as finance_pages
from finance.blocks import Page
from finance.places import box_of
from finance.places import figure_of as finance_figure_of
from finance.sections import SECTIONS as FINANCE_SECTIONS
from finance.sections import Section
from performance import entry as scorecard_pages
from performance.places import Index
from performance.sections import SECTIONS as SCORECARD_SECTIONS

ENTRY_PAGES: tuple[Page, ...] = (
    finance_pages.PROFILE,
    finance_pages.INCOME,
    finance_pages.EXPENDITURE,
    finance_pages.CARRY_OVER,
    finance_pages.BUDGETS,
    finance_pages.BASIC_EXPENDITURE,
    finance_pages.THREE_PUBLIC,
    finance_pages.OPERATIONS,
    finance_pages.PREVIOUS_YEAR,
    finance_pages.REASONS,
    scorecard_pages.OVERALL_SCORECARD,
    scorecard_pages.PROJECT_SCORECARDS,
    finance_pages.OTHER_NOTES,
)
PAGES: Mapping[str, Page] = MappingProxyType({page.key: page for page in ENTRY_PAGES})
SECTIONS: Mapping[str, Section] = MappingProxyType({**FINANCE_SECTIONS, **SCORECARD_SECTIONS})

SCORECARDS = "scorecards."  # how their figures begin


class Place(NamedTuple):
    """An entry page and the box on it; cell empty: a total, which stands there under its own name. Of a
    page that shows one scorecard at a time, which one."""

    page: str
    cell: str = ""
    card: str = ""


def place_of(figure: str, index: Index) -> Place | None:
    """The page and box where a printed figure is typed in; None for what is not typed."""
    if figure.startswith(SCORECARDS):
        return Place(page_of(figure).value, index.box_of(figure), index.card_of(figure))
    return finance_place(figure)


@lru_cache(maxsize=50_000)
def finance_place(figure: str) -> Place | None:
    """The same of a figure of no scorecard: the name alone decides, and a long table has thousands."""
    cell = box_of(figure)
    if cell.startswith("reasons/"):
        return Place("reasons", cell)
    try:
        return Place(page_of(figure).value, cell)
    except LookupError:
        return None


def figure_of(cell: str, index: Index) -> str:
    """The dotted name of what a box holds; empty where it has none of its own."""
    section = cell.partition("/")[0]
    return index.figure_of(cell) if section in SCORECARD_SECTIONS else finance_figure_of(cell)
