"""Triggers that keep the audit chain append-only, on both databases."""

from typing import Any

SQLITE = (
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON core_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are never changed'); END",
    "CREATE TRIGGER audit_no_delete BEFORE DELETE ON core_auditentry "
    "BEGIN SELECT RAISE(ABORT, 'audit rows are never deleted'); END",
    "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON core_audithead WHEN NEW.sequence <= OLD.sequence "
    "BEGIN SELECT RAISE(ABORT, 'the audit head only moves forward'); END",
    "CREATE TRIGGER audit_head_stays BEFORE DELETE ON core_audithead "
    "BEGIN SELECT RAISE(ABORT, 'the audit head is never deleted'); END",
)

POSTGRESQL = (
    "CREATE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit rows are never changed or deleted'; END $$",
    "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON core_auditentry "
    "FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON core_auditentry EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_forward BEFORE UPDATE ON core_audithead FOR EACH ROW "
    "WHEN (NEW.sequence <= OLD.sequence) EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_stays BEFORE DELETE ON core_audithead FOR EACH ROW EXECUTE FUNCTION audit_refuse()",
    "CREATE TRIGGER audit_head_no_truncate BEFORE TRUNCATE ON core_audithead EXECUTE FUNCTION audit_refuse()",
)


def create_triggers(apps: Any, schema_editor: Any) -> None:
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def drop_triggers(apps: Any, schema_editor: Any) -> None:
    """Nothing to do: the tables, and their triggers with them, go in the migration before."""
