"""The review under real concurrency, and the whole table once more: many connections, one PostgreSQL."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.postgresql import postgresql
from tests.review.at_once import CLICKS, ROUNDS
from tests.review.judging import faults

_RUN = "import django; django.setup(); from tests.review.at_once import main; main()"
ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def found() -> Iterator[dict[str, Any]]:
    with postgresql() as url:
        command = [sys.executable, "-W", "error", "-c", _RUN]
        environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
        done = subprocess.run(
            command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=1200, check=False
        )
        assert done.returncode == 0, done.stderr
        yield json.loads(done.stdout.splitlines()[-1])


def test_it_was_postgresql(found: dict[str, Any]) -> None:
    assert found["database"] == "postgresql"


def test_every_action_by_everyone_in_every_state(found: dict[str, Any]) -> None:
    assert faults(found["table"]) == []


def test_the_database_refuses_each(found: dict[str, Any]) -> None:
    assert found["not_refused"] == []


def test_a_history_holds_and_whatever_is_altered_is_found(found: dict[str, Any]) -> None:
    assert found["altered"] == {"clean": [], "missed": []}


def test_ten_who_look_at_once_make_one_release(found: dict[str, Any]) -> None:
    assert found["first"] == {"releases": 1, "rows": 1}


def test_twenty_clicks_submit_once(found: dict[str, Any]) -> None:
    """Of two clerks the quicker one submits, and the other is told so at each click."""
    submitted = found["submitted"]
    assert (submitted["one"], submitted["events"]) == ({"done": CLICKS}, 1)
    assert (submitted["two"], submitted["events_of_two"]) == ({"done": CLICKS // 2, "refused": CLICKS // 2}, 1)


def test_of_approve_return_and_recall_exactly_one_wins(found: dict[str, Any]) -> None:
    assert found["decided"]["rounds"] == {"2 done, 1 event": ROUNDS}


def test_nothing_slips_in_after_the_submission(found: dict[str, Any]) -> None:
    """Both happened: words were saved before it closed, and refused after."""
    edited = found["edited"]
    assert edited["wrong"] == []
    assert edited["tried"]["done"] == ROUNDS
    assert sum(edited["tried"].values()) == ROUNDS * 61
    assert edited["tried"].keys() <= {"done", "saved", "refused", "explained", "ValidationError"}
    assert edited["tried"]["refused"] > 0
    assert edited["tried"]["saved"] > 0


def test_fifty_clicks_publish_once_and_twenty_begin_one_correction(found: dict[str, Any]) -> None:
    published = found["published"]
    assert (published["published"], published["said"]) == (1, {"done": 25, "refused": 25})
    assert (published["mended"], published["releases"]) == ({"done": CLICKS}, [1, 2])


def test_twenty_clicks_abandon_once_and_the_number_is_free(found: dict[str, Any]) -> None:
    abandoned = found["abandoned"]
    assert abandoned["said"] == {"done": CLICKS // 2, "refused": CLICKS // 2}
    assert (abandoned["events"], abandoned["is_open"]) == (1, False)
    assert abandoned["releases"] == [[1, "published"], [2, "abandoned"], [2, "draft"]]


def test_after_all_that_the_history_holds(found: dict[str, Any]) -> None:
    assert found["faults"] == []
