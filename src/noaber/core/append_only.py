"""Tables whose rows are added and never changed: the database itself refuses, whoever asks.

    operations = [append_only("decisions_position", "decisions_gateoverride")]

The audit chain has triggers of its own (`audit_triggers`), that also guard its head.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import migrations

_REFUSE = (
    "CREATE OR REPLACE FUNCTION append_only_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END $$"
)


class SqlOnly(migrations.RunPython):
    """Code that needs no models, only the database; Django would make all models of then anew for it each time."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        code: Callable[..., None] = self.code
        code(None, schema_editor)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        if self.reverse_code is None:
            raise NotImplementedError("this cannot be taken back")
        code: Callable[..., None] = self.reverse_code
        code(None, schema_editor)


def append_only(*tables: str) -> SqlOnly:
    """The operation of a migration that makes these tables append-only, on both databases."""

    def create(apps: Any, schema_editor: Any) -> None:
        for statement in statements(schema_editor.connection.vendor, tables):
            schema_editor.execute(
                statement, params=None
            )  # with params, "%" in the statement would ask for one

    return SqlOnly(create, SqlOnly.noop)


def append_only_again(*tables: str) -> SqlOnly:
    """The operation for append-only tables that a migration changes: SQLite makes those anew, without triggers."""

    def create(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in statements(vendor, tables):
            if dropped := _dropped(vendor, statement):
                schema_editor.execute(dropped)
            schema_editor.execute(statement, params=None)

    return SqlOnly(create, create)


def not_append_only(*tables: str) -> SqlOnly:
    """The operation before a migration fills a new column of such tables; `append_only_again` comes after it."""

    def drop(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in statements(vendor, tables):
            if dropped := _dropped(vendor, statement):
                schema_editor.execute(dropped)

    return SqlOnly(drop, SqlOnly.noop)


def _dropped(vendor: str, statement: str) -> str:
    """The statement that takes away the trigger that another makes; empty when that makes something else."""
    kind, name = statement.split()[1:3]
    if kind != "TRIGGER":
        return ""
    table = f" ON {statement.split(' ON ')[1].split()[0]}" if vendor == "postgresql" else ""
    return f"DROP TRIGGER IF EXISTS {name}{table}"


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


@dataclass(frozen=True, slots=True)
class Frozen:
    """Columns of a table whose rows do not change any more, and do not go.

    `when`: from when on, as a condition about `{row}`; always, unless given. `forward`: a further change that is
    refused, about OLD and NEW. `unique`: columns by which a row could be replaced by another. `takes_no_more`: rows
    that belong there already then do not come in either.
    """

    table: str
    columns: tuple[str, ...]
    when: str = "1 = 1"
    forward: str = ""
    unique: tuple[str, ...] = ()
    takes_no_more: bool = False


def freeze(*tables: Frozen) -> SqlOnly:
    """The operation of a migration that freezes these columns, on both databases."""

    def create(apps: Any, schema_editor: Any) -> None:
        for statement in freezing(schema_editor.connection.vendor, tables):
            schema_editor.execute(statement, params=None)

    return SqlOnly(create, _drop_of(tables))


def freeze_again(*tables: Frozen) -> list[SqlOnly]:
    """The operations for tables of which another migration froze fewer columns; back again none are frozen."""
    noop = SqlOnly.noop
    return [SqlOnly(_drop_of(tables), noop), freeze(*tables)]


def _drop_of(tables: Sequence[Frozen]) -> Callable[[Any, Any], None]:
    def drop(apps: Any, schema_editor: Any) -> None:
        vendor = schema_editor.connection.vendor
        for statement in freezing(vendor, tables):
            if dropped := _dropped(vendor, statement):
                schema_editor.execute(dropped)
        for each in tables if vendor == "postgresql" else ():
            schema_editor.execute(f"DROP FUNCTION IF EXISTS {each.table}_frozen()")

    return drop


def freezing(vendor: str, tables: Sequence[Frozen]) -> list[str]:
    """The SQL for one kind of database."""
    make = _freeze_sqlite if vendor == "sqlite" else _freeze_postgresql
    return [statement for each in tables for statement in make(each)]


def _freeze_sqlite(each: Frozen) -> list[str]:
    table, refuse = each.table, f"BEGIN SELECT RAISE(ABORT, '{_stands(each)}'); END"
    old, changed = each.when.format(row="OLD"), _changed(each, "IS NOT")
    keys = " OR ".join(f"part.{name} = NEW.{name}" for name in ("id", *each.unique))
    # Names from our code.
    there = f"EXISTS (SELECT 1 FROM {table} part WHERE ({keys}) AND {each.when.format(row='part')}"  # noqa: S608
    more = f" OR {each.when.format(row='NEW')}" if each.takes_no_more else ""
    return [
        (
            f"CREATE TRIGGER {table}_frozen_update BEFORE UPDATE ON {table} WHEN ({old} AND ({changed})) "
            f"OR {there} AND part.id <> OLD.id) {refuse}"
        ),
        f"CREATE TRIGGER {table}_frozen_delete BEFORE DELETE ON {table} WHEN {old} {refuse}",
        f"CREATE TRIGGER {table}_frozen_insert BEFORE INSERT ON {table} WHEN {there}){more} {refuse}",
    ]


def _freeze_postgresql(each: Frozen) -> list[str]:
    """Here nothing replaces a row without being an update or a delete."""
    table, refuse = each.table, f"RAISE EXCEPTION '{_stands(each)}';"
    old, changed = each.when.format(row="OLD"), _changed(each, "IS DISTINCT FROM")
    more = f"IF {each.when.format(row='NEW')} THEN {refuse} END IF;" if each.takes_no_more else ""
    return [
        (
            f"CREATE FUNCTION {table}_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP = 'INSERT' THEN {more} RETURN NEW; END IF; "
            f"IF TG_OP = 'DELETE' THEN IF {old} THEN {refuse} END IF; RETURN OLD; END IF; "
            f"IF {old} AND ({changed}) THEN {refuse} END IF; RETURN NEW; END $$"
        ),
        (
            f"CREATE TRIGGER {table}_frozen BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION {table}_frozen()"
        ),
    ]


def _changed(each: Frozen, differs: str) -> str:
    conditions = [f"OLD.{name} {differs} NEW.{name}" for name in ("id", *each.columns)]
    return " OR ".join([*conditions, *([f"({each.forward})"] if each.forward else [])])


def _stands(each: Frozen) -> str:
    return f"a row of {each.table} stands"
