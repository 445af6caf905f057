"""Published files as anyone fetches them, and as they are kept: immutable, in a folder or an S3-compatible store."""

import hashlib
from pathlib import Path
from typing import Any

import boto3
import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.test import Client
from django.utils import timezone
from moto import mock_aws
from storages.backends.s3 import S3Storage

from publication.models import Publication, PublishedFile, Standing
from publication.storage import ALIAS, ContentFolder, StoredOtherwise, keep, place_of, stored
from tests.factories import make_unit
from tests.publication.making import published

CONTENT = "决算".encode() * 10


@pytest.fixture
def file(publication: Publication) -> PublishedFile:
    return publication.files.get(format="json")


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_anyone_fetches_a_file_under_its_hash(file: PublishedFile, client: Client) -> None:
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 200
    assert hashlib.sha256(body(answer)).hexdigest() == file.sha256
    assert answer["Content-Type"] == "application/json"
    assert answer["Content-Length"] == str(file.size)
    assert answer["ETag"] == f'"{file.sha256}"'
    assert "immutable" in answer["Cache-Control"]
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "attachment" in answer["Content-Disposition"]
    assert not answer.cookies


def test_who_has_it_is_told_so(file: PublishedFile, client: Client) -> None:
    for listed in (f'"{file.sha256}"', f'"other", W/"{file.sha256}"', "*"):
        answer = client.get(file.get_absolute_url(), headers={"if-none-match": listed})
        assert (answer.status_code, answer.content) == (304, b"")
    assert client.get(file.get_absolute_url(), headers={"if-none-match": '"other"'}).status_code == 200


def test_a_head_has_no_body(file: PublishedFile, client: Client) -> None:
    answer = client.head(file.get_absolute_url())
    assert (answer.status_code, answer["Content-Length"], body(answer)) == (200, str(file.size), b"")


@pytest.mark.parametrize(
    ("asked", "start", "end"), [("bytes=0-9", 0, 10), ("bytes=10-", 10, None), ("bytes=-5", -5, None)]
)
def test_a_part_is_given_where_a_part_is_asked_for(
    file: PublishedFile, client: Client, asked: str, start: int, end: int | None
) -> None:
    answer = client.get(file.get_absolute_url(), headers={"range": asked})
    expected = stored(file.path)[start:end]
    assert (answer.status_code, body(answer)) == (206, expected)
    assert answer["Content-Range"].endswith(f"/{file.size}")


def test_a_part_outside_the_file_is_refused_and_nonsense_is_ignored(file: PublishedFile, client: Client) -> None:
    address = file.get_absolute_url()
    assert client.get(address, headers={"range": f"bytes={file.size}-"}).status_code == 416
    assert client.get(address, headers={"range": "bytes=9-1"}).status_code == 416
    assert client.get(address, headers={"range": "bytes=a-b"}).status_code == 200
    assert client.get(address, headers={"range": "bytes=0-1", "if-range": '"other"'}).status_code == 200


def test_another_name_or_hash_is_not_found(file: PublishedFile, client: Client) -> None:
    assert client.get(f"/files/{file.sha256}/别的.json").status_code == 404
    assert client.get(f"/files/{'0' * 64}/{file.name}").status_code == 404


def test_a_withdrawn_file_is_gone(file: PublishedFile, client: Client) -> None:
    rows = Publication.objects.filter(pk=file.publication_id)
    rows.update(standing=Standing.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_because="误公开")
    answer = client.get(file.get_absolute_url())
    assert answer.status_code == 410
    assert "误公开" in answer.content.decode()
    assert "immutable" not in answer["Cache-Control"]


# Storage ---


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setitem(vars(storages)["_storages"], ALIAS, ContentFolder(location=tmp_path))
    return tmp_path


def files_in(folder: Path) -> list[str]:
    return [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]


def test_a_file_stands_under_its_hash_once(folder: Path) -> None:
    place = keep(CONTENT, "txt")
    assert place == place_of(hashlib.sha256(CONTENT).hexdigest(), "txt")
    assert keep(CONTENT, "txt") == place
    assert files_in(folder) == [place]
    assert (folder / place).stat().st_mode & 0o222 == 0
    assert stored(place) == CONTENT


def test_what_stands_there_is_never_written_over(folder: Path) -> None:
    place = keep(CONTENT, "txt")
    with pytest.raises(FileExistsError):
        ContentFolder(location=folder).save(place, ContentFile(b"other"))
    assert stored(place) == CONTENT
    assert files_in(folder) == [place]


def test_a_damaged_file_is_not_taken_for_the_content(folder: Path) -> None:
    place = keep(CONTENT, "txt")
    (folder / place).chmod(0o644)
    (folder / place).write_bytes(b"damaged")
    with pytest.raises(StoredOtherwise, match="verify_files"):
        keep(CONTENT, "txt")


def test_a_write_that_is_cut_short_leaves_no_file_under_a_published_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_self: Path, _target: Path) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "hardlink_to", full)
    with pytest.raises(OSError, match="disk full"):
        keep(CONTENT, "txt")
    assert files_in(folder) == []


@pytest.mark.usefixtures("publication")
def test_an_s3_compatible_store_keeps_them_too(monkeypatch: pytest.MonkeyPatch, client: Client) -> None:
    with mock_aws():
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="published")
        options = {"bucket_name": "published", "file_overwrite": False, "signature_version": "s3v4"}
        monkeypatch.setitem(vars(storages)["_storages"], ALIAS, S3Storage(**options))
        place = keep(CONTENT, "txt")
        assert keep(CONTENT, "txt") == place
        assert stored(place) == CONTENT
        with pytest.raises(FileNotFoundError):
            stored("00/nothing.txt")
        file = published(unit=make_unit("700001")).files.get(format="json")
        answer = client.get(file.get_absolute_url(), headers={"range": "bytes=0-9"})
        assert (answer.status_code, body(answer)) == (206, stored(file.path)[:10])
