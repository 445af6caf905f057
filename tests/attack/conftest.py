"""What the attacks stand on: a complete account, and somebody who may do everything with it."""

import pytest
from django.test import Client

from finance.models import FinalAccount
from tests.attack.pages import jack_of_all_trades
from tests.review.accounts import complete_account
from units.models import User


@pytest.fixture
def account(db: None) -> FinalAccount:
    return complete_account()


@pytest.fixture
def jack(account: FinalAccount) -> tuple[Client, User]:
    """Signed in. To be sent what a stranger would, a request that fails raises in the test."""
    client, user = Client(), jack_of_all_trades(account)
    client.force_login(user)
    return client, user
