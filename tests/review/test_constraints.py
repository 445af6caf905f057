"""What the database refuses by itself."""

import pytest

from finance.models import FinalAccount
from tests.review.accounts import Staff
from tests.review.breaking import not_refused

pytestmark = pytest.mark.django_db


def test_the_database_refuses_each(account: FinalAccount, staff: Staff) -> None:
    assert not_refused(account, staff) == []
