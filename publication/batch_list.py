"""The list of 批量公开: what is approved or was on its way, and how far it is, in few queries however long it is."""

from typing import Any

from django.db.models import BooleanField, Case, Count, F, Q, QuerySet, TextField, Value, When

from finance.terms import Term
from publication.models import JobState
from review.models import Release
from review.workflow import Status
from units.models import BudgetUnit, User


class Stage(Term):
    """How far one release is, what wants a hand first; then by the day the twenty began."""

    FAILED = "failed", "没有成功"
    UNCLEARED = "uncleared", "未登记签发"
    READY = "ready", "可以公开"
    RUNNING = "running", "正在生成"
    QUEUED = "queued", "排队中"
    DONE = "done", "已公开"


STARTABLE = (Stage.READY.value, Stage.FAILED.value)
UNDER_WAY = (Stage.RUNNING.value, Stage.QUEUED.value)


def releases(user: User, fiscal_year: int) -> QuerySet[Any]:
    """Every release of the year that this person may see and that is approved or public: `stage`, and whether this
    person may publish it (`is_mine`)."""
    stages = (
        (Q(status=Status.PUBLISHED.value), Stage.DONE),
        (Q(job__state=JobState.RUNNING.value), Stage.RUNNING),
        (Q(job__state=JobState.QUEUED.value), Stage.QUEUED),
        (Q(secrecy_reviewed_on=None) | Q(signed_on=None), Stage.UNCLEARED),
        (Q(job__state__in=(JobState.STOPPED.value, JobState.FAILED.value)), Stage.FAILED),
    )
    mine = Q(account__unit__in=BudgetUnit.objects.editable_by(user))
    mine |= Q(account__unit__in=BudgetUnit.objects.reviewable_by(user))
    shown = Release.objects.visible_to(user).filter(
        account__fiscal_year=fiscal_year, status__in=(Status.APPROVED.value, Status.PUBLISHED.value)
    )
    return (
        shown.annotate(
            stage=Case(
                *(When(condition, then=Value(stage.value)) for condition, stage in stages),
                default=Value(Stage.READY.value),
                output_field=TextField(),
            ),
            place=Case(*(When(stage=stage.value, then=Value(place)) for place, stage in enumerate(Stage))),
            is_mine=Case(When(mine, then=Value(True)), default=Value(False), output_field=BooleanField()),
        )
        .select_related("account__unit", "job__by")
        .order_by("place", F("account__replied_on").asc(nulls_last=True), "account__unit__code", "number")
    )


def counted(rows: QuerySet[Any]) -> list[tuple[Stage, int]]:
    """How many stand where, in the order of the stages."""
    found = dict(rows.order_by().values_list("stage").annotate(Count("pk")))
    return [(stage, found.get(stage.value, 0)) for stage in Stage]


def startable(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Those that this person may set going."""
    return rows.filter(stage__in=STARTABLE, is_mine=True)
