"""批量公开: many accounts published by one person in one go. Each goes the way that one alone goes
(actions.start_publication), so no rule and no check is looser; what is public or queued already is left alone."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from disclosure.exports.formats import REFUSALS
from finance.models import FinalAccount
from finance.terms import Term
from publication.actions import start_publication
from publication.contents import Contents
from publication.gate import gate, words_of
from publication.models import JobState, PublicationJob
from review.actions import Refused
from review.queues import with_states
from review.situations import release_of, situation_of
from review.workflow import Action, Status, why_not
from units.models import User

_UNDER_WAY = (JobState.QUEUED.value, JobState.RUNNING.value)


class Verdict(Term):
    """What became of one account; of a dry run, what would."""

    READY = "ready", "可以公开"
    QUEUED = "queued", "已排队"
    UNDER_WAY = "under_way", "原已排队或正在生成"
    PUBLIC = "public", "原已公开"
    NOT_APPROVED = "not_approved", "还没有审核通过"
    REFUSED = "refused", "不能公开"


@dataclass(frozen=True)
class Outcome:
    """One account, and why it was refused."""

    account: FinalAccount
    verdict: Verdict
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        told = "：" + "；".join(self.words) if self.words else ""
        return f"{self.account.unit.code} {self.account.unit_name} {self.verdict.label}{told}"


def publish(accounts: QuerySet[FinalAccount], *, by: User) -> Iterator[Outcome]:
    """Queues all that may be published, one transaction each: what stops in the middle can be begun again."""
    for account, verdict in _judged(accounts):
        yield _queued(account, by) if verdict is Verdict.READY else Outcome(account, verdict)


def looked_through(accounts: QuerySet[FinalAccount], *, by: User) -> Iterator[Outcome]:
    """What `publish` would do, and what the gate would say; nothing is changed."""
    for account, verdict in _judged(accounts):
        words = _problems(account, by) if verdict is Verdict.READY else ()
        yield Outcome(account, Verdict.REFUSED if words else verdict, words)


def progress(job_ids: Iterable[int]) -> Counter[JobState]:
    """How many of these jobs stand where."""
    states = PublicationJob.objects.filter(pk__in=list(job_ids)).order_by().values_list("state", flat=True)
    return Counter(map(JobState, states))


def _judged(accounts: QuerySet[FinalAccount]) -> Iterator[tuple[FinalAccount, Verdict]]:
    rows: QuerySet[Any] = with_states(accounts).order_by("unit__code")
    busy = set(
        PublicationJob.objects.filter(release__account__in=accounts.order_by(), state__in=_UNDER_WAY).values_list(
            "release__account", flat=True
        )
    )
    for account in rows.iterator(chunk_size=200):
        if account.status == Status.PUBLISHED.value:
            yield account, Verdict.PUBLIC
        elif account.status != Status.APPROVED.value:
            yield account, Verdict.NOT_APPROVED
        else:
            yield account, Verdict.UNDER_WAY if account.pk in busy else Verdict.READY


def _queued(account: FinalAccount, by: User) -> Outcome:
    try:
        start_publication(account=account, by=by)
    except Refused as refusal:
        return Outcome(account, Verdict.REFUSED, tuple(refusal.messages))
    return Outcome(account, Verdict.QUEUED)


def _problems(account: FinalAccount, by: User) -> tuple[str, ...]:
    release = release_of(account)
    if words := why_not(Action.PUBLISH, situation_of(release, by, Action.PUBLISH)):
        return (words,)
    try:
        return tuple(words_of(gate(release, Contents.of(account))))
    except REFUSALS as refusal:
        return (str(refusal),)
