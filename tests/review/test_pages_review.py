"""The review page: each person's buttons, what changed, comments pinned and answered, nothing typed lost."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from lxml import html as lxml_html

from disclosure.passages import digest_of
from finance.models import FinalAccount
from review import actions, commenting
from review.actions import Refused
from review.marking import line_id
from review.models import Comment, Release
from review.seen import passages_now
from review.situations import release_of
from review.workflow import Action, Status
from tests.factories import make_unit, make_user
from tests.review.accounts import Staff, advance, complete_account, seen_now, write
from units.models import Role, User

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.only_on("sqlite", "what the page shows; tests/browser and tests/attack open it on the other"),
]


def page_of(account: FinalAccount) -> str:
    return reverse("review", args=(account.unit.code, account.fiscal_year))


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def shown(user: User, account: FinalAccount, query: str = "") -> lxml_html.HtmlElement:
    answer = signed_in(user).get(page_of(account) + query)
    assert answer.status_code == 200
    return lxml_html.document_fromstring(answer.content.decode())


def act(user: User, account: FinalAccount, action: str, **fields: str) -> tuple[int, str]:
    answer = signed_in(user).post(f"{page_of(account)}act/", {"action": action} | fields)
    return answer.status_code, answer.content.decode()


def status_of(account: FinalAccount) -> Status:
    return Status(release_of(account).status)


def buttons(page: lxml_html.HtmlElement) -> dict[str, bool]:
    """Action → whether it can be pressed."""
    found = page.xpath('//form[contains(@action, "/act/")]//button[@name="action"]')
    return {button.get("value"): button.get("disabled") is None for button in found}


@pytest.mark.parametrize(
    ("status", "who", "expected"),
    [
        (Status.DRAFT, "clerk", {"submit": True, "reply": True}),
        (Status.DRAFT, "reviewer", {"reply": True}),
        (Status.DRAFT, "administrator", {}),
        (Status.SUBMITTED, "clerk", {"recall": True, "reply": True}),
        (Status.SUBMITTED, "reviewer", {"approve": True, "return": True, "reply": True}),
        (Status.SUBMITTED, "superior_reviewer", {"approve": True, "return": True, "reply": True}),
        (Status.RETURNED, "clerk", {"submit": True, "reply": True}),
        (Status.APPROVED, "clerk", {"clear": True, "reopen": True, "reply": True}),
        (Status.APPROVED, "administrator", {}),
        (Status.PUBLISHED, "clerk", {"correct": True, "reply": True}),
        (Status.PUBLISHED, "reviewer", {"reply": True}),
        (Status.WITHDRAWN, "clerk", {"correct": True}),
    ],
)
def test_each_person_finds_the_buttons_of_the_state(
    account: FinalAccount, staff: Staff, status: Status, who: str, expected: dict[str, bool]
) -> None:
    advance(account, staff, status)
    assert buttons(shown(getattr(staff, who), account)) == expected


def test_who_wrote_it_sees_why_they_may_not_approve(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.author_reviewer, "负责筹建。")
    advance(account, staff, Status.SUBMITTED)
    page = shown(staff.author_reviewer, account)
    assert not buttons(page)["approve"]
    assert "不能审核" in page.xpath('//*[@id="why-not-approve"]')[0].text_content()


def test_submission_waits_for_what_is_missing_and_leads_to_its_box(account: FinalAccount, staff: Staff) -> None:
    write(account, staff.clerk, "")
    page = shown(staff.clerk, account)
    assert not buttons(page)["submit"]
    (link,) = page.xpath('//ol[@class="obstacles"]//a')
    assert "主要职能没有填写" in link.text_content()
    assert link.get("href").endswith("/profile/#profile//functions")
    assert act(staff.clerk, account, "submit")[0] == 422
    assert status_of(account) is Status.DRAFT


def test_submit_carries_what_was_seen_and_refuses_what_was_not(account: FinalAccount, staff: Staff) -> None:
    seen = shown(staff.clerk, account).xpath('//input[@name="seen"]')[0].get("value")
    assert seen == digest_of(passages_now(account))
    write(account, staff.colleague, "负责筹建和协调。")
    status, page = act(staff.clerk, account, "submit", seen=seen, why="请尽快")
    assert status == 422
    assert "你看到的内容刚刚被改动" in page
    assert "请尽快" in page, "what was typed is still there"
    assert act(staff.clerk, account, "submit", seen=seen_now(account))[0] == 302
    assert status_of(account) is Status.SUBMITTED


def test_return_without_a_reason_keeps_the_account_and_says_so(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    status, page = act(staff.reviewer, account, "return", why="  ")
    assert (status, status_of(account)) == (422, Status.SUBMITTED)
    assert "退回请写明原因" in page
    assert act(staff.reviewer, account, "return", why="请补充职能")[0] == 302
    assert "请补充职能" in shown(staff.clerk, account).text_content()


def test_page_left_open_since_the_last_round_returns_nothing(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    seen = seen_now(account)
    actions.recall(account=account, by=staff.clerk)
    write(account, staff.colleague, "负责筹建和协调。")
    advance(account, staff, Status.SUBMITTED)
    status, page = act(staff.reviewer, account, "return", seen=seen, why="请补充职能")
    assert (status, status_of(account)) == (422, Status.SUBMITTED)
    assert "你看到的内容刚刚被改动" in page
    assert "请补充职能" in page, "what was typed is still there"


def test_reviewer_sees_exactly_what_changed_since_the_return(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.RETURNED)
    write(account, staff.colleague, "负责示例市新区的前期筹建和协调工作。")
    advance(account, staff, Status.SUBMITTED)
    page = shown(staff.reviewer, account)
    (link,) = page.xpath('//ul[@class="changes"]//a')
    place = page.get_element_by_id(link.get("href")[1:])
    assert place.text_content() == "负责示例市新区的前期筹建和协调工作。"
    assert place.get("data-mark") == "changed"
    assert len(page.xpath("//*[@data-mark]")) == 1
    assert "".join(page.xpath('//ul[@class="changes"]//ins/text()')) != ""


def test_first_review_says_that_it_is_the_first(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    page = shown(staff.reviewer, account)
    assert "这是第一次" in page.text_content()
    assert page.xpath("//*[@data-mark]") == []


def test_only_what_was_edited_after_approval_has_lapsed(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)
    assert act(staff.clerk, account, "reopen", why="改一个字")[0] == 302
    assert shown(staff.clerk, account).xpath('//details[@class="lapsed"]') == []
    write(account, staff.clerk, "负责别的工作。")
    (lapsed,) = shown(staff.clerk, account).xpath('//details[@class="lapsed"]')
    assert lapsed.xpath(".//li/text()") == ["一、主要职能"]


def test_a_comment_is_pinned_answered_resolved_and_reopened(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    passage = next(one for one in passages_now(account) if one.key == "02_income")
    where = f"{page_of(account)}comments/"
    reviewer, clerk = signed_in(staff.reviewer), signed_in(staff.clerk)
    place = line_id(passage.key, passage.lines[0].key)
    made = reviewer.post(where, {"do": "comment", "place": place, "body": "请核对收入"})
    comment = Comment.objects.get()
    assert (made.status_code, made["Location"]) == (302, f"{page_of(account)}#comment-{comment.pk}")
    assert (comment.passage, comment.key) == (passage.key, passage.lines[0].key)
    assert comment.quoted == passage.lines[0].text
    page = shown(staff.clerk, account)
    assert page.get_element_by_id(place).get("data-mark") == "commented"
    assert not buttons(shown(staff.reviewer, account))["approve"], "an open comment stops approval"
    assert clerk.post(where, {"do": "resolve", "comment": comment.pk}).status_code == 422
    assert clerk.post(where, {"do": "answer", "comment": comment.pk, "body": "已核对"}).status_code == 302
    assert [answer.body for answer in comment.answers.all()] == ["已核对"]
    reviewer.post(where, {"do": "resolve", "comment": comment.pk})
    assert buttons(shown(staff.reviewer, account))["approve"]
    reviewer.post(where, {"do": "reopen", "comment": comment.pk})
    comment.refresh_from_db()
    assert comment.resolved_at is None


def test_places_of_a_passage_are_listed_for_who_has_no_script(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    page = shown(staff.reviewer, account, "?at=02_income")
    values = page.xpath('//select[@id="place"]/option/@value')
    passage = next(one for one in passages_now(account) if one.key == "02_income")
    assert values == ["02_income", *(line_id(passage.key, line.key) for line in passage.lines)]


@pytest.mark.parametrize(
    ("place", "body", "words"),
    [
        ("l-000000000000", "请核对", "所指的内容刚刚被改动"),
        ("", "  ", "请写明意见"),
        ("", "长" * 2001, "最多 2000 个字"),
    ],
)
def test_a_comment_that_cannot_be_taken_is_not_lost(
    account: FinalAccount, staff: Staff, place: str, body: str, words: str
) -> None:
    advance(account, staff, Status.SUBMITTED)
    where = f"{page_of(account)}comments/"
    answer = signed_in(staff.reviewer).post(where, {"do": "comment", "place": place, "body": body})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert body.strip() in page
    assert not Comment.objects.exists()


@pytest.mark.parametrize("status", [Status.DRAFT, Status.RETURNED, Status.PUBLISHED])
def test_nobody_comments_on_what_is_not_under_review(account: FinalAccount, staff: Staff, status: Status) -> None:
    advance(account, staff, status)
    for user in staff.tried.values():
        with pytest.raises(Refused):
            commenting.comment(account=account, by=user, pin=commenting.Pin(), body="请核对")


def test_a_comment_tells_what_stands_there_now(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    passage = next(one for one in passages_now(account) if one.key.startswith("profile_01"))
    pin = commenting.pin_of(passage, passage.lines[-1])
    commenting.comment(account=account, by=staff.reviewer, pin=pin, body="写得不全")
    act(staff.reviewer, account, "return", why="见意见")
    write(account, staff.clerk, "负责筹建、协调和服务。")
    (now,) = shown(staff.clerk, account).xpath('//p[@class="now"]')
    assert "负责筹建、协调和服务。" in now.text_content()


def test_clearance_is_taken_and_its_slips_stand_beside_their_boxes(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    act(staff.reviewer, account, "approve", seen=seen_now(account))
    fields = {
        "secrecy_reviewed_by": "某保密员",
        "secrecy_reviewed_on": "2024-08-01",
        "signed_by": "",
        "signed_on": "2024-08-02",
    }
    status, page = act(staff.clerk, account, "clear", **fields)
    assert status == 422
    assert "某保密员" in page
    assert act(staff.clerk, account, "clear", **fields | {"signed_on": "2999-01-01", "signed_by": "某局长"})[0] == 422
    assert not release_of(account).is_cleared
    assert act(staff.clerk, account, "clear", **fields | {"signed_by": "某局长"})[0] == 302
    assert release_of(account).is_cleared


def test_reply_is_recorded_and_counted_down(account: FinalAccount, staff: Staff) -> None:
    status, _ = act(staff.clerk, account, "reply", replied_on="2024-08-01")
    account.refresh_from_db()
    assert (status, str(account.replied_on)) == (302, "2024-08-01")
    assert "公开期限 8月21日，已超过" in shown(staff.clerk, account).text_content()


def test_correction_opens_the_next_release(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.PUBLISHED)
    assert act(staff.clerk, account, "correct", why="")[0] == 422
    assert act(staff.clerk, account, "correct", why="收入少计一笔")[0] == 302
    numbers = list(Release.objects.filter(account=account).order_by("number").values_list("number", "status"))
    assert numbers == [(1, "published"), (2, "draft")]
    assert "更正原因：收入少计一笔" in shown(staff.clerk, account).text_content()


@pytest.mark.parametrize("action", [*(action.value for action in Action), "nonsense", ""])
def test_no_action_gets_past_a_reader(account: FinalAccount, staff: Staff, action: str) -> None:
    """Nor does publishing, superseding and withdrawing start from this address."""
    status, _ = act(staff.administrator, account, action, why="试试", replied_on="2024-08-01")
    assert status == 422
    assert status_of(account) is Status.DRAFT
    assert act(staff.stranger, account, action)[0] == 404


def test_comments_of_another_account_are_out_of_reach(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    made = commenting.comment(account=account, by=staff.reviewer, pin=commenting.Pin(), body="请核对")
    unit = make_unit("777", "丙单位")
    other = make_user("the_third", role=Role.REVIEWER, unit=unit)
    theirs = complete_account("778")
    other.memberships.create(unit=theirs.unit, role=Role.REVIEWER)
    where = f"{page_of(theirs)}comments/"
    assert signed_in(other).post(where, {"do": "resolve", "comment": made.pk}).status_code == 404
    assert signed_in(other).post(where, {"do": "resolve", "comment": "x"}).status_code == 404
    made.refresh_from_db()
    assert made.resolved_at is None


def test_decided_the_next_in_the_queue_comes(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    second = complete_account("650200")
    second.unit.memberships.create(user=staff.reviewer, role=Role.REVIEWER)
    Release.objects.create(
        account=second, status="submitted", author=staff.colleague, submitted_at=release_of(account).submitted_at,
        seen="0" * 64,
    )  # fmt: skip
    page = shown(staff.reviewer, account)
    assert page.xpath(f'//a[@href="{page_of(second)}"]')
    client = signed_in(staff.reviewer)
    decided = {"action": "approve", "seen": seen_now(account), "next": "1"}
    answer = client.post(f"{page_of(account)}act/", decided, follow=True)
    assert answer.redirect_chain == [(page_of(second), 302)]
    assert [str(said) for said in answer.context["messages"]] == [f"{account}：已审核通过。这一页是下一份。"]


def test_every_line_of_the_document_has_a_place(account: FinalAccount, staff: Staff) -> None:
    page = shown(staff.clerk, account)
    for passage in passages_now(account):
        for line in passage.lines:
            place = page.get_element_by_id(line_id(passage.key, line.key))
            assert re.sub(r"\s", "", place.text_content()) == re.sub(r"\s", "", line.text)
