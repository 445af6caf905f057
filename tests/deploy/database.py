"""A PostgreSQL server as docker-compose.yml has it: with a password, over TCP, and it keeps what it has promised even
when it is killed. (tests/postgresql.py is for tests: quicker, and it may forget.)"""

import os
import shutil
import subprocess
from pathlib import Path

import psycopg

from tests.deploy.processes import Kept, as_user, give

_USER = "postgres"


def installed() -> Path | None:
    """The folder of its programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else (Path(on_path).resolve().parent if on_path else None)


def make(folder: Path, *, port: int, name: str, password: str) -> Kept:
    """A new one, not yet started. The role and the database both have this name."""
    programs = installed()
    assert programs is not None
    user = _USER if os.geteuid() == 0 else ""
    give(folder, user or "root") if user else folder.mkdir(parents=True)
    secret = folder / "password"
    secret.write_text(password)
    if user:
        shutil.chown(secret, user, user)
    data = folder / "data"
    command = [*as_user(user or _USER), str(programs / "initdb"), "-D", str(data), f"--username={name}"]
    command += ["--auth=scram-sha-256", f"--pwfile={secret}", "--encoding=UTF8", "--no-sync"]
    subprocess.run(command, cwd="/", check=True, stdout=subprocess.DEVNULL)
    serve = [str(programs / "postgres"), "-D", str(data), "-p", str(port), "-k", str(folder)]
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return Kept("database", serve, env=env, cwd=Path("/"), log=folder.parent / "database.log", user=user or _USER)


def answers(url: str) -> bool:
    try:
        psycopg.connect(url, connect_timeout=2).close()
    except psycopg.OperationalError:
        return False
    return True
