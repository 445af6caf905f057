"""The drill: what was backed up comes back into an empty database, row for row and byte for byte."""

import os
import sqlite3
import stat
import subprocess
import sys
import tarfile
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.db import connection

from operations.backup.archive import BackupError, Manifest, seal, verified
from operations.backup.making import back_up, restore
from tests.postgresql import postgresql

PUBLISHED = {"ab/abc.pdf": b"%PDF-1.7 one" * 1000, "ab/abd.json": b"{}", "cd/cde.pdf": b""}


# As manage.py, without the system checks, which take longer than all the rest.
RUN = "import sys, django, django.core.management; django.setup(); django.core.management.call_command(*sys.argv[1:])"


class Installation:
    """A database and a folder of published files, and commands on them, each in a process of its own."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.files = folder / "published"
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
def sqlite(tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """With the sample in it, some files, and its backup beside it."""
    folder = tmp_path_factory.mktemp("site")
    made = Installation(folder, f"sqlite:///{folder / 'site.sqlite3'}").publish()
    fill(made)
    assert f"{len(PUBLISHED)} 个文件" in made.manage("backup", folder / "backup.tar")
    return made


def fill(installation: Installation) -> None:
    installation.manage("migrate", "--verbosity=0")
    installation.manage("sample", "changji_2023")


@pytest.fixture
def elsewhere(tmp_path: Path) -> Installation:
    (tmp_path / "other").mkdir()
    return Installation(tmp_path / "other", f"sqlite:///{tmp_path / 'other' / 'site.sqlite3'}")


def rows_of_sqlite(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as rows:
        names = [name for (name,) in rows.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: rows.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for name in names}


def rows_of_postgresql(url: str) -> dict[str, int]:
    with psycopg.connect(url) as rows:
        listed = rows.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
        counted = {}
        for (name,) in listed:
            ((count,),) = rows.execute(f'SELECT count(*) FROM "{name}"').fetchall()
            counted[name] = count
        return counted


def drill(old: Installation, new: Installation, archive: Path) -> None:
    assert stat.S_IMODE(archive.stat().st_mode) == 0o600
    assert "已恢复并核对" in new.manage("restore", archive)
    assert new.hashes() == old.hashes() == {name: sha256(content).hexdigest() for name, content in PUBLISHED.items()}
    new.manage("migrate", "--check")


def test_drill_on_sqlite(sqlite: Installation, elsewhere: Installation, tmp_path: Path) -> None:
    """The first restore meets a file of somebody else's and stops; done again it makes good what was left."""
    folder = sqlite.files.parent
    (elsewhere.files / "ab").mkdir(parents=True)
    (elsewhere.files / "ab/abc.pdf").write_bytes(b"of somebody else")
    assert "恢复从不覆盖文件" in elsewhere.manage("restore", folder / "backup.tar", fails=True)
    assert (elsewhere.files / "ab/abc.pdf").read_bytes() == b"of somebody else"
    (elsewhere.files / "ab/abc.pdf").unlink()
    drill(sqlite, elsewhere, folder / "backup.tar")
    rows = rows_of_sqlite(folder / "site.sqlite3")
    assert rows == rows_of_sqlite(tmp_path / "other" / "site.sqlite3")
    assert rows["finance_incomeline"] > 0
    assert [path.name for path in folder.glob(".backup-*")] == []


def test_drill_on_postgresql(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with postgresql() as url:
        other = url.removesuffix("postgres") + "other"
        old, new = Installation(tmp_path, url).publish(), Installation(tmp_path / "other", other)
        fill(old)
        place = url.removeprefix("postgres://postgres@/").removesuffix("/postgres")
        here, there = (f"host={place} user=postgres dbname={name}" for name in ("postgres", "other"))
        with psycopg.connect(here, autocommit=True) as server:
            server.execute("CREATE DATABASE other")
        old.manage("backup", tmp_path / "backup.tar")
        drill(old, new, tmp_path / "backup.tar")
        rows = rows_of_postgresql(here)
        assert rows == rows_of_postgresql(there)
        assert rows["finance_incomeline"] > 0


def test_backup_writes_over_nothing(tmp_path: Path) -> None:
    (tmp_path / "backup.tar").write_text("of before")
    with pytest.raises(BackupError, match="已经存在"):
        back_up(tmp_path / "backup.tar")
    assert (tmp_path / "backup.tar").read_text() == "of before"


def archive_of_nothing(path: Path, *migrations: str) -> Path:
    with tarfile.open(path, "w:") as tar:
        seal(tar, Manifest(connection.vendor, "2030-01-01", {}, list(migrations)))
    return path


@pytest.mark.django_db
def test_restore_wants_an_empty_database(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="不是空的"):
        restore(archive_of_nothing(tmp_path / "backup.tar"))


def test_archive_that_is_not_as_it_was_written_is_refused(sqlite: Installation, tmp_path: Path) -> None:
    whole = (sqlite.files.parent / "backup.tar").read_bytes()
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


@pytest.mark.django_db
def test_backup_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match=r"备份来自更新的版本（units\.9999_later）"):
        restore(archive_of_nothing(tmp_path / "backup.tar", "units.9999_later"))
