"""What the tests of the review stand on: an account that can be submitted, and the people around it."""

from collections.abc import Callable, Iterator

import pytest

from finance.models import FinalAccount
from tests.review.accounts import Staff, Staffed, staffed
from tests.sharing import shared_rows


@pytest.fixture(scope="module")
def staffed_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], Staffed]]:
    with shared_rows(request, staffed) as shared:
        yield shared


@pytest.fixture
def found(db: None, staffed_once: Callable[[], Staffed]) -> Staffed:
    return staffed_once()


@pytest.fixture
def account(found: Staffed) -> FinalAccount:
    return found[0]


@pytest.fixture
def staff(found: Staffed) -> Staff:
    return found[1]
