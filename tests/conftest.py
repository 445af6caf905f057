"""What every test shares: the database under test, no network beyond this machine, goldens that can be written anew."""

import socket
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db.backends.sqlite3.base import DatabaseWrapper as SQLite

from tests.engines import ENGINE, EmptyDatabase, begun_as_a_copy, empty_databases
from tests.missing import LOUD

GOLDENS = Path(__file__).parent / "goldens"
# Modules that take long begin first: at the end no process shall wait for the other.
LONG = (
    "tests/upgrade/",
    "tests/deploy/test_site.py",
    "tests/publication/test_stress.py",
    "tests/publication/test_two_machines.py",
    "tests/test_roles.py",
)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write the goldens anew; read the diff after")
    parser.addoption(
        "--each-once",
        action="store_true",
        help="this run is one of two, on SQLite and on PostgreSQL: leave out what the other one does",
    )


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "only_on(engine, why): the test makes sense on this database alone")


def pytest_report_header() -> str:
    return f"database: {ENGINE}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL comes again what asks a database; in a browser each test is made once, on PostgreSQL."""
    for item in items:
        for engine, why in (mark.args for mark in item.iter_markers("only_on")):
            if engine != ENGINE:
                item.add_marker(pytest.mark.skip(reason=f"on {engine} only: {why}"))
    if config.getoption("--each-once"):
        left_out = [item for item in items if not _belongs_here(item)]
        items[:] = [item for item in items if item not in set(left_out)]
        config.hook.pytest_deselected(items=left_out)
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))


def _belongs_here(item: pytest.Item) -> bool:
    if any(mark.args[0] != ENGINE for mark in item.iter_markers("only_on")):
        return False
    fixtures = set(getattr(item, "fixturenames", ()))
    if ENGINE == "sqlite":
        return "site" not in fixtures
    return bool(item.get_closest_marker("django_db") or fixtures & {"db", "transactional_db", "empty_database"})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = [report.longrepr[2] for report in terminalreporter.stats.get("skipped", ()) if report.longrepr]
    for reason in sorted({said.removeprefix("Skipped: ") for said in skipped}):
        if reason.startswith(LOUD):
            terminalreporter.section(reason, sep="!", red=True, bold=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings: None) -> Iterator[None]:
    """pytest-django asks this before it creates the run's own database."""
    with begun_as_a_copy():
        yield


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmptyDatabase]:
    """empty_database(): the DATABASE_URL of a new database on the engine under test, for processes of their own;
    empty_database(tables=True) for whoever migrates it first of all."""
    with empty_databases(tmp_path_factory.mktemp("databases")) as make:
        yield make


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
    operations = SQLite.ops_class
    empty = operations.execute_sql_flush

    def empty_quietly(self: Any, sql_list: list[str]) -> None:
        connection = self.connection
        connection.ensure_connection()
        connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, False)
        try:
            empty(self, sql_list)
        finally:
            connection.connection.setconfig(sqlite3.SQLITE_DBCONFIG_ENABLE_TRIGGER, True)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(operations, "execute_sql_flush", empty_quietly)
        yield
