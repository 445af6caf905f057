"""What tests of the account's pages and files share."""

from collections.abc import Callable, Iterator
from io import StringIO

import pytest
from django.core.management import call_command

from finance.models import FinalAccount
from tests.sharing import shared_rows


def _load() -> FinalAccount:
    call_command("sample", "changji_2023", stdout=StringIO())
    return FinalAccount.objects.get()


@pytest.fixture(scope="module")
def changji_once(request: pytest.FixtureRequest) -> Iterator[Callable[[], FinalAccount]]:
    """The published report with its users, for a module whose tests all begin with it."""
    with shared_rows(request, _load) as shared:
        yield shared
