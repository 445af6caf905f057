"""Every row of a database as JSON that knows no engine, with the migrations it stood at; written and read back."""

import base64
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Field, Model

from tests.upgrade.filling import fill, told

FOLDER = Path(__file__).parent / "dumps"
# Django's own, of which we keep nothing.
EMPTY = frozenset(
    {"admin.LogEntry", "auth.Group", "auth.Group_permissions", "units.User_groups", "units.User_user_permissions"}
)
# Not rows of ours: what a database writes at each migration anew.
MADE_BY_MIGRATE = frozenset({"contenttypes.ContentType", "auth.Permission"})


def make(name: str) -> int:
    """Fills the database of the settings and writes the dump; 1 where a table stays empty."""
    call_command("migrate", verbosity=0)
    fill()
    rows = dumped()
    if empty := empty_tables(rows):
        print(f"no row in {', '.join(empty)}: put some in tests/upgrade/filling.py")
        return 1
    leaves = sorted(MigrationExecutor(connection).loader.graph.leaf_nodes())
    content = {"migrations": leaves, "told": told(), "rows": rows}
    FOLDER.mkdir(exist_ok=True)
    path = FOLDER / f"{name}.json.gz"
    plain = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    path.write_bytes(gzip.compress(plain, 9, mtime=0))
    print(f"{path.name}: {sum(map(len, rows.values()))} rows of {len(rows)} tables, {path.stat().st_size:,} bytes")
    return 0


def read(name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes()))
    return content


def empty_tables(rows: dict[str, list[Any]]) -> list[str]:
    return sorted(label for label, table in rows.items() if not table and label not in EMPTY)


def dumped() -> dict[str, list[dict[str, Any]]]:
    """Label of the model → its rows, column → value."""
    return {
        model._meta.label: [plain_row(row) for row in model._default_manager.order_by("pk").iterator()]
        for model in apps.get_models(include_auto_created=True)
    }


def plain_row(row: Model) -> dict[str, Any]:
    return {field.attname: _plain(field, getattr(row, field.attname)) for field in row._meta.concrete_fields}


def _plain(field: "Field[Any, Any]", value: Any) -> Any:
    """As JSON keeps it; `field.to_python` reads it back."""
    if value is None or field.get_internal_type() == "JSONField" or isinstance(value, bool | int):
        return value
    if isinstance(value, bytes | memoryview):
        return base64.b64encode(bytes(value)).decode("ascii")
    return field.value_to_string(_Holder(field, value))  # type: ignore[arg-type]


class _Holder:
    """What value_to_string reads a value from."""

    def __init__(self, field: "Field[Any, Any]", value: Any) -> None:
        setattr(self, field.attname, value)


def load(content: dict[str, Any]) -> None:
    """The schema as it then was, and the rows in it, as the program of that time had left them."""
    executor = MigrationExecutor(connection)
    state = executor.migrate([(app, name) for app, name in content["migrations"]])
    with transaction.atomic():  # foreign keys are looked at when it ends
        for label, rows in content["rows"].items():
            model = state.apps.get_model(label)
            for row in _rows(model, rows):
                row.save_base(raw=True, force_insert=True)  # raw: no time of today is put in
    _count_on(list(state.apps.get_models(include_auto_created=True)))


def _rows(model: type[Model], rows: list[dict[str, Any]]) -> Iterator[Model]:
    fields = {field.attname: field for field in model._meta.concrete_fields}
    for row in rows:
        yield model(**{name: _read(fields[name], value) for name, value in row.items()})


def _read(field: "Field[Any, Any]", value: Any) -> Any:
    return value if value is None or field.get_internal_type() == "JSONField" else field.to_python(value)


def _count_on(models: list[type[Model]]) -> None:
    """PostgreSQL's counters, which know nothing of rows that brought their own numbers."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
