"""Figures for a monitoring system, read from the database: the same whichever process answers."""

from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db.models import Count, Min
from django.utils import timezone

from finance.models import FinalAccount
from operations.health import QUEUE, QUEUE_LABEL, readiness
from publication.models import Publication, PublicationJob, Worker
from review.models import Release
from units.models import BudgetUnit, User


def metrics() -> str:
    """In the text format that Prometheus reads."""
    return "\n".join(_lines()) + "\n"


def _lines() -> Iterator[str]:
    yield from _gauge("disclosure_ready", "1 where the part works", "part", readiness())
    yield from _gauge("disclosure_units", "budget units", "", {"": BudgetUnit.objects.count()})
    yield from _gauge("disclosure_users", "active users", "", {"": User.objects.filter(is_active=True).count()})
    yield from _gauge("disclosure_accounts", "accounts", "", {"": FinalAccount.objects.count()})
    for name, words, model, field in (
        ("disclosure_releases", "releases by state", Release, "status"),
        ("disclosure_publications", "publications by standing", Publication, "standing"),
        ("disclosure_publication_jobs", "publication jobs by state", PublicationJob, "state"),
    ):
        rows = model._default_manager.order_by().values_list(field).annotate(Count("pk"))
        yield from _gauge(name, words, field, {str(value): count for value, count in rows})
    if apps.is_installed(QUEUE):
        yield from _queue()


def _queue() -> Iterator[str]:
    at_work = sum(worker.is_alive for worker in Worker.objects.all())
    yield from _gauge("disclosure_workers", "worker processes heard of in the last two minutes", "", {"": at_work})
    tasks = apps.get_model(QUEUE_LABEL, "DBTaskResult")._default_manager.order_by()
    rows = tasks.values_list("status").annotate(Count("pk"))
    yield from _gauge("disclosure_tasks", "tasks of the queue by state", "status", dict(rows))
    oldest = tasks.filter(status="READY").aggregate(at=Min("enqueued_at"))["at"]
    waiting = (timezone.now() - oldest).total_seconds() if oldest else 0.0
    # Grows without end when no worker is there: the figure to set an alarm on.
    yield from _gauge("disclosure_oldest_task_seconds", "age of the oldest task that waits", "", {"": waiting})


def _gauge(name: str, words: str, label: str, values: Mapping[str, float]) -> Iterator[str]:
    yield f"# HELP {name} {words}"
    yield f"# TYPE {name} gauge"
    for key, value in values.items():
        of = f'{{{label}="{key}"}}' if label else ""
        yield f"{name}{of} {float(value):g}"
