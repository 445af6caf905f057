"""The pages of the review by a screen reader's rules, by keyboard alone and without JavaScript; the road itself is
test_road.py's."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from disclosure.intake.labels import cell_label
from finance.classification import classification_of
from finance.ledger import write_figures
from finance.models import FinalAccount
from performance.ledger import write_scorecards
from review import actions, commenting
from review.models import Comment
from review.seen import keep_seen, passages_now
from tests.browser.clerk import Clerk
from tests.browser.conftest import SignIn
from tests.browser.looking import violations, wider_than_window
from tests.browser.offices import Office, make_office
from tests.samples.changji_2023_corrected import changji_2023_corrected
from units.models import Role, User

# Thousands of cells take a minute to look through, and are the document's, which has tests of its own.
EMPTY = "document.getElementById('document')?.replaceChildren()"
NO_TABLES = "document.querySelectorAll('#document .part:not(.part-text)').forEach((one) => one.remove())"
REASON = "reasons/income_grand_total.previous/text"


@pytest.fixture
def ready() -> Office:
    """An office whose account wants nothing any more, and where somebody could review it."""
    office = make_office()
    office.colleague(Role.REVIEWER, "赵六")
    figures, cards = changji_2023_corrected()
    unit, account = office.unit, office.account
    unit.name = account.unit_name = figures.unit.name
    unit.kind = account.unit_kind = figures.unit.kind.value
    unit.save()
    account.save()
    write_figures(account, replace(figures, unit=replace(figures.unit, code=unit.code)))
    write_scorecards(account, cards)
    return office


@pytest.fixture
def reviewer(ready: Office) -> User:
    return ready.colleague(Role.REVIEWER, "王五")


def review_of(account: FinalAccount) -> str:
    return f"/review/{account.unit.code}/{account.fiscal_year}/"


def open_review(who: Clerk, account: FinalAccount) -> Clerk:
    who.page.goto(review_of(account))
    return who


def test_a_cell_leads_to_its_history(sign_in: SignIn, ready: Office) -> None:
    clerk = sign_in(ready.clerk).open(ready.account, "income")
    name = clerk.page.locator("table[data-grid] td > .cell").first.get_attribute("name") or ""
    clerk.type_into(name, "123.45")
    clerk.press("Enter")
    clerk.wait_until_saved()
    clerk.cell(name).focus()
    clerk.page.get_by_role("link", name="这一格的修改记录").click()
    label = cell_label(name, classification_of(ready.account.fiscal_year))
    expect(clerk.page.get_by_role("heading", level=1)).to_have_text(f"{label}的修改记录")
    expect(clerk.page.locator("table.history tbody tr").first).to_contain_text("123.45")


def test_the_button_follows_what_is_typed(sign_in: SignIn, ready: Office) -> None:
    """Something goes missing, and the bar says so without a reload; it comes back, and the button with it."""
    clerk = sign_in(ready.clerk).open(ready.account, "profile")
    bar = clerk.page.locator("#state-bar")
    expect(bar.get_by_role("link", name="提交审核")).to_be_visible()
    words = clerk.cell("profile//functions").input_value()
    clerk.cell("profile//functions").fill("")
    clerk.press("Tab")
    expect(bar.get_by_role("button", name="提交审核")).to_be_disabled()
    expect(bar.locator(".why-not")).to_contain_text("主要职能没有填写")
    clerk.cell("profile//functions").fill(words)
    clerk.press("Tab")
    expect(bar.get_by_role("link", name="提交审核")).to_be_visible()


@pytest.fixture
def returned(ready: Office, reviewer: User) -> Office:
    """Returned with a comment on a cell, mended in one sentence, submitted again: every panel has something to say."""
    account = ready.account
    actions.submit(account=account, by=ready.clerk)
    passages = passages_now(account)
    table = next(passage for passage in passages if passage.key == "table-t3")
    pin = commenting.pin_of(table, table.lines[8])
    made = commenting.comment(account=account, by=reviewer, pin=pin, body="请核对这一格")
    commenting.comment(account=account, by=reviewer, pin=commenting.Pin(), body="另请核对全文")
    commenting.resolve(comment=made, by=reviewer)
    actions.return_(account=account, by=reviewer, why="请核对")
    commenting.answer(comment=Comment.objects.filter(release__account=account).latest("pk"), by=ready.clerk, body="好")
    return ready


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_breaks_a_rule_of_accessibility(sign_in: SignIn, returned: Office, reviewer: User, width: int) -> None:
    account, found = returned.account, {}
    size = {"viewport": {"width": width, "height": 844}}
    pages = ["/desk/", "/desk/board/", review_of(account), f"{review_of(account)}history/"]

    def look(who: Clerk, paths: list[str]) -> None:
        for path in paths:
            who.page.goto(path)
            who.page.evaluate(
                "document.querySelectorAll('details').forEach((one) => { one.name = ''; one.open = true })"
            )
            is_wide = wider_than_window(who.page)
            who.page.evaluate(EMPTY)
            found[f"{path} {who.user}"] = violations(who.page) + ["wider than the window"] * is_wide

    clerk, judge = sign_in(returned.clerk, **size), sign_in(reviewer, **size)
    look(clerk, pages)
    actions.submit(account=account, by=returned.clerk)
    look(judge, [*pages, f"{review_of(account)}?at=02_income"])
    commenting.resolve(
        comment=Comment.objects.get(release__account=account, parent=None, resolved_at=None), by=reviewer
    )
    actions.approve(account=account, by=reviewer, seen=keep_seen(passages_now(account)))
    look(clerk, [review_of(account), "/desk/"])
    assert {page: what for page, what in found.items() if what} == {}


def test_marks_in_the_document_break_no_rule(sign_in: SignIn, returned: Office, reviewer: User) -> None:
    """A changed and a commented sentence; the document without them is another test's."""
    judge = open_review(sign_in(reviewer), returned.account)
    judge.page.evaluate(NO_TABLES)
    assert violations(judge.page) == []


def test_a_reviewer_needs_no_mouse(sign_in: SignIn, ready: Office, reviewer: User) -> None:
    """Every button and box of the panels is reached by Tab, the disabled one explains itself."""
    actions.submit(account=ready.account, by=ready.clerk)
    judge = open_review(sign_in(reviewer), ready.account)
    reached = set()
    for _ in range(60):
        judge.press("Tab")
        reached.add(judge.page.evaluate("document.activeElement.id || document.activeElement.textContent.trim()"))
    assert {"decide-why", "审核通过", "退回修改", "at", "place", "comment-body", "提出意见"} <= reached


def test_words_outlive_the_session(sign_in: SignIn, ready: Office, reviewer: User) -> None:
    """It ends while a comment is typed: after the sign-in the words stand where they were."""
    actions.submit(account=ready.account, by=ready.clerk)
    reviewer.set_password("Chang-mi-ma-2026")
    reviewer.save()
    judge = open_review(sign_in(reviewer), ready.account)
    words = "请核对本年收入，特别是一次性安排的部分"
    judge.page.locator("#comment-body").fill(words)
    judge.page.context.clear_cookies(name="sessionid")
    judge.page.get_by_role("button", name="提出意见").click()
    judge.page.get_by_label("用户名").fill(reviewer.username)
    judge.page.get_by_label("密码").fill("Chang-mi-ma-2026")
    judge.page.get_by_role("button", name="登录", exact=True).click()
    expect(judge.page).to_have_url(re.compile(f"{review_of(ready.account)}$"))
    expect(judge.page.locator("#comment-body")).to_have_value(words)
    judge.page.get_by_role("button", name="提出意见").click()
    expect(judge.page.locator(".comment-body")).to_have_text(words)
    expect(judge.page.locator("#comment-body")).to_have_value("")


def test_a_comment_needs_no_script(sign_in: SignIn, ready: Office, reviewer: User) -> None:
    actions.submit(account=ready.account, by=ready.clerk)
    judge = open_review(sign_in(reviewer, java_script_enabled=False), ready.account)
    judge.page.get_by_label("先选段落，再选句子或格子").select_option("02_income")
    judge.page.get_by_role("button", name="列出").click()
    judge.page.get_by_label("意见指的是").select_option(index=1)
    judge.page.get_by_label("意见", exact=True).fill("请核对本年收入")
    judge.page.get_by_role("button", name="提出意见").click()
    expect(judge.page.locator(".comment .quoted")).to_contain_text("本年收入716.46万元")
    assert Comment.objects.get(release__account=ready.account).passage == "02_income"
