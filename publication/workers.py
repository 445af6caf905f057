"""后台程序 at work: each says every half minute that it is there, whether or not there is anything to do, and says
when it goes. One that was killed says nothing more."""

import os
import socket
from datetime import timedelta

from django.utils import timezone

from publication.models import Worker

FORGOTTEN = timedelta(days=1)  # what was killed and never came back is shown so long


def begin() -> Worker:
    return Worker.objects.create(host=socket.gethostname()[:100], process=os.getpid())


def beat(worker: Worker) -> None:
    """A row that is gone (a database restored from a backup) comes again."""
    now = timezone.now()
    said = {"host": worker.host, "process": worker.process, "started": worker.started, "seen": now}
    Worker.objects.update_or_create(pk=worker.pk, defaults=said)
    Worker.objects.filter(seen__lt=now - FORGOTTEN).delete()


def leave(worker: Worker) -> None:
    Worker.objects.filter(pk=worker.pk).delete()
