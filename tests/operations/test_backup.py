"""The drill: what was backed up comes back into an empty database, row for row and byte for byte."""

import os
import stat
import subprocess
import sys
import tarfile
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from operations.backup.archive import BackupError, Manifest, seal, verified
from operations.backup.making import back_up, restore
from tests.engines import EmptyDatabase, connected

# All of them, or pytest-django runs some much later, and what they share is made twice.
pytestmark = pytest.mark.django_db

PUBLISHED = {"ab/abc.pdf": b"%PDF-1.7 one" * 1000, "ab/abd.json": b"{}", "cd/cde.pdf": b""}


# As manage.py, without the system checks, which take longer than all the rest.
RUN = "import sys, django, django.core.management; django.setup(); django.core.management.call_command(*sys.argv[1:])"


class Installation:
    """A database and a folder of published files, and commands on them, each in a process of its own."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.files = folder / "published"
        self.database_url = database_url
        self.env = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.operations.installed_settings",
            "DATABASE_URL": database_url,
            "PUBLICATIONS_ROOT": str(self.files),
        }

    def manage(self, *arguments: str | Path, fails: bool = False) -> str:
        command = [sys.executable, "-c", RUN, *map(str, arguments)]
        done = subprocess.run(command, cwd=settings.BASE_DIR, env=self.env, capture_output=True, text=True, check=False)
        assert bool(done.returncode) == fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def publish(self) -> "Installation":
        for name, content in PUBLISHED.items():
            (self.files / name).parent.mkdir(parents=True, exist_ok=True)
            (self.files / name).write_bytes(content)
        (self.files / "ab/abc.pdf.123.part").write_bytes(b"half")
        return self

    def hashes(self) -> dict[str, str]:
        paths = [path for path in self.files.rglob("*") if path.is_file() and path.suffix != ".part"]
        return {str(path.relative_to(self.files)): sha256(path.read_bytes()).hexdigest() for path in paths}


@pytest.fixture(scope="module")
def installed(
    empty_database: EmptyDatabase, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> Installation:
    """With the sample in it, some files, and its backup beside it."""
    folder = tmp_path_factory.mktemp("site")
    made = Installation(folder, empty_database(tables=True)).publish()
    with django_db_blocker.unblock(), connected(made.database_url):
        call_command("migrate", verbosity=0)
        call_command("sample", "changji_2023", stdout=StringIO())
    assert f"{len(PUBLISHED)} 个文件" in made.manage("backup", folder / "backup.tar")
    return made


@pytest.fixture
def elsewhere(empty_database: EmptyDatabase, tmp_path: Path) -> Installation:
    return Installation(tmp_path, empty_database())


def rows_of(url: str) -> dict[str, int]:
    with connected(url), connection.cursor() as cursor:
        found = {}
        for name in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(name)}")
            found[name] = cursor.fetchone()[0]
        return found


def test_drill(installed: Installation, elsewhere: Installation) -> None:
    """The first restore meets a file of somebody else's and stops; done again it makes good what was left."""
    archive = installed.files.parent / "backup.tar"
    (elsewhere.files / "ab").mkdir(parents=True)
    (elsewhere.files / "ab/abc.pdf").write_bytes(b"of somebody else")
    assert "恢复从不覆盖文件" in elsewhere.manage("restore", archive, fails=True)
    assert (elsewhere.files / "ab/abc.pdf").read_bytes() == b"of somebody else"
    (elsewhere.files / "ab/abc.pdf").unlink()
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert "已恢复并核对" in elsewhere.manage("restore", archive)
    expected = {name: sha256(content).hexdigest() for name, content in PUBLISHED.items()}
    assert elsewhere.hashes() == installed.hashes() == expected
    with connected(elsewhere.database_url):
        call_command("migrate", check_unapplied=True, verbosity=0)
    rows = rows_of(installed.database_url)
    assert rows == rows_of(elsewhere.database_url)
    assert rows["finance_incomeline"] > 0
    assert [path.name for path in archive.parent.glob(".backup-*")] == []


def test_backup_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "backup.tar").write_text("of before")
    with pytest.raises(BackupError, match="已经存在"):
        back_up(tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").read_text() == "of before"


def archive_of_nothing(path: Path, *migrations: str) -> Path:
    with tarfile.open(path, "w:") as tar:
        seal(tar, Manifest(connection.vendor, "2030-01-01", {}, list(migrations)))
    return path


def test_restore_wants_an_empty_database(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="不是空的"):
        restore(archive_of_nothing(tmp_path / "backup.tar"))


def test_archive_that_is_not_as_it_was_written_is_refused(installed: Installation, tmp_path: Path) -> None:
    whole = (installed.files.parent / "backup.tar").read_bytes()
    archive = tmp_path / "backup.tar"
    archive.write_bytes(whole)
    verified(archive)
    with tarfile.open(archive) as tar:
        starts = {member.name: member.offset_data for member in tar}
    for name in ("files/ab/abc.pdf", "database"):
        altered = bytearray(whole)
        altered[starts[name] + 5] ^= 1
        archive.write_bytes(altered)
        with pytest.raises(BackupError, match=f"{name} 与清单不符"):
            verified(archive)
    for end in (len(whole) // 2, starts["manifest.json"]):
        archive.write_bytes(whole[:end])
        with pytest.raises(BackupError, match="不是完整的备份"):
            verified(archive)


def test_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"备份来自更新的版本（units\.9999_later）"):
        restore(archive_of_nothing(tmp_path / "backup.tar", "units.9999_later"))
