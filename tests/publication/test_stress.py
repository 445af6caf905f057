"""Publishing under real concurrency and under SIGKILL."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.engines import ENGINE, EmptyDatabase
from tests.publication.under_stress import KILLS, WORST

_RUN = "import django; django.setup(); from tests.publication.under_stress import main; main()"
ROOT = Path(__file__).resolve().parents[2]
ONE = {"publications": 1, "events": 1, "status": "published"}


def run(url: str, folder: Path) -> dict[str, Any]:
    command = [sys.executable, "-W", "error", "-c", _RUN, str(folder)]
    environment = os.environ | {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stderr[-4000:]
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@pytest.fixture(scope="module")
def found(empty_database: EmptyDatabase, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    result = run(empty_database(tables=True), tmp_path_factory.mktemp("published"))
    assert result["database"] == ENGINE
    return result


def test_of_many_who_publish_at_once_one_publication_comes(found: dict[str, Any]) -> None:
    assert found["started"] == {"jobs": 1, "made": 1, **ONE}
    assert found["frozen"] == {"same": 1, **ONE}


def test_a_killed_worker_never_leaves_a_wrong_state_and_its_job_is_finished(found: dict[str, Any]) -> None:
    assert found["killed"]["wrong"] == []
    assert found["killed"]["finished"] == KILLS + len(WORST)
    assert len(set(found["killed"]["stopped_at"])) > 1, "all were killed at the same step"


def test_a_correction_and_a_withdrawal_pass_and_nothing_else_does(found: dict[str, Any]) -> None:
    assert found["standing"] == ["superseded", "withdrawn"]
    assert [statement for statement, refused in found["held"].items() if not refused] == []


def test_after_all_that_every_file_row_and_event_holds(found: dict[str, Any]) -> None:
    assert found["verified"] == "whole"
