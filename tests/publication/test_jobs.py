"""Jobs: started once, held by a lease, taken up again, stopped by the gate, tried again after a failure."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.tasks import TaskResultStatus, default_task_backend
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from finance.models import FinalAccount, UnitProfile
from publication import publishing, storage
from publication.actions import start_publication
from publication.jobs import MAX_ATTEMPTS, LeaseLost, close, left_behind, put_back, renew, take_up
from publication.models import JobState, Publication, PublicationJob
from publication.publishing import make
from publication.tasks import make_publication, resume
from review.actions import Refused, reopen
from review.models import Event, Notice, Release
from review.situations import release_of
from review.workflow import Action, Status
from tests.factories import make_unit
from tests.publication.making import approved, entered, staff, work_off

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("light", "approved_once")]


@pytest.fixture
def job(release: Release) -> PublicationJob:
    return start_publication(account=release.account, by=staff(release.account)[1])


def now(job: PublicationJob) -> PublicationJob:
    return PublicationJob.objects.select_related("release__account").get(pk=job.pk)


def expire(job: PublicationJob) -> None:
    """A worker fetched its task, and is gone."""
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)
    PublicationJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))


def nothing_is_public(job: PublicationJob) -> bool:
    is_approved = now(job).release.status == Status.APPROVED.value
    events = Event.objects.filter(action=Action.PUBLISH.value)
    return is_approved and not Publication.objects.exists() and not events.exists()


def test_the_button_queues_one_task_however_often_it_is_pressed(release: Release) -> None:
    by = staff(release.account)[1]
    jobs = {start_publication(account=release.account, by=by).pk for _ in range(3)}
    assert len(jobs) == 1
    assert DBTaskResult.objects.count() == 1
    assert PublicationJob.objects.get().task == DBTaskResult.objects.get().pk
    assert default_task_backend.alias == "default"


def test_a_job_that_is_done_publishes_and_is_told(job: PublicationJob) -> None:
    publication = make(job.pk)
    assert publication is not None
    assert now(job).state == JobState.DONE
    assert now(job).release.status == Status.PUBLISHED.value
    assert Notice.objects.filter(text__contains="公开了").exists()
    assert start_publication(account=now(job).release.account, by=job.by) == job
    assert make(job.pk) is None


def test_what_may_not_be_published_gets_no_job() -> None:
    account = entered(unit=make_unit("700001"))
    with pytest.raises(Refused, match="填报中"):
        start_publication(account=account, by=staff(account)[1])
    release = approved(account, cleared=False)
    with pytest.raises(Refused, match="保密审查"):
        start_publication(account=account, by=staff(release.account)[1])
    assert not PublicationJob.objects.exists()


def test_progress_is_told_step_by_step(job: PublicationJob, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[tuple[str, int, int]] = []

    def noted(job_id: int, lease: Any, *, step: str, done: int, steps: int) -> None:
        renew(job_id, lease, step=step, done=done, steps=steps)
        told.append((step, done, steps))

    monkeypatch.setattr(publishing, "renew", noted)
    make(job.pk)
    assert [step for step, _, _ in told] == [
        "公开前检查",
        "公开前检查",
        "纯文本",
        "数据包（JSON）",
        "网页和数字",
        "公开",
    ]
    assert told[-1][1:] == (4, 5)


def test_the_gate_stops_a_job_and_says_why_and_it_can_be_tried_again(job: PublicationJob) -> None:
    UnitProfile.objects.update(functions="电话13812345678。")
    assert make(job.pk) is None
    stopped = now(job)
    assert stopped.state == JobState.STOPPED
    assert any("疑似手机号" in words for words in stopped.problems)
    assert nothing_is_public(job)
    UnitProfile.objects.update(functions="")
    again = start_publication(account=stopped.release.account, by=job.by)
    assert (again.pk, again.state, again.problems) == (job.pk, JobState.QUEUED, [])


def test_a_release_taken_back_meanwhile_is_not_published(job: PublicationJob) -> None:
    reopen(account=job.release.account, by=job.by, why="还要改")
    assert make(job.pk) is None
    assert now(job).state == JobState.STOPPED
    assert not Publication.objects.exists()


def test_an_unprinted_change_meanwhile_is_not_published(job: PublicationJob, monkeypatch: pytest.MonkeyPatch) -> None:
    """The words are the same, but the account has moved since it was read."""
    freeze: Callable[..., Publication] = vars(publishing)["freeze"]

    def after_a_change(*args: Any, **named: Any) -> Publication:
        FinalAccount.objects.update(version=99)
        return freeze(*args, **named)

    monkeypatch.setattr(publishing, "freeze", after_a_change)
    assert make(job.pk) is None
    assert "又有变动" in now(job).problems[0]
    assert nothing_is_public(job)


def test_storage_that_fails_midway_leaves_nothing_public_and_the_job_to_be_tried_again(
    job: PublicationJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, count = storage.keep, 0

    def failing(content: bytes, extension: str) -> str:
        nonlocal count
        count += 1
        if count == 2:
            raise OSError("disk full")
        return keep(content, extension)

    monkeypatch.setattr(publishing, "keep", failing)
    assert make(job.pk) is None
    assert nothing_is_public(job)
    assert (now(job).state, now(job).attempts) == (JobState.QUEUED, 1)
    assert make(job.pk) is not None
    assert now(job).state == JobState.DONE


def test_storage_that_always_fails_is_given_up_and_can_be_tried_again(
    job: PublicationJob, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(content: bytes, extension: str) -> str:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(publishing, "keep", failing)
        for _ in range(MAX_ATTEMPTS):
            assert make(job.pk) is None
    assert now(job).state == JobState.FAILED
    assert "请联系系统管理员" in now(job).problems[0]
    assert nothing_is_public(job)
    start_publication(account=job.release.account, by=job.by)
    assert make(job.pk) is not None


def test_a_job_is_held_by_one_worker_until_its_lease_runs_out(job: PublicationJob) -> None:
    first = take_up(job.pk)
    assert first
    assert take_up(job.pk) is None
    assert left_behind() == []
    expire(job)
    second = take_up(job.pk)
    assert second
    with pytest.raises(LeaseLost):
        renew(job.pk, first, step="", done=1, steps=2)
    with pytest.raises(LeaseLost):
        close(job.pk, first, JobState.DONE, [])
    put_back(job.pk, second, "")
    assert take_up(job.pk)


def test_a_worker_that_lost_its_lease_publishes_nothing(job: PublicationJob, monkeypatch: pytest.MonkeyPatch) -> None:
    freeze: Callable[..., Publication] = vars(publishing)["freeze"]

    def too_late(*args: Any, **named: Any) -> Publication:
        expire(job)
        assert take_up(job.pk)
        return freeze(*args, **named)

    monkeypatch.setattr(publishing, "freeze", too_late)
    assert make(job.pk) is None
    assert nothing_is_public(job)
    assert now(job).state == JobState.RUNNING


def test_what_a_worker_left_behind_is_queued_once_and_done_by_the_next(job: PublicationJob) -> None:
    take_up(job.pk)
    expire(job)
    assert resume() == 1
    assert resume() == 0
    assert DBTaskResult.objects.ready().count() == 1
    make_publication.call(job.pk)
    assert now(job).state == JobState.DONE


def test_a_job_that_waits_in_a_long_queue_is_not_queued_again(job: PublicationJob) -> None:
    PublicationJob.objects.update(leased_until=timezone.now() - timedelta(hours=9))
    assert resume() == 0
    work_off()
    assert now(job).state == JobState.DONE


def test_a_job_that_was_put_back_is_queued_again(job: PublicationJob) -> None:
    expire(job)
    lease = take_up(job.pk)
    assert lease
    put_back(job.pk, lease, "")
    work_off()
    assert now(job).state == JobState.DONE


def test_a_job_that_kills_every_worker_is_given_up(job: PublicationJob) -> None:
    for _ in range(MAX_ATTEMPTS):
        assert take_up(job.pk)
        expire(job)
    assert take_up(job.pk) is None
    assert left_behind() == []
    assert now(job).state == JobState.FAILED
    assert release_of(job.release.account) == Release.objects.get()
