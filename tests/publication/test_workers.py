"""后台程序 say that they are there and that they go; one that is killed is missed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone

from publication.models import Worker
from publication.workers import FORGOTTEN, beat, begin, leave
from tests.engines import EmptyDatabase, connected

PATIENCE = 120.0  # a busy machine takes its time to start a process


def until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def test_worker_is_there_until_it_goes_or_is_killed(
    empty_database: EmptyDatabase, django_db_blocker: Any, tmp_path: Path
) -> None:
    url = empty_database(tables=True)
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    manage = [sys.executable, "manage.py"]
    subprocess.run([*manage, "migrate", "--verbosity", "0"], cwd=settings.BASE_DIR, env=environment, check=True)
    command = [*manage, "db_worker", "--no-reload", "--no-startup-delay", "--interval", "0.1"]
    with django_db_blocker.unblock(), connected(url):
        for how in (signal.SIGTERM, signal.SIGKILL):
            with (tmp_path / "log").open("w") as log:
                process = subprocess.Popen(command, cwd=settings.BASE_DIR, env=environment, stdout=log, stderr=log)
            try:
                until(lambda: "Starting worker" in (tmp_path / "log").read_text())
                worker = Worker.objects.get()
                assert worker.process == process.pid
                assert worker.is_alive
            finally:
                process.send_signal(how)
                process.wait(PATIENCE)
            assert Worker.objects.exists() == (how is signal.SIGKILL)


@pytest.mark.django_db
def test_worker_unheard_of_for_two_minutes_is_gone_and_after_a_day_forgotten() -> None:
    here, there = begin(), begin()
    assert there.is_alive
    Worker.objects.filter(pk=there.pk).update(seen=timezone.now() - timedelta(minutes=2, seconds=1))
    beat(here)
    assert [one.is_alive for one in Worker.objects.order_by("seen")] == [False, True]
    Worker.objects.filter(pk=there.pk).update(seen=timezone.now() - FORGOTTEN - timedelta(seconds=1))
    beat(here)
    assert list(Worker.objects.all()) == [here]
    leave(here)
    assert not Worker.objects.exists()


@pytest.mark.django_db
def test_worker_whose_row_is_gone_says_again_that_it_is_there() -> None:
    worker = begin()
    Worker.objects.all().delete()
    beat(worker)
    assert Worker.objects.get().started == worker.started
