"""Triggers that keep the audit chain append-only, on both databases."""

from typing import Any

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
    for statement in statements(schema_editor.connection.vendor):
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    """Nothing to do: the tables, and their triggers with them, go in the migration before."""


def statements(vendor: str) -> tuple[str, ...]:
    """What the migration ran, for `guards`."""
    return SQLITE if vendor == "sqlite" else POSTGRESQL
