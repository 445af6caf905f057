"""Who is told of what, in the app and by e-mail; and what stops nobody's work: a post that fails."""

import smtplib
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend

from finance.models import FinalAccount
from review import actions
from review.models import Notice, Release
from review.situations import reviewers_of
from review.workflow import Status
from tests.review.accounts import Staff, advance, write
from units.models import Membership, Role, User

pytestmark = pytest.mark.django_db

type Capture = Callable[..., Any]


def told(account: FinalAccount) -> set[str]:
    """Who got the last notice."""
    last = Notice.objects.filter(account=account).first()
    assert last
    return {user.username.removeprefix("the_") for user in User.objects.filter(notices__text=last.text)}


REVIEWERS = {"reviewer", "author_reviewer", "reviewing_colleague"}
CLERKS = {"clerk", "colleague", "author_reviewer"}


def test_those_whose_turn_it_is_are_told(account: FinalAccount, staff: Staff) -> None:
    actions.submit(account=account, by=staff.clerk)
    assert told(account) == REVIEWERS
    actions.recall(account=account, by=staff.clerk)
    assert told(account) == REVIEWERS
    actions.submit(account=account, by=staff.clerk)
    actions.return_(account=account, by=staff.reviewer, why="请补充")
    assert told(account) == CLERKS
    advance(account, staff, Status.APPROVED)
    actions.reopen(account=account, by=staff.reviewer, why="再看一处")
    assert told(account) == CLERKS | REVIEWERS - {"reviewer"}


def test_a_notice_says_who_did_what_and_leads_there(account: FinalAccount, staff: Staff) -> None:
    actions.submit(account=account, by=staff.clerk)
    actions.return_(account=account, by=staff.reviewer, why="职能写得\n不全")
    notice = Notice.objects.filter(user=staff.clerk).latest("pk")
    assert notice.text == "某reviewer退回了示例市筹建工作办公室 2023 年度部门决算：职能写得\n不全"
    assert (notice.address, notice.read_at) == ("/review/650100/2023/", None)


def test_nobody_is_asked_to_review_their_own_work(account: FinalAccount, staff: Staff) -> None:
    """Where all reviewers of the unit have a hand in it, those of the unit above are asked."""
    write(account, staff.author_reviewer, "负责筹建。")
    actions.submit(account=account, by=staff.clerk)
    assert told(account) == REVIEWERS - {"author_reviewer"}
    Membership.objects.filter(user__in=[staff.reviewer, staff.reviewing_colleague]).delete()
    actions.recall(account=account, by=staff.clerk)
    Notice.objects.all().delete()
    actions.submit(account=account, by=staff.clerk)
    assert told(account) == {"superior_reviewer"}


def test_reviewers_are_found_above_and_in_no_circle(account: FinalAccount, staff: Staff) -> None:
    Membership.objects.filter(role=Role.REVIEWER, unit=account.unit).delete()
    assert list(reviewers_of(account.unit)) == [staff.superior_reviewer]
    User.objects.filter(pk=staff.superior_reviewer.pk).update(is_active=False)
    assert not reviewers_of(account.unit).exists()
    parent = account.unit.parent
    assert parent
    type(parent).objects.filter(pk=parent.pk).update(parent=account.unit)
    account.unit.refresh_from_db()
    assert not reviewers_of(account.unit).exists()


# Post ---


def test_a_letter_has_one_line_for_a_subject_and_a_whole_address(
    account: FinalAccount, staff: Staff, django_capture_on_commit_callbacks: Capture, settings: Any
) -> None:
    settings.SITE_URL = "https://juesuan.example.org"
    actions.submit(account=account, by=staff.clerk)
    with django_capture_on_commit_callbacks(execute=True):
        actions.return_(account=account, by=staff.reviewer, why="第一行\n第二行\r\nBcc: x@example.org")
    assert {letter.to[0] for letter in mail.outbox} == {f"{name}@example.org" for name in CLERKS}
    letter = mail.outbox[0]
    assert "\n" not in letter.subject
    assert letter.subject.startswith("某reviewer退回了示例市筹建工作办公室 2023 年度部门决算：第一行 第二行")
    assert "https://juesuan.example.org/review/650100/2023/" in letter.body
    assert letter.from_email == settings.DEFAULT_FROM_EMAIL
    assert not letter.bcc


def test_what_was_taken_back_is_not_posted(
    account: FinalAccount, staff: Staff, django_capture_on_commit_callbacks: Capture
) -> None:
    with django_capture_on_commit_callbacks(execute=True), pytest.raises(actions.Refused):
        actions.approve(account=account, by=staff.reviewer, seen="")
    assert mail.outbox == []
    assert not Notice.objects.exists()


@pytest.mark.parametrize(
    ("fault", "tried"),
    [
        (ConnectionRefusedError("no server"), 1),
        (TimeoutError("no answer"), 1),
        (smtplib.SMTPAuthenticationError(535, b"no"), 1),
        (smtplib.SMTPRecipientsRefused({}), 3),
        (ValueError("no address"), 3),
        (RuntimeError("anything"), 1),
    ],
)
def test_a_failing_post_stops_nobody(
    fault: Exception, tried: int, account: FinalAccount, staff: Staff,
    django_capture_on_commit_callbacks: Capture, monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """A server that does not answer is asked once, not for every letter; a refused address keeps no other back."""
    asked = []

    def fail(*_: Any) -> int:
        asked.append(1)
        raise fault

    monkeypatch.setattr(EmailBackend, "send_messages", fail)
    with django_capture_on_commit_callbacks(execute=True):
        actions.submit(account=account, by=staff.clerk)
    assert Release.objects.get().status == Status.SUBMITTED
    assert Notice.objects.count() == len(REVIEWERS)
    assert len(asked) == tried
