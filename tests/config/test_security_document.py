"""docs/security.md promises nothing that no test holds."""

import re

from django.conf import settings

DOCUMENT = settings.BASE_DIR / "docs" / "security.md"


def promises() -> list[list[str]]:
    """The cells of every row of its tables of promises; who attacks stands in another."""
    found, head = [], ""
    for line in DOCUMENT.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            head = ""
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        head = head or cells[0]
        if head == "保证" and cells[0] != head and not cells[0].startswith("---"):
            found.append(cells)
    return found


def test_every_promise_names_its_tests() -> None:
    found = promises()
    assert len(found) > 40
    assert [row for row in found if len(row) != 2 or not re.fullmatch(r"(`test_\w+` ?)+", row[1])] == []


def test_every_test_that_is_named_exists() -> None:
    sources = "\n".join(path.read_text("utf-8") for path in (settings.BASE_DIR / "tests").rglob("test_*.py"))
    existing = set(re.findall(r"^def (test_\w+)", sources, re.MULTILINE))
    named = set(re.findall(r"`(test_\w+)`", DOCUMENT.read_text("utf-8")))
    assert named - existing == set()
