"""Typing into the pages: saved as it is typed, moved through with the keyboard, refused beside the box."""

import pytest
from playwright.sync_api import expect

from finance.models import Assets, ExpenditureLine, IncomeLine, UnitProfile
from tests.browser.conftest import SignIn
from tests.browser.offices import Office
from units.models import AmountUnit

CODES = ("2010101", "2080101", "2080106", "2210201")


def with_lines(office: Office) -> None:
    for code in CODES:
        IncomeLine.objects.create(account=office.account, item_code=code)


def test_typed_amount_is_saved_and_its_totals_follow(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.add_row("income_lines", "2080101")
    clerk.type_into("income_lines/2080101/other", "1234.5")
    clerk.wait_until_saved()
    expect(clerk.total("income.total")).to_have_text("1,234.50")
    clerk.press("Enter")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("1,234.50")
    assert str(IncomeLine.objects.get(account=office.account).other) == "1234.50"


def test_keys_move_as_in_a_worksheet(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.cell("income_lines/2080101/public_service").focus()
    clerk.cell("income_lines/2080101/public_service").select_text()
    moves = {
        "ArrowDown": "income_lines/2080106/public_service",
        "ArrowRight": "income_lines/2080106/operating",
        "ArrowUp": "income_lines/2080101/operating",
        "ArrowLeft": "income_lines/2080101/public_service",
        "Home": "income_lines/2080101/general_public_budget",
        "End": "income_lines/2080101/other",
        "Enter": "income_lines/2080106/other",
        "Shift+Enter": "income_lines/2080101/other",
        "Control+Home": "income_lines/2010101/general_public_budget",
        "Tab": "income_lines/2010101/government_fund",
        "Control+End": "income_lines/2210201/other",
    }
    for key, there in moves.items():
        clerk.press(key)
        assert clerk.focused() == there, key
    clerk.press("Enter")
    assert clerk.page.evaluate("document.activeElement.id") == "add:income_lines"


def test_arrows_move_within_a_text_being_mended(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.type_into("income_lines/2080101/other", "135")
    clerk.press("ArrowLeft", "2")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("1325")


def test_escape_gives_back_what_stood_there(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.type_into("income_lines/2080101/other", "100")
    clerk.press("Enter")
    clerk.wait_until_saved()
    clerk.type_into("income_lines/2080101/other", "999")
    clerk.press("Escape")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("100.00")
    clerk.wait_until_saved()
    assert IncomeLine.objects.get(account=office.account, item_code="2080101").other == 100


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("abc", "不是数字"),
        ("1e30", "科学记数法"),
        ("=SUM(A1:A3)", "公式"),
        ("2023-8-12", "日期"),
        ("-5", "负数"),
        ("99999999999999", "太大"),
        ("<script>alert(1)</script>", "不是数字"),
    ],
)
def test_what_is_no_amount_is_refused_beside_its_box(sign_in: SignIn, office: Office, typed: str, words: str) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.type_into("income_lines/2080101/other", typed)
    cell = clerk.cell("income_lines/2080101/other")
    expect(cell).to_have_attribute("aria-invalid", "true")
    line = clerk.page.locator(f'[id="{cell.get_attribute("aria-describedby")}"]')
    expect(line).to_contain_text(words)
    clerk.press("Enter")
    expect(cell).to_have_value(typed)
    expect(clerk.page.locator("#saved button")).to_have_text("有 1 处没有保存，去看看")
    clerk.page.locator("#saved button").click()
    clerk.press("7")
    clerk.wait_until_saved()
    expect(line).to_be_hidden()
    assert IncomeLine.objects.get(account=office.account, item_code="2080101").other == 7


def test_letters_are_refused_before_the_server_answers(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.page.route("**/changes/", lambda route: None)  # no answer at all
    clerk.type_into("income_lines/2080101/other", "12a")
    expect(clerk.cell("income_lines/2080101/other")).to_have_attribute("aria-invalid", "true")
    clerk.page.unroute_all()


def test_full_width_digits_and_spaces_are_understood(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.type_into("income_lines/2080101/other", "１，２３４．５０ ")
    clerk.press("Enter")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("1,234.50")


def test_amounts_are_typed_in_the_unit_the_clerk_chose(sign_in: SignIn, office: Office) -> None:
    with_lines(office)
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.page.get_by_role("button", name="万元", exact=True).click()
    clerk.type_into("income_lines/2080101/other", "12.3456")
    clerk.press("Enter")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("12.3456")
    clerk.wait_until_saved()
    office.clerk.refresh_from_db()
    assert office.clerk.amount_unit == AmountUnit.WAN
    assert IncomeLine.objects.get(account=office.account, item_code="2080101").other == 123456


def test_words_counts_and_choices_are_saved_too(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "profile")
    clerk.type_into("profile//on_duty", "25")
    clerk.press("Enter")
    assert clerk.focused() == "profile//honorary_retired"
    clerk.type_into("profile//functions", "负责公共就业服务。\n负责创业服务。")
    clerk.cell("account//unit_kind").select_option("civil_service_managed")
    clerk.wait_until_saved()
    profile = UnitProfile.objects.get(account=office.account)
    assert (profile.on_duty, profile.functions) == (25, "负责公共就业服务。\n负责创业服务。")
    office.account.refresh_from_db()
    assert office.account.unit_kind == "civil_service_managed"


def test_negative_carry_over_and_area_keep_their_own_rules(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "carry_over")
    clerk.add_row("carry_over_lines", "", fund="non_fiscal")
    clerk.type_into("carry_over_lines/non_fiscal-/opening", "-1,000")
    clerk.press("Tab")
    expect(clerk.cell("carry_over_lines/non_fiscal-/opening")).to_have_value("-1,000.00")
    clerk.open(office.account, "operations")
    clerk.type_into("assets//house_area", "3456.21")
    clerk.press("Tab")
    clerk.wait_until_saved()
    assert str(Assets.objects.get(account=office.account).house_area) == "3456.21"


def test_many_keystrokes_in_a_row_end_in_what_was_typed_last(sign_in: SignIn, office: Office) -> None:
    ExpenditureLine.objects.create(account=office.account, item_code="2080101", fund="non_fiscal")
    clerk = sign_in(office.clerk).open(office.account, "expenditure")
    name = "expenditure_lines/2080101-non_fiscal/basic"
    clerk.cell(name).focus()
    clerk.cell(name).select_text()
    clerk.page.keyboard.type("123456789.25", delay=45)
    clerk.press("Enter")
    clerk.wait_until_saved()
    expect(clerk.cell(name)).to_have_value("123,456,789.25")
    assert str(ExpenditureLine.objects.get(account=office.account).basic) == "123456789.25"
