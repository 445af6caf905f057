"""`manage.py db_worker`: the queue's own worker, which also looks after the jobs of workers that are gone."""

import logging
import time
from threading import Thread
from typing import Any

from django.db import connection
from django_tasks_db.management.commands import db_worker

from publication.tasks import resume

LOOK_EVERY = 30  # seconds

_log = logging.getLogger(__name__)


class Command(db_worker.Command):
    """后台程序. With --batch it looks once, for it goes when the queue is empty."""

    def handle(self, *args: Any, **options: Any) -> None:
        resume()
        if not options["batch"]:
            Thread(target=_look_on, name="resume", daemon=True).start()
        super().handle(*args, **options)


def _look_on() -> None:
    """Beside the work, on a connection of its own, until the process ends: a worker may be busy for minutes."""
    while True:
        time.sleep(LOOK_EVERY)
        try:
            resume()
        except Exception:  # the database may be away for a moment: the next look will do
            _log.exception("looking for publications left behind")
        finally:
            connection.close()
