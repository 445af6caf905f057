"""What waits for whom: accounts with the state of their latest release, in few queries however many there are."""

from typing import Any

from django.db.models import (
    Case,
    Count,
    DateField,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from finance.models import FinalAccount
from review.models import Comment, Release
from review.workflow import Status
from units.models import BudgetUnit, User

NOT_STARTED = "not_started"
TO_DO = (Status.RETURNED.value, Status.APPROVED.value, Status.DRAFT.value)  # most pressing first


def with_states(accounts: QuerySet[FinalAccount]) -> QuerySet[Any]:
    """Each account with the state, number and people of its latest release."""
    latest = Release.objects.filter(account=OuterRef("pk")).latest_first()
    return accounts.annotate(
        status=Coalesce(Subquery(latest.values("status")[:1]), Value(Status.DRAFT.value), output_field=TextField()),
        number=Coalesce(Subquery(latest.values("number")[:1]), Value(1), output_field=IntegerField()),
        submitted_at=Subquery(latest.values("submitted_at")[:1]),
        author_id=Subquery(latest.values("author")[:1]),
        author_name=Subquery(latest.values("author__full_name")[:1]),
        signed_on=Subquery(latest.values("signed_on")[:1]),
    ).select_related("unit")


def to_do(user: User) -> QuerySet[Any]:
    """What waits for this clerk: returned first, then approved ones to be published, then drafts."""
    open_comments = (
        Comment.objects.filter(
            release__account=OuterRef("pk"),
            release__status__in=(Status.RETURNED.value, Status.DRAFT.value),
            parent=None,
            resolved_at=None,
        )
        .order_by()
        .values("release__account")
        .annotate(count=Count("pk"))
        .values("count")
    )
    place = Case(*(When(status=status, then=Value(place)) for place, status in enumerate(TO_DO)))
    accounts: QuerySet[Any] = with_states(FinalAccount.objects.editable_by(user)).filter(status__in=TO_DO)
    rows: QuerySet[Any] = accounts.annotate(
        open_comments=Coalesce(Subquery(open_comments), Value(0), output_field=IntegerField()), place=place
    )
    return rows.order_by("place", F("replied_on").asc(nulls_last=True), "-fiscal_year", "unit__code")


def to_review(user: User) -> QuerySet[Any]:
    """What waits for this reviewer, the longest first."""
    reviewable = FinalAccount.objects.filter(unit__in=BudgetUnit.objects.reviewable_by(user))
    return with_states(reviewable).filter(status=Status.SUBMITTED.value).order_by("submitted_at", "pk")


def next_to_review(user: User, after: FinalAccount) -> FinalAccount | None:
    """The next in the queue that this person may review, round to the beginning."""
    waiting = [account for account in to_review(user)[:200] if account.author_id != user.pk]
    places = [place for place, account in enumerate(waiting) if account.pk == after.pk]
    others = [*waiting[places[0] + 1 :], *waiting[: places[0]]] if places else waiting
    found: FinalAccount | None = others[0] if others else None
    return found


def board(user: User, fiscal_year: int) -> QuerySet[Any]:
    """Every unit this person may see, with its account of the year where it has one; overdue ones first."""
    latest = Release.objects.filter(account=OuterRef("account")).latest_first()
    published = Release.objects.filter(account=OuterRef("account"), published_at__isnull=False)
    units = BudgetUnit.objects.visible_to(user).annotate(
        of_year=FilteredRelation("final_accounts", condition=Q(final_accounts__fiscal_year=fiscal_year)),
        account=F("of_year__pk"),
        replied_on=F("of_year__replied_on"),
        fiscal_year=Value(fiscal_year, output_field=IntegerField()),
    )
    return (
        units.annotate(
            status=Case(
                When(account=None, then=Value(NOT_STARTED)),
                default=Coalesce(Subquery(latest.values("status")[:1]), Value(Status.DRAFT.value)),
                output_field=TextField(),
            ),
            number=Subquery(latest.values("number")[:1]),
            submitted_at=Subquery(latest.values("submitted_at")[:1]),
            author_name=Subquery(latest.values("author__full_name")[:1]),
            reviewer_name=Subquery(latest.values("reviewer__full_name")[:1]),
            published_at=Subquery(published.order_by("number").values("published_at")[:1]),
            is_public=Exists(published),
        )
        .annotate(
            # The day the twenty begin, of those that still run: what is public is late no more.
            running_since=Case(When(is_public=False, then=F("replied_on")), output_field=DateField())
        )
        .order_by(F("running_since").asc(nulls_last=True), "is_public", "code")
    )


def years(user: User) -> list[int]:
    """The years of which there are accounts, the latest first."""
    found = FinalAccount.objects.visible_to(user).order_by("-fiscal_year").values_list("fiscal_year", flat=True)
    return list(found.distinct())
