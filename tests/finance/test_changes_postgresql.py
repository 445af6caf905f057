"""Optimistic locking under real concurrency: six people, six connections, one PostgreSQL."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.finance.saving_at_once import PEOPLE, ROUNDS
from tests.postgresql import postgresql

_RUN = "import django; django.setup(); from tests.finance.saving_at_once import main; main()"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    with postgresql() as url:
        command = [sys.executable, "-W", "error", "-c", _RUN]
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout)


def test_it_was_postgresql(found: dict[str, Any]) -> None:
    assert found["database"] == "postgresql"


def test_people_in_different_cells_lose_nothing(found: dict[str, Any]) -> None:
    """Every save went through, in a version of its own, and every row holds its last text."""
    result = found["different_cells"]
    assert result["said"] == {"saved": PEOPLE * ROUNDS}
    assert result["values"] == [f"{ROUNDS}.00"] * PEOPLE
    assert result["version"] == result["versions"] == result["logged"] == PEOPLE * ROUNDS


def test_of_people_in_one_cell_one_wins_and_the_others_are_told(found: dict[str, Any]) -> None:
    assert found["same_cell"] == {"rounds_one_won_and_all_others_were_told": ROUNDS}


def test_people_who_add_one_row_meet_in_it(found: dict[str, Any]) -> None:
    assert found["same_row"] == {"said": {"saved": 2 * PEOPLE}, "rows": 1}
