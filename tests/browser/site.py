"""A site of its own: gunicorn on an empty database. It can be killed like a machine that loses power."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command

from tests.engines import connected
from units.models import User

ROOT = Path(__file__).resolve().parent.parent.parent
PATIENCE = 120.0  # a busy machine takes its time to start a server


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


class Site:
    """One database and the server that serves it."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.database_url = database_url
        self.published = folder / "published"
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._server: subprocess.Popen[bytes] | None = None

    def rows(self) -> AbstractContextManager[None]:
        """Models read and write this site's database, in this thread."""
        return connected(self.database_url)

    def prepare(self) -> None:
        with self.rows():
            call_command("migrate", verbosity=0)

    @property
    def _env(self) -> dict[str, str]:
        return os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.browser.settings",
            "DATABASE_URL": self.database_url,
            "PUBLISHED_FOR_TESTS": str(self.published),
        }

    def start(self, *, workers: int = 1) -> None:
        command = [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--worker-class", "gthread", "--workers", str(workers), "--threads", "8", "--log-level", "warning"]
        with (self.folder / "server.log").open("ab") as log:
            self._server = subprocess.Popen(
                command, cwd=ROOT, env=self._env, stdout=log, stderr=log, start_new_session=True
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + PATIENCE
        while True:
            with suppress(OSError):
                urllib.request.urlopen(f"{self.url}/login/", timeout=5).close()
                return
            if time.monotonic() > until:
                self.kill()
                raise TimeoutError((self.folder / "server.log").read_text())
            time.sleep(0.05)

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """All its processes at once, without a word."""
        if self._server is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._server.pid, how)
            self._server.wait()
            self._server = None

    @contextmanager
    def worker(self) -> Iterator[None]:
        """A process that makes publications, as long as it is wanted."""
        command = [sys.executable, "manage.py", "db_worker", "--no-startup-delay", "--no-reload", "--interval", "0.2"]
        with (self.folder / "worker.log").open("ab") as log:
            worker = subprocess.Popen(command, cwd=ROOT, env=self._env, stdout=log, stderr=log)
        try:
            yield
        finally:
            worker.terminate()
            worker.wait(PATIENCE)

    def log(self) -> str:
        return (self.folder / "server.log").read_text()


def session_of(user: User) -> str:
    """The key of a new session, signed in as the user."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)
