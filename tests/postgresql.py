"""A PostgreSQL server of our own for as long as it is wanted: own data, own socket, no port; then gone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.missing import not_tested

_USER = "postgres"
SPARE = "spare"  # a second database on the server, with nothing in it
# Nothing is kept, so nothing waits for the disk.
_FLAGS = "-c listen_addresses='' -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=200"
_FLAGS += " -c wal_level=minimal -c max_wal_senders=0 -c jit=off"


def _bin() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else (Path(on_path).resolve().parent if on_path else None)


@contextmanager
def postgresql() -> Iterator[str]:
    """The DATABASE_URL of a server that is running. Skips, saying how to get one, where PostgreSQL is not installed."""
    folder = _bin()
    if folder is None:
        not_tested("on PostgreSQL", "postgresql")
    # It refuses to run as root; and a socket's path may have 107 characters, so it stands right under /tmp.
    as_user = ["runuser", "-u", _USER, "--"] if os.geteuid() == 0 else []
    place = Path(tempfile.mkdtemp(prefix="pg"))
    try:
        if as_user:
            shutil.chown(place, _USER, _USER)
        data = place / "data"
        auth = ["--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--no-sync"]
        _run([*as_user, folder / "initdb", "-D", data, *auth])
        options = f"{_FLAGS} -c unix_socket_directories={place}"
        _run([*as_user, folder / "pg_ctl", "-D", data, "-w", "-l", place / "log", "-o", options, "start"])
        try:
            _run([*as_user, folder / "createdb", "-h", place, "-U", _USER, SPARE])
            yield f"postgres://{_USER}@/{place}/postgres"
        finally:
            _run([*as_user, folder / "pg_ctl", "-D", data, "-m", "immediate", "stop"])
    finally:
        shutil.rmtree(place)


def _run(command: list[str | Path]) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stdout
