"""The triggers that guard tables: which there must be, and which are missing or do something else.

    register_guards("decisions", triggers.statements)   # in the room's AppConfig.ready

A room gives the statements with which its migrations made them, so that what stands in the database can be held
against them. A test keeps the list whole: a trigger that a migration makes and nobody registers makes it fail.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.db import connection

Statements = Callable[[str], Sequence[str]]

_registered: dict[str, Statements] = {}
_loaded_last: set[str] = set()
_FUNCTION: Final = re.compile(r"CREATE (?:OR REPLACE )?FUNCTION (\w+)\(\).*?\$\$(.*)\$\$", re.DOTALL)
_TRIGGER: Final = re.compile(
    r"CREATE TRIGGER (\w+) BEFORE (.+?) ON (?:\w+\.)?(\w+)(?: FOR EACH (ROW|STATEMENT))?"
    r"(?: WHEN \((.+)\))? EXECUTE FUNCTION (?:\w+\.)?(\w+)\(\)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class _Guard:
    """What a trigger on PostgreSQL does, in one spelling."""

    table: str
    events: tuple[str, ...]
    is_per_row: bool
    condition: str
    body: str


def register_guards(room: str, statements: Statements, *, loaded_last: Sequence[str] = ()) -> None:
    """`statements`: by vendor, those that make the triggers and their functions.

    `loaded_last`: tables ("room.model") whose rows close others; a restore writes them after all others.
    """
    _registered[room] = statements
    _loaded_last.update(loaded_last)


def is_loaded_last(table: str) -> bool:
    return table in _loaded_last


def trigger_names() -> set[str]:
    """The names of all triggers that there must be."""
    return {found[1] for each in _statements() if (found := re.match(r"CREATE TRIGGER (\w+)", each))}


def missing_triggers() -> list[str]:
    """The triggers that are not, or no longer, at work in the database as our migrations made them."""
    return _missing_in_sqlite() if connection.vendor == "sqlite" else _missing_in_postgresql()


def present_triggers() -> dict[str, str]:
    """Every trigger in the database by name, with its statement."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname, pg_get_triggerdef(pg_trigger.oid) FROM pg_trigger "
                "JOIN pg_class ON pg_class.oid = tgrelid "
                "WHERE NOT tgisinternal AND relnamespace = current_schema()::regnamespace"
            )
        return dict(cursor.fetchall())


def _statements() -> list[str]:
    return [each for room in sorted(_registered) for each in _registered[room](connection.vendor)]


def _missing_in_sqlite() -> list[str]:
    """SQLite keeps the statement itself: one of the same name that does something else counts as missing."""
    present = present_triggers()
    expected = {
        found[1]: each for each in _statements() if (found := re.match(r"CREATE TRIGGER (\w+)", each))
    }
    return sorted(name for name, statement in expected.items() if present.get(name) != statement)


def _missing_in_postgresql() -> list[str]:
    """At work (not disabled, not for replicas alone), on our table, and calling a function with our text."""
    bodies = {found[1]: found[2] for each in _statements() if (found := _FUNCTION.match(each))}
    expected = {found[1]: _guard(found, bodies) for each in _statements() if (found := _TRIGGER.match(each))}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid), proname, prosrc FROM pg_trigger "
            "JOIN pg_class ON pg_class.oid = tgrelid JOIN pg_proc ON pg_proc.oid = tgfoid "
            "WHERE NOT tgisinternal AND tgenabled IN ('O', 'A') "
            "AND relnamespace = current_schema()::regnamespace"
        )
        present = {
            name: _guard(found, {function: body})
            for name, definition, function, body in cursor.fetchall()
            if (found := _TRIGGER.match(definition))
        }
    return sorted(name for name, guard in expected.items() if present.get(name) != guard)


def _guard(found: re.Match[str], bodies: Mapping[str, str]) -> _Guard:
    condition = re.sub(r"[\s()]", "", found[5] or "").lower()
    events = tuple(sorted(found[2].split(" OR ")))
    return _Guard(found[3], events, found[4] == "ROW", condition, bodies.get(found[6], f"no {found[6]}"))
