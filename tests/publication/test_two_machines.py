"""Past one machine: workers that share a database and an S3-compatible store and no folder; one is killed at work."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

import pytest
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from tests.engines import EmptyDatabase
from tests.publication.two_machines import ACCOUNTS

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 900  # seconds; only for what hangs


class Machine:
    """A folder of its own, and the environment of processes that run there."""

    def __init__(self, folder: Path, shared: dict[str, str]) -> None:
        self.folder = folder
        folder.mkdir()
        own = {"TMPDIR": str(folder), "PUBLICATIONS_ROOT": str(folder / "published"), "PYTHONPATH": str(ROOT)}
        self.environment = os.environ | shared | own

    def command(self, work: str) -> list[str]:
        return [
            sys.executable,
            "-c",
            f"import django; django.setup(); from tests.publication.two_machines import {work}; {work}()",
        ]

    def start(self, work: str) -> "subprocess.Popen[str]":
        return subprocess.Popen(
            self.command(work), cwd=self.folder, env=self.environment, stdout=subprocess.PIPE, text=True
        )

    def run(self, work: str, **variables: str) -> str:
        """What it says last."""
        done = subprocess.run(
            self.command(work), cwd=self.folder, env=self.environment | variables, capture_output=True, text=True,
            timeout=PATIENCE, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-4000:]
        return done.stdout.splitlines()[-1]


def said(stream: IO[str] | None) -> Iterator[tuple[str, int]]:
    """took 3, closed 3 … as the worker says it."""
    assert stream is not None
    for line in stream:
        word, _, job = line.partition(" ")
        if word in ("took", "closed"):
            yield word, int(job)


@pytest.fixture(scope="module")
def store() -> Iterator[str]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(scope="module")
def found(empty_database: EmptyDatabase, store: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    shared = {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DJANGO_SECRET_KEY": "k" * 50,
        "DJANGO_DEBUG": "false",
        "DJANGO_HTTPS": "false",
        "DJANGO_ALLOWED_HOSTS": "testserver",
        "DATABASE_URL": empty_database(tables=True),
        "CACHE_URL": "dbcache://cache",
        "PUBLICATIONS_S3_BUCKET": "published",
        "PUBLICATIONS_S3_ENDPOINT": store,
        "PUBLICATIONS_S3_KEY": "key",
        "PUBLICATIONS_S3_SECRET": "secret",
    }
    place = tmp_path_factory.mktemp("machines")
    first, second, third = (Machine(place / name, shared) for name in ("first", "second", "third"))
    token = first.run("fill")
    doomed, survivor = first.start("work"), second.start("work")
    taken: list[tuple[str, int]] = []
    try:
        killed_at = next(job for word, job in said(doomed.stdout) if word == "took")
        doomed.kill()
        closed = 0
        for word, job in said(survivor.stdout):
            taken.append((word, job))
            closed += word == "closed"
            if closed == ACCOUNTS:
                break
        survivor.terminate()  # it finishes what it is at
        survivor.wait(PATIENCE)
    finally:
        for worker in (doomed, survivor):
            worker.kill()
            worker.wait()
            assert worker.stdout is not None
            worker.stdout.close()
    result: dict[str, Any] = json.loads(third.run("serve", SIGNED_IN_ELSEWHERE=token))
    left = [str(path.relative_to(place)) for path in place.rglob("*") if path.is_file()]
    return result | {"killed_at": killed_at, "taken": taken, "left": left}


def test_the_job_of_a_killed_worker_is_done_by_another_without_hands(found: dict[str, Any]) -> None:
    assert found["all_done"], found["states"]
    assert ("took", found["killed_at"]) in found["taken"]
    assert found["attempts"] == [*[1] * (ACCOUNTS - 1), 2]


def test_no_two_workers_take_the_same_job(found: dict[str, Any]) -> None:
    took = [job for word, job in found["taken"] if word == "took"]
    assert sorted(took) == found["jobs"]


def test_another_machine_reads_what_the_worker_wrote(found: dict[str, Any]) -> None:
    assert found["store"].endswith("S3Storage")
    assert found["files"] == found["fetched"] == 2 * ACCOUNTS
    assert found["verified"] == "whole"


def test_a_sign_in_and_what_is_remembered_hold_on_another_machine(found: dict[str, Any]) -> None:
    assert found["session"]["left"] > 0
    assert found["cached"] == "yes"


def test_no_machine_keeps_a_file_of_its_own(found: dict[str, Any]) -> None:
    assert found["left"] == []
