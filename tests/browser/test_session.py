"""A sign-in that is about to end says so, and one click goes on with it."""

import re

from playwright.sync_api import Route, expect

from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office

UNTIL_WARNED = "55:01"  # of the hour that a sign-in lasts without being used


def answer_left(clerk: Clerk, seconds: int) -> None:
    """As if the server said so when asked; going on with it (POST) is really asked of the server."""

    def answer(route: Route) -> None:
        if route.request.method == "GET":
            route.fulfill(json={"left": seconds})
        else:
            route.continue_()

    clerk.page.route("**/session/", answer)


def test_end_of_a_sign_in_is_announced_and_put_off_by_one_click(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk)
    clerk.page.clock.install()
    clerk.open(office.account, "income")
    notice = clerk.page.locator(".session-notice")
    expect(notice).to_be_hidden()
    answer_left(clerk, 170)
    clerk.page.clock.fast_forward(UNTIL_WARNED)
    expect(notice).to_contain_text("登录将在 3 分钟后过期。已填的内容不会丢失。")
    notice.get_by_role("button", name="继续使用").click()
    expect(notice).to_be_hidden()


def test_ended_sign_in_leads_back_to_the_page(sign_in: SignIn, office: Office) -> None:
    clerk = sign_in(office.clerk)
    clerk.page.clock.install()
    clerk.open(office.account, "income")
    answer_left(clerk, 0)
    clerk.page.clock.fast_forward(UNTIL_WARNED)
    notice = clerk.page.locator(".session-notice")
    expect(notice).to_contain_text("登录已过期")
    clerk.page.context.clear_cookies()
    notice.get_by_role("link", name="重新登录").click()
    expect(clerk.page).to_have_url(re.compile(r"/login/\?next=%2Fentry%2F\d+%2F2023%2Fincome%2F$"))
