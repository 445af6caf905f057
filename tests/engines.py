"""The database under test, and empty ones of its kind for what runs in processes of its own."""

import itertools
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import environ
import psycopg
from django.conf import settings
from django.db import connections
from django.db.utils import load_backend

# "sqlite" or "postgresql": which of the two DATABASE_URL names.
ENGINE = "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgresql"

# A database of this kind as the migrations leave it, made by `python -m tests` once for all processes of a run: they
# bring nothing to a copy of it. Without one, each makes the tables itself.
_TABLES = environ.Env.db_url_config(os.environ["TESTED_TABLES"])["NAME"] if "TESTED_TABLES" in os.environ else ""

type EmptyDatabase = Callable[..., str]


@contextmanager
def begun_as_a_copy() -> Iterator[None]:
    """Within it the run's own database is created, with all tables in it where they are at hand."""
    if not _TABLES:
        yield
    elif ENGINE == "postgresql":
        connections["default"].settings_dict["TEST"]["TEMPLATE"] = _TABLES
        yield
    else:  # one in memory is there as long as somebody is connected
        name = connections["default"].creation._get_test_db_name()  # type: ignore[attr-defined]
        with closing(sqlite3.connect(name, uri=True)) as ours:
            with closing(sqlite3.connect(_TABLES)) as made:
                made.backup(ours)
            yield


@contextmanager
def connected(url: str) -> Iterator[None]:
    """Models of this thread read and write this database, which `empty_databases` made."""
    name = environ.Env.db_url_config(url)["NAME"]
    config = connections.configure_settings({"default": settings.DATABASES["default"] | {"NAME": name}})["default"]
    ours = load_backend(config["ENGINE"]).DatabaseWrapper(config, alias="default")
    before, connections["default"] = connections["default"], ours
    try:
        yield
    finally:
        ours.close()
        connections["default"] = before


@contextmanager
def empty_databases(folder: Path) -> Iterator[EmptyDatabase]:
    """make(): the DATABASE_URL of a new database; all of them are gone at the end. For whom it is migrated first of
    all: make(tables=True), the quicker."""
    numbers = itertools.count(1)
    if ENGINE == "sqlite":

        def make_file(*, tables: bool = False) -> str:
            path = folder / f"{next(numbers)}.sqlite3"
            if tables and _TABLES:
                shutil.copyfile(_TABLES, path)
            return f"sqlite:///{path}"

        yield make_file
        return
    url = os.environ["DATABASE_URL"]
    made: list[str] = []

    def make(*, tables: bool = False) -> str:
        made.append(f"empty_{os.getpid()}_{next(numbers)}")
        _on_server(f'CREATE DATABASE "{made[-1]}" TEMPLATE "{_TABLES if tables and _TABLES else "template1"}"')
        return f"{url.rpartition('/')[0]}/{made[-1]}"

    try:
        yield make
    finally:
        for name in made:
            _on_server(f'DROP DATABASE "{name}" WITH (FORCE)')


def _on_server(statement: str) -> None:
    database = settings.DATABASES["default"]
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD"}
    where = {ours: database[theirs] for ours, theirs in names.items() if database.get(theirs)}
    with psycopg.connect(**where, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)
