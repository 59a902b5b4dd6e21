"""Triggers that keep the audit chain append-only, on both databases."""

import re
from typing import Any

from django.db import connection

SQLITE = (
    (
        "CREATE TRIGGER audit_no_update BEFORE UPDATE ON core_auditentry "
        "BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END"
    ),
    (
        "CREATE TRIGGER audit_no_delete BEFORE DELETE ON core_auditentry "
        "BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END"
    ),
    (
        # INSERT OR REPLACE would take a row away without a delete trigger ever hearing of it.
        "CREATE TRIGGER audit_no_replace BEFORE INSERT ON core_auditentry "
        "WHEN EXISTS (SELECT 1 FROM core_auditentry WHERE sequence = NEW.sequence OR hash = NEW.hash) "
        "BEGIN SELECT RAISE(ABORT, 'audit rows are never replaced'); END"
    ),
    (
        "CREATE TRIGGER audit_head_no_replace BEFORE INSERT ON core_audithead "
        "WHEN EXISTS (SELECT 1 FROM core_audithead) "
        "BEGIN SELECT RAISE(ABORT, 'the audit head is never replaced'); END"
    ),
    (
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON core_audithead WHEN NEW.sequence <= OLD.sequence "
        "BEGIN SELECT RAISE(ABORT, 'the audit head only moves forward'); END"
    ),
    (
        "CREATE TRIGGER audit_head_stays BEFORE DELETE ON core_audithead "
        "BEGIN SELECT RAISE(ABORT, 'the audit head is never deleted'); END"
    ),
)

POSTGRESQL = (
    (
        "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit rows are never changed or deleted'; END $$"
    ),
    (
        "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON core_auditentry "
        "FOR EACH ROW EXECUTE FUNCTION audit_refuse()"
    ),
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON core_auditentry EXECUTE FUNCTION audit_refuse()",
    (
        "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON core_audithead FOR EACH ROW "
        "WHEN (NEW.sequence <= OLD.sequence) EXECUTE FUNCTION audit_refuse()"
    ),
    "CREATE TRIGGER audit_head_stays BEFORE DELETE ON core_audithead FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON core_audithead EXECUTE FUNCTION audit_refuse()",
)


def create_triggers(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    """Nothing to do: the tables, and their triggers with them, go in the migration before."""


def missing_triggers() -> list[str]:
    """The triggers that are not, or no longer, at work in the database."""
    return _missing_in_sqlite() if connection.vendor == "sqlite" else _missing_in_postgresql()


def _named(statements: tuple[str, ...]) -> dict[str, str]:
    return {
        found[1]: statement
        for statement in statements
        if (found := re.match(r"CREATE TRIGGER (\w+)", statement))
    }


def _missing_in_sqlite() -> list[str]:
    """SQLite keeps the statement itself: one of the same name that does something else counts as missing."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        present = dict(cursor.fetchall())
    return sorted(name for name, statement in _named(SQLITE).items() if present.get(name) != statement)


def _missing_in_postgresql() -> list[str]:
    """At work, calling our function with our text, and without a condition that we did not give."""
    body = POSTGRESQL[0].split("$$")[1]
    with connection.cursor() as cursor:
        # 'D' is disabled; the schema is the one our tables are in.
        cursor.execute(
            "SELECT tgname, tgqual IS NULL FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE tgenabled <> 'D' AND proname = 'audit_refuse' "
            "AND prosrc = %s AND relnamespace = current_schema()::regnamespace",
            [body],
        )
        present = dict(cursor.fetchall())
    return sorted(
        name
        for name, statement in _named(POSTGRESQL).items()
        if present.get(name) is not ("WHEN" not in statement)
    )
