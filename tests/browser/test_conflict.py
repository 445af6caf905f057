"""Two people at one account: different cells merge; of one cell the second is shown whose value stands."""

from typing import Any

from playwright.sync_api import expect

from finance.models import IncomeLine
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office

CELL = "income_lines/2080101/other"
OTHER = "income_lines/2080101/operating"


def both(sign_in: SignIn, office: Office, **options: Any) -> tuple[Clerk, Clerk]:
    """张三 and 李四, each with the page open."""
    IncomeLine.objects.create(account=office.account, item_code="2080101")
    first = sign_in(office.clerk).open(office.account, "income")
    second = sign_in(office.colleague(), **options).open(office.account, "income")
    return first, second


def line(office: Office) -> tuple[str, str]:
    row = IncomeLine.objects.get(account=office.account)
    return str(row.other), str(row.operating)


def disagree(sign_in: SignIn, office: Office, **options: Any) -> Clerk:
    """李四, who is told that 张三 has written 100 already."""
    first, second = both(sign_in, office, **options)
    first.type_into(CELL, "100")
    first.press("Enter")
    first.wait_until_saved()
    second.type_into(CELL, "200")
    second.press("Enter")
    expect(second.page.locator(".conflict")).to_contain_text("张三")
    return second


def test_second_is_shown_whose_value_stands_and_nothing_is_written(sign_in: SignIn, office: Office) -> None:
    second = disagree(sign_in, office)
    question = second.page.locator(".conflict")
    expect(question.get_by_role("button")).to_have_text(["用对方的：100.00", "用我填的：200"])
    expect(second.cell(CELL)).to_have_value("200")
    expect(second.page.locator("#saved")).to_contain_text("有 1 处没有保存")
    assert line(office)[0] == "100.00"


def test_second_may_take_the_value_of_the_first(sign_in: SignIn, office: Office) -> None:
    second = disagree(sign_in, office)
    second.page.get_by_role("button", name="用对方的").click()
    expect(second.cell(CELL)).to_have_value("100.00")
    expect(second.page.locator(".conflict")).to_have_count(0)
    second.wait_until_saved()
    second.page.reload()
    expect(second.cell(CELL)).to_have_value("100.00")
    assert line(office)[0] == "100.00"


def test_question_is_read_whole_on_a_phone(sign_in: SignIn, office: Office) -> None:
    second = disagree(sign_in, office, viewport={"width": 390, "height": 844})
    between = """(question) => {
      const row = question.closest("tr"), of = (one) => one.getBoundingClientRect();
      return [of(row.cells[0]).right, of(question).left, of(question).right, of(row.querySelector(".tools")).left];
    }"""
    name, left, right, tools = second.page.locator(".conflict").evaluate(between)
    assert name <= left < right <= tools


def test_second_may_insist(sign_in: SignIn, office: Office) -> None:
    second = disagree(sign_in, office)
    second.page.get_by_role("button", name="用我填的").click()
    second.wait_until_saved()
    expect(second.page.locator(".conflict")).to_have_count(0)
    assert line(office)[0] == "200.00"


def test_open_question_is_asked_again_after_a_reload(sign_in: SignIn, office: Office) -> None:
    second = disagree(sign_in, office)
    second.page.reload()
    expect(second.page.locator(".conflict")).to_contain_text("张三")
    expect(second.cell(CELL)).to_have_value("200")


def test_different_cells_merge_and_what_the_other_changed_is_marked(sign_in: SignIn, office: Office) -> None:
    first, second = both(sign_in, office)
    first.type_into(CELL, "100")
    first.press("Enter")
    first.wait_until_saved()
    second.type_into(OTHER, "50")
    second.press("Enter")
    second.wait_until_saved()
    expect(second.cell(CELL)).to_have_value("100.00")
    expect(second.page.locator(f'td:has(.cell[name="{CELL}"])')).to_have_attribute("data-by", "张三")
    expect(second.page.locator(f'[id="note:{CELL}"]')).to_contain_text("张三")
    expect(second.total("income.total")).to_have_text("150.00")
    assert line(office) == ("100.00", "50.00")


def test_row_removed_by_the_other_is_a_question_too(sign_in: SignIn, office: Office) -> None:
    first, second = both(sign_in, office)
    first.type_into(CELL, "100")
    first.press("Enter")
    first.wait_until_saved()
    second.page.reload()
    first.page.get_by_role("button", name="删除 2080101").click()
    first.wait_until_saved()
    second.type_into(CELL, "200")
    expect(second.page.locator(".conflict")).to_contain_text("删除")
    second.page.get_by_role("button", name="用我填的").click()
    second.wait_until_saved()
    assert line(office)[0] == "200.00"


def test_two_tabs_of_one_clerk_do_not_quarrel(sign_in: SignIn, office: Office) -> None:
    IncomeLine.objects.create(account=office.account, item_code="2080101")
    first = sign_in(office.clerk).open(office.account, "income")
    second = Clerk(first.page.context.new_page(), office.clerk).open(office.account, "income")
    first.type_into(CELL, "100")
    first.press("Enter")
    first.wait_until_saved()
    second.type_into(OTHER, "50")
    second.press("Enter")
    second.wait_until_saved()
    expect(second.cell(CELL)).to_have_value("100.00")
    assert (second.errors, line(office)) == ([], ("100.00", "50.00"))
