"""The public site as a citizen uses it: found by two characters, read, a number followed, downloaded, verified."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from publication.models import Publication
from publication.storage import ContentFolder
from tests.browser.site import Site
from tests.portal.making import publish_correction, publish_quickly

WIDTHS = (1280, 768, 390)
AA = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}

type Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def publications(site: Site, django_db_blocker: pytest.FixtureRequest) -> tuple[Publication, Publication]:
    """A report and its correction, in the site's database."""
    files = patch("publication.storage.published_files", lambda: ContentFolder(location=site.published))
    with django_db_blocker.unblock(), site.rows(), files:  # type: ignore[attr-defined]
        first = publish_quickly()
        return first, publish_correction(first, functions="负责改正之后的职能")


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Visit]:
    """visit(address): a page of somebody who is not signed in; whatever it logs as an error fails the test."""
    pages: list[Page] = []
    errors: list[str] = []

    def go(address: str, *, width: int = 1280, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": 800},
            locale="zh-CN",
            java_script_enabled=scripts,
            accept_downloads=True,
        )
        page = context.new_page()
        page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        pages.append(page)
        page.goto(address)
        return page

    yield go
    for page in pages:
        page.context.close()
    # A hash that is not ours is answered with 404, which a browser writes down.
    assert [error for error in errors if "404" not in error] == []


def test_a_citizen_finds_reads_follows_downloads_and_verifies(
    publications: tuple[Publication, Publication], visit: Visit, tmp_path: Path
) -> None:
    first, second = publications
    page = visit("/", width=390)
    page.get_by_label("单位名称、文字或数字").fill("职业")
    page.get_by_role("button", name="检索").click()
    expect(page.locator("mark").first).to_have_text("职业")
    page.locator(".result h3 a", has_text=second.unit_name).first.click()

    expect(page.get_by_role("heading", level=1).first).to_contain_text("年度部门决算")
    number = page.locator("article a.figure", has_text=second.figures["income.total"]["text"]).first
    number.click()
    source = page.get_by_role("dialog")
    expect(source.get_by_role("heading", level=1)).to_have_text(second.figures["income.total"]["label"])
    expect(source).to_contain_text("是以下各项之和")
    source.get_by_role("link", name="收入决算表").first.click()
    expect(source).to_be_hidden()
    assert "#" in page.url

    with page.expect_download() as saved:
        page.get_by_role("link", name=re.compile("^数据包")).click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)

    page.get_by_role("navigation", name="主要页面").get_by_role("link", name="校验文件").click()
    page.locator("#file").set_input_files(file)
    expect(page.locator(".verdict")).to_contain_text("是正式公开的文件")
    expect(page.locator(".verdict")).to_contain_text("第 2 版（共 2 版）")
    changed = tmp_path / "改过.json"
    changed.write_bytes(file.read_bytes() + b" ")
    page.locator("#file").set_input_files(changed)
    expect(page.locator(".verdict")).to_contain_text("不是本站公开的文件")
    page.get_by_label("SHA-256（64 位）").fill(first.files.get(format="json").sha256)
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("被更正")
    page.get_by_role("link", name="打开这一版").click()
    expect(page.locator(".standing")).to_contain_text("已被更正的旧版")


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
        violations = Axe().run(page, options=AA).response["violations"]
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        found = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in violations] + ["too wide"] * wide
        if found:
            guilty[address] = found
    assert guilty == {}
