"""All tests: on SQLite, then on PostgreSQL whatever asks a database. `make test` runs this; arguments are pytest's.

What never touches a database runs once, on SQLite. What runs in a browser runs once too, on PostgreSQL, where many
write at once: it looks at pages, and the engine behind them shows only in how writers wait for each other.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from tests.pace import computed
from tests.postgresql import SPARE, postgresql

# Both cores; the tests of a module stay together, for they share what is dear to set up.
PARALLEL = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", "--no-loadscope-reorder"]
SQLITE = "sqlite://:memory:"
NOTHING_TO_RUN = int(pytest.ExitCode.NO_TESTS_COLLECTED)
# The processes of a run are many: each would compile our program and its tests anew.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def run(url: str, arguments: list[str], empty: str = "") -> tuple[int, str]:
    """How it ended, and a line about it. `empty` is a database in which the tables may be made, to be copied."""
    began, before = time.monotonic(), computed()
    environment = ENVIRONMENT | {"DATABASE_URL": url}
    command = [sys.executable, "-m", "pytest", *arguments]
    if not any(Path(argument.partition("::")[0]).exists() for argument in arguments):
        command += PARALLEL
        environment |= _with_tables(empty)
    code = subprocess.run(command, env=environment, check=False).returncode
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    result = {0: "passed", NOTHING_TO_RUN: "no test of these"}.get(code, "FAILED")
    return code, f"{result} in {minutes} min {seconds} s, {computed() - before:.0f} s of processor time"


def _with_tables(url: str) -> dict[str, str]:
    """Where a run finds all tables made, which takes seconds, for all its processes; see tests/engines.py. Where they
    cannot be made, the tests say it better."""
    if not url:
        return {}
    environment = ENVIRONMENT | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    made = subprocess.run([sys.executable, "manage.py", "migrate", "--verbosity", "0"], env=environment, check=False)
    return {} if made.returncode else {"TESTED_TABLES": url}


def on_sqlite(arguments: list[str]) -> tuple[int, str]:
    with tempfile.TemporaryDirectory() as folder:
        return run(SQLITE, arguments, f"sqlite:///{folder}/tables.sqlite3")


def main(arguments: list[str]) -> int:
    try:
        with postgresql() as url:
            runs = {"SQLite": on_sqlite(["--each-once", *arguments])}
            runs["PostgreSQL"] = run(url, ["--each-once", *arguments], f"{url.rpartition('/')[0]}/{SPARE}")
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        code = 1 if isinstance(missing, pytest.fail.Exception) else NOTHING_TO_RUN
        runs = {"SQLite": on_sqlite(arguments), "PostgreSQL": (code, f"!!!!! {missing} !!!!!")}
    for name, (_, said) in runs.items():
        print(f"{name:<12}{said}")
    codes = {code for code, _ in runs.values()}
    if codes == {NOTHING_TO_RUN}:
        return NOTHING_TO_RUN
    return 0 if codes <= {0, NOTHING_TO_RUN} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
