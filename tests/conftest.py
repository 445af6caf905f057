"""What every test shares: no network beyond this machine, and goldens that can be written anew."""

import socket
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.operations import DatabaseOperations

GOLDENS = Path(__file__).parent / "goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the goldens anew; read the diff after")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """golden("name.txt", text): equal to tests/goldens/name.txt, or with --update-goldens written there."""

    def compare(name: str, text: str) -> None:
        path = GOLDENS / name
        if request.config.getoption("--update-goldens"):
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{path.name} differs; see pytest --update-goldens"

    return compare


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Any:
    """Fails whatever opens a connection to another machine."""
    connect = socket.socket.connect

    def connect_here(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test may not use the network, and this one calls {address}")
        connect(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect_here)
        yield


@pytest.fixture(autouse=True, scope="session")
def _emptied_with_triggers_off() -> Any:
    """A test that commits has its tables emptied after it. What is published refuses to be deleted, by triggers:
    SQLite empties without them (PostgreSQL truncates, which asks no trigger)."""
    empty = DatabaseOperations.execute_sql_flush

    def empty_quietly(self: Any, sql_list: list[str]) -> None:
        connection = self.connection
        connection.ensure_connection()
        connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        try:
            empty(self, sql_list)
        finally:
            connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(DatabaseOperations, "execute_sql_flush", empty_quietly)
        yield
