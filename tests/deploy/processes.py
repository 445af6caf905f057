"""Processes as a server keeps them: run by an ordinary user, started again when they die, their words in a file."""

import os
import shutil
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

RESTART_AFTER = 0.2  # seconds, as Docker waits the first time
_USER = "www-data"


def as_user(user: str = _USER) -> list[str]:
    """Before a command: it ends with us, however we end, and where we are root it is an ordinary user's. That user may
    read what root may read, for the Python that runs the tests may stand in root's home; it may write only its own."""
    ends_with_us = ["setpriv", "--pdeathsig=TERM"]
    if os.geteuid() != 0:
        return ends_with_us
    may = "dac_read_search"
    ids = [f"--reuid={user}", f"--regid={user}", "--clear-groups"]
    return [*ends_with_us, *ids, f"--inh-caps=+{may}", f"--ambient-caps=+{may}"]


def give(folder: Path, user: str = _USER) -> Path:
    """A folder of that user's own."""
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, user, user)
    return folder


class Kept:
    """A command that runs until it is stopped: `restart: unless-stopped`."""

    def __init__(
        self, name: str, command: Sequence[str], *, env: Mapping[str, str], cwd: Path, log: Path, user: str = _USER
    ) -> None:
        self.name, self.log = name, log
        self.starts = 0
        self._command, self._env, self._cwd = [*as_user(user), *command], dict(env), cwd
        self._stopped = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._watch = threading.Thread(target=self._keep, name=name, daemon=True)

    def start(self) -> None:
        self._watch.start()

    def _keep(self) -> None:
        while not self._stopped.is_set():
            with self.log.open("ab") as log:
                self._process = subprocess.Popen(
                    self._command, env=self._env, cwd=self._cwd, stdout=log, stderr=log, start_new_session=True
                )
            self.starts += 1
            self._process.wait()
            self._kill_group(signal.SIGKILL)  # a container's other processes die with its first
            self._stopped.wait(RESTART_AFTER)

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def children(self) -> list[int]:
        """What it has started: gunicorn's processes."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in children.read_text().split()]

    def kill(self, how: signal.Signals = signal.SIGKILL) -> None:
        """Its first process; the others go with it, and it starts again."""
        os.kill(self.pid, how)

    def stop(self) -> None:
        """For good: asked to, then made to."""
        self._stopped.set()
        if self._process is None:
            return
        self._kill_group(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(10)
        self._kill_group(signal.SIGKILL)
        self._watch.join(10)

    def _kill_group(self, how: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)

    def said(self) -> str:
        return self.log.read_text(errors="replace") if self.log.exists() else ""
