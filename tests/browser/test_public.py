"""The public site as a citizen uses it: found by two characters, read, a number followed, downloaded, verified."""

from pathlib import Path
from unittest.mock import patch

import pytest
from playwright.sync_api import expect

from publication.models import Publication
from publication.storage import ContentFolder
from tests.browser.conftest import Visit
from tests.browser.looking import violations, wider_than_window
from tests.browser.site import Site
from tests.portal.making import publish_correction, publish_quickly

WIDTHS = (1280, 768, 390)


@pytest.fixture(scope="module")
def publications(site: Site, django_db_blocker: pytest.FixtureRequest) -> tuple[Publication, Publication]:
    """A report and its correction, in the site's database."""
    files = patch("publication.storage.published_files", lambda: ContentFolder(location=site.published))
    with django_db_blocker.unblock(), site.rows(), files:  # type: ignore[attr-defined]
        first = publish_quickly()
        return first, publish_correction(first, functions="负责改正之后的职能")


def test_all_of_it_works_without_scripts(
    publications: tuple[Publication, Publication], visit: Visit, tmp_path: Path
) -> None:
    second = publications[1]
    page = visit("/", scripts=False)
    page.locator("#q").fill("职业")
    page.get_by_role("button", name="检索").click()
    page.locator(".result a").first.click()
    page.locator("article a.figure").first.click()
    expect(page.get_by_role("heading", name="怎样算出来")).to_be_visible()
    page.goto(f"/units/{second.unit_code}/{second.fiscal_year}/v2/tables/t2/")
    page.get_by_role("columnheader").nth(2).get_by_role("link").click()
    expect(page.get_by_role("columnheader").nth(2)).to_have_attribute("aria-sort", "descending")
    file = tmp_path / "未公开.json"
    file.write_text("{}")
    page.goto("/verify/")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="校验").click()
    expect(page.locator(".verdict")).to_contain_text("不是本站公开的文件")


def test_a_table_is_sorted_where_it_stands(publications: tuple[Publication, Publication], visit: Visit) -> None:
    second = publications[1]
    page = visit(f"/units/{second.unit_code}/{second.fiscal_year}/v2/tables/t2/")
    head = page.get_by_role("columnheader").nth(2)
    for direction in ("descending", "ascending"):
        head.get_by_role("link").click()
        expect(head).to_have_attribute("aria-sort", direction)
        texts = page.locator("tbody tr td:nth-child(3)").all_inner_texts()
        values = [float(text.replace(",", "")) for text in texts if text]
        assert values == sorted(values, reverse=direction == "descending")
    assert "sort=" not in page.url


def test_the_dialog_is_left_by_keyboard(publications: tuple[Publication, Publication], visit: Visit) -> None:
    second = publications[1]
    page = visit(f"/units/{second.unit_code}/{second.fiscal_year}/")
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("跳到正文")
    link = page.locator("article a.figure").first
    link.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_be_hidden()
    expect(link).to_be_focused()


@pytest.mark.parametrize("width", WIDTHS)
def test_every_page_is_accessible_and_none_is_wider_than_the_screen(
    width: int, publications: tuple[Publication, Publication], visit: Visit
) -> None:
    first, second = publications
    year = f"/units/{second.unit_code}/{second.fiscal_year}/"
    addresses = [
        "/", "/?q=职业&sort=name", "/?q=没有这样的话", f"/units/{second.unit_code}/", year, f"{year}v1/",
        f"{year}v2/corrections/", f"{year}v2/sections/02_income/", f"{year}v2/sections/table-t2/",
        f"{year}v2/figures/income.total/", f"{year}v2/tables/t2/", "/verify/",
        f"/verify/?sha256={first.files.get(format='json').sha256}", "/data/", "/units/nobody/",
    ]  # fmt: skip
    page = visit("/", width=width)
    guilty = {}
    for address in addresses:
        page.goto(address)
        if found := violations(page) + ["wider than the window"] * wider_than_window(page):
            guilty[address] = found
    assert guilty == {}
