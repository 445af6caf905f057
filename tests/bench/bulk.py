"""Publishing in bulk on PostgreSQL: hundreds of different accounts by worker processes as in production, the documents
a minute, the memory they hold, every gate and every hash; then PDFs one after another in one process, and its memory.

BULK_ACCOUNTS (200), BULK_WORKERS (2) and BULK_RENDERS (500) make it smaller or larger. With the defaults it takes
most of an hour: it is not among the themes that `make bench` runs by itself."""

import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.postgresql import postgresql
from tests.publication.in_bulk import OVERSEER, YEAR, growth, memory_of

ACCOUNTS, WORKERS, RENDERS = (
    int(os.environ.get(name, default))
    for name, default in (("BULK_ACCOUNTS", "200"), ("BULK_WORKERS", "2"), ("BULK_RENDERS", "500"))
)
MOST_GROWTH = 5.0  # MB a hundred documents
MB = 1024 * 1024
_ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Figure:
    """One line of the report, in its own unit."""

    name: str
    value: float
    unit: str
    bound: float | None = None

    def __str__(self) -> str:
        bound = "" if self.bound is None else f"   (bound {self.bound:,.1f})"
        return f"{self.name:<58}{self.value:>10,.2f} {self.unit}{bound}"

    @property
    def is_over(self) -> bool:
        return self.bound is not None and self.value > self.bound


@dataclass(frozen=True)
class Site:
    """The environment that every process runs in."""

    environment: dict[str, str]

    def call(self, call: str) -> list[str]:
        code = f"import django; django.setup(); from tests.publication import in_bulk; in_bulk.{call}"
        return [sys.executable, "-c", code]

    def manage(self, *arguments: str) -> list[str]:
        return [sys.executable, "manage.py", *arguments]

    def start(self, command: list[str]) -> "subprocess.Popen[str]":
        return subprocess.Popen(command, cwd=_ROOT, env=self.environment, stdout=subprocess.PIPE, text=True)

    def run(self, command: list[str]) -> str:
        done = subprocess.run(command, cwd=_ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        return done.stdout


def measure() -> Iterator[Figure]:
    with postgresql() as url, tempfile.TemporaryDirectory() as folder:
        site = Site(
            os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "config.settings",
                "DJANGO_SECRET_KEY": "k" * 50,
                "DJANGO_DEBUG": "false",
                "DJANGO_ALLOWED_HOSTS": "localhost",
                "DATABASE_URL": url,
                "PUBLICATIONS_ROOT": folder,
            }
        )
        yield from _published(site)
    if RENDERS:
        yield from _rendered(site)


def _published(site: Site) -> Iterator[Figure]:
    site.run(site.manage("migrate", "--verbosity", "0"))
    site.run(site.call("found_department()"))
    share = -(-ACCOUNTS // WORKERS)
    shares = [(start, min(share, ACCOUNTS - start)) for start in range(0, ACCOUNTS, share)]
    for filler in [site.start(site.call(f"fill{one}")) for one in shares]:
        assert filler.wait() == 0
    site.run(site.manage("publish_batch", str(YEAR), "--all", "--by", OVERSEER))
    used, start = _processor_time(), time.perf_counter()
    workers = [
        site.start(site.manage("db_worker", "--batch", "--no-reload", "--no-startup-delay", "--verbosity", "0"))
        for _ in range(WORKERS)
    ]
    samples: dict[int, list[float]] = {worker.pid: [] for worker in workers}
    while any(worker.poll() is None for worker in workers):
        for pid, held in samples.items():
            held.append(memory_of(pid))
        time.sleep(1)
    took, used = time.perf_counter() - start, _processor_time() - used
    site.run(site.manage("verify_files"))  # fails where a hash, a row or an event differs
    found: dict[str, Any] = json.loads(site.run(site.call("came_of_it()")))
    assert found["published"] == found["attempts"] == ACCOUNTS, found
    assert not found["problems"], found
    memory = [[one for one in each if one] for each in samples.values()]
    yield Figure(f"Bulk: {ACCOUNTS} accounts by {WORKERS} workers, documents a minute", ACCOUNTS / took * 60, "")
    yield Figure("Bulk: processor time a document", used / ACCOUNTS, "s")
    yield Figure("Bulk: the most memory that a worker held", max(map(max, memory)), "MB")
    rise = max(growth(each, ACCOUNTS / WORKERS / 100) for each in memory)
    is_warm = ACCOUNTS >= 20 * WORKERS  # of a few, most is the first render
    yield Figure("Bulk: its growth in a hundred publications", rise, "MB", MOST_GROWTH if is_warm else None)
    yield Figure("Bulk: files of a publication", sum(found["files"].values()) / ACCOUNTS / MB, "MB")
    for name, size in found["files"].items():
        yield Figure(f"Bulk:   {name}", size / ACCOUNTS / 1024, "KB")
    yield Figure("Bulk: database, all of it, a publication", found["database"] / ACCOUNTS / 1024, "KB")
    for name, size in found["tables"].items():
        yield Figure(f"Bulk:   {name}", size / ACCOUNTS / 1024, "KB")


def _rendered(site: Site) -> Iterator[Figure]:
    samples = [float(line) for line in site.run(site.call(f"render({RENDERS})")).split()]
    yield Figure(f"Bulk: memory after {RENDERS} PDFs in one process", samples[-1], "MB")
    yield Figure("Bulk: its growth in a hundred PDFs", growth(samples, RENDERS / 100), "MB", MOST_GROWTH)


def _processor_time() -> float:
    """Of child processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
