"""Who decides and by when: said by who speaks for the organisation, until it has decided, and never lost."""

import datetime as dt
from typing import Any

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import FACT, changed_records
from noaber.decisions.models import Consultation, Proposal
from noaber.decisions.services.answers.planning import plan_own_decision, set_organ, set_own_deadline
from noaber.decisions.services.drafts.routes import move_deadline
from noaber.decisions.tests.conftest import (
    AGREE,
    CODE,
    MUNICIPALITIES,
    NORTH,
    NOW,
    STRANGER,
    TODAY,
    all_councils_agree,
    holding,
    nothing_changes,
    party,
    record,
)
from noaber.decisions.tests.forwarded import DUE_ON, own, send_memo
from noaber.network.services.load_network import LoadReport
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
HOME = "organisation:GM9001"
DAY = dt.timedelta(days=1)
EARLIER, LATER = DUE_ON - dt.timedelta(days=30), DUE_ON + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
@made_once
def sent(voorbeeldland: LoadReport) -> None:
    send_memo()


def organ(value: str = "executive", *, actor: Actor = COMMAND, **options: Any) -> Consultation:
    return set_organ(own("GM9001").consultation_id, actor=actor, today=TODAY, organ=value, **options)


def deadline(due_on: dt.date | None, *, actor: Actor = COMMAND, **options: Any) -> Consultation:
    return set_own_deadline(own("GM9001").consultation_id, actor=actor, today=TODAY, due_on=due_on, **options)


@pytest.mark.parametrize(
    "actor",
    [COMMAND, holding("coordinator"), *(holding(role, HOME) for role in ("mayor", "contact", "head"))],
)
def test_who_speaks_for_the_organisation_says_who_decides_and_when(actor: Actor) -> None:
    organ("mayor", actor=actor)
    deadline(EARLIER, actor=actor)
    found = own("GM9001").party
    assert (found.organ, found.due_on, found.revision) == ("mayor", EARLIER, 2)
    assert own("GM9002").party.due_on == DUE_ON


@pytest.mark.parametrize(
    "actor",
    [STRANGER, holding("mayor", "organisation:GM9002"), holding("chair", NORTH), holding("controller")],
)
def test_nobody_else_does(actor: Actor) -> None:
    with nothing_changes():
        with pytest.raises(AccessRefused):
            organ(actor=actor)
        with pytest.raises(AccessRefused):
            deadline(EARLIER, actor=actor)


def test_an_assistant_only_prepares() -> None:
    with nothing_changes(), pytest.raises(AccessRefused, match="voorbereiden"):
        organ(actor=holding("mayor", HOME).preparing())


def test_only_the_coordinator_gives_more_time_than_everyone_has() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="in overleg met de coördinator") as refused:
        deadline(LATER, actor=holding("mayor", HOME))
    assert refused.value.field == "due_on"
    deadline(LATER, actor=holding("coordinator"))
    assert own("GM9001").party.due_on == LATER
    deadline(LATER, actor=holding("mayor", HOME))  # stands already: nothing is asked


def test_a_day_that_is_over_is_no_deadline() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="die nog komt"):
        deadline(TODAY - dt.timedelta(days=1))


def test_without_one_of_its_own_the_deadline_of_everyone_holds() -> None:
    deadline(EARLIER)
    deadline(None)
    assert own("GM9001").party.due_on == DUE_ON


@pytest.mark.db
def test_when_that_of_everyone_moves_forward_a_later_one_goes_along_unless_it_was_agreed() -> None:
    all_councils_agree()
    for code, due_on in (
        ("GM9001", DUE_ON - DAY),
        ("GM9002", LATER),
        ("GM9003", EARLIER),
        ("GM9004", DUE_ON),
    ):
        set_own_deadline(own(code).consultation_id, actor=COMMAND, today=TODAY, due_on=due_on)
    record(3, MUNICIPALITIES[3], {"3a": AGREE})  # it has decided: nothing of it moves
    earlier = DUE_ON - 7 * DAY
    moved = move_deadline(CODE, 3, earlier, actor=COMMAND, today=TODAY)
    assert (moved.due_on, moved.followed, moved.kept) == (earlier, 1, 1)
    found = {code: own(code).party for code in ("GM9001", "GM9002", "GM9003", "GM9004", "GM9005")}
    days = [each.due_on for each in found.values()]
    assert days == [earlier, LATER, EARLIER, DUE_ON, earlier]
    assert found["GM9001"].revision == 2
    noted = AuditEntry.objects.filter(facts__has_key=FACT).order_by("sequence")
    assert changed_records(each.facts[FACT] for each in noted)[1:] == ([], [])
    again = move_deadline(CODE, 3, DUE_ON, actor=COMMAND, today=TODAY)
    assert (again.followed, again.kept) == (0, 0)  # later for everyone takes nothing from anyone


@pytest.mark.parametrize("value", ["board", "", "koning"])
def test_an_organ_that_a_municipality_does_not_have_is_refused(value: str) -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Dit orgaan heeft deze organisatie niet"):
        organ(value)


def test_once_decided_it_stands() -> None:
    all_councils_agree()
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    with nothing_changes():
        with pytest.raises(DomainError, match="al besloten"):
            organ("mayor")
        with pytest.raises(DomainError, match="al besloten"):
            deadline(EARLIER)


def test_of_a_body_or_a_withdrawn_proposal_nothing_is_planned() -> None:
    with pytest.raises(DomainError, match="geen eigen besluit"):
        set_organ(party(1, NORTH).consultation_id, actor=COMMAND, today=TODAY, organ="council")
    Proposal.objects.update(withdrawn_at=NOW)
    with nothing_changes(), pytest.raises(DomainError, match="ingetrokken"):
        organ()


def test_said_twice_it_is_said_once() -> None:
    organ("mayor")
    deadline(EARLIER)
    with nothing_changes():
        organ("mayor")
        deadline(EARLIER)


def test_who_was_first_is_not_overwritten() -> None:
    organ("mayor", expected_revision=0)
    with nothing_changes():
        with pytest.raises(Conflict):
            organ("executive", expected_revision=0)
        with pytest.raises(Conflict):
            deadline(EARLIER, expected_revision=0)


def test_both_at_once_are_both_or_neither() -> None:
    key = own("GM9001").consultation_id
    mayor = holding("mayor", HOME)
    with nothing_changes(), pytest.raises(DomainError, match="coördinator"):
        plan_own_decision(key, actor=mayor, today=TODAY, organ="executive", due_on=LATER, expected_revision=0)
    plan_own_decision(key, actor=mayor, today=TODAY, organ="executive", due_on=EARLIER, expected_revision=0)
    assert (own("GM9001").party.organ, own("GM9001").party.due_on) == ("executive", EARLIER)
    said = AuditEntry.objects.filter(object_id=str(key)).values_list("verb", flat=True)
    assert set(said) == {"decisions.set_organ", "decisions.set_own_deadline"}
