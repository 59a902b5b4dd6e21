"""Joint positions and their log (R22): forum, date, seat and outcome, appended and never changed."""

import datetime as dt
from dataclasses import replace
from typing import Any, Final

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.network.api import seats
from noaber.strategy.models import JointPositionStatement, LobbyEntry, LobbyWithdrawal
from noaber.strategy.queries.positions import PositionRow, joint_position, position_versions
from noaber.strategy.rules.positions import EntryText, PositionText
from noaber.strategy.services.positions import log_lobby, record_position
from noaber.strategy.services.withdrawing import withdraw_lobby_entry
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, STRANGER, TODAY, TOWN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
AFTER: Final = LATER + dt.timedelta(hours=1)
CODE: Final = "wijkagenten"
HELD: Final = PositionText("Wijkagenten", "Elke gemeente houdt een wijkagent.", dt.date(2020, 1, 20))
ENTRY: Final = EntryText(
    "Overleg met het ministerie", dt.date(2020, 2, 10), "stuurgroep:chair", "Ingebracht."
)


def record(text: PositionText = HELD, *, actor: Actor = COORDINATOR, expected: int | None = None) -> bool:
    return record_position(CODE, "", text, actor=actor, now=NOW, today=TODAY, expected_revision=expected)


def log(text: EntryText = ENTRY, *, actor: Actor = COORDINATOR, **more: Any) -> int | None:
    return log_lobby(CODE, text, actor=actor, now=LATER, today=TODAY, **more)


def withdraw(key: int | None, reason: str = "Dit was een ander overleg.", **more: Any) -> None:
    said: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": TODAY, **more}
    withdraw_lobby_entry(CODE, key or 0, reason, **said)


def found(asof: AsOf | None = None) -> PositionRow:
    row = joint_position(CODE, asof or AsOf(TODAY))
    assert row
    return row


def test_r22_where_a_position_was_brought_in_is_kept_with_forum_date_seat_and_outcome() -> None:
    assert ENTRY.seat in {row.code for row in seats(COORDINATOR, AsOf(TODAY))}
    record()
    first = log()
    known = replace(ENTRY, outcome="Het ministerie neemt het mee.")
    second = log(known, replaces=first)
    row = found()
    assert [(each.key, each.text) for each in row.entries] == [(second, known)]
    assert [each.text for each in row.replaced] == [ENTRY]
    with pytest.raises(Conflict):
        log(replace(known, said="Anders"), replaces=first)
    assert log(known, replaces=second) is None
    assert log(known, replaces=first) is None  # what the other wrote is just what this one says


def test_r22_a_line_that_should_not_be_there_is_taken_back_with_a_reason() -> None:
    record()
    key = log()
    with pytest.raises(DomainError, match="Zeg waarom") as refused:
        withdraw(key, " ")
    assert refused.value.field == "reason"
    with pytest.raises(Conflict, match="‘Wijkagenten’"):
        withdraw(key, expected_revision=0)
    with pytest.raises(AccessRefused):
        withdraw(key, actor=STRANGER)
    withdraw(key, now=AFTER)
    row = found()
    assert row.entries == ()
    assert [(each.text, each.withdrawn) for each in row.withdrawn] == [(ENTRY, "Dit was een ander overleg.")]
    assert found(AsOf(TODAY, known_at=AFTER)).entries[0].text == ENTRY
    with pytest.raises(DomainError, match="al ingetrokken"):
        withdraw(key)
    assert log() is not None  # it may be recorded anew


def test_r22_nothing_is_brought_in_before_the_network_stood_for_it() -> None:
    record()
    with pytest.raises(
        DomainError, match="sinds 20 januari 2020 voor; 19 januari 2020 is daarvoor"
    ) as refused:
        log(replace(ENTRY, on=dt.date(2020, 1, 19)))
    assert refused.value.field == "on"
    log()
    with pytest.raises(DomainError, match="al op 10 februari 2020 ingebracht"):
        record(replace(HELD, since_on=dt.date(2020, 2, 11), reason="Dit is later begonnen"))


def test_r22_the_same_sent_twice_is_one_line() -> None:
    record()
    seen = found().revision
    assert log(expected_revision=seen)
    assert log(expected_revision=seen) is None
    assert len(found().entries) == 1


def test_a_position_changes_with_a_reason_and_what_it_said_stays() -> None:
    record()
    left = replace(HELD, is_left=True)
    with pytest.raises(DomainError, match="Zeg waarom"):
        record(left)
    assert record(replace(left, reason="De wet is gewijzigd."))
    assert not record(replace(left, reason="Dit nog eens."))
    assert found().text.is_left
    assert [text.is_left for _at, text in position_versions(CODE, AsOf(TODAY))] == [True, False]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"forum": " "}, "forum"),
        ({"on": dt.date(2020, 3, 3)}, "on"),
        ({"seat": "geen:zetel"}, "seat"),
        ({"said": ""}, "said"),
        ({"outcome": "x" * 1001}, "outcome"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_kept(wrong: dict[str, Any], field: str) -> None:
    record()
    with pytest.raises(DomainError) as refused:
        log(replace(ENTRY, **wrong))
    assert refused.value.field == field
    assert not found().entries


def test_who_was_overtaken_is_told_and_others_may_not() -> None:
    record(expected=0)
    seen = found().revision
    log(expected_revision=seen)
    with pytest.raises(Conflict):
        log(replace(ENTRY, said="Tegelijk"), expected_revision=seen)
    with pytest.raises(Conflict):
        record(replace(HELD, title="Tegelijk", reason="Zo is het beter"), expected=seen)
    mayor = Actor(4, grants=frozenset({Grant("mayor", f"organisation:{TOWN}")}))
    for actor in (STRANGER, mayor, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            log(actor=actor)
        with pytest.raises(AccessRefused):
            record(replace(HELD, title="Anders", reason="Zo is het beter"), actor=actor)


def test_the_database_keeps_what_was_said_and_a_day_of_before_shows_less() -> None:
    record()
    log()
    withdraw(log(replace(ENTRY, forum="Elders")))
    for model in (JointPositionStatement, LobbyEntry, LobbyWithdrawal):
        with pytest.raises(DatabaseError), transaction.atomic():
            model._default_manager.all().delete()
    assert found(AsOf(dt.date(2020, 2, 1))).entries == ()
    assert found(AsOf(TODAY, known_at=LATER)).entries == ()
    assert joint_position(CODE, AsOf(dt.date(2020, 1, 1))) is None
