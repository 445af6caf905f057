"""Boxes and figures lead to each other: every box of every page, every number of the document."""

from collections.abc import Callable, Iterator

import pytest
from django.test import Client
from django.urls import reverse

from disclosure.entry.controls import Control
from disclosure.entry.forms import view_of
from disclosure.entry.links import Links
from disclosure.entry.pages import ENTRY_PAGES, SECTIONS, figure_of, place_of
from disclosure.entry.screen import Screen
from disclosure.findings import Page
from disclosure.parts import Document, Paragraph, TableBlock
from disclosure.reports import draft_report
from finance.models import FinalAccount
from finance.names import label
from performance.places import Index
from performance.sections import SECTIONS as SCORECARD_SECTIONS
from units.models import User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("changji_once"),
    pytest.mark.only_on("sqlite", "what a page shows; tests/browser and tests/attack open pages on the other"),
]

# A 支出 has a box for each fund; what the forms do not print has no figure.
WITHOUT_A_FIGURE = {"expenditure_lines", "carried"}
NOT_PRINTED = {
    "rule_set",
    "execution_score_reason",
    "level1",
    "level2",
    "level3",
    "measure",
    "score_reason",
    "starts_group",
}


@pytest.fixture
def account(changji_once: Callable[[], FinalAccount]) -> FinalAccount:
    return changji_once()


@pytest.fixture
def clerk(account: FinalAccount) -> User:
    return User.objects.get(username="clerk")


def boxes(page_key: str, screen: Screen) -> list[Control]:
    """Every box of a page."""
    page = next(page for page in ENTRY_PAGES if page.key == page_key)
    found: list[Control] = []

    def collect(view: object) -> None:
        found.extend(getattr(view, "controls", ()))
        for row in getattr(view, "rows", ()):
            found.extend(cell for cell in row.cells if isinstance(cell, Control))
        for _, reasons in getattr(view, "groups", ()):
            found.extend(reason.control for reason in reasons)
        for inner in getattr(view, "blocks", ()):
            collect(inner)

    for block in page.blocks:
        collect(view_of(block, screen))
    return found


def test_the_pages_are_those_of_the_findings() -> None:
    assert [(page.key, page.title) for page in ENTRY_PAGES] == [
        (page.value, page.label) for page in Page if page is not Page.CONSOLIDATION
    ]


def test_every_box_is_found_by_its_figure(account: FinalAccount, clerk: User) -> None:
    screen = Screen(account, clerk)
    for page in ENTRY_PAGES:
        assert check_page(page.key, screen), page.key


def check_page(page_key: str, screen: Screen) -> int:
    """How many boxes of the page were found again."""
    seen = 0
    for control in boxes(page_key, screen):
        section, _, column = control.name.split("/")
        figure = figure_of(control.name, screen.index)
        if not figure:
            assert section in WITHOUT_A_FIGURE or column in NOT_PRINTED, control.name
            continue
        if section in SCORECARD_SECTIONS and column in NOT_PRINTED:
            continue
        place = place_of(figure, screen.index)
        assert place is not None, figure
        assert place.page == page_key, figure
        if not figure.startswith("unit."):
            assert place.cell == control.name, figure
        seen += 1
    return seen


def test_every_printed_figure_leads_somewhere(account: FinalAccount) -> None:
    """Each number of the whole document: to a box that is there, or to the page of its total."""
    links = Links(account)
    rows = {name: section.rows(account) for name, section in SECTIONS.items()}
    figures = set(printed_figures(draft_report(account).document))
    assert len(figures) > 600
    for figure in sorted(figures):
        place = links.place(figure)
        assert place is not None, figure
        if place.cell:
            section, key, column = place.cell.split("/")
            assert column in SECTIONS[section].columns, figure
            is_made_when_typed = section == "reasons" or not rows[section] or key == ""
            assert is_made_when_typed or _may_stand(key, rows[section]), (figure, place)


def printed_figures(document: Document) -> Iterator[str]:
    for block in (block for part in document.parts for block in part.blocks):
        match block:
            case Paragraph():
                yield from (run.figure for run in block.runs if run.figure)
            case TableBlock():
                yield from (cell.figure for row in block.grid.body for cell in row.cells if cell.figure)


def _may_stand(key: str, rows: dict[str, object]) -> bool:
    """The row is there, or it is one of zeros that nobody has needed yet."""
    return key in rows or "-" in key or key.isdigit()


def test_a_total_leads_to_its_page_and_stands_there(account: FinalAccount, clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    links = Links(account)
    totals = ("income.total", "income_grand_total", "expenditure.208.basic", "three_public.total", "profile.staff")
    for figure in (*totals, "scorecards.overall.execution_rate", "scorecards.projects.2.total_points"):
        page, anchor = links.to(figure).split("#")
        assert anchor == f"total:{figure}"
        assert f'id="{anchor}"' in client.get(page).content.decode(), figure


def test_a_difference_leads_to_its_reason(account: FinalAccount) -> None:
    links = Links(account)
    page = reverse("entry_page", args=(account.unit.code, account.fiscal_year, "reasons"))
    assert links.to("income_grand_total.previous") == f"{page}#reasons/income_grand_total.previous/text"


def test_an_indicator_leads_to_its_own_card(account: FinalAccount) -> None:
    index = Index.of(account)
    place = place_of("scorecards.projects.2.indicators.3.target", index)
    assert place is not None
    key = index.projects[1]
    assert (place.page, place.card) == ("project_scorecards", key)
    assert place.cell == f"indicators/{key}-{index.indicators[key][2]}/target"
    assert figure_of(place.cell, index) == "scorecards.projects.2.indicators.3.target"


def test_boxes_are_labelled_in_the_words_of_the_trade(account: FinalAccount, clerk: User) -> None:
    """Where a figure has a Chinese name, its box does not call it something else."""
    screen = Screen(account, clerk)
    for page_key in ("three_public", "operations"):
        for control in boxes(page_key, screen):
            if control.figure.startswith(("counts.", "assets.")) and control.figure != "assets.house_area":
                assert label(control.figure) == control.label
