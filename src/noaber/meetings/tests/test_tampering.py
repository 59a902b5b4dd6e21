"""What somebody with the database in hand changes of a meeting, `verify-audit` names; its own changes it knows."""

from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from noaber.core.access import COMMAND
from noaber.core.keeping.seals import verify_audit
from noaber.core.tests.guards import unguarded
from noaber.decisions.tests.conftest import NOW, TODAY
from noaber.meetings.models import Sitting
from noaber.meetings.services.agendas import ItemText, change_item, move_item, record_treatment, remove_item
from noaber.meetings.services.attendance import keep_motive
from noaber.meetings.tests.sittings import ABSENT, MAYORS, attend, plan, put

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.FILES_ROOT = tmp_path, tmp_path / "files"


@pytest.fixture
def held() -> Sitting:
    """One that was changed in every way that there is, and held."""
    planned = plan()
    first, second, third = put(planned, "Begroting"), put(planned, "Jaarplan"), put(planned, "Rondvraag")
    change_item(second.pk, ItemText("discussion", "Het jaarplan"), actor=COMMAND)
    move_item(second.pk, 1, actor=COMMAND)
    for decision in ("Akkoord.", "Akkoord met de begroting."):
        record_treatment(first.pk, actor=COMMAND, today=TODAY, decision=decision, minutes="Kort besproken.")
    remove_item(third.pk, actor=COMMAND)
    attend(planned)
    attend(planned, {MAYORS[0]: ABSENT})
    keep_motive(planned.pk, "Het kon niet wachten.", actor=COMMAND, now=NOW)
    return planned


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE meetings_agendaitem SET decision = 'Afgewezen.' WHERE title = 'Begroting'", "agenda_item"),
        ("UPDATE meetings_agendaitem SET minutes = '' WHERE title = 'Begroting'", "agenda_item"),
        ("UPDATE meetings_agendaitem SET text = 'Anders' WHERE title = 'Het jaarplan'", "agenda_item"),
        ("DELETE FROM meetings_agendaitem WHERE title = 'Het jaarplan'", "agenda_item"),
        ("UPDATE meetings_attendance SET state = 'present' WHERE state = 'absent'", "attendance"),
        ("UPDATE meetings_withoutquorum SET motive = 'Anders'", "without_quorum"),
    ],
)
def test_a_change_behind_the_back_of_the_log_is_named(held: Sitting, statement: str, name: str) -> None:
    assert verify_audit().fault is None
    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount == 1
    found = verify_audit().fault
    assert found
    assert f"{name} " in found.message


def test_an_item_that_was_removed_does_not_come_back(held: Sitting) -> None:
    item = put(held, "Nog iets")
    remove_item(item.pk, actor=COMMAND)
    assert verify_audit().fault is None
    item.save(force_insert=True)
    found = verify_audit().fault
    assert found
    assert f"agenda_item {item.pk}" in found.message
