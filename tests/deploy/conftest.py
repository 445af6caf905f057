"""One site for all tests of this folder: to start it takes longer than they do."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.deploy.stack import Stack, lacking


@dataclass(frozen=True)
class Site:
    """The services, and what was put into their database."""

    stack: Stack
    approved: list[dict[str, Any]]
    public: list[dict[str, Any]]
    accounts: list[dict[str, Any]]


def fill(stack: Stack, *arguments: str) -> list[dict[str, Any]]:
    said = stack.run(["python", "-m", "tests.deploy.filling", *arguments], stack.settings("worker"))
    made: list[dict[str, Any]] = json.loads(said.splitlines()[-1])
    return made


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    if missing := lacking():
        pytest.skip(f"NOT TESTED: the site as it is deployed; not installed: {' '.join(missing)} (make setup)")
    with Stack(WEB_CONCURRENCY="2") as stack:
        yield Site(stack, fill(stack, "approved", "2"), fill(stack, "public", "1"), fill(stack, "accounts", "2", "1"))
