"""What was recorded for the wrong party is taken back: it counts nowhere any more, and stays readable."""

import datetime as dt
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.models import Position
from noaber.decisions.queries.answers.decided import has_own_decisions
from noaber.decisions.queries.answers.given import asked_of_organisations
from noaber.decisions.queries.answers.history import history_of
from noaber.decisions.queries.answers.own_questions import QuestionState
from noaber.decisions.queries.calendar.agenda import own_questions
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.obligations.obligation import obligations
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.proposals.waiting import newest_progress
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    BOARD,
    CODE,
    COUNCILS,
    NOW,
    SOUTH,
    TODAY,
    all_councils_agree,
    consultation,
    holding,
    nothing_changes,
    party,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.forwarded import own, send_memo
from noaber.decisions.tests.test_views_proposals import PAGE, address
from noaber.decisions.views.home import position_tasks
from noaber.network.tests.pages import links, typed_in, words
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.db]
WRONG = "organisation:GM9002"
MAYOR = holding("contact", WRONG)
REASON = "Vastgelegd bij de verkeerde gemeente."


def take_back(number: int, key: str, **given: Any) -> list[Position]:
    how: dict[str, Any] = {"actor": COMMAND, "now": NOW, "today": TODAY, "reason": REASON} | given
    return take_back_positions(consultation(number, key), **how)


@pytest.fixture
@made_once
def recorded(voorbeeldland: object) -> None:
    """Everyone has sent it on, and one municipality has decided, so it seems."""
    send_memo()
    all_councils_agree()
    record(3, WRONG, {"3a": AGREE})


@pytest.mark.usefixtures("recorded")
class TestOwnDecision:
    def test_it_counts_nowhere_any_more(self) -> None:
        assert stage(3).outcomes["3a"].tally.consent == 1
        assert take_back(3, WRONG)
        tally = stage(3).outcomes["3a"].tally
        assert (tally.consent, tally.open, tally.expected) == (0, 6, 6)
        assert (WRONG, "3a") not in stage(3).cells
        assert own("GM9002").answer is None
        assert {row.state for row in obligations(COMMAND, CODE, AsOf(TODAY)) if row.party == "GM9002"} == {
            ObligationState.EXPECTED
        }
        assert not has_own_decisions(CODE)
        assert [row.answer for row in asked_of_organisations(COMMAND, ["GM9002"], AsOf(TODAY))] == [None]

    def test_it_is_asked_again(self) -> None:
        assert WRONG not in [row.party.key for row in outstanding(stand())]
        before = newest_progress(COMMAND, AsOf(TODAY))
        take_back(3, WRONG)
        assert WRONG in [row.party.key for row in outstanding(stand())]
        assert own_questions(MAYOR, TODAY)[0].state is QuestionState.OPEN
        assert len(list(position_tasks(MAYOR, AsOf(TODAY)))) == 1
        after = newest_progress(COMMAND, AsOf(TODAY))
        assert before
        assert after
        assert (before.answered, after.answered) == (
            2,
            2,
        )  # the councils; who decides for itself stands apart
        assert (before.own_agreed, after.own_agreed) == (1, 0)

    def test_the_history_shows_both_and_the_database_keeps_both(self) -> None:
        (row,) = take_back(3, WRONG)
        rows = history_of(party(3, WRONG).consultation_id, AsOf(TODAY))
        assert [(each.answer, each.text) for each in rows] == [
            (Answer.RETRACTED, REASON),
            (Answer.CONSENT, ""),
        ]
        with pytest.raises(DatabaseError), transaction.atomic():
            Position.objects.filter(pk=row.pk).update(answer="consent")

    def test_twice_counts_once_and_each_has_its_row_in_the_log(self) -> None:
        assert take_back(3, WRONG)
        with nothing_changes():
            assert take_back(3, WRONG) == []
        assert AuditEntry.objects.filter(verb="decisions.take_back_positions").count() == 1

    def test_what_it_really_decided_is_recorded_after(self) -> None:
        take_back(3, WRONG)
        assert record(3, WRONG, {"3a": Said(Answer.OBJECTION, "Te duur.")})
        assert stage(3).cells[WRONG, "3a"].answer is Answer.OBJECTION
        assert take_back(3, WRONG)
        assert record(3, WRONG, {"3a": AGREE})

    def test_it_stood_on_no_day_but_whoever_asks_what_was_known_then_reads_it(self) -> None:
        """It was recorded by mistake: what is told of an earlier day, such as by a list of decisions, lacks it too."""
        yesterday, later = TODAY - dt.timedelta(days=1), NOW + dt.timedelta(hours=1)
        take_back(3, WRONG, now=later)
        for known_at, stood in ((None, False), (later, True)):
            found = standing(CODE, AsOf(yesterday, known_at))
            assert found
            cells = next(each for each in found.stages if each.number == 3).cells
            assert ((WRONG, "3a") in cells) == stood

    @pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
    def test_without_a_good_reason_it_stays(self, reason: str) -> None:
        with nothing_changes(), pytest.raises(DomainError):
            take_back(3, WRONG, reason=reason)

    @pytest.mark.parametrize("actor", [Actor(1), holding("contact", "organisation:GM9001")])
    def test_who_may_not_record_it_may_not_take_it_back(self, actor: Actor) -> None:
        with nothing_changes(), pytest.raises(AccessRefused):
            take_back(3, WRONG, actor=actor)

    def test_who_speaks_for_it_may(self) -> None:
        assert take_back(3, WRONG, actor=MAYOR)

    def test_who_saw_an_older_state_is_told(self) -> None:
        with nothing_changes(), pytest.raises(Conflict):
            take_back(3, WRONG, expected_revision=0)

    def test_it_cannot_be_answered_as_an_answer(self) -> None:
        with nothing_changes(), pytest.raises(DomainError):
            record(3, WRONG, {"3a": Said(Answer.RETRACTED, REASON)})


class TestEarlierStages:
    @pytest.mark.usefixtures("councils_agreed")
    def test_as_long_as_nobody_built_upon_it_a_council_may_and_the_gate_closes(self, memo: object) -> None:
        assert stage(3).gate.is_open
        assert take_back(1, SOUTH)
        assert not stage(3).gate.is_open
        assert stage(1).outcomes["1"].verdict is Verdict.OPEN
        record(1, SOUTH, AGREED)
        assert stage(3).gate.is_open

    @pytest.mark.usefixtures("councils_agreed")
    def test_after_the_adoption_the_closed_stages_refuse(self, memo: object) -> None:
        record(2, BOARD, {"1": AGREE})
        for number, key in ((1, COUNCILS[0]), (2, BOARD)):
            with nothing_changes(), pytest.raises(DomainError):
                take_back(number, key)

    @pytest.mark.usefixtures("councils_agreed")
    def test_what_was_built_upon_and_taken_back_there_may_be_taken_back_here(self, memo: object) -> None:
        record(3, WRONG, {"3a": AGREE})
        with pytest.raises(DomainError):
            take_back(1, SOUTH)
        take_back(3, WRONG)
        assert take_back(1, SOUTH)


@pytest.mark.usefixtures("oost_nederland")
class TestPages:
    def test_the_coordinator_confirms_and_it_is_to_do_again(self, client: Client) -> None:
        page = address(organisation__code="GM0193", stage__is_follow_up=True)
        sign_in(client, "coordinator")
        assert f"{page}intrekken/" in links(client.get(f"{page}geschiedenis/"))
        asked = client.get(f"{page}intrekken/")
        assert "telt Zwolle weer als" in words(asked)
        assert "akkoord" in words(asked)
        answer = client.post(f"{page}intrekken/", {**typed_in(asked), "reason": REASON}, follow=True)
        assert REASON in words(answer)
        assert "ingetrokken" in words(answer)
        assert "Er staat niets om in te trekken" in words(client.get(f"{page}intrekken/"))
        assert "Zwolle" in words(client.get(f"{PAGE}openstaand/"))
        chain = words(client.get(f"{PAGE}verplichtingen/GM0193/"))
        assert "begroting (vervallen: het besluit erachter geldt niet meer)" in chain

    def test_a_council_of_what_was_adopted_has_no_way_there(self, client: Client) -> None:
        page = address(body__code="dvo-twente")
        sign_in(client, "coordinator")
        assert f"{page}intrekken/" not in links(client.get(f"{page}geschiedenis/"))
        assert "Deze stap is gesloten" in words(client.get(f"{page}intrekken/"))
