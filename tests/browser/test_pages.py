"""Every page as it is met: by a screen reader's rules, at 200 %, by keyboard alone, without JavaScript."""

from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from disclosure.entry.pages import ENTRY_PAGES
from finance.models import CarryOverLine, FinalAccount, IncomeLine, UnitProfile
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.looking import violations, wider_than_window
from tests.browser.offices import Office
from tests.factories import make_user
from units.models import Role, User

PAGES = [page.key for page in ENTRY_PAGES]


@pytest.fixture
def sample() -> FinalAccount:
    """Only looked at, so loaded once."""
    wanted = FinalAccount.objects.filter(unit__code="523001", fiscal_year=2023)
    if not wanted.exists():
        call_command("sample", "changji_2023", stdout=StringIO())
    return wanted.get()


@pytest.fixture
def person(sample: FinalAccount) -> User:
    found = User.objects.filter(username="page-reader").first()
    return found or make_user("page-reader", role=Role.CLERK, unit=sample.unit)


def test_no_page_breaks_a_rule_of_accessibility(sign_in: SignIn, sample: FinalAccount, person: User) -> None:
    clerk = sign_in(person)
    found = {}
    for key in PAGES:
        clerk.open(sample, key)
        found[key] = violations(clerk.page)
    for address in ("/desk/accounts/", "/entry/start/", "/entry/523001/2023/findings/", "/login/"):
        clerk.page.goto(address)
        found[address] = violations(clerk.page)
    assert {key: what for key, what in found.items() if what} == {}


def test_messages_lists_and_questions_break_no_rule_either(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080101")
    clerk = sign_in(office.clerk).open(office.account, "income")
    other = sign_in(office.colleague()).open(office.account, "income")
    other.type_into("income_lines/2080101/other", "5")
    other.wait_until_saved()
    clerk.type_into("income_lines/2080101/other", "6")
    clerk.cell("income_lines/2080101/operating").focus()
    clerk.paste("abc\t1\n")
    expect(clerk.report.locator("li")).to_have_count(1)
    expect(clerk.page.locator(".conflict")).to_be_visible()
    clerk.page.get_by_role("combobox").fill("行政")
    expect(clerk.page.get_by_role("option").first).to_be_visible()
    clerk.may_fail_requests = True
    clerk.page.context.set_offline(True)
    clerk.type_into("income_lines/2080101/public_service", "7")
    expect(clerk.banner).to_be_visible()
    assert violations(clerk.page) == []


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (640, 360), (390, 844)])
def test_page_needs_no_scrolling_sideways(
    sign_in: SignIn, sample: FinalAccount, person: User, width: int, height: int
) -> None:
    """640 × 360 is 1280 × 720 at 200 %."""
    clerk = sign_in(person, viewport={"width": width, "height": height})
    too_wide = [key for key in PAGES if wider_than_window(clerk.open(sample, key).page)]
    assert too_wide == []


def test_box_with_the_focus_is_never_under_what_stays_in_place(
    sign_in: SignIn, sample: FinalAccount, person: User
) -> None:
    clerk = sign_in(person).open(sample, "income")
    first = clerk.page.locator("table[data-grid] td > .cell").first
    first.focus()
    covered = """() => {
      const el = document.activeElement;
      const {left, right, top, bottom} = el.getBoundingClientRect();
      const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
      return hit === el ? "" : el.name;
    }"""
    hidden = []
    for key in ["End", "Control+End", "Home", "Control+Home", *["ArrowDown"] * 12, *["Tab"] * 9, *["Shift+Tab"] * 9]:
        clerk.press(key)
        hidden.append(clerk.page.evaluate(covered))
    assert [name for name in hidden if name] == []


def test_page_is_filled_in_with_the_keyboard_alone(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "carry_over")
    for _ in range(60):
        clerk.press("Tab")
        if clerk.page.evaluate("document.activeElement.matches('[data-add-row] select')"):
            break
    clerk.press("End", "Tab", "Enter")
    expect(clerk.cell("carry_over_lines/non_fiscal-/opening")).to_be_focused()
    clerk.page.keyboard.type("84931.3")
    clerk.press("Tab")
    clerk.page.keyboard.type("124803.76")
    clerk.press("Enter")
    clerk.wait_until_saved()
    line = CarryOverLine.objects.get(account=office.account)
    assert (str(line.opening), str(line.closing)) == ("84931.30", "124803.76")


@pytest.fixture
def plain(sign_in: SignIn, office: Office) -> Clerk:
    """A browser that runs no JavaScript."""
    return sign_in(office.clerk, java_script_enabled=False)


def test_plain_form_saves_what_it_can_and_says_what_it_could_not(plain: Clerk, office: Office) -> None:
    plain.open(office.account, "profile")
    plain.cell("profile//on_duty").fill("25")
    plain.cell("profile//retired").fill("二十二")
    plain.cell("profile//functions").fill("负责公共就业服务。")
    plain.page.get_by_role("button", name="保存这一页").click()
    expect(plain.page.locator(".cell-error")).to_contain_text("不是数字")
    expect(plain.cell("profile//retired")).to_have_value("二十二")
    profile = UnitProfile.objects.get(account=office.account)
    assert (profile.on_duty, profile.functions) == (25, "负责公共就业服务。")
    plain.errors.clear()  # the browser remarks on the 422


def test_plain_form_adds_and_removes_rows(plain: Clerk, office: Office) -> None:
    plain.open(office.account, "income")
    plain.page.locator('[name="add:income_lines"]').fill("2080101")
    plain.page.get_by_role("button", name="加上").click()
    plain.cell("income_lines/2080101/other").fill("1,234.5")
    plain.page.get_by_role("button", name="保存这一页").click()
    expect(plain.cell("income_lines/2080101/other")).to_have_value("1,234.50")
    plain.page.get_by_role("button", name="删除 2080101").click()
    expect(plain.cell("income_lines/2080101/other")).to_have_count(0)
    assert not IncomeLine.objects.filter(account=office.account).exists()


def test_reviewer_reads_and_cannot_type(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080101", other=5)
    reader = sign_in(office.colleague(Role.REVIEWER, "王五")).open(office.account, "income")
    expect(reader.cell("income_lines/2080101/other")).to_have_attribute("readonly", "")
    expect(reader.page.get_by_role("combobox")).to_have_count(0)
    expect(reader.page.get_by_role("button", name="删除")).to_have_count(0)
    reader.cell("income_lines/2080101/other").focus()
    reader.page.keyboard.type("9")
    expect(reader.cell("income_lines/2080101/other")).to_have_value("5.00")
