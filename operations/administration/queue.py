"""队列: publication jobs, the workers, what the site stands on, and which version this is."""

import platform
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

import django
from django.apps import apps
from django.conf import settings
from django.contrib import messages
from django.db import connection
from django.db.models import Count, Min
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from disclosure.entry.access import signed_in
from operations.administration.access import administered
from operations.administration.filters import JobFilter
from operations.administration.listing import listed
from operations.administration.tables import JobTable
from operations.health import QUEUE, QUEUE_LABEL, readiness
from publication.actions import start_publication
from publication.jobs import PATIENCE
from publication.models import JobState, PublicationJob, Worker
from publication.tasks import resume
from review.actions import Refused
from units.administration.records import record

PART_NAMES = {"database": "数据库", "storage": "文件存储", "queue": "任务队列", "fonts": "字体"}


@dataclass(frozen=True)
class Workers:
    """What waits, and who is there to do it."""

    waiting: int = 0
    running: int = 0
    waiting_since: datetime | None = None
    alive: Sequence[Worker] = ()
    gone: Sequence[Worker] = ()

    @property
    def are_missing(self) -> bool:
        """Something waits, and nobody is there. One that has just been started has had time to say so."""
        return not self.alive and self.waiting_since is not None and timezone.now() - self.waiting_since > PATIENCE


def workers() -> Workers:
    if not apps.is_installed(QUEUE):
        return Workers()
    tasks = apps.get_model(QUEUE_LABEL, "DBTaskResult")._default_manager.order_by()
    counted = dict(tasks.values_list("status").annotate(Count("pk")))
    waiting = tasks.filter(status="READY").aggregate(since=Min("enqueued_at"))["since"]
    known = Worker.objects.all()
    alive, gone = [one for one in known if one.is_alive], [one for one in known if not one.is_alive]
    return Workers(counted.get("READY", 0), counted.get("RUNNING", 0), waiting, alive, gone)


@require_safe
@administered
def queue(request: HttpRequest) -> HttpResponse:
    resume()
    jobs = PublicationJob.objects.select_related("release__account__unit", "by")
    narrowed = JobFilter(request.GET, queryset=jobs)
    counted = dict(jobs.order_by().values_list("state").annotate(Count("pk")))
    context: dict[str, Any] = listed(request, JobTable(narrowed.qs), narrowed) | {
        "counts": [(state, counted.get(state.value, 0)) for state in JobState],
        "workers": workers(),
        "parts": [(PART_NAMES[name], works) for name, works in readiness().items()],
        "version": versions(),
    }
    return render(request, "administration/queue.html", context)


@cache
def versions() -> tuple[tuple[str, str], ...]:
    """Of the program and of what it runs on, to be named when help is asked for."""
    project = tomllib.loads((settings.BASE_DIR / "pyproject.toml").read_text("utf-8"))["project"]
    return (
        ("程序", project["version"]),
        ("Django", django.get_version()),
        ("Python", platform.python_version()),
        ("数据库", connection.display_name),
    )


@require_POST
@administered
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """A failed one again, in the name of whoever published, and only while they still may: it is they who decided that
    it becomes public, and no administrator does. One that stopped at the gate is for them to mend."""
    jobs = PublicationJob.objects.select_related("release__account__unit", "by")
    job = get_object_or_404(jobs, pk=pk, state=JobState.FAILED.value)
    account = job.release.account
    try:
        start_publication(account=account, by=job.by)
    except Refused as refusal:
        messages.error(request, f"{account}没有再试：{refusal.messages[0]}。请公开人（{job.by}）到公开页处理。")
    else:
        subject = f"account:{account.unit.code}-{account.fiscal_year}"
        record(signed_in(request), subject, f"重新排队公开任务：{account}（公开人 {job.by}）")
        messages.success(request, f"{account}已重新排队。")
    return redirect("administration_queue")
