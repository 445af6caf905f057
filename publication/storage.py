"""Published files in storage: each under a name made of its hash, written whole or not at all, never written over."""

import os
import uuid
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage, Storage, storages

from publication.contents import sha256_of

ALIAS = "publications"


class StoredOtherwise(Exception):
    """Under the name of a hash stands something else; the message says which file."""


class ContentFolder(FileSystemStorage):
    """A local folder. A file is written beside its place and then linked into it: a process that is killed leaves at
    most a .part file, never half a file under a published name; and a link never replaces what is there."""

    def _save(self, name: str, content: "File[Any]") -> str:
        place = Path(self.path(name))
        place.parent.mkdir(parents=True, exist_ok=True)
        part = place.with_name(f"{place.name}.{uuid.uuid4().hex}.part")
        try:
            with part.open("xb") as file:
                for chunk in content.chunks():
                    file.write(chunk)
                file.flush()
                os.fsync(file.fileno())
            part.chmod(0o444)
            place.hardlink_to(part)
        finally:
            part.unlink(missing_ok=True)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: another would not be that of the content. FileExistsError tells who comes second."""
        return name


def published_files() -> Storage:
    """Where they are kept: settings.STORAGES["publications"]."""
    return storages[ALIAS]


def place_of(sha256: str, extension: str) -> str:
    """ab/abcdef….pdf"""
    return f"{sha256[:2]}/{sha256}.{extension}"


def keep(content: bytes, extension: str) -> str:
    """The place the content stands at; if it stands there already, it is only compared. Raises StoredOtherwise, and
    OSError where the storage fails."""
    place = place_of(sha256_of(content), extension)
    storage = published_files()
    if not storage.exists(place):
        try:
            return storage.save(place, ContentFile(content))
        except FileExistsError:
            pass  # somebody else keeps the same content at this moment
    if stored(place) != content:
        raise StoredOtherwise(f"存储中的文件 {place} 与它的摘要不符，请先运行 manage.py verify_files 查明")
    return place


def stored(place: str) -> bytes:
    """The content at a place. Raises FileNotFoundError, and OSError where the storage fails."""
    with published_files().open(place, "rb") as file:
        content: bytes = file.read()
        return content
