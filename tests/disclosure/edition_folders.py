"""A copy of the editions' folders that a test may write into."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from disclosure import editions


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """templates/document, copied; what is read from it is forgotten again."""
    root = tmp_path / "templates" / "document"
    shutil.copytree(editions.ROOT, root)
    monkeypatch.setattr(editions, "ROOT", root)
    editions.edition.cache_clear()
    yield root
    editions.edition.cache_clear()


def rewrite(path: Path, old: str, new: str) -> None:
    """Changes one place of a file, as an editor would, and lets the edition be read anew."""
    text = path.read_text("utf-8")
    assert text.count(old) == 1, f"{path.name} has “{old}” {text.count(old)} times"
    path.write_text(text.replace(old, new), "utf-8")
    editions.edition.cache_clear()
