"""Rows that are dear to make, made once for all tests of a module; each test finds them as they were made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any

import pytest
from django.db import transaction


@contextmanager
def shared_rows[Made](request: pytest.FixtureRequest, make: Callable[[], Made]) -> Iterator[Callable[[], Made]]:
    """For a fixture of scope "module": a function that gives each test its own copy of what `make()` gave. What a test
    does to the rows is taken back after it, for its transaction lies within the one that holds them.

    Whoever runs first must not matter, so all tests of the module that ask the database share, or none:
    `pytestmark = pytest.mark.usefixtures(…)`. None of them may commit."""
    _refuse_unless_all_share(request)
    request.getfixturevalue("django_db_setup")
    blocker = request.getfixturevalue("django_db_blocker")
    around = transaction.atomic()
    vars(around)["_from_testcase"] = True  # as Django marks that of a test: within it a durable one may begin
    with blocker.unblock(), around:
        made = make()
        with blocker.block():
            yield lambda: deepcopy(made)
        transaction.set_rollback(True)


def _refuse_unless_all_share(request: pytest.FixtureRequest) -> None:
    for item in request.session.items:
        mark = item.get_closest_marker("django_db")
        if item.getparent(pytest.Module) is not request.node or not (mark or "db" in _fixtures(item)):
            continue
        assert request.fixturename in _fixtures(item), f"{item.nodeid} does not share {request.fixturename}"
        assert not (mark and mark.kwargs.get("transaction")), f"{item.nodeid} commits and shares {request.fixturename}"


def _fixtures(item: Any) -> list[str]:
    return list(getattr(item, "fixturenames", ()))
