"""Triggers that hold what is published: the database itself refuses to change or delete it, whoever asks.

SQLite drops a table's triggers when a migration makes the table anew (Django does so to alter a column): such a
migration must end with `RunPython(guards.installing(columns), …)` again. A test holds the triggers to it.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

PUBLICATIONS, FILES = "publication_publication", "publication_publishedfile"
REFUSAL = "已公开的内容不能改动或删除"

# What may be told once about a publication: that, when and why it is no longer the current one.
_ONCE = ("superseded_at", "superseded_by_id", "withdrawn_at")


def installing(columns: Sequence[str]) -> Callable[[Any, Any], None]:
    """For RunPython: puts the triggers on both tables; `columns` are those of a publication that never change."""

    def install(_apps: Any, schema_editor: Any) -> None:
        remove(_apps, schema_editor)
        for statement in _statements(schema_editor.connection.vendor, columns):
            schema_editor.execute(statement)

    return install


def remove(_apps: Any, schema_editor: Any) -> None:
    """The way back."""
    is_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in (PUBLICATIONS, FILES):
        for event in ("update", "delete"):
            on = f" ON {table}" if is_postgresql else ""
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{event}{on}")
    if is_postgresql:
        schema_editor.execute("DROP FUNCTION IF EXISTS publication_refuse()")


def _statements(vendor: str, columns: Sequence[str]) -> Iterator[str]:
    differs = "IS DISTINCT FROM" if vendor == "postgresql" else "IS NOT"
    changed = [f"OLD.{column} {differs} NEW.{column}" for column in columns]
    changed.append("(OLD.standing <> NEW.standing AND OLD.standing <> 'current')")
    changed += [f"(OLD.{column} IS NOT NULL AND OLD.{column} {differs} NEW.{column})" for column in _ONCE]
    changed.append("(OLD.withdrawn_because <> '' AND OLD.withdrawn_because <> NEW.withdrawn_because)")
    if vendor == "postgresql":
        yield (
            "CREATE FUNCTION publication_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, event, when in (
        (PUBLICATIONS, "update", " OR ".join(changed)),
        (PUBLICATIONS, "delete", ""),
        (FILES, "update", ""),
        (FILES, "delete", ""),
    ):
        head = f"CREATE TRIGGER {table}_no_{event} BEFORE {event.upper()} ON {table} FOR EACH ROW"
        if when:
            head += f" WHEN ({when})"
        if vendor == "postgresql":
            yield f"{head} EXECUTE FUNCTION publication_refuse()"
        else:
            yield f"{head} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
