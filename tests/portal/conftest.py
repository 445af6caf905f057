"""What tests of the public site share."""

import pytest
from django.core.cache import cache
from django.test import Client

from publication.models import Publication
from tests.portal.making import publish_quickly


@pytest.fixture(autouse=True)
def _nothing_remembered() -> None:
    cache.clear()


@pytest.fixture
def publication(db: None) -> Publication:
    """A report with amounts in every fund, public."""
    return publish_quickly()


@pytest.fixture
def visitor() -> Client:
    """Somebody who is not signed in."""
    return Client()
