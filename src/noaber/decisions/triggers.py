"""What the database itself refuses: changing what was answered, and changing a text that was sent (R60)."""

from typing import Any, Final

from noaber.core.append_only import Frozen, SqlOnly, freeze, freezing
from noaber.core.append_only import statements as appending

APPENDED: Final = (
    "decisions_position",
    "decisions_gateoverride",
    "decisions_continuationoverride",
    "decisions_remarkowner",
    "decisions_disposition",
    "decisions_budgetentry",
    "decisions_actionstep",  # this table and the next went to meetings after this
    "decisions_release",
)
MOVED: Final = ("decisions_actionstep", "decisions_release")
APPENDED_SINCE: Final = ("decisions_evaluationentry",)
PARTS: Final = ("decisions_decisionpoint", "decisions_proposalattachment", "decisions_proposalinsert")

# A part of a draft does not move into what was sent either.
_MOMENTS: Final = (
    ("insert", "INSERT", "NEW"),
    ("update", "UPDATE", "OLD"),
    ("move", "UPDATE", "NEW"),
    ("delete", "DELETE", "OLD"),
)
_TEXT: Final = "a text that was sent is never changed"
_REFUSE: Final = f"BEGIN SELECT RAISE(ABORT, '{_TEXT}'); END"
_RAISE: Final = f"RAISE EXCEPTION '{_TEXT}'"
_IS_SENT: Final = (
    "EXISTS (SELECT 1 FROM decisions_proposalversion WHERE id = {row}.version_id AND sent_at IS NOT NULL)"
)
TERMS: Final = "decisions_obligationterms"
_TERMS_SENT: Final = (
    "EXISTS (SELECT 1 FROM decisions_decisionpoint point JOIN decisions_proposalversion version "
    "ON version.id = point.version_id WHERE point.id = {row}.point_id AND version.sent_at IS NOT NULL)"
)
# INSERT OR REPLACE would take a row away without a delete trigger ever hearing of it; so would UPDATE OR REPLACE.
_VERSION_IN_PLACE: Final = (
    "EXISTS (SELECT 1 FROM decisions_proposalversion WHERE sent_at IS NOT NULL AND "
    "(id = NEW.id OR (proposal_id = NEW.proposal_id AND number = NEW.number)))"
)
_PART_IN_PLACE: Final = "EXISTS (SELECT 1 FROM {table} part WHERE part.id = NEW.id AND {is_sent})"


_PROPOSAL_SENT: Final = (
    "EXISTS (SELECT 1 FROM decisions_proposalversion version WHERE version.sent_at IS NOT NULL "
    "AND version.proposal_id = {row}.%s)"
)
PROPOSALS: Final = Frozen(
    "decisions_proposal",
    ("code", "classification", "linked_to_id"),
    when=_PROPOSAL_SENT % "id",
    forward=(  # it is withdrawn once
        "OLD.withdrawn_at IS NOT NULL AND (NEW.withdrawn_at IS NULL OR NEW.withdrawn_at <> OLD.withdrawn_at "
        "OR NEW.withdrawal_reason <> OLD.withdrawal_reason)"
    ),
    unique=("code",),
)
# An organisation says who decides there, and by when; that it is asked, stands.
ASKED: Final = Frozen(
    "decisions_consultation",
    ("stage_id", "body_id", "organisation_id"),
    when=(
        "EXISTS (SELECT 1 FROM decisions_stage stage JOIN decisions_proposalversion version "
        "ON version.proposal_id = stage.proposal_id "
        "WHERE version.sent_at IS NOT NULL AND stage.id = {row}.stage_id)"
    ),
    takes_no_more=True,
)
# A deadline may move after sending; what is asked, of whom and by which rule does not.
ROUTES: Final = (
    Frozen(
        "decisions_stage",
        ("proposal_id", "number", "title", "role", "rule", "quorum", "labels", "after", "is_follow_up"),
        when=_PROPOSAL_SENT % "proposal_id",
        takes_no_more=True,
    ),
    PROPOSALS,
    Frozen(
        "decisions_report",
        ("link_id", "said", "decided_on", "evidence", "evidence_file_id", "reported_at"),
        forward="OLD.state <> 'waiting' AND NEW.state <> OLD.state",
        unique=("link_id",),
    ),
)


def statements(vendor: str) -> list[str]:
    """All that the migrations of this room ran, for `core.guards`."""
    is_sqlite = vendor == "sqlite"
    sent = [*_sqlite(), *_terms_sqlite()] if is_sqlite else [*_postgresql(), *_terms_postgresql()]
    appended = (*(table for table in APPENDED if table not in MOVED), *APPENDED_SINCE)
    return [*appending(vendor, appended), *sent, *freezing(vendor, (*ROUTES, ASKED))]


def freeze_routes() -> SqlOnly:
    """From sending on the route and who may read it stand; a report says for good what was reported."""
    return freeze(*ROUTES)


def freeze_sent_texts() -> SqlOnly:
    """The operation that makes a version unchangeable, with its points, attachments and inserts, once it was sent."""
    return SqlOnly(_create, SqlOnly.noop)


def freeze_sent_terms() -> SqlOnly:
    """The same for the terms of a point; and nothing takes the place of what was sent."""
    return SqlOnly(_create_terms, SqlOnly.noop)


def freeze_sent_terms_again() -> SqlOnly:
    """After a column came to the terms: SQLite makes that table anew, and forgets what it refused."""
    return SqlOnly(_create_terms_again, SqlOnly.noop)


def guard_again(table: str) -> SqlOnly:
    """After a column changed in what is only ever added: SQLite made that table anew as well."""

    def create(apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "sqlite":
            for statement in appending("sqlite", (table,)):
                schema_editor.execute(statement)

    return SqlOnly(create, SqlOnly.noop)


def _create_terms_again(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor != "sqlite":
        return
    for statement in _terms_sqlite():
        if f" ON {TERMS} " in statement:
            name = statement.split()[2]
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
            schema_editor.execute(statement)


def _create(apps: Any, schema_editor: Any) -> None:
    for statement in _sqlite() if schema_editor.connection.vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement)


def _create_terms(apps: Any, schema_editor: Any) -> None:
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _terms_sqlite() if is_sqlite else _terms_postgresql():
        schema_editor.execute(statement)


def _sqlite() -> list[str]:
    found = [
        f"CREATE TRIGGER decisions_sent_{verb.lower()} BEFORE {verb} ON decisions_proposalversion "
        f"WHEN OLD.sent_at IS NOT NULL {_REFUSE}"
        for verb in ("UPDATE", "DELETE")
    ]
    return [*found, *(each for table in PARTS for each in _part_sqlite(table, _IS_SENT))]


def _part_sqlite(table: str, is_sent: str) -> list[str]:
    return [
        f"CREATE TRIGGER {table}_sent_{name} BEFORE {verb} ON {table} "
        f"WHEN {is_sent.format(row=row)} {_REFUSE}"
        for name, verb, row in _MOMENTS
    ]


def _terms_sqlite() -> list[str]:
    in_place = {"decisions_proposalversion": _VERSION_IN_PLACE}
    for table, is_sent in (*((table, _IS_SENT) for table in PARTS), (TERMS, _TERMS_SENT)):
        in_place[table] = _PART_IN_PLACE.format(table=table, is_sent=is_sent.format(row="part"))
    return [
        *_part_sqlite(TERMS, _TERMS_SENT),
        *(
            f"CREATE TRIGGER {table}_in_place_{verb.lower()} BEFORE {verb} ON {table} WHEN {is_there} {_REFUSE}"
            for table, is_there in in_place.items()
            for verb in ("INSERT", "UPDATE")
        ),
    ]


def _postgresql() -> list[str]:
    return [
        (
            "CREATE FUNCTION decisions_refuse_sent() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN {_RAISE}; END $$"
        ),
        _part_function("decisions_refuse_part_of_sent", _IS_SENT),
        (
            "CREATE TRIGGER decisions_sent_text BEFORE UPDATE OR DELETE ON decisions_proposalversion "
            "FOR EACH ROW WHEN (OLD.sent_at IS NOT NULL) EXECUTE FUNCTION decisions_refuse_sent()"
        ),
        *(_part_trigger(table, "decisions_refuse_part_of_sent") for table in PARTS),
    ]


def _terms_postgresql() -> list[str]:
    """Here nothing replaces a row without being an update or a delete."""
    name = "decisions_refuse_terms_of_sent"
    return [_part_function(name, _TERMS_SENT), _part_trigger(TERMS, name)]


def _part_function(name: str, is_sent: str) -> str:
    old, new = is_sent.format(row="OLD"), is_sent.format(row="NEW")
    return (
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP <> 'INSERT' THEN IF {old} THEN {_RAISE}; END IF; END IF; "
        f"IF TG_OP <> 'DELETE' THEN IF {new} THEN {_RAISE}; END IF; RETURN NEW; END IF; RETURN OLD; END $$"
    )


def _part_trigger(table: str, function: str) -> str:
    return (
        f"CREATE TRIGGER {table}_sent_text BEFORE INSERT OR UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {function}()"
    )
