"""What the database itself refuses: changing what was answered, and changing a text that was sent (R60)."""

from typing import Any, Final

from django.db import migrations

APPENDED: Final = (
    "decisions_position",
    "decisions_gateoverride",
    "decisions_continuationoverride",
    "decisions_remarkowner",
    "decisions_disposition",
    "decisions_budgetentry",
    "decisions_actionstep",
    "decisions_release",
)
PARTS: Final = ("decisions_decisionpoint", "decisions_proposalattachment", "decisions_proposalinsert")

# A part of a draft does not move into what was sent either.
_MOMENTS: Final = (
    ("insert", "INSERT", "NEW"),
    ("update", "UPDATE", "OLD"),
    ("move", "UPDATE", "NEW"),
    ("delete", "DELETE", "OLD"),
)
_TEXT: Final = "a text that was sent is never changed"
_IS_SENT: Final = (
    "EXISTS (SELECT 1 FROM decisions_proposalversion WHERE id = {row}.version_id AND sent_at IS NOT NULL)"
)


def freeze_sent_texts() -> migrations.RunPython:
    """The operation that makes a version unchangeable, with its points, attachments and inserts, once it was sent."""
    return migrations.RunPython(_create, migrations.RunPython.noop)


def _create(apps: Any, schema_editor: Any) -> None:
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def _sqlite() -> list[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
    found = [
        f"CREATE TRIGGER decisions_sent_{verb.lower()} BEFORE {verb} ON decisions_proposalversion "
        f"WHEN OLD.sent_at IS NOT NULL {refuse}"
        for verb in ("UPDATE", "DELETE")
    ]
    for table in PARTS:
        for name, verb, row in _MOMENTS:
            found.append(
                f"CREATE TRIGGER {table}_sent_{name} BEFORE {verb} ON {table} "
                f"WHEN {_IS_SENT.format(row=row)} {refuse}"
            )
    return found


def _postgresql() -> list[str]:
    refuse = f"RAISE EXCEPTION '{_TEXT}'"
    old, new = _IS_SENT.format(row="OLD"), _IS_SENT.format(row="NEW")
    return [
        (
            "CREATE FUNCTION decisions_refuse_sent() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {refuse}; END $$"
        ),
        (
            "CREATE FUNCTION decisions_refuse_part_of_sent() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"IF TG_OP <> 'INSERT' THEN IF {old} THEN {refuse}; END IF; END IF; "
            f"IF TG_OP <> 'DELETE' THEN IF {new} THEN {refuse}; END IF; RETURN NEW; END IF; RETURN OLD; END $$"
        ),
        (
            "CREATE TRIGGER decisions_sent_text BEFORE UPDATE OR DELETE ON decisions_proposalversion "
            "FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION decisions_refuse_sent()"
        ),
        *(
            f"CREATE TRIGGER {table}_sent_text BEFORE INSERT OR UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION decisions_refuse_part_of_sent()"
            for table in PARTS
        ),
    ]
