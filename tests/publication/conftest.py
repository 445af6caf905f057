"""What tests of publication share: a storage of their own, and formats that cost nothing."""

import pytest
from django.core.files.storage import InMemoryStorage, storages

from publication import publishing
from publication.storage import ALIAS
from tests.publication.making import LIGHT_FORMATS


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
