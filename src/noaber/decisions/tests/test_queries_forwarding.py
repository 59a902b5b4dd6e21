"""R56: consent of the councils opens the own decision of every organisation, with the advice of its own council."""

import datetime as dt

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.queries.answers.given import asked_of_organisations
from noaber.decisions.queries.forwarding.overview import by_district, counted, follow_ups
from noaber.decisions.rules.forwarding import FollowUpState
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    SOUTH,
    TODAY,
    all_councils_agree,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.forwarded import DUE_ON, own, send_memo
from noaber.network.services.load_network import LoadReport
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
OBJECTION = Said(Answer.OBJECTION, "Te duur.")
REMARK = Said(Answer.WITH_REMARK, "Let op de kleine gemeenten.")


@pytest.fixture(autouse=True)
@made_once
def sent(voorbeeldland: LoadReport) -> None:
    send_memo()


def test_everyone_is_known_before_any_council_met() -> None:
    rows = follow_ups(stand(), TODAY)
    assert len(rows) == 8
    assert {row.state for row in rows} == {FollowUpState.AHEAD}
    first = own("GM9001")
    assert (first.party.organ, first.party.due_on, first.party.kind) == ("council", DUE_ON, "municipality")
    assert own("POLITIE-VL").party.organ == "board"


def test_consent_of_all_councils_opens_it_for_everyone() -> None:
    record(1, NORTH, AGREED)
    assert own("GM9001").state is FollowUpState.AHEAD
    record(1, SOUTH, AGREED)
    assert {row.state for row in follow_ups(stand(), TODAY)} == {FollowUpState.OPEN}


def test_only_the_point_that_sends_on_counts() -> None:
    """A council that objects to the strategy holds up its adoption, not what it sent on."""
    record(1, NORTH, {**AGREED, "1": OBJECTION})
    record(1, SOUTH, AGREED)
    assert stage(2).gate.labels == ("1",)
    assert stage(3).gate.is_open
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    assert own("GM9001").state is FollowUpState.DECIDED


def test_an_objection_to_the_point_that_sends_on_keeps_it_closed() -> None:
    record(1, NORTH, {**AGREED, "3": OBJECTION})
    record(1, SOUTH, AGREED)
    assert stage(3).gate.labels == ("3",)
    with pytest.raises(DomainError, match="nog niet klaar op punt 3"):
        record(3, MUNICIPALITIES[0], {"3a": AGREE})


def test_a_motivated_decision_opens_it_all_the_same() -> None:
    record(1, NORTH, AGREED)
    override_gate(
        stage(3).id,
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        motive="De stuurgroep besloot dit.",
        decided_on=TODAY,
    )
    assert own("GM9004").state is FollowUpState.OPEN
    assert [each.answer for each in own("GM9004").advice] == [None]


def test_an_organisation_gets_the_advice_of_its_own_council_and_a_partner_that_of_all() -> None:
    record(1, NORTH, {**AGREED, "3": REMARK})
    record(1, SOUTH, AGREED)
    (advice,) = own("GM9001").advice
    assert (advice.body_code, advice.label, advice.wanted) == ("overleg-noord", "3", "een positief advies")
    assert (advice.answer, advice.text, advice.decided_on) == (Answer.WITH_REMARK, REMARK.text, MEETING)
    assert advice.is_positive
    assert [each.body_code for each in own("GM9004").advice] == ["overleg-zuid"]
    assert [each.body_code for each in own("POLITIE-VL").advice] == ["overleg-noord", "overleg-zuid"]


def test_what_is_decided_is_counted_per_district() -> None:
    all_councils_agree()
    record(3, MUNICIPALITIES[0], {"3a": REMARK})
    record(3, MUNICIPALITIES[3], {"3a": Said(Answer.DEFERRED)})
    rows = follow_ups(stand(), TODAY)
    assert (counted(rows).with_remark, counted(rows).waiting, counted(rows).total) == (1, 7, 8)
    groups = by_district(rows)
    assert list(groups) == ["Noord", "Zuid", ""]
    assert [counted(group).decided for group in groups.values()] == [1, 0, 0]
    assert own("GM9004").state is FollowUpState.POSTPONED


def test_who_may_decide_and_did_not_is_late_after_the_day() -> None:
    all_councils_agree()
    assert not own("GM9001", DUE_ON).is_overdue
    assert own("GM9001", DUE_ON + dt.timedelta(days=1)).is_overdue


def test_the_answers_of_one_organisation_stand_together() -> None:
    all_councils_agree()
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    (asked,) = asked_of_organisations(COMMAND, ["GM9001"], AsOf(TODAY))
    assert (asked.label, asked.answer, asked.decided_on, asked.due_on) == (
        "3a",
        Answer.CONSENT,
        MEETING,
        DUE_ON,
    )
    assert asked.is_follow_up
    (before,) = asked_of_organisations(COMMAND, ["GM9001"], AsOf(MEETING - dt.timedelta(days=1)))
    assert before.answer is None
    assert asked_of_organisations(ANONYMOUS, ["GM9001"], AsOf(TODAY)) == []
