"""Recording promises: only who speaks for a party, only what it is asked, in order, appended, and nothing twice."""

import datetime as dt
import uuid
from collections.abc import Mapping

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.accounts.api import own_grants
from noaber.accounts.models import User
from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import FACT, as_fact
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import GateOverride, Position, Stage
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, override_gate, record_positions
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.drafts.written import StageText
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    DATED,
    MEETING,
    NORTH,
    NOW,
    SOUTH,
    STRANGER,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    nothing_changes,
    party,
    record,
    recordings,
    send,
    stage,
)
from noaber.network.models import Post
from noaber.network.services.memberships import end_membership
from noaber.network.services.people import link_account
from noaber.network.tests.conftest import person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]

AARDAM, POLICE = "organisation:GM9001", "organisation:POLITIE-VL"
ADOPT = {"1": AGREE}
OBJECTS = Said(Answer.OBJECTION, "Te duur.")


def break_order(
    number: int = 2, *, actor: Actor = COMMAND, motive: str = "Besluit van de stuurgroep: er is haast."
) -> GateOverride:
    return override_gate(
        stage(number).id, actor=actor, now=NOW, today=NOW.date(), motive=motive, decided_on=MEETING
    )


def counts(number: int, key: str) -> dict[str, Answer]:
    """The answers of a party that count, by label."""
    return {label: cell.answer for (who, label), cell in stage(number).cells.items() if who == key}


# Who speaks for whom


@pytest.mark.usefixtures("councils_agreed")
@pytest.mark.parametrize(
    ("number", "key", "role", "scope"),
    [
        (1, NORTH, "chair", "body:overleg-noord"),
        (1, NORTH, "secretary", "body:overleg-noord"),
        (1, NORTH, "coordinator", ""),
        (3, AARDAM, "mayor", AARDAM),
        (3, AARDAM, "contact", AARDAM),
        (3, POLICE, "head", POLICE),
    ],
)
def test_who_speaks_for_a_party_records(number: int, key: str, role: str, scope: str) -> None:
    label = party(number, key).labels[0]

    (found,) = record(number, key, {label: OBJECTS}, actor=holding(role, scope))

    assert (found.recorded_by_id, found.on_behalf_of_id, found.recorded_at) == (8, None, NOW)
    assert counts(number, key)[label] is Answer.OBJECTION


@pytest.mark.usefixtures("councils_agreed")
@pytest.mark.parametrize(
    ("number", "key", "actor"),
    [
        (1, NORTH, ANONYMOUS),
        (1, NORTH, STRANGER),
        (1, NORTH, holding("chair", "body:overleg-zuid")),
        (1, NORTH, holding("member", "body:overleg-noord")),
        (1, NORTH, holding("mayor", AARDAM)),
        (1, NORTH, holding("contact", "body:overleg-noord")),
        (1, NORTH, holding("controller")),
        (3, AARDAM, STRANGER),
        (3, AARDAM, holding("mayor", "organisation:GM9002")),
        (3, AARDAM, holding("chair", "body:overleg-noord")),
        (3, AARDAM, holding("chair", AARDAM)),
        (3, POLICE, holding("mayor", AARDAM)),
    ],
)
def test_a_stranger_does_not_record(number: int, key: str, actor: Actor) -> None:
    said = {party(number, key).labels[0]: OBJECTS}

    with nothing_changes(), pytest.raises(AccessRefused, match="mag dit standpunt niet wijzigen"):
        record(number, key, said, actor=actor)


@pytest.mark.parametrize("grant", [Grant("coordinator"), Grant("chair", "body:overleg-noord")])
def test_an_assistant_who_only_prepares_does_not_record(grant: Grant) -> None:
    assistant = Actor(9, 8, frozenset({grant}), prepares_only=True)

    with nothing_changes(), pytest.raises(AccessRefused, match="voorbereiden"):
        record(1, NORTH, AGREED, actor=assistant)
    found = record(1, NORTH, AGREED, actor=assistant.acting())
    assert {(each.recorded_by_id, each.on_behalf_of_id) for each in found} == {(9, 8)}


def test_the_mandate_itself_gives_the_right() -> None:
    user = User.objects.create_user("burgemeester@aardam.invalid", display_name="Burgemeester")
    link_account(person_named("Burgemeester van Aardam"), actor=COMMAND, user_id=user.pk)
    mayor = Actor(user.pk, grants=own_grants(user.pk, TODAY))

    record(1, NORTH, AGREED, actor=mayor)
    with pytest.raises(AccessRefused):
        record(1, SOUTH, AGREED, actor=mayor)
    record(1, SOUTH, AGREED)
    record(2, BOARD, ADOPT, actor=mayor)
    record(3, AARDAM, {"3a": AGREE}, actor=mayor)
    with pytest.raises(AccessRefused):
        record(3, POLICE, {"3b": AGREE}, actor=mayor)


# R41


def ask_team(role: Role) -> None:
    """Another proposal, of which the first step is for an informal team; sent before that was refused."""
    rule = StageRule.ALL
    first = StageText(1, "het team", Role.HEAR, rule, bodies=("team-jeugd",), labels=("1",))
    draft("team", stages=(first, StageText(2, "de stuurgroep", Role.ADOPT, rule, bodies=("stuurgroep",))))
    send("team")
    with unguarded():
        Stage.objects.filter(proposal__code="team", number=1).update(role=role)


@pytest.mark.parametrize("role", [Role.CONSENT, Role.DECIDE, Role.ADOPT])
def test_an_informal_body_decides_nothing(role: Role) -> None:
    ask_team(role)

    with nothing_changes(), pytest.raises(DomainError, match="informeel overleg"):
        record(1, "body:team-jeugd", {"1": AGREE}, code="team")


@pytest.mark.parametrize("role", [Role.HEAR, Role.ADVISE])
def test_an_informal_body_is_heard_and_advises(role: Role) -> None:
    ask_team(role)

    assert len(record(1, "body:team-jeugd", {"1": AGREE}, code="team")) == 1


def test_a_body_decides_on_a_day_on_which_somebody_sits_in_it() -> None:
    rule = StageRule.ALL
    draft("regio", stages=(StageText(1, "de regio", Role.ADOPT, rule, bodies=("rvo",)),))
    send("regio")
    seat = Post.objects.get(code="rvo:noord").memberships.get()
    end_membership(seat.pk, actor=COMMAND, now=NOW, valid_until=MEETING)

    with nothing_changes(), pytest.raises(DomainError, match="geen enkele zetel bezet"):
        record(1, "body:rvo", ADOPT, code="regio", decided_on=MEETING)
    assert record(1, "body:rvo", ADOPT, code="regio", decided_on=MEETING - dt.timedelta(days=1))


# What is refused


@pytest.mark.parametrize(
    ("said", "says", "field"),
    [
        ({"2": AGREE}, "Dit antwoord past niet bij punt 2.", "2"),
        ({"2": OBJECTS}, "Dit antwoord past niet bij punt 2.", "2"),
        ({"1": Said(Answer.TOOK_NOTE)}, "Dit antwoord past niet bij punt 1.", "1"),
        ({"3": Said(Answer.OBJECTION)}, "Vul bij punt 3 de reden van het bezwaar in.", "text_3"),
        ({"3": Said(Answer.OBJECTION, " \n")}, "Vul bij punt 3 de reden van het bezwaar in.", "text_3"),
        ({"4": Said(Answer.WITH_REMARK)}, "Vul bij punt 4 de kanttekening in.", "text_4"),
        ({"9": AGREE}, "Punt 9 wordt hier niet gevraagd.", "9"),
        ({"3a": AGREE}, "Punt 3a wordt hier niet gevraagd.", "3a"),
        (AGREED | {"3b": AGREE}, "Punt 3b wordt hier niet gevraagd.", "3b"),
        (AGREED | {"4": Said(Answer.TOOK_NOTE)}, "Dit antwoord past niet bij punt 4.", "4"),
    ],
)
def test_an_answer_that_cannot_be_is_refused_with_all_the_others(
    said: Mapping[str, Said], says: str, field: str
) -> None:
    with nothing_changes(), pytest.raises(DomainError) as caught:
        record(1, NORTH, said)

    assert (caught.value.message, caught.value.field) == (says, field)


@pytest.mark.usefixtures("councils_agreed")
@pytest.mark.parametrize(("key", "label"), [(AARDAM, "3b"), (POLICE, "3a"), (AARDAM, "1"), (POLICE, "3")])
def test_a_point_that_is_not_asked_of_this_party_is_refused(key: str, label: str) -> None:
    with (
        nothing_changes(),
        pytest.raises(DomainError, match=f"Punt {label} wordt hier niet gevraagd") as caught,
    ):
        record(3, key, {label: AGREE})
    assert caught.value.field == label


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (DATED - dt.timedelta(days=1), "Het voorstel is van 28 januari 2020"),
        (TODAY + dt.timedelta(days=1), "niet vooraf"),
    ],
)
def test_a_day_before_the_proposal_or_to_come_is_refused(day: dt.date, says: str) -> None:
    with nothing_changes(), pytest.raises(DomainError, match=says) as caught:
        record(1, NORTH, AGREED, decided_on=day)
    assert caught.value.field == "decided_on"


@pytest.mark.parametrize("day", [DATED, TODAY])
def test_the_day_of_the_proposal_and_today_are_fine(day: dt.date) -> None:
    assert {position.decided_on for position in record(1, NORTH, AGREED, decided_on=day)} == {day}


def test_who_is_not_asked_has_nothing_to_record() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="bestaat niet"):
        record_positions(uuid.uuid4(), AGREED, actor=COMMAND, now=NOW, today=NOW.date(), decided_on=MEETING)


# R14


def test_the_board_adopts_when_all_councils_have_passed_the_point_and_not_before() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Stap 1 is nog niet klaar op punt 1"):
        record(2, BOARD, ADOPT)
    record(1, NORTH, AGREED)
    with nothing_changes(), pytest.raises(DomainError, match="Stap 1 is nog niet klaar op punt 1"):
        record(2, BOARD, ADOPT)
    record(1, SOUTH, {"1": Said(Answer.WITH_REMARK, "Met zorg.")})

    record(2, BOARD, ADOPT)

    assert stage(2).outcomes["1"].verdict is Verdict.PASSED


@pytest.mark.usefixtures("councils_agreed")
@pytest.mark.parametrize("answer", [OBJECTS, Said(Answer.DEFERRED), Said(Answer.NOT_DISCUSSED)])
def test_one_council_that_does_not_agree_keeps_the_gate_closed(answer: Said) -> None:
    record(1, SOUTH, {"1": answer})

    with nothing_changes(), pytest.raises(DomainError, match="nog niet klaar"):
        record(2, BOARD, ADOPT)


def test_organisations_wait_for_every_point_of_the_councils() -> None:
    all_councils_agree(ADOPT)

    with nothing_changes(), pytest.raises(DomainError, match="nog niet klaar op punt 2, 3 en 4"):
        record(3, AARDAM, {"3a": AGREE})
    all_councils_agree()
    assert record(3, AARDAM, {"3a": AGREE})


def test_a_motivated_decision_opens_the_gate_of_that_stage_once() -> None:
    override = break_order()

    assert (override.decided_on, override.recorded_at, override.recorded_by_id) == (MEETING, NOW, None)
    assert AuditEntry.objects.filter(verb="decisions.override_gate").count() == 1
    gate = stage(2).gate
    assert (gate.is_open, gate.labels, gate.motive) == (True, ("1",), override.motive)
    record(2, BOARD, ADOPT)
    with nothing_changes(), pytest.raises(DomainError, match="al doorbroken"):
        break_order()
    with nothing_changes(), pytest.raises(DomainError, match="nog niet klaar"):
        record(3, AARDAM, {"3a": AGREE})


@pytest.mark.parametrize("motive", ["", "  \n"])
def test_without_a_motive_the_order_stands(motive: str) -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Vul in waarom") as caught:
        break_order(motive=motive)
    assert caught.value.field == "motive"
    assert not stage(2).gate.is_open


@pytest.mark.parametrize(
    "actor",
    [
        STRANGER,
        holding("chair", "body:stuurgroep"),
        Actor(9, 8, frozenset({Grant("coordinator")}), prepares_only=True),
    ],
)
def test_only_who_writes_proposals_breaks_the_order(actor: Actor) -> None:
    with nothing_changes(), pytest.raises(AccessRefused):
        break_order(actor=actor)


def test_of_a_stage_that_is_not_there_no_order_is_broken() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="bestaat niet"):
        override_gate(
            0, actor=COMMAND, now=NOW, today=NOW.date(), motive="Er is haast bij.", decided_on=MEETING
        )


# Appended, and nothing twice


def test_the_same_positions_twice_add_nothing() -> None:
    said = AGREED | {"4": Said(Answer.WITH_REMARK, "Graag eerder.")}
    assert len(record(1, NORTH, said, evidence="Besluitenlijst 4")) == 4
    assert recordings() == 1

    with nothing_changes():
        assert record(1, NORTH, said, evidence="Besluitenlijst 4") == []
        assert (
            record(
                1,
                NORTH,
                said | {"4": Said(Answer.WITH_REMARK, " Graag eerder.\n")},
                evidence=" Besluitenlijst 4 ",
            )
            == []
        )
        assert record(1, NORTH, {}) == []


def test_only_what_is_new_is_added() -> None:
    record(1, NORTH, {"1": AGREE, "2": Said(Answer.TOOK_NOTE)})

    new = record(1, NORTH, AGREED)

    assert [position.point.label for position in new] == ["3", "4"]
    facts = AuditEntry.objects.filter(verb="decisions.record_positions").latest("pk").facts
    assert facts == {"points": ["3", "4"], FACT: as_fact(new)}
    assert party(1, NORTH).revision == 2


def test_another_day_or_place_of_the_decision_is_another_position() -> None:
    record(1, NORTH, ADOPT)

    assert record(1, NORTH, ADOPT, decided_on=TODAY)
    assert record(1, NORTH, ADOPT, decided_on=TODAY, evidence="Besluitenlijst 5")
    assert Position.objects.count() == 3


def test_a_later_position_replaces_and_the_earlier_row_stays() -> None:
    record(1, NORTH, {"1": OBJECTS})
    earlier = Position.objects.values().get()

    record(1, NORTH, {"1": AGREE}, decided_on=MEETING + dt.timedelta(days=1))

    assert counts(1, NORTH) == {"1": Answer.CONSENT}
    assert stage(1).outcomes["1"].tally.objection == 0
    assert Position.objects.values().get(pk=earlier["id"]) == earlier
    assert Position.objects.count() == 2


def test_an_older_decision_does_not_replace_a_later_one_whatever_the_order_of_recording() -> None:
    record(1, NORTH, {"1": AGREE}, decided_on=TODAY)

    with nothing_changes(), pytest.raises(DomainError, match="Bij punt 1 staat al een later besluit"):
        record(1, NORTH, {"1": OBJECTS}, decided_on=MEETING)

    assert counts(1, NORTH) == {"1": Answer.CONSENT}


def test_the_same_answer_gets_its_right_day() -> None:
    record(1, NORTH, {"1": AGREE}, decided_on=TODAY)

    assert record(1, NORTH, {"1": AGREE}, decided_on=MEETING)


def test_who_took_the_later_decision_back_records_the_older_one() -> None:
    record(1, NORTH, {"1": AGREE}, decided_on=TODAY)
    take_back_positions(
        party(1, NORTH).consultation_id, actor=COMMAND, now=NOW, today=TODAY, reason="Verkeerd overleg."
    )

    record(1, NORTH, {"1": OBJECTS}, decided_on=MEETING)

    assert counts(1, NORTH) == {"1": Answer.OBJECTION}


def test_who_goes_back_to_what_they_said_first_says_it_again() -> None:
    for answer in (AGREE, OBJECTS, AGREE):
        record(1, NORTH, {"1": answer})

    assert list(Position.objects.values_list("answer", flat=True)) == ["consent", "objection", "consent"]
    assert counts(1, NORTH) == {"1": Answer.CONSENT}


def test_positions_are_appended_only() -> None:
    record(1, NORTH, AGREED)
    rows = list(Position.objects.order_by("pk").values_list())

    with CaptureQueriesContext(connection) as asked:
        record(1, NORTH, AGREED | {"1": OBJECTS, "4": Said(Answer.DEFERRED)})

    assert list(Position.objects.order_by("pk").values_list())[: len(rows)] == rows
    table = Position._meta.db_table
    verbs = {query["sql"].split()[0] for query in asked.captured_queries if f'"{table}"' in query["sql"]}
    assert verbs == {"SELECT", "INSERT"}


def test_of_two_editors_of_the_same_answers_the_second_meets_the_conflict() -> None:
    seen = party(1, NORTH).revision
    record(1, NORTH, {"1": AGREE}, expected_revision=seen)

    with nothing_changes(), pytest.raises(Conflict) as caught:
        record(1, NORTH, {"1": OBJECTS}, expected_revision=seen)

    assert caught.value.revision == seen + 1
    record(1, SOUTH, {"1": AGREE}, expected_revision=party(1, SOUTH).revision)
    record(1, NORTH, {"1": OBJECTS}, expected_revision=seen + 1)


def test_an_answer_to_one_proposal_is_none_to_another() -> None:
    draft("ander")
    send("ander")

    all_councils_agree()

    assert not stage(1, "ander").cells
    with pytest.raises(DomainError, match="nog niet klaar"):
        record(2, BOARD, ADOPT, code="ander")
