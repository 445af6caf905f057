"""What tests of the public site share."""

from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client

from publication.models import Publication
from tests.portal.making import publish_quickly
from tests.sharing import shared_rows


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture(scope="module")
def published_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Publication]]:
    with shared_rows(request, publish_quickly) as shared:
        yield shared


@pytest.fixture
def publication(db: None, published_once: Callable[[], Publication]) -> Publication:
    """A report with amounts in every fund, public."""
    return published_once()


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in."""
    return Client()
