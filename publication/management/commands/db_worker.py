"""`manage.py db_worker`: the queue's own worker, which says that it is there and looks after the jobs of workers that
are gone."""

import logging
import os
from threading import Event, Thread
from typing import Any

from django.db import connection
from django.utils.autoreload import DJANGO_AUTORELOAD_ENV
from django_tasks_db.management.commands import db_worker

from publication.models import Worker
from publication.tasks import resume
from publication.workers import beat, begin, leave

LOOK_EVERY = 30  # seconds; of the silence after which it is taken for gone (Worker.SILENCE), a quarter
_LAST_LOOK = 10  # seconds

_log = logging.getLogger(__name__)


class Command(db_worker.Command):
    """后台程序."""

    def handle(self, *args: Any, **options: Any) -> None:
        if options["reload"] and os.environ.get(DJANGO_AUTORELOAD_ENV) != "true":
            super().handle(*args, **options)  # only starts the process that does the work, and starts it again
            return
        resume()
        worker = begin()
        is_over = Event()
        beside = Thread(target=_look_on, args=(worker, is_over), name="look on", daemon=True)
        beside.start()
        try:
            super().handle(*args, **options)
        finally:
            is_over.set()
            beside.join(_LAST_LOOK)  # not to say after this that it is there
            leave(worker)


def _look_on(worker: Worker, is_over: Event) -> None:
    """Beside the work, on a connection of its own: a worker may be busy for minutes."""
    while not is_over.wait(LOOK_EVERY):
        try:
            beat(worker)
            resume()
        except Exception:  # the database may be away for a moment: the next look will do
            _log.exception("saying that this worker is there, and looking for publications left behind")
        finally:
            connection.close()
