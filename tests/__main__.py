"""All tests: on SQLite, then on PostgreSQL whatever asks a database. `make test` runs this; arguments are pytest's.

What never touches a database runs once, on SQLite. What runs in a browser runs once too, on PostgreSQL, where many
write at once: it looks at pages, and the engine behind them shows only in how writers wait for each other.
"""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.pace import computed
from tests.postgresql import postgresql

# Both cores; the tests of a module stay together, for they share what is dear to set up.
PARALLEL = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadscope", "--no-loadscope-reorder"]
SQLITE = "sqlite://:memory:"
NOTHING_TO_RUN = int(pytest.ExitCode.NO_TESTS_COLLECTED)


def run(url: str, arguments: list[str]) -> tuple[int, str]:
    """How it ended, and a line about it."""
    names_some = any(Path(argument.partition("::")[0]).exists() for argument in arguments)
    command = [sys.executable, "-m", "pytest", *([] if names_some else PARALLEL), *arguments]
    began, before = time.monotonic(), computed()
    code = subprocess.run(command, env=os.environ | {"DATABASE_URL": url}, check=False).returncode
    minutes, seconds = divmod(round(time.monotonic() - began), 60)
    result = {0: "passed", NOTHING_TO_RUN: "no test of these"}.get(code, "FAILED")
    return code, f"{result} in {minutes} min {seconds} s, {computed() - before:.0f} s of processor time"


def main(arguments: list[str]) -> int:
    try:
        with postgresql() as url:
            runs = {"SQLite": run(SQLITE, ["--each-once", *arguments])}
            runs["PostgreSQL"] = run(url, ["--each-once", *arguments])
    except (pytest.skip.Exception, pytest.fail.Exception) as missing:
        code = 1 if isinstance(missing, pytest.fail.Exception) else NOTHING_TO_RUN
        runs = {"SQLite": run(SQLITE, arguments), "PostgreSQL": (code, f"!!!!! {missing} !!!!!")}
    for name, (_, said) in runs.items():
        print(f"{name:<12}{said}")
    codes = {code for code, _ in runs.values()}
    if codes == {NOTHING_TO_RUN}:
        return NOTHING_TO_RUN
    return 0 if codes <= {0, NOTHING_TO_RUN} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
