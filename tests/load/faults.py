"""Services killed under load, as a machine or a container would kill them: all their processes at once, no word."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPException
from typing import Any

import psycopg

from tests.deploy.processes import Kept
from tests.deploy.stack import Stack
from tests.deploy.visitor import Visitor
from tests.pace import slowness

_RUNNING = "SELECT count(*) FROM publication_publicationjob WHERE state = 'running' AND done > 0"
_OPEN = "SELECT count(*) FROM publication_publicationjob WHERE state IN ('queued', 'running')"
PATIENCE = 180.0
LEASE = 330.0  # seconds until the job of a killed worker is another's: publication.jobs.LEASE, and a look every 30


@dataclass
class Killing:
    """Who is killed when, and how long it took until all answered again."""

    stack: Stack
    recovered: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.stack.address)

    def kill(self, name: str) -> None:
        victims: dict[str, Callable[[], None]] = {
            "a process of gunicorn": self._one_of_gunicorn,
            "gunicorn": lambda: kill_all(self.stack.web),
            "the worker": self._worker_at_work,
            "PostgreSQL": lambda: kill_all(self.stack.database),
        }
        victims[name]()
        began = time.monotonic()
        self.stack.until(self._answers, f"the site answers after {name} was killed", PATIENCE * slowness())
        self.recovered[name] = time.monotonic() - began

    def _one_of_gunicorn(self) -> None:
        os.kill(random.choice(self.stack.web.children()), signal.SIGKILL)

    def _worker_at_work(self) -> None:
        """In the middle of a publication."""
        self.stack.until(lambda: self.count(_RUNNING) > 0, "the worker is at work", PATIENCE * slowness())
        kill_all(self.stack.worker)
        assert self.count(_OPEN) > 0

    def _answers(self) -> bool:
        try:
            return self.visitor.get("/readyz").status == 200
        except (OSError, HTTPException):
            return False

    def count(self, query: str) -> int:
        with psycopg.connect(self.stack.database_url) as connection:
            row = connection.execute(query).fetchone()
        return int(row[0]) if row else 0

    def open_jobs(self) -> int:
        return self.count(_OPEN)

    def end_leases(self) -> None:
        """As if five minutes had gone by."""
        with psycopg.connect(self.stack.database_url) as connection:
            connection.execute(
                "UPDATE publication_publicationjob SET leased_until = now() - interval '1 second' "
                "WHERE state IN ('queued', 'running')"
            )


def kill_all(service: Kept) -> None:
    """The first process and all below it, children first held, so that none is made meanwhile."""
    pids = _below(service.pid)
    for how in (signal.SIGSTOP, signal.SIGKILL):
        for pid in pids:
            with suppress(ProcessLookupError):
                os.kill(pid, how)


def _below(pid: int) -> list[int]:
    found, waiting = [], [pid]
    while waiting:
        at = waiting.pop()
        found.append(at)
        with suppress(OSError), open(f"/proc/{at}/task/{at}/children") as children:  # noqa: PTH123
            waiting += map(int, children.read().split())
    return found


def start_publications(stack: Stack, approved: list[dict[str, Any]], every: float, over: threading.Event) -> None:
    """Whoever may publish presses the button, one after the other; pressed again where no answer came."""
    for account in approved:
        page = f"/publication/{account['path']}"
        while not over.is_set():
            visitor = Visitor(stack.address)
            try:
                visitor.sign_in(account["username"], account["password"])
                if visitor.post(f"{page}start/", {}, page=page).status in (302, 409):
                    break
            except (OSError, HTTPException):
                pass
            finally:
                visitor.hang_up()
            over.wait(1)
        over.wait(every)
