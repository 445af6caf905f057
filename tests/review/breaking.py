"""Rows that the database itself must refuse, whatever the code above it does."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from finance.models import FinalAccount
from review.models import Comment, Event, PassageApproval, Release
from review.workflow import Status
from tests.review.accounts import Staff, advance
from units.models import User

type Break = Callable[[FinalAccount, User], object]


def _update(**columns: object) -> Break:
    return lambda account, by: Release.objects.filter(account=account).update(**columns)


def _another(status: Status, **columns: object) -> Break:
    def insert(account: FinalAccount, by: User) -> None:
        said: dict[str, Any] = {
            "author": by,
            "submitted_at": timezone.now(),
            "seen": "0" * 64,
            "approved_at": timezone.now(),
        }
        other = Release.objects.exclude(author=by).first()
        said |= {"reviewer": other.author if other else None}
        said |= {"number": 2, "status": status.value, "reason": "更正"} | columns
        Release.objects.create(account=account, **said)

    return insert


def _same_event(account: FinalAccount, by: User) -> None:
    event = Event.objects.filter(account=account).earliest("sequence")
    event.pk = None
    event.save(force_insert=True)


def _same_approval(account: FinalAccount, by: User) -> None:
    approval = PassageApproval.objects.filter(account=account).earliest("pk")
    approval.pk = None
    approval.save(force_insert=True)


def _half_resolved(account: FinalAccount, by: User) -> None:
    release = Release.objects.filter(account=account).earliest("number")
    Comment.objects.create(release=release, body="请核对", by=by, resolved_at=timezone.now())


# Where the account stands, what is done to the rows, and the constraint that refuses it.
BREAKS: Mapping[str, tuple[Status, Break, str]] = {
    "the author approves": (Status.APPROVED, _update(reviewer=F("author")), "release_author_is_not_reviewer"),
    "the reviewer submits": (Status.APPROVED, _update(author=F("reviewer")), "release_author_is_not_reviewer"),
    "submitted by nobody": (Status.SUBMITTED, _update(author=None), "release_submitted_by_somebody"),
    "submitted at no time": (Status.SUBMITTED, _update(submitted_at=None), "release_submitted_by_somebody"),
    "submitted nothing": (Status.SUBMITTED, _update(seen=""), "release_submitted_by_somebody"),
    "a draft is submitted by hand": (
        Status.DRAFT,
        _update(status=Status.SUBMITTED.value),
        "release_submitted_by_somebody",
    ),
    "approved by nobody": (Status.APPROVED, _update(reviewer=None), "release_approved_by_somebody"),
    "approved at no time": (Status.APPROVED, _update(approved_at=None), "release_approved_by_somebody"),
    "approved by hand": (Status.SUBMITTED, _update(status=Status.APPROVED.value), "release_approved_by_somebody"),
    "published by hand": (Status.APPROVED, _update(status=Status.PUBLISHED.value), "release_published_at_some_time"),
    "published at no time": (Status.PUBLISHED, _update(published_at=None), "release_published_at_some_time"),
    "back to a draft": (Status.PUBLISHED, _update(status=Status.DRAFT.value), "release_published_at_some_time"),
    "two under way": (Status.SUBMITTED, _another(Status.DRAFT), "release_one_under_way"),
    "two published": (
        Status.PUBLISHED,
        _another(Status.PUBLISHED, published_at=timezone.now()),
        "release_one_published",
    ),
    "a number twice": (Status.PUBLISHED, _another(Status.DRAFT, number=1), "release_number_once"),
    "a correction without a reason": (Status.DRAFT, _update(number=2), "release_correction_has_a_reason"),
    "a place in the chain twice": (Status.SUBMITTED, _same_event, "event_once_in_its_chain"),
    "a passage approved twice": (Status.APPROVED, _same_approval, "passage_approved_once"),
    "resolved by nobody": (Status.SUBMITTED, _half_resolved, "comment_resolved_by_somebody"),
}
# SQLite names a unique constraint by its columns.
_COLUMNS = {
    "release_number_once": "review_release.account_id, review_release.number",
    "release_one_under_way": "review_release.account_id",
    "release_one_published": "review_release.account_id",
    "event_once_in_its_chain": "review_event.account_id, review_event.sequence",
    "passage_approved_once": "review_passageapproval.release_id, review_passageapproval.passage",
}


class _TakenBack(Exception):
    """Undoes one trial."""


def not_refused(account: FinalAccount, staff: Staff) -> list[str]:
    """Those that the database took, or refused for another reason; all is as before."""
    return [f"{name}: {said}" for name in BREAKS if (said := _tried(name, account, staff))]


def _tried(name: str, account: FinalAccount, staff: Staff) -> str:
    status, break_, constraint = BREAKS[name]
    said = "taken"
    try:
        with transaction.atomic():
            advance(account, staff, status)
            Release.objects.get_or_create(account=account, number=1)
            try:
                with transaction.atomic():
                    break_(account, staff.clerk)
            except IntegrityError as error:
                is_named = constraint in str(error) or _COLUMNS.get(constraint, constraint) in str(error)
                said = "" if is_named else str(error)
            raise _TakenBack
    except _TakenBack:
        account.refresh_from_db()
        return said
