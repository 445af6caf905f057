"""Freezing: what becomes public, once, with its files."""

from collections.abc import Callable, Iterator

import pytest

from publication.manifest import manifest_of, sha256_of_manifest
from publication.models import Publication, Standing
from publication.publishing import publish_now
from publication.storage import stored
from review.models import Event, Release
from review.workflow import Action, Status
from tests.publication.making import published, staff
from tests.sharing import shared_rows

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.usefixtures("frozen_once"),
    pytest.mark.only_on("sqlite", "files are made above the database; test_verifying reads rows and manifest on both"),
]


def frozen() -> tuple[Publication, list[bytes]]:
    """A publication in every format, and its files as they were kept."""
    publication = published()
    return publication, [stored(file.path) for file in publication.files.all()]


@pytest.fixture(scope="module")
def frozen_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], tuple[Publication, list[bytes]]]]:
    with shared_rows(request, frozen) as shared:
        yield shared


def test_a_publication_holds_every_format_and_what_the_public_reads(
    frozen_once: Callable[[], tuple[Publication, list[bytes]]],
) -> None:
    publication, contents = frozen_once()
    assert [file.format for file in publication.files.all()] == ["pdf", "docx", "xlsx", "csv", "json"]
    assert all(contents)
    assert publication.figures["income_grand_total"]["label"] == "收入总计"
    assert 'id="table-t1"' in publication.online
    assert publication.release.status == Status.PUBLISHED.value


def test_its_manifest_is_that_of_its_rows_and_stands_in_the_event() -> None:
    publication = Publication.objects.get()
    files = {file.format: file.sha256 for file in publication.files.all()}
    assert manifest_of(publication, files) == publication.manifest
    event = Event.objects.get(action=Action.PUBLISH.value)
    assert event.detail == {"manifest_sha256": sha256_of_manifest(publication.manifest)}


def test_published_again_it_is_the_same_one(light: None) -> None:
    release = Release.objects.get()
    assert publish_now(release, by=staff(release.account)[1]) == Publication.objects.get()
    assert Publication.objects.get().standing == Standing.CURRENT
