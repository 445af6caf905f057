"""What the database refuses by itself."""

import pytest

from tests.review.breaking import not_refused, prepared

pytestmark = pytest.mark.django_db


def test_the_database_refuses_each() -> None:
    assert not_refused(*prepared()) == []
