"""The pairs of characters, where each database finds them fastest: GIN over bigint[] on PostgreSQL, FTS5 on SQLite.

No statistics on the column: those of its elements take minutes to gather and would only let the planner guess.
`detail=none` keeps which rows hold a token and nothing else: that is all that is asked."""

from typing import Any

from django.db import migrations

# What is long stands outside the row, and a list reads rows without it: twenty thousand are 6 MB, not 45. lz4, where the
# server has it, opens a text in a fraction of the time.
POSTGRESQL = (
    "ALTER TABLE portal_searchtext SET (toast_tuple_target = 256)",
    "ALTER TABLE portal_searchtext ALTER COLUMN name SET STORAGE MAIN, ALTER COLUMN pinyin SET STORAGE MAIN,"
    " ALTER COLUMN region SET STORAGE MAIN, ALTER COLUMN unit_kind SET STORAGE MAIN",
    """DO $$ BEGIN
        ALTER TABLE portal_searchtext ALTER COLUMN text SET COMPRESSION lz4, ALTER COLUMN shown SET COMPRESSION lz4;
    EXCEPTION WHEN feature_not_supported OR syntax_error OR invalid_parameter_value THEN NULL; END $$""",
    "ALTER TABLE portal_searchtext ADD COLUMN grams bigint[]",
    "ALTER TABLE portal_searchtext ALTER COLUMN grams SET STATISTICS 0",
    "CREATE INDEX portal_searchtext_grams ON portal_searchtext USING gin (grams)",
)
SQLITE = ("CREATE VIRTUAL TABLE portal_grams USING fts5(grams, detail=none)",)


def make(apps: Any, schema_editor: Any) -> None:
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def unmake(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE portal_searchtext DROP COLUMN grams")
    else:
        schema_editor.execute("DROP TABLE portal_grams")


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_search_text")]

    operations = [migrations.RunPython(make, unmake)]
