"""What tests of publication share: a storage of their own, and formats that cost nothing."""

from collections.abc import Callable, Iterator

import pytest
from django.core.files.storage import InMemoryStorage, storages

from publication import publishing
from publication.models import Publication
from publication.storage import ALIAS
from review.models import Release
from tests.publication.making import LIGHT_FORMATS, Made, approved, entered, published_lightly
from tests.sharing import shared_rows


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> InMemoryStorage:
    """Empty, and gone after the test: some damage what is kept."""
    storage = InMemoryStorage()
    monkeypatch.setitem(vars(storages)["_storages"], ALIAS, storage)
    return storage


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two small formats instead of five real ones, none of them a PDF to be read back."""
    monkeypatch.setattr(publishing, "PUBLISHED_FORMATS", LIGHT_FORMATS)


@pytest.fixture(scope="module")
def approved_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Release]]:
    with shared_rows(request, lambda: approved(entered())) as shared:
        yield shared


@pytest.fixture
def release(db: None, approved_once: Callable[[], Release]) -> Release:
    """Approved and cleared."""
    return approved_once()


@pytest.fixture(scope="module")
def published_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Made]]:
    with shared_rows(request, published_lightly) as shared:
        yield shared


@pytest.fixture
def publication(
    db: None,
    published_once: Callable[[], Made],
    light: None,
    store: InMemoryStorage,
    monkeypatch: pytest.MonkeyPatch,
) -> Publication:
    """A release made public, its two files in a storage of this test alone."""
    made, files = published_once()
    monkeypatch.setitem(vars(storages)["_storages"], ALIAS, files)
    return made
