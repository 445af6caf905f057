"""Nothing typed is ever lost: not with the network, the session, the server or the tab gone."""

import re

from django.contrib.sessions.models import Session
from playwright.sync_api import Dialog, Route, expect

from finance.models import IncomeLine, UnitProfile
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.offices import Office, make_office
from tests.browser.site import Site, session_of

CELL = "income_lines/2080101/other"
OTHER = "income_lines/2080101/operating"
KEPT = re.compile("都留在这台电脑上，没有丢失")


def opened(sign_in: SignIn, office: Office) -> Clerk:
    IncomeLine.objects.create(account=office.account, item_code="2080101")
    clerk = sign_in(office.clerk).open(office.account, "income")
    clerk.may_fail_requests = True
    return clerk


def line(office: Office) -> tuple[str, str]:
    row = IncomeLine.objects.get(account=office.account)
    return str(row.other), str(row.operating)


def outbox(clerk: Clerk) -> int:
    return int(clerk.page.evaluate("Object.keys(localStorage).filter((k) => k.startsWith('entry|')).length"))


def test_dropped_connection_keeps_the_text_and_sends_it_when_it_is_back(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    clerk.press("Tab")
    clerk.type_into(OTHER, "34")
    expect(clerk.banner).to_contain_text("网络断开了")
    expect(clerk.banner).to_have_text(KEPT)
    expect(clerk.page.locator("#saved")).to_have_text("有 2 处还没有保存")
    assert outbox(clerk) > 0
    assert line(office) == ("0.00", "0.00")
    clerk.page.context.set_offline(False)
    clerk.wait_until_saved()
    expect(clerk.banner).to_be_hidden()
    assert line(office) == ("12.00", "34.00")
    assert outbox(clerk) == 0


def test_expired_session_asks_to_sign_in_and_sends_what_was_typed_afterwards(sign_in: SignIn, office: Office) -> None:
    office.clerk.set_password("correct horse")
    office.clerk.save()
    clerk = opened(sign_in, office)
    Session.objects.all().delete()
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("登录已过期")
    clerk.type_into(OTHER, "34")
    clerk.banner.get_by_role("link", name="重新登录").click()
    clerk.page.locator("[name=username]").fill(office.clerk.username)
    clerk.page.locator("[name=password]").fill("correct horse")
    clerk.press("Enter")
    expect(clerk.cell(CELL)).to_have_value("12.00")
    clerk.wait_until_saved()
    assert line(office) == ("12.00", "34.00")
    assert outbox(clerk) == 0


def test_signing_in_again_in_another_tab_lets_the_first_go_on(sign_in: SignIn, office: Office) -> None:
    office.clerk.set_password("correct horse")
    office.clerk.save()
    office.clerk.refresh_from_db()
    clerk = opened(sign_in, office)
    clerk.page.context.clear_cookies()
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("登录已过期")
    other = clerk.page.context.new_page()
    other.goto("/login/")
    other.locator("[name=username]").fill(office.clerk.username)
    other.locator("[name=password]").fill("correct horse")
    other.keyboard.press("Enter")
    other.wait_for_url(lambda url: "/login/" not in url)  # the token of this session is another than the page's
    other.close()
    clerk.page.bring_to_front()
    clerk.page.evaluate("window.dispatchEvent(new Event('focus'))")
    clerk.wait_until_saved()
    expect(clerk.banner).to_be_hidden()
    assert line(office) == ("12.00", "0.00")


def test_somebody_else_signing_in_does_not_save_under_their_name(sign_in: SignIn, office: Office, site: Site) -> None:
    clerk = opened(sign_in, office)
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("网络断开了")
    clerk.page.context.clear_cookies()
    colleague = session_of(office.colleague())
    clerk.page.context.add_cookies([{"name": "sessionid", "value": colleague, "url": site.url}])
    clerk.page.context.set_offline(False)
    expect(clerk.banner).to_contain_text("登录的是另一个人")
    expect(clerk.cell(CELL)).to_have_value("12")
    assert line(office) == ("0.00", "0.00")
    clerk.page.context.add_cookies([{"name": "sessionid", "value": session_of(office.clerk), "url": site.url}])
    clerk.banner.get_by_role("button", name="现在再试").click()
    clerk.wait_until_saved()
    assert line(office) == ("12.00", "0.00")


def test_server_error_is_said_and_tried_again(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    answers = iter((500, 503))

    def fail(route: Route) -> None:
        status = next(answers, 0)
        if status:
            route.fulfill(status=status, body="<h1>Server Error</h1>")
        else:
            route.continue_()

    clerk.page.route("**/changes/", fail)
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("服务器暂时出了问题")
    clerk.wait_until_saved()
    expect(clerk.banner).to_be_hidden()
    assert line(office) == ("12.00", "0.00")


def test_answer_that_was_lost_does_not_make_a_conflict_with_oneself(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    sent: list[str] = []

    def lose(route: Route) -> None:
        if sent:
            route.continue_()
            return
        sent.append(route.request.post_data or "")
        route.fetch()  # the server saves, and nobody hears it
        route.abort()

    clerk.page.route("**/changes/", lose)
    clerk.type_into(CELL, "1")
    clerk.type_into(CELL, "1234")
    clerk.wait_until_saved()
    expect(clerk.page.locator(".conflict")).to_have_count(0)
    assert line(office) == ("1234.00", "0.00")


def test_closed_tab_shows_and_sends_what_was_left_unsent(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    clerk.press("Tab")
    clerk.type_into(OTHER, "不是数")
    expect(clerk.banner).to_contain_text("网络断开了")
    context = clerk.page.context
    clerk.page.close()
    context.set_offline(False)
    again = Clerk(context.new_page(), office.clerk).open(office.account, "profile")
    again.wait_until_sent()
    again.open(office.account, "income")
    expect(again.cell(CELL)).to_have_value("12.00")
    expect(again.cell(OTHER)).to_have_value("不是数")
    expect(again.page.locator("#saved")).to_contain_text("有 1 处没有保存")
    assert line(office) == ("12.00", "0.00")
    assert again.errors == []


def test_text_typed_in_one_unit_is_never_saved_in_the_other(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("网络断开了")
    office.clerk.amount_unit = "wan"
    office.clerk.save()
    context = clerk.page.context
    clerk.page.close()
    context.set_offline(False)
    again = Clerk(context.new_page(), office.clerk).open(office.account, "income")
    again.wait_until_saved()
    expect(again.cell(CELL)).to_have_value("0.0012")
    assert line(office) == ("12.00", "0.00")
    assert again.errors == []


def test_one_clerk_never_sends_what_another_left_in_the_browser(sign_in: SignIn, office: Office, site: Site) -> None:
    clerk = opened(sign_in, office)
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("网络断开了")
    colleague = office.colleague()
    context = clerk.page.context
    clerk.page.close()
    context.set_offline(False)
    context.clear_cookies()
    context.add_cookies([{"name": "sessionid", "value": session_of(colleague), "url": site.url}])
    theirs = Clerk(context.new_page(), colleague).open(office.account, "income")
    theirs.wait_until_sent()
    expect(theirs.cell(CELL)).to_have_value("0.00")
    assert line(office) == ("0.00", "0.00")


def test_full_storage_warns_before_the_page_is_left(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.page.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full') } }")
    clerk.page.context.set_offline(True)
    clerk.type_into(CELL, "12")
    expect(clerk.banner).to_contain_text("请不要关闭本页")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    clerk.page.on("dialog", stay)
    clerk.page.close(run_before_unload=True)
    clerk.page.wait_for_timeout(300)
    assert asked == ["beforeunload"]
    clerk.page.context.set_offline(False)
    clerk.wait_until_saved()


def test_server_killed_while_typing_loses_nothing(sign_in: SignIn, site: Site, office: Office) -> None:
    clerk = opened(sign_in, office)
    clerk.open(office.account, "profile")
    words = "负责对全州公共就业服务机构日常工作指导及实施公共就业服务活动；" * 3
    clerk.cell("profile//functions").focus()
    for n, character in enumerate(words):
        clerk.page.keyboard.insert_text(character)
        if n == len(words) // 3:
            site.kill()
    expect(clerk.banner).to_have_text(KEPT)
    clerk.type_into("profile//on_duty", "25")
    site.start()
    clerk.wait_until_saved()
    profile = UnitProfile.objects.get(account=office.account)
    assert (profile.functions, profile.on_duty) == (words, 25)
    expect(clerk.banner).to_be_hidden()


def test_page_closed_while_the_server_is_dead_is_taken_up_afterwards(sign_in: SignIn, site: Site) -> None:
    office = make_office()
    clerk = opened(sign_in, office)
    site.kill()
    clerk.cell(OTHER).focus()
    clerk.paste("2080101\t1\t2\n2080106\t3\t4\n")
    expect(clerk.banner).to_have_text(KEPT)
    context = clerk.page.context
    clerk.page.close()
    site.start()
    again = Clerk(context.new_page(), office.clerk).open(office.account, "income")
    again.wait_until_saved()
    expect(again.cell("income_lines/2080106/operating")).to_be_visible()
    lines = IncomeLine.objects.filter(account=office.account)
    assert [(x.item_code, int(x.operating), int(x.affiliate_remittance)) for x in lines] == [
        ("2080101", 1, 2),
        ("2080106", 3, 4),
    ]


def test_what_is_typed_before_the_program_is_there_is_saved(sign_in: SignIn, office: Office) -> None:
    clerk = opened(sign_in, office)
    held: list[Route] = []
    clerk.page.route("**/entry/main*.js", lambda route: held.append(route))
    clerk.page.reload(wait_until="commit")
    clerk.type_into(CELL, "12")
    clerk.press("Tab")
    clerk.type_into(OTHER, "34")
    clerk.page.wait_for_timeout(100)
    assert line(office) == ("0.00", "0.00")
    for route in held:
        route.continue_()
    clerk.wait_until_saved()
    assert line(office) == ("12.00", "34.00")
    expect(clerk.cell(CELL)).to_have_value("12.00")
