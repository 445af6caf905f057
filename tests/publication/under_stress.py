"""Many who publish one account at once, and workers killed at any moment: the work that test_stress judges.

It runs in a process of its own, whose DATABASE_URL names an empty database; the argument is a folder to publish into.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from functools import partial
from io import StringIO
from pathlib import Path
from threading import Barrier
from typing import Any

from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, connections, transaction
from django.tasks import TaskResultStatus
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from publication import freezing, publishing
from publication.actions import start_publication, withdraw_publication
from publication.guards import REFUSAL
from publication.jobs import left_behind
from publication.models import JobState, Publication, PublicationJob
from publication.publishing import make, publish_now
from publication.storage import ALIAS, ContentFolder
from review.models import Event, Release
from review.workflow import Action, Status
from tests.factories import make_unit
from tests.publication.making import LIGHT_FORMATS, approved, entered, published, staff
from tests.publication.test_corrections import corrected

SEED = 20231231
KILLS = 10
SLOW = 0.08  # seconds that a format takes, so that there are moments to be killed in


def at_once(count: int, work: Callable[[], Any]) -> list[str]:
    """Everyone starts at the same moment; what each of them got, in words."""
    barrier = Barrier(count)

    def one(_number: int) -> str:
        try:
            barrier.wait()
            return str(work())
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def many_start(people: int) -> dict[str, Any]:
    """All press the button, and as many workers take up the job."""
    release = approved(entered(unit=make_unit("700001")))
    by = staff(release.account)[1]
    started = at_once(people, lambda: start_publication(account=release.account, by=by).pk)
    made = at_once(people, lambda: make(int(started[0])) is not None)
    return {"jobs": len(set(started)), "made": made.count("True"), **of(release)}


def many_freeze(people: int) -> dict[str, Any]:
    """All make it themselves, past every lease."""
    release = approved(entered(unit=make_unit("700002")))
    by = staff(release.account)[1]
    got = at_once(people, lambda: publish_now(Release.objects.get(pk=release.pk), by=by).pk)
    return {"same": len(set(got)), **of(release)}


def of(release: Release) -> dict[str, Any]:
    return {
        "publications": Publication.objects.filter(release=release).count(),
        "events": Event.objects.filter(release=release, action=Action.PUBLISH.value).count(),
        "status": Release.objects.get(pk=release.pk).status,
    }


def is_whole(release: Release) -> bool:
    """Either nothing is public and the job is open, or everything is and the job is done."""
    job = PublicationJob.objects.get(release=release)
    nothing = {"publications": 0, "events": 0, "status": Status.APPROVED.value}
    everything = {"publications": 1, "events": 1, "status": Status.PUBLISHED.value}
    if job.state == JobState.DONE:
        return of(release) == everything and Publication.objects.get(release=release).files.count() == 2
    return of(release) == nothing and job.state in (JobState.QUEUED, JobState.RUNNING)


def killed() -> dict[str, Any]:
    """Ten workers killed at random moments and three at the worst; after each, another that takes up what it left."""
    chance = random.Random(SEED)
    count = 1 + KILLS + len(WORST)
    releases = [approved(entered(unit=make_unit(f"8000{number:02}"))) for number in range(count)]
    jobs = [start_publication(account=release.account, by=staff(release.account)[1]) for release in releases]
    DBTaskResult.objects.update(status=TaskResultStatus.RUNNING)  # fetched, each by a worker that will be killed
    began = time.monotonic()
    run_worker(jobs[0].pk, None)
    whole_run = time.monotonic() - began
    steps, wrong, finished = [], [], 0
    moments: list[float | Callable[[], None]] = [chance.uniform(0.02, 0.8) * whole_run for _ in range(KILLS)]
    moments += WORST
    for release, job, moment in zip(releases[1:], jobs[1:], moments, strict=True):
        run_worker(job.pk, moment)
        if not is_whole(release):
            wrong.append(of(release))
        job.refresh_from_db()
        steps.append(job.step if job.state == JobState.RUNNING else job.state)
        PublicationJob.objects.filter(pk=job.pk).update(leased_until=timezone.now() - timedelta(seconds=1))
        for left in left_behind():
            make(left)
        job.refresh_from_db()
        finished += job.state == JobState.DONE and is_whole(release)
    return {"wrong": wrong, "stopped_at": steps, "finished": finished}


def run_worker(job_id: int, moment: float | Callable[[], None] | None) -> None:
    """A worker in a process of its own, killed after so many seconds, or where `moment` sets a trap for it."""
    connections.close_all()
    child = os.fork()
    if child == 0:
        try:
            if callable(moment):
                moment()
            make(job_id)
        finally:
            os._exit(0)
    if isinstance(moment, float):
        time.sleep(moment)
        os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)


def _die(*_args: Any, **_named: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def within_the_transaction() -> None:
    """Every row is written, nothing is committed."""
    vars(publishing)["close"] = _die


def before_the_rows() -> None:
    """All files are kept, the release has not moved."""
    vars(freezing)["publish"] = _die


def before_the_link() -> None:
    """A file is written whole, and has no name yet."""
    Path.hardlink_to = _die  # type: ignore[method-assign]


WORST: list[Callable[[], None]] = [within_the_transaction, before_the_rows, before_the_link]


def held() -> dict[str, bool]:
    """Whether the database refuses: each statement as somebody could type it."""
    statements = (
        "UPDATE publication_publication SET title = 'x'",
        "UPDATE publication_publication SET figures = '{}'",
        "UPDATE publication_publication SET income_total = income_total + 1",
        "UPDATE publication_publication SET standing = 'current' WHERE standing <> 'current'",
        "DELETE FROM publication_publication",
        "UPDATE publication_publishedfile SET size = 0",
        "DELETE FROM publication_publishedfile",
    )
    return {statement: _is_refused(statement) for statement in statements}


def _is_refused(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except IntegrityError as error:
        return REFUSAL in str(error)
    return False


def corrected_and_withdrawn() -> list[str]:
    """A correction, then a withdrawal: both change how a version stands, which the triggers let pass."""
    first, second = corrected(published())
    account = second.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="撤下")
    return [str(Publication.objects.get(pk=one.pk).standing) for one in (first, second)]


def verified() -> str:
    """What verify_files and audit say."""
    out = StringIO()
    try:
        call_command("verify_files", stdout=out, stderr=out)
        call_command("audit", stdout=StringIO(), stderr=out)
    except CommandError as error:
        return f"{out.getvalue()}{error}"
    return "whole"


def main() -> None:
    """Prints what was found as JSON."""
    call_command("migrate", verbosity=0)
    storages_of_process = vars(storages)["_storages"]
    storages_of_process[ALIAS] = ContentFolder(location=sys.argv[1])
    vars(publishing)["PUBLISHED_FORMATS"] = tuple(replace(one, make=partial(slowly, one.make)) for one in LIGHT_FORMATS)
    people = 50 if connection.vendor == "postgresql" else 8
    found = {
        "database": connection.vendor,
        "people": people,
        "started": many_start(people),
        "frozen": many_freeze(people // 4),
        "killed": killed(),
        "standing": corrected_and_withdrawn(),
        "held": held(),
        "verified": verified(),
    }
    connection.close()
    print(json.dumps(found))


def slowly(make_format: Callable[[Any], bytes], subject: Any) -> bytes:
    time.sleep(SLOW)
    return make_format(subject)
