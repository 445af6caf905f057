"""What is published never changes in place: the database refuses, and what changed all the same is found."""

import hashlib
from io import StringIO

import pytest
from django.core.files.base import ContentFile
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from publication.guards import REFUSAL
from publication.manifest import STANDING_COLUMNS, frozen_columns
from publication.models import Publication, PublishedFile, Standing
from publication.storage import keep, published_files
from review.models import Event
from tests.engines import ENGINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("publication")]

OTHER_VALUES: dict[str, str | int] = {
    "id": 999,
    "release_id": 999,
    "published_by_id": 999,
    "number": 7,
    "fiscal_year": 1999,
    "income_total": 1,
    "expenditure_total": 1,
    "published_at": "2001-01-01 00:00:00+00:00",
    "corrections": '["x"]',
    "figures": '{"x": 1}',
    "manifest": '{"x": "1"}',
}


def change(table: str, column: str, value: str | int) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = %s", [value])


def change_behind_the_triggers(table: str, column: str, value: str | int) -> None:
    """As somebody could who owns the database."""
    statement = f"UPDATE {table} SET {column} = %s"
    with connection.cursor() as cursor:
        if ENGINE == "postgresql":
            cursor.execute("SET LOCAL session_replication_role = replica")
            cursor.execute(statement, [value])
            cursor.execute("SET LOCAL session_replication_role = DEFAULT")
            return
        name = f"{table}_no_update"
        cursor.execute("SELECT sql FROM sqlite_master WHERE type = 'trigger' AND name = %s", [name])
        (trigger,) = cursor.fetchone()
        cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute(statement, [value])
        cursor.execute(trigger.replace("%", "%%"))


def verified() -> list[str]:
    """What verify_files has against it; nothing where it passes."""
    said = StringIO()
    try:
        call_command("verify_files", stdout=StringIO(), stderr=said)
    except CommandError:
        return said.getvalue().splitlines()
    return []


def test_no_frozen_column_can_be_changed() -> None:
    for column in frozen_columns():
        with pytest.raises(IntegrityError, match=REFUSAL):
            change("publication_publication", column, OTHER_VALUES.get(column, "改了"))


def test_every_other_column_says_how_it_stands() -> None:
    free = {field.name for field in Publication._meta.concrete_fields if field.column not in frozen_columns()}
    assert free == set(STANDING_COLUMNS)


def test_nothing_that_is_published_can_be_deleted_or_a_file_of_it_changed(publication: Publication) -> None:
    for rows in (PublishedFile.objects.all(), Publication.objects.all()):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            rows._raw_delete(rows.db)
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        publication.files.update(sha256="0" * 64)
    with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
        publication.files.update(name="别的.pdf")


def test_a_withdrawal_cannot_be_taken_back_or_its_reason_changed(publication: Publication) -> None:
    rows = Publication.objects.filter(pk=publication.pk)
    rows.update(standing=Standing.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_because="写错了")
    for change_back in (
        {"standing": Standing.CURRENT, "withdrawn_at": None, "withdrawn_because": ""},
        {"withdrawn_because": "别的原因"},
        {"withdrawn_at": timezone.now()},
    ):
        with pytest.raises(IntegrityError, match=REFUSAL), transaction.atomic():
            rows.update(**change_back)


def test_what_is_whole_passes() -> None:
    out = StringIO()
    call_command("verify_files", "--unlisted", stdout=out)
    assert out.getvalue() == "1 份公开的决算，2 个文件，全部相符\n"


def test_files_of_an_interrupted_job_are_listed_and_harm_nobody() -> None:
    path = keep("没有公开".encode(), "txt")
    out = StringIO()
    call_command("verify_files", "--unlisted", stdout=out)
    assert out.getvalue().splitlines() == [f"未公开：{path}", "1 份公开的决算，2 个文件，全部相符"]


def test_one_byte_changed_in_a_file_is_found(publication: Publication) -> None:
    file = publication.files.get(format="json")
    storage = published_files()
    with storage.open(file.path, "rb") as opened:
        content = bytearray(opened.read())
    content[100] ^= 1
    storage.delete(file.path)
    storage.save(file.path, ContentFile(bytes(content)))
    (fault,) = verified()
    assert file.name in fault
    assert "与公开时的摘要不符" in fault


def test_a_file_that_is_gone_is_found(publication: Publication) -> None:
    file = publication.files.get(format="json")
    published_files().delete(file.path)
    (fault,) = verified()
    assert "存储中没有这个文件" in fault


def test_a_row_altered_behind_the_triggers_is_found() -> None:
    for column in set(frozen_columns()) - {"id", "release_id", "published_by_id"}:
        with transaction.atomic():
            change_behind_the_triggers("publication_publication", column, OTHER_VALUES.get(column, "改了"))
            assert verified(), column
            transaction.set_rollback(True)
    assert not verified()


def test_a_file_row_altered_behind_the_triggers_is_found() -> None:
    forged = b"forged"
    path = keep(forged, "json")
    for column, value in (("path", path), ("sha256", hashlib.sha256(forged).hexdigest()), ("size", len(forged))):
        change_behind_the_triggers("publication_publishedfile", column, value)
    assert any("与公开时的清单不符" in fault for fault in verified())


def test_a_manifest_made_to_fit_is_betrayed_by_the_event(publication: Publication) -> None:
    change_behind_the_triggers("publication_publication", "manifest_sha256", "0" * 64)
    Event.objects.filter(release=publication.release).update(detail={})
    assert any("事件所记不符" in fault for fault in verified())


def test_a_standing_the_releases_do_not_know_is_found(publication: Publication) -> None:
    rows = Publication.objects.filter(pk=publication.pk)
    rows.update(standing=Standing.WITHDRAWN, withdrawn_at=timezone.now(), withdrawn_because="暗中撤下")
    assert any("办理记录里不是" in fault for fault in verified())
