"""The history of a subject promises every statement that was ever in force, and nothing that never was."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND
from noaber.core.staging import Stage
from noaber.network.models import Body, BodyVersion
from noaber.network.queries.history import body_history
from noaber.network.queries.history_entries import Kind
from noaber.network.services.bodies import change_body
from noaber.network.services.endings import cancel_ending, end_body
from noaber.network.tests.conftest import NOW, TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
LATER = NOW + dt.timedelta(hours=1)


def rename(name: str, now: dt.datetime) -> None:
    change_body("werkgroep", actor=COMMAND, now=now, valid_from=TODAY, values={"name": name})


def names() -> list[str]:
    return [said.now for entry in body_history("werkgroep") for said in entry.said if said.label == "naam"]


def test_what_is_staged_and_not_yet_visible_is_no_history() -> None:
    mark = Stage(1).mark
    BodyVersion.objects.create(
        body=Body.objects.get(code="werkgroep"),
        name="Uit een lijst die niet is doorgevoerd",
        valid_from=TODAY,
        known_from=mark,
        known_until=mark,
    )

    assert names() == ["Werkgroep"]
    assert all(entry.recorded_at.year > 1900 for entry in body_history("werkgroep"))


def test_what_was_said_and_taken_back_in_one_moment_is_no_history() -> None:
    rename("Verschreven", NOW)
    rename("Werkgroep Veiligheid", NOW)

    assert names() == ["Werkgroep Veiligheid", "Werkgroep"]


def test_an_end_says_why_and_does_not_make_what_went_before_a_mistake() -> None:
    ending = end_body("werkgroep", actor=COMMAND, now=NOW, valid_until=TODAY, reason="Klaar")

    last, first = body_history("werkgroep")
    assert (last.kind, last.reason, last.valid_from, last.is_current) == (Kind.ENDS, "Klaar", TODAY, True)
    assert first.is_current

    cancel_ending(ending.pk, actor=COMMAND, now=LATER)
    back, last, first = body_history("werkgroep")
    assert (back.kind, back.recorded_at, back.valid_from) == (Kind.WITHDRAWN, LATER, TODAY)
    assert (last.kind, last.reason, last.is_withdrawn) == (Kind.ENDS, "Klaar", True)
    assert first.is_current


def test_a_correction_marks_what_it_corrects() -> None:
    change_body("werkgroep", actor=COMMAND, now=NOW, valid_from=dt.date(2020, 1, 1), values={"name": "Beter"})

    assert [(entry.kind, entry.is_current) for entry in body_history("werkgroep")] == [
        (Kind.CHANGES, True),
        (Kind.BEGINS, False),
    ]
