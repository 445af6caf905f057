"""Rows: found by code, name or initials, added with the keyboard alone, removed and brought back."""

from playwright.sync_api import expect

from finance.models import CarryOverLine, IncomeLine
from tests.browser.conftest import SignIn
from tests.browser.offices import Office


def codes(office: Office) -> list[str]:
    return list(IncomeLine.objects.filter(account=office.account).values_list("item_code", flat=True))


def test_row_is_added_by_code_by_name_and_by_initials(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "income")
    for typed, code in (("2080101", "2080101"), ("住房公积金", "2210201"), ("xzdwyl", "2101101")):
        clerk.add_row("income_lines", typed)
        expect(clerk.cell(f"income_lines/{code}/general_public_budget")).to_be_focused()
    assert codes(office) == ["2080101", "2101101", "2210201"]


def test_initials_offer_codes_of_the_classes_in_use_first(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080106")
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.page.locator('[data-add-row="income_lines"] input').fill("xzyx")
    options = clerk.page.get_by_role("option")
    expect(options.first).to_contain_text("2080101 行政运行")
    expect(options.first).to_have_attribute("aria-selected", "true")


def test_list_is_walked_with_the_arrows(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "income")
    box = clerk.page.get_by_role("combobox")
    box.fill("20801")
    expect(clerk.page.get_by_role("option").first).to_contain_text("2080101")
    clerk.press("ArrowDown")
    active = box.get_attribute("aria-activedescendant")
    expect(clerk.page.locator(f'[id="{active}"]')).to_contain_text("2080102")
    clerk.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    clerk.press("ArrowDown", "ArrowUp")
    clerk.press("Enter")
    expect(clerk.cell("income_lines/2080199/other")).to_be_visible()


def test_unknown_code_does_not_get_in(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "income")
    box = clerk.page.get_by_role("combobox")
    box.fill("9999999")
    box.press("Enter")
    expect(clerk.page.locator(".picker-said")).to_contain_text("没有找到“9999999”")
    expect(box).to_have_value("9999999")
    assert codes(office) == []


def test_code_that_is_there_leads_to_its_row(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080101")
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.add_row("income_lines", "2080101")
    expect(clerk.cell("income_lines/2080101/general_public_budget")).to_be_focused()
    expect(clerk.page.locator(".picker-said")).to_contain_text("已经在表里")


def test_removed_row_comes_back_with_its_figures(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080101", other=5, operating=6)
    IncomeLine.objects.create(account=office.account, item_code="2080106", other=7)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.page.get_by_role("button", name="删除 2080101").click()
    expect(clerk.report).to_contain_text("删除了 2080101 行政运行")
    expect(clerk.page.locator('tr[data-row="income_lines/2080101"]')).to_have_count(0)
    clerk.wait_until_saved()
    expect(clerk.total("income.total")).to_have_text("7.00")
    assert codes(office) == ["2080106"]
    clerk.press("Control+z")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("5.00")
    expect(clerk.cell("income_lines/2080101/operating")).to_have_value("6.00")
    clerk.wait_until_saved()
    expect(clerk.total("income.total")).to_have_text("18.00")
    assert IncomeLine.objects.get(account=office.account, item_code="2080101").operating == 6


def test_row_without_code_is_added_for_its_fund(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "carry_over")
    clerk.add_row("carry_over_lines", "", fund="general_public_budget")
    expect(clerk.cell("carry_over_lines/general_public_budget-/opening")).to_be_focused()
    assert CarryOverLine.objects.get(account=office.account).item_code == ""


def test_row_the_server_refuses_says_why(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "carry_over")
    clerk.add_row("carry_over_lines", "", fund="government_fund")
    expect(clerk.report).to_contain_text("须分科目填列")
    assert not CarryOverLine.objects.filter(account=office.account).exists()
