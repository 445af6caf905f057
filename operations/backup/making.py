"""Backing up and restoring: the order of things, so that stopping anywhere leaves nothing half done."""

import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import File
from django.core.files.storage import Storage
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from operations.backup import engines
from operations.backup.archive import DATABASE, FILES, BackupError, Manifest, add, members, seal, sha256_of, verified
from publication.storage import published_files


def back_up(path: Path, *, with_files: bool = True) -> Manifest:
    """Writes the archive whole or not at all; only its owner may read it. Raises BackupError."""
    if path.exists():
        raise BackupError(f"{path} 已经存在，备份从不覆盖文件")
    if not path.parent.is_dir():
        raise BackupError(f"没有文件夹 {path.parent}")
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as folder:  # readable by its owner alone
        dumped = Path(folder) / "database"
        # The database first: what it says is published stood in storage before, and is never taken out again.
        rows = engines.dump(dumped)
        manifest = Manifest(connection.vendor, timezone.now().isoformat(), rows, _applied(), has_files=with_files)
        part = Path(folder) / "archive"
        part.touch(0o600)
        with tarfile.open(part, "w:", format=tarfile.PAX_FORMAT) as tar:
            with dumped.open("rb") as source:
                add(tar, DATABASE, source, dumped.stat().st_size, manifest)
            if with_files:
                _add_files(tar, manifest)
            seal(tar, manifest)
        path.hardlink_to(part)  # fails rather than replace a file that came meanwhile
    return manifest


def _add_files(tar: tarfile.TarFile, manifest: Manifest) -> None:
    storage = published_files()
    for name in files_in(storage):
        with storage.open(name, "rb") as source:
            add(tar, FILES + name, source, storage.size(name), manifest)


def files_in(storage: Storage, folder: str = "") -> Iterator[str]:
    """Every file of a storage, by name; those still being written are not among them."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from (f"{prefix}{name}" for name in sorted(files) if name and not name.endswith(".part"))
    for name in sorted(folders):
        yield from files_in(storage, f"{prefix}{name}")


def restore(path: Path) -> tuple[Manifest, list[str]]:
    """Into an empty database and the storage of the settings; what was restored, and the migrations still to run.

    Raises BackupError; then the database is as empty as before, so that restoring again is possible."""
    manifest = verified(path)
    if manifest.engine != connection.vendor:
        raise BackupError(f"备份来自 {manifest.engine} 数据库，现在设置的是 {connection.vendor}")
    disk = _known()
    if newer := sorted(set(manifest.migrations) - disk):
        raise BackupError(f"备份来自更新的版本（{newer[0]}），请先升级程序")
    if tables := engines.tables():
        raise BackupError(f"数据库不是空的（有 {len(tables)} 张表）。只能恢复到新建的空数据库")
    with tempfile.TemporaryDirectory(prefix="restore-") as folder:
        dumped = Path(folder) / "database"
        for name, content in members(path):
            if name == DATABASE:
                with dumped.open("wb") as file:
                    while chunk := content.read(1 << 20):
                        file.write(chunk)
            elif name.startswith(FILES):
                _put_back(name.removeprefix(FILES), File(content), manifest.sha256[name])
        engines.load(dumped)
    _compare(manifest)
    return manifest, sorted(disk - set(manifest.migrations))


def _put_back(name: str, content: "File[bytes]", sha256: str) -> None:
    storage = published_files()
    if not storage.exists(name):
        storage.save(name, content)
    with storage.open(name, "rb") as stored:
        if sha256_of(stored) != sha256:
            raise BackupError(f"存储中的文件 {name} 与备份不同，恢复从不覆盖文件；请换一个空的存储位置")


def _compare(manifest: Manifest) -> None:
    """What stands in the database now against what was counted when it was dumped."""
    now = engines.count()
    if now != manifest.rows:
        wrong = sorted({table for table, _ in now.items() ^ manifest.rows.items()})
        raise BackupError(f"恢复后行数与备份不符：{'、'.join(wrong)}")


def _applied() -> list[str]:
    return sorted(f"{app}.{name}" for app, name in MigrationLoader(connection).applied_migrations)


def _known() -> set[str]:
    return {f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations}
