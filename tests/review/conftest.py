"""What the tests of the review stand on: an account that can be submitted, and the people around it."""

import pytest

from finance.models import FinalAccount
from tests.review.accounts import Staff, complete_account, staff_of


@pytest.fixture
def account() -> FinalAccount:
    return complete_account()


@pytest.fixture
def staff(account: FinalAccount) -> Staff:
    return staff_of(account)
