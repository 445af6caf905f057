"""Freezing: what becomes public, once, with its files."""

import pytest

from publication.manifest import manifest_of, sha256_of_manifest
from publication.models import Publication, Standing
from publication.publishing import publish_now
from publication.storage import stored
from review.models import Event
from review.workflow import Action, Status
from tests.publication.making import approved, entered, published, staff

pytestmark = pytest.mark.django_db


def test_a_publication_holds_every_format_and_what_the_public_reads() -> None:
    publication = published()
    assert [file.format for file in publication.files.all()] == ["pdf", "docx", "xlsx", "csv", "json"]
    assert all(stored(file.path) for file in publication.files.all())
    assert publication.figures["income_grand_total"]["label"] == "收入总计"
    assert 'id="table-t1"' in publication.online
    assert publication.release.status == Status.PUBLISHED.value


def test_its_manifest_is_that_of_its_rows_and_stands_in_the_event() -> None:
    publication = Publication.objects.get(pk=published().pk)
    files = {file.format: file.sha256 for file in publication.files.all()}
    assert manifest_of(publication, files) == publication.manifest
    event = Event.objects.get(action=Action.PUBLISH.value)
    assert event.detail == {"manifest_sha256": sha256_of_manifest(publication.manifest)}


def test_published_again_it_is_the_same_one() -> None:
    release = approved(entered())
    by = staff(release.account)[1]
    assert publish_now(release, by=by) == publish_now(release, by=by)
    assert Publication.objects.get().standing == Standing.CURRENT
