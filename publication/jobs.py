"""Who works on a job: a lease that runs out unless it is renewed, so that the work of a killed worker is taken up.

The queue only says that there is something to do. What is done, and by whom, stands in PublicationJob: any task may
run twice, late or never.
"""

import uuid
from datetime import timedelta

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from publication.models import JobState, PublicationJob

LEASE = timedelta(minutes=5)  # longer than the longest step
PATIENCE = timedelta(minutes=1)  # between the moment a worker fetches a task and the one it takes up the job
MAX_ATTEMPTS = 3

_UNDER_WAY = (JobState.QUEUED.value, JobState.RUNNING.value)


class LeaseLost(Exception):
    """Somebody else works on this job now, or it is over."""


def take_up(job_id: int) -> uuid.UUID | None:
    """The lease of a job nobody holds; None where somebody does, or there is nothing to be done."""
    lease, now = uuid.uuid4(), timezone.now()
    free = PublicationJob.objects.filter(pk=job_id, state__in=_UNDER_WAY, attempts__lt=MAX_ATTEMPTS)
    free = free.filter(lease=None) | free.filter(leased_until__lt=now)
    taken = free.update(
        state=JobState.RUNNING.value,
        lease=lease,
        leased_until=now + LEASE,
        attempts=F("attempts") + 1,
        step="",
        done=0,
        problems=[],
    )
    return lease if taken else None


def renew(job_id: int, lease: uuid.UUID, *, step: str, done: int, steps: int) -> None:
    """Says how far the work is and holds the job on. Raises LeaseLost."""
    held = PublicationJob.objects.filter(pk=job_id, lease=lease, state=JobState.RUNNING.value)
    if not held.update(leased_until=timezone.now() + LEASE, step=step, done=done, steps=steps):
        raise LeaseLost


def put_back(job_id: int, lease: uuid.UUID, problem: str) -> None:
    """After something that may pass (storage, database): to be tried again, or given up after MAX_ATTEMPTS."""
    held = PublicationJob.objects.filter(pk=job_id, lease=lease)
    again = held.filter(attempts__lt=MAX_ATTEMPTS)
    if not again.update(state=JobState.QUEUED.value, lease=None, leased_until=timezone.now(), problems=[problem]):
        close(job_id, lease, JobState.FAILED, [problem])


def close(job_id: int, lease: uuid.UUID, state: JobState, problems: list[str]) -> None:
    """The end of the work. Raises LeaseLost."""
    held = PublicationJob.objects.filter(pk=job_id, lease=lease)
    end = {"state": state.value, "problems": problems, "lease": None, "leased_until": None}
    if not held.update(**end, finished=timezone.now()):
        raise LeaseLost


def left_behind() -> list[int]:
    """Jobs that nobody holds and no task in the queue will come to: their worker is gone. Each is given another
    PATIENCE; those tried too often are given up. A job whose task waits is left to wait, however long the queue is."""
    now = timezone.now()
    waiting = DBTaskResult.objects.ready().filter(pk=OuterRef("task"))
    stale = PublicationJob.objects.filter(~Exists(waiting), state__in=_UNDER_WAY, leased_until__lt=now)
    stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        state=JobState.FAILED.value,
        lease=None,
        leased_until=None,
        finished=now,
        problems=[f"试了 {MAX_ATTEMPTS} 次都没有完成，后台程序可能被中止。请联系系统管理员，然后再试一次"],
    )
    found = []
    for job_id in stale.order_by("pk").values_list("pk", flat=True):
        again = {"state": JobState.QUEUED.value, "lease": None, "leased_until": now + PATIENCE}
        if stale.filter(pk=job_id).update(**again):
            found.append(job_id)
    return found
