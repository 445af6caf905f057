"""What the page prints stands beside it: refreshed after a save, and a way to each box."""

import re

from playwright.sync_api import expect

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
