"""The archive: a tar of the dump, the files, and last a manifest with the SHA-256 and size of each."""

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

FORMAT = 1
DATABASE = "database"
FILES = "files/"
MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class BackupError(Exception):
    """The message says what is wrong and what to do."""


@dataclass
class Manifest:
    """What an archive holds; enough to tell whether what came back is what went in."""

    engine: str
    made_at: str
    rows: dict[str, int]
    migrations: list[str]
    sha256: dict[str, str] = field(default_factory=dict)
    has_files: bool = True
    format: int = FORMAT


class _Hashed(io.RawIOBase):
    """What is read through it, hashed."""

    def __init__(self, source: IO[bytes]) -> None:
        self.source = source
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        chunk = self.source.read(size)
        self.digest.update(chunk)
        return chunk


def add(tar: tarfile.TarFile, name: str, source: IO[bytes], size: int, manifest: Manifest) -> None:
    """Streams a file into the archive; one that shrank meanwhile raises."""
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    hashed = _Hashed(source)
    try:
        tar.addfile(member, hashed)
    except OSError as error:
        raise BackupError(f"读取 {name} 出错：{error}") from error
    manifest.sha256[name] = hashed.digest.hexdigest()


def seal(tar: tarfile.TarFile, manifest: Manifest) -> None:
    content = json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(content), 0o600
    tar.addfile(member, io.BytesIO(content))


def members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Name and content of each, in the order of the archive. Raises BackupError where it is cut short."""
    try:
        with tarfile.open(path, "r:") as tar:
            for member in tar:
                content = tar.extractfile(member)
                if content is None:
                    raise BackupError(f"{path.name} 里有不是文件的东西：{member.name}")
                yield member.name, content
    except tarfile.TarError as error:
        raise BackupError(f"{path.name} 不是完整的备份：{error}") from error
    except OSError as error:
        raise BackupError(f"不能读取 {path}：{error.strerror or error}") from error


def sha256_of(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := source.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def verified(path: Path) -> Manifest:
    """The manifest of an archive, every byte of which is as it was written. Raises BackupError."""
    found: dict[str, str] = {}
    said: dict[str, Any] | None = None
    try:
        for name, content in members(path):
            if name == MANIFEST:
                said = json.load(content)
            else:
                found[name] = sha256_of(content)
    except (tarfile.TarError, ValueError) as error:
        raise BackupError(f"{path.name} 不是完整的备份：{error}") from error
    if said is None or said.get("format") != FORMAT:
        raise BackupError(f"{path.name} 不是完整的备份：没有能读的清单")
    manifest = Manifest(**said)
    if wrong := sorted(name for name, _ in found.items() ^ manifest.sha256.items()):
        raise BackupError(f"{path.name} 已损坏：{'、'.join(dict.fromkeys(wrong))} 与清单不符")
    return manifest
