"""The same questions on PostgreSQL: what is found there is what is found on SQLite, and both is the truth."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.postgresql import postgresql

_RUN = "import django; django.setup(); from tests.portal.asking import main; main()"
ROOT = Path(__file__).resolve().parents[2]


def test_search_on_postgresql_finds_exactly_what_contains_the_words() -> None:
    with postgresql() as url:
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        command = [sys.executable, "-W", "error", "-c", _RUN]
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300, check=False
        )
        assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {"database": "postgresql", "wrong": [], "unsorted": []}
