"""The database, dumped and put back by its own engine's means, counted in the very state that was dumped."""

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from operations.backup.archive import BackupError

type Counts = dict[str, int]


def dump(place: Path) -> Counts:
    """Writes the database to `place`, while others go on writing; table → rows of what was written."""
    if connection.vendor == "sqlite":
        return _dump_sqlite(place)
    if connection.vendor == "postgresql":
        return _dump_postgresql(place)
    raise BackupError(f"不支持备份 {connection.vendor} 数据库")


def load(place: Path) -> None:
    """Into the empty database of the settings; all or nothing."""
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(place)) as source:
            source.backup(connection.connection)
    else:
        _run("pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", str(place))


def tables() -> list[str]:
    return sorted(connection.introspection.table_names())


def count() -> Counts:
    """Rows of every table as it stands now."""
    with connection.cursor() as cursor:
        return {table: _first(cursor, _count_of(table)) for table in tables()}


def _count_of(table: str) -> str:
    return f"SELECT count(*) FROM {connection.ops.quote_name(table)}"  # noqa: S608 - a name the database gave, quoted


def _first(cursor: Any, query: str) -> Any:
    cursor.execute(query)
    return cursor.fetchone()[0]


def _dump_sqlite(place: Path) -> Counts:
    names = tables()
    with closing(sqlite3.connect(place)) as copy:
        connection.connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, nothing beside it
        cursor = copy.cursor()
        return {table: _first(cursor, _count_of(table)) for table in names}


def _dump_postgresql(place: Path) -> Counts:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        snapshot = _first(cursor, "SELECT pg_export_snapshot()")
        counts = {table: _first(cursor, _count_of(table)) for table in tables()}
        options = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={snapshot}", f"--file={place}")
        _run("pg_dump", *options)
    return counts


def _run(program: str, *arguments: str) -> None:
    """PostgreSQL's own program, on the database of the settings; the password goes by the environment."""
    if shutil.which(program) is None:
        raise BackupError(f"找不到 {program}，请安装 PostgreSQL 客户端（Debian：apt-get install postgresql-client）")
    given: Mapping[str, Any] = connection.settings_dict
    where = [f"--dbname={given['NAME']}"]
    where += [f"--{option}={given[key]}" for key, option in _OPTIONS.items() if given.get(key)]
    environment = os.environ | _environment(given)
    command = [program, "--no-password", *where, *arguments]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        raise BackupError(f"{program} 失败：{done.stderr.strip()}")


_OPTIONS = {"HOST": "host", "PORT": "port", "USER": "username"}


def _environment(given: Mapping[str, Any]) -> dict[str, str]:
    options: Iterable[tuple[str, Any]] = given.get("OPTIONS", {}).items()
    found = {f"PG{name.upper()}": str(value) for name, value in options if name in ("sslmode", "sslrootcert")}
    return found | ({"PGPASSWORD": str(given["PASSWORD"])} if given.get("PASSWORD") else {})
