"""What the site stands on, each part tried: database, storage, task queue, fonts."""

import logging
from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from disclosure.pdf.fonts import can_subset, missing_fonts

_log = logging.getLogger(__name__)
QUEUE = "django_tasks_db"
QUEUE_LABEL = "django_tasks_database"
_brought_up_to_date = set[str]()  # databases known to have every migration: that does not change under a running server


class NotReady(Exception):
    """The message says to the operator what is wrong; it goes to the log, never to the page."""


def database() -> None:
    """It answers, and has every migration of this version."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    name = str(connection.settings_dict["NAME"])
    if name in _brought_up_to_date:
        return
    executor = MigrationExecutor(connection)
    if waiting := executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise NotReady(f"数据库还有 {len(waiting)} 项迁移没有执行，请运行 manage.py migrate")
    _brought_up_to_date.add(name)


def storage() -> None:
    """Every storage of files answers. Nothing is written: this is asked every few seconds, by anybody."""
    for alias in settings.STORAGES:
        if alias != "staticfiles":
            storages[alias].exists("readyz")


def queue() -> None:
    """The queue's table can be read. How many workers are at it, /metrics says: a page needs none."""
    if apps.is_installed(QUEUE):
        apps.get_model(QUEUE_LABEL, "DBTaskResult")._default_manager.exists()


@cache
def fonts() -> None:
    """Those that documents are set in. Looked for once: they come with the code."""
    if missing := missing_fonts():
        raise NotReady(f"缺少字体：{'、'.join(missing)}")
    if not can_subset():
        raise NotReady("缺少 libharfbuzz-subset")


PARTS: dict[str, Callable[[], None]] = {"database": database, "storage": storage, "queue": queue, "fonts": fonts}


def readiness() -> dict[str, bool]:
    """Part → whether it works. Why one does not stands in the log."""
    found = {}
    for name, probe in PARTS.items():
        try:
            probe()
            found[name] = True
        except Exception:  # whatever a driver may throw: it is an answer
            _log.exception("not ready: %s", name)
            found[name] = False
    return found
