"""The database under test, and empty ones of its kind for what runs in processes of its own."""

import itertools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import environ
import psycopg
from django.conf import settings
from django.db import connections
from django.db.utils import load_backend

# "sqlite" or "postgresql": which of the two DATABASE_URL names.
ENGINE = "sqlite" if "sqlite" in settings.DATABASES["default"]["ENGINE"] else "postgresql"

type EmptyDatabase = Callable[[], str]


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
    """make(): the DATABASE_URL of a new database; all of them are gone at the end."""
    numbers = itertools.count(1)
    if ENGINE == "sqlite":
        yield lambda: f"sqlite:///{folder / f'{next(numbers)}.sqlite3'}"
        return
    url = os.environ["DATABASE_URL"]
    made: list[str] = []

    def make() -> str:
        made.append(f"empty_{os.getpid()}_{next(numbers)}")
        _on_server(f'CREATE DATABASE "{made[-1]}"')
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
