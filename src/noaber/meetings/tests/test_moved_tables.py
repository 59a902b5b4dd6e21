"""Meetings began as a part of decisions: an installation of then keeps every row, and what guards it."""

import json
from collections.abc import Callable
from typing import Any, Final

import pytest

from tests.databases import DEMONSTRATION, Installation, start_script

pytestmark = pytest.mark.db

MODELS: Final = ("sitting", "agendaitem", "attendance", "release", "actionitem", "actionstep")
MIGRATE: Final = """
import gc, sys
from django.core.management import call_command
gc.disable()  # each step makes all models anew; looking for garbage among them takes a third of the time
for target in sys.argv[1:]:
    call_command("migrate", *target.split(), verbosity=0)
"""
# What holds of each table: its relations as the database knows them, and whether it lets rows be changed.
LOOK: Final = """
import json, sys
from django.apps import apps
from django.db import DatabaseError, connection, transaction

def is_refused(statement):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            transaction.set_rollback(True)
    except DatabaseError:
        return True
    return False

room = sys.argv[1]
connection.check_constraints()
found = {}
for name in sys.argv[2:]:
    table = f"{room}_{name}"
    with connection.cursor() as cursor:
        relations = connection.introspection.get_relations(cursor, table)
    frozen = [is_refused(f"UPDATE {table} SET id = id"), is_refused(f"DELETE FROM {table}")]
    if connection.vendor == "sqlite":
        frozen.append(is_refused(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table}"))
    found[name] = [{column: other for column, (_key, other) in relations.items()}, frozen]
print(json.dumps(found))
"""
APPEND: Final = """
from django.utils import timezone
from noaber.core.access import COMMAND
from noaber.meetings.models import ActionItem, ActionStep
last = ActionStep.objects.order_by("pk").last()
step = ActionStep.objects.create(action=last.action, state="open", text="x", recorded_at=timezone.now())
print(step.pk - last.pk)
"""


COLUMNS_SINCE = 1  # of an agenda item: is_restricted


def run(installation: Installation, code: str, *arguments: str) -> str:
    with start_script(installation, code, *arguments) as process:
        printed = process.communicate(timeout=120)[0]
    assert process.returncode == 0
    return printed


def look(installation: Installation, room: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(installation, LOOK, room, *MODELS))
    return found


def rows(installation: Installation, room: str) -> dict[str, list[tuple[Any, ...]]]:
    found = {name: installation.rows(f"SELECT * FROM {room}_{name} ORDER BY id") for name in MODELS}
    if room == "meetings":  # columns that came after the move stand last
        found["agendaitem"] = [row[:-COLUMNS_SINCE] for row in found["agendaitem"]]
    return found


def named(installation: Installation, room: str) -> tuple[int, int]:
    """How many files and kinds of content are named after the room."""
    files = installation.rows(f"SELECT count(*) FROM core_storedfile WHERE owner_kind = '{room}.release'")
    kinds = installation.rows(
        f"SELECT count(*) FROM django_content_type WHERE app_label = '{room}' AND model IN {MODELS}"
    )
    return files[0][0], kinds[0][0]


def of_room(found: dict[str, Any], room: str) -> dict[str, Any]:
    """What was seen when the tables were another room's, as it should be in this one."""
    text = json.dumps(found)
    for name in MODELS:
        text = text.replace(f'"decisions_{name}"', f'"{room}_{name}"')
    seen: dict[str, Any] = json.loads(text)
    return seen


def test_tables_of_before_move_with_their_rows_relations_and_guards(
    installation: Callable[[str], Installation],
) -> None:
    noaber = installation(DEMONSTRATION)
    whole, files = rows(noaber, "meetings"), named(noaber, "meetings")
    assert all(whole.values())
    assert files[0]
    assert files[1] == len(MODELS)

    run(noaber, MIGRATE, "meetings zero", "decisions 0004")
    before = look(noaber, "decisions")
    assert rows(noaber, "decisions") == whole
    assert named(noaber, "decisions") == files
    assert named(noaber, "meetings") == (0, 0)

    run(noaber, MIGRATE, "")
    after = look(noaber, "meetings")
    assert rows(noaber, "meetings") == whole
    assert named(noaber, "meetings") == files
    assert named(noaber, "decisions") == (0, 0)
    assert after == of_room(before, "meetings")
    assert {name for name, (_relations, frozen) in after.items() if all(frozen)} == {"release", "actionstep"}
    assert after["agendaitem"][0] == {
        "sitting_id": "meetings_sitting",
        "consultation_id": "decisions_consultation",
    }
    assert run(noaber, APPEND).strip() == "1"
