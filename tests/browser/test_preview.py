"""What the page prints stands beside it: refreshed after a save, and a way to each box."""

import re

from playwright.sync_api import Route, expect

from finance.classification import classification_of
from finance.models import IncomeLine
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office


def opened(sign_in: SignIn, office: Office, **options: str) -> Clerk:
    IncomeLine.objects.create(account=office.account, item_code="2080101", other=10_000, operating=20_000)
    return sign_in(office.clerk, **options).open(office.account, "income")


def test_figures_that_moved_are_marked_for_two_seconds(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    preview = clerk.page.locator("#preview")
    expect(preview).to_contain_text("其他收入1.00万元")
    clerk.type_into("income_lines/2080101/other", "50000")
    clerk.press("Enter")
    expect(preview).to_contain_text("其他收入5.00万元")
    moved = preview.locator(".moved")
    expect(moved.first).to_be_visible()
    texts = set(moved.all_text_contents())
    assert "5.00" in texts
    assert "2.00" not in texts
    expect(moved).to_have_count(0)


def test_checklist_follows(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "profile")
    item = clerk.page.locator("#checklist [aria-current]")
    expect(item).to_contain_text("单位概况")
    before = item.text_content()
    clerk.type_into("profile//on_duty", "25")
    expect(item).not_to_have_text(before or "")


def test_figure_leads_to_its_box(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    figure = clerk.page.locator('#preview a[href*="income_lines/2080101/operating"]').first
    figure.click()
    expect(clerk.cell("income_lines/2080101/operating")).to_be_focused()


def test_figure_of_another_page_leads_there(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    link = clerk.page.locator('#preview a:not([href*="/income/"])').first
    there = link.get_attribute("href") or ""
    link.focus()
    clerk.press("Enter")
    clerk.page.wait_for_url(re.compile(re.escape(there.partition("#")[0])))


def test_folded_preview_stays_folded(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    fold = clerk.page.get_by_role("button", name="预览")
    expect(fold).to_have_attribute("aria-expanded", "true")
    fold.focus()
    clerk.press("Enter")
    expect(clerk.page.locator("#preview")).to_be_hidden()
    clerk.page.reload()
    expect(clerk.page.locator("#preview")).to_be_hidden()
    clerk.page.get_by_role("button", name="预览").click()
    expect(clerk.page.locator("#preview")).to_be_visible()


def test_focus_in_the_preview_survives_a_refresh(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.cell("income_lines/2080101/other").focus()
    clerk.page.keyboard.type("7")
    figure = clerk.page.locator('#preview a[data-figure="income.total"]').first
    figure.focus()
    clerk.wait_until_saved()
    expect(clerk.page.locator("#preview .moved").first).to_be_visible()
    focused = clerk.page.evaluate("document.activeElement.dataset.figure")
    assert focused == "income.total"


def test_lines_that_say_the_same_stay_as_they_are(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    IncomeLine.objects.create(account=office.account, item_code="2080102", other=30_000)
    clerk.page.reload()
    row = clerk.page.locator("#preview tr", has_text="2080102")
    row.evaluate("(el) => { el.wasHereBefore = true; }")
    clerk.type_into("income_lines/2080101/other", "50000")
    clerk.press("Enter")
    expect(clerk.page.locator("#preview tr", has_text="2080101")).to_contain_text("5.00")
    assert row.evaluate("(el) => el.wasHereBefore")
    rows = clerk.page.locator("#preview tr", has_text=re.compile(r"^20801\d\d")).all_text_contents()
    assert [text[:7] for text in rows] == ["2080101", "2080102"]


def large_block(office: Office) -> str:
    codes = classification_of(2023).functional.leaves[:50]
    IncomeLine.objects.bulk_create(IncomeLine(account=office.account, item_code=code, other=1) for code in codes)
    return "\n".join(f"{code}\t{number}0000" for number, code in enumerate(codes, 1))


def test_a_large_paste_is_previewed_too(sign_in: SignIn, office: Office) -> None:
    block = large_block(office)
    clerk = opened(sign_in, office)
    clerk.page.locator("table[data-grid] td > .cell").first.focus()
    clerk.paste(block)
    expect(clerk.page.locator("#preview")).to_contain_text("财政拨款收入1275.00万元")


def test_a_preview_that_comes_late_is_not_shown(sign_in: SignIn, office: Office) -> None:
    block = large_block(office)
    clerk = opened(sign_in, office)
    late: list[Route] = []
    clerk.page.route("**/preview/*", lambda route: late.append(route))
    clerk.page.locator("table[data-grid] td > .cell").first.focus()
    clerk.paste(block)
    clerk.wait_until_saved()
    while not late:
        clerk.page.wait_for_timeout(20)
    response = late[0].fetch()
    clerk.type_into("income_lines/2080101/operating", "50000")
    clerk.press("Enter")
    expect(clerk.page.locator("#preview")).to_contain_text("经营收入5.00万元")
    with clerk.page.expect_response("**/preview/*"):
        late[0].fulfill(response=response)
    clerk.page.wait_for_timeout(100)
    expect(clerk.page.locator("#preview")).to_contain_text("经营收入5.00万元")


def test_a_preview_left_for_later_comes_when_the_hand_rests(sign_in: SignIn, office: Office) -> None:
    """A busy server answers a save without it."""
    clerk = opened(sign_in, office)

    def busy(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json=response.json() | {"preview": None, "is_busy": True})

    clerk.page.route("**/changes/", busy)
    clerk.type_into("income_lines/2080101/other", "50000")
    clerk.press("Enter")
    expect(clerk.page.locator("#preview")).to_contain_text("其他收入5.00万元")
    saved, fetched = clerk.page.evaluate(
        """() => {
            const asked = performance.getEntriesByType("resource");
            const one = (word) => asked.filter((entry) => entry.name.includes(word));
            return [one("/changes/")[0].responseEnd, one("/preview/").map((entry) => entry.startTime)];
        }"""
    )
    assert len(fetched) == 1
    assert fetched[0] - saved > 2000  # ms
