"""Typing into the pages: saved as it is typed, moved through with the keyboard."""

from playwright.sync_api import expect

from finance.models import IncomeLine
from tests.browser.conftest import SignIn
from tests.browser.offices import Office


def test_typed_amount_is_saved_and_its_totals_follow(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.add_row("income_lines", "2080101")
    clerk.type_into("income_lines/2080101/other", "1234.5")
    clerk.wait_until_saved()
    expect(clerk.total("income.total")).to_have_text("1,234.50")
    clerk.press("Enter")
    expect(clerk.cell("income_lines/2080101/other")).to_have_value("1,234.50")
    assert str(IncomeLine.objects.get(account=office.account).other) == "1234.50"
