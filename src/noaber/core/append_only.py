"""Tables whose rows are added and never changed: the database itself refuses, whoever asks.

    operations = [append_only("decisions_position", "decisions_gateoverride")]

The audit chain has triggers of its own (`audit_triggers`), that also guard its head.
"""

from typing import Any

from django.db import migrations

_REFUSE = (
    "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$"
)


def append_only(*tables: str) -> migrations.RunPython:
    """The operation of a migration that makes these tables append-only, on both databases."""

    def create(apps: Any, schema_editor: Any) -> None:
        for statement in statements(schema_editor.connection.vendor, tables):
            schema_editor.execute(
                statement, params=None
            )  # with params, "%" in the statement would ask for one

    return migrations.RunPython(create, migrations.RunPython.noop)


def statements(vendor: str, tables: tuple[str, ...]) -> list[str]:
    """The SQL for one kind of database."""
    if vendor == "sqlite":
        return [each for table in tables for each in _for_sqlite(table)]
    return [_REFUSE, *(_for_postgresql(table) for table in tables)]


def _for_sqlite(table: str) -> tuple[str, ...]:
    refuse = f"BEGIN SELECT RAISE(ABORT, 'rows of {table} are never changed or deleted'); END"
    return (
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} {refuse}",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refuse}",
        # INSERT OR REPLACE would take a row away without a delete trigger ever hearing of it.
        (
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "  # noqa: S608 - a name from our code
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id) {refuse}"
        ),
    )


def _for_postgresql(table: str) -> str:
    return (
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION append_only_refuse()"
    )
