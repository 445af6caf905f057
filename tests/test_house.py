"""How this code is kept: rules that no other tool checks."""

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APPS = ("config", "operations", "units", "finance", "performance", "disclosure", "review", "publication", "portal")

LONGEST = 300
# A module may be longer for a reason, which stands beside it here.
LONGER_FOR_A_REASON = {
    "finance/figures.py": 340,  # every figure of a report has its one dotted name in one place
}


def modules() -> dict[str, list[str]]:
    """Path → lines of every module of ours that is not a migration."""
    return {
        str(path.relative_to(ROOT)): path.read_text(encoding="utf-8").splitlines()
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


def test_module_is_short() -> None:
    too_long = {
        name: len(lines) for name, lines in modules().items() if len(lines) > LONGER_FOR_A_REASON.get(name, LONGEST)
    }
    assert too_long == {}


def test_module_begins_by_saying_what_stands_in_it() -> None:
    assert [name for name, lines in modules().items() if lines and not lines[0].startswith('"""')] == []


def test_module_is_named_for_what_it_does() -> None:
    assert [name for name in modules() if name.endswith(("/utils.py", "/helpers.py", "/signals.py"))] == []


def test_committed_text_names_no_machine_and_no_index() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    texts = [ROOT / name for name in listed.stdout.split("\0") if name and not name.endswith((".ttf", ".png", ".gz"))]
    machine = re.compile(r"(?<![\w./~])/(?:root|work|home)/\w|files\.pythonhosted|registry\.npm")
    guilty = {
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in texts
        if path.is_file() and path != Path(__file__)
        if (found := machine.search(path.read_text(encoding="utf-8")))
    }
    assert guilty == set()
