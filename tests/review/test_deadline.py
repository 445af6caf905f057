"""The twenty days from the finance department's reply, and how the reply's date is recorded."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from finance.models import FinalAccount
from review import actions
from review.deadline import deadline_of
from review.models import Event
from review.situations import release_of
from review.workflow import Action, Status
from tests.review.accounts import Staff, advance


@pytest.mark.parametrize(
    ("on", "left", "words"),
    [
        (date(2024, 8, 30), 20, "还有 20 天"),
        (date(2024, 9, 18), 1, "还有 1 天"),
        (date(2024, 9, 19), 0, "今天到期"),
        (date(2024, 9, 20), -1, "已超过 1 天"),
        (date(2025, 9, 19), -365, "已超过 365 天"),
    ],
)
def test_the_day_of_the_reply_does_not_count(on: date, left: int, words: str) -> None:
    deadline = deadline_of(date(2024, 8, 30), on)
    assert deadline
    assert (deadline.due, deadline.left, deadline.words) == (date(2024, 9, 19), left, words)
    assert deadline.is_overdue == (left < 0)


def test_without_a_reply_there_is_no_deadline() -> None:
    assert deadline_of(None, date(2024, 9, 1)) is None


@pytest.mark.parametrize("status", [Status.DRAFT, Status.SUBMITTED, Status.APPROVED, Status.PUBLISHED])
def test_the_date_is_recorded_and_mended(status: Status, account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, status)
    is_open = FinalAccount.objects.get().is_open
    for by, day in (
        (staff.clerk, date(2024, 8, 1)),
        (staff.clerk, date(2024, 8, 1)),
        (staff.reviewer, date(2024, 9, 1)),
    ):
        actions.record_reply(account=account, by=by, replied_on=day)
        assert account.replied_on == day
    fresh = FinalAccount.objects.get()
    assert (fresh.replied_on, fresh.is_open) == (date(2024, 9, 1), is_open)
    events = Event.objects.filter(action=Action.REPLY.value)
    assert [(event.by, event.detail["replied_on"]) for event in events] == [
        (staff.clerk, "2024-08-01"),
        (staff.reviewer, "2024-09-01"),
    ]
    assert release_of(account).status == status


def test_a_date_that_cannot_be_is_refused(account: FinalAccount, staff: Staff) -> None:
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(actions.Refused, match="不能晚于今天"):
        actions.record_reply(account=account, by=staff.clerk, replied_on=tomorrow)
    with pytest.raises(actions.Refused, match="2023 年度的决算在年度结束以后才有批复"):
        actions.record_reply(account=account, by=staff.clerk, replied_on=date(2023, 12, 31))
    actions.record_reply(account=account, by=staff.clerk, replied_on=timezone.localdate())
    with pytest.raises(actions.Refused, match="只有本单位的经办人或审核人可以"):
        actions.record_reply(account=account, by=staff.stranger, replied_on=date(2024, 8, 1))
    assert Event.objects.count() == 1


def test_clearance_is_recorded_once_and_refused_half(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.APPROVED)

    def clear(reviewed: str, signed: str, day: date = date(2024, 8, 1)) -> None:
        actions.record_clearance(
            account=account, by=staff.clerk, secrecy_reviewed_by=reviewed, secrecy_reviewed_on=day,
            signed_by=signed, signed_on=date(2024, 8, 2),
        )  # fmt: skip

    for reviewed, signed in (("", "某局长"), ("某保密员", " \n"), ("某保密员", "长" * 51)):
        with pytest.raises(actions.Refused, match="姓名"):
            clear(reviewed, signed)
    with pytest.raises(actions.Refused, match="不能晚于今天"):
        clear("某保密员", "某局长", timezone.localdate() + timedelta(days=1))
    events = Event.objects.count()
    clear(" 某保密员 ", "某局长")
    clear("某保密员", "某局长")
    assert Event.objects.count() == events + 1
    clear("某保密员", "某副局长")
    assert Event.objects.count() == events + 2
    release = release_of(account)
    assert (release.secrecy_reviewed_by, release.signed_by) == ("某保密员", "某副局长")


def test_another_reason_is_not_the_same_click(account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    actions.return_(account=account, by=staff.reviewer, why="一处不清楚")
    actions.return_(account=account, by=staff.reviewer, why=" 一处不清楚\n")
    with pytest.raises(actions.Refused, match="已退回"):
        actions.return_(account=account, by=staff.reviewer, why="另一处不清楚")
    assert Event.objects.filter(action=Action.RETURN.value).count() == 1


@pytest.mark.parametrize("why", ["", " \n\t", "\u0007\ue000"])
def test_a_reason_is_asked_for(why: str, account: FinalAccount, staff: Staff) -> None:
    advance(account, staff, Status.SUBMITTED)
    with pytest.raises(actions.Refused, match="退回请写明原因"):
        actions.return_(account=account, by=staff.reviewer, why=why)
    actions.approve(account=account, by=staff.reviewer, seen=release_of(account).seen)
    with pytest.raises(actions.Refused, match="取回修改请写明原因"):
        actions.reopen(account=account, by=staff.clerk, why=why)
