"""A merger while a proposal runs: what was decided stays, and what was still open is asked of the successor."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.components.table import Table
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.points import Task
from noaber.core.reading import one_reading
from noaber.decisions.models import Consultation
from noaber.decisions.queries.calendar.agenda import entries_of, own_questions
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.obligations.obligation import obligations
from noaber.decisions.queries.proposals.successors import present_name, successors_of
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.obligations.budgets import record_budget_entry
from noaber.decisions.tests.conftest import (
    AGREE,
    CODE,
    MEETING,
    NOW,
    TODAY,
    all_councils_agree,
    holding,
    party,
    record,
    stage,
    stand,
)
from noaber.decisions.tests.follow_up import ask, letters_to
from noaber.decisions.tests.forwarded import send_memo
from noaber.decisions.views.home import position_tasks
from noaber.decisions.views.obligations.home import budget_tasks
from noaber.decisions.views.panels import decisions_panel
from noaber.network.models import Membership, PersonVersion
from noaber.network.services.memberships import appoint
from noaber.network.services.mergers import merge_municipalities
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]
MERGED_ON = dt.date(2020, 5, 1)
SECOND_ON = dt.date(2020, 5, 20)
BEEKSTAD, CEDERVEEN = "organisation:GM9002", "organisation:GM9003"
HEIR = holding("contact", "organisation:GM9010")
FORMER = holding("contact", BEEKSTAD)
OWN = {"3a": AGREE}


def merge(codes: list[str], code: str, name: str, on: dt.date) -> None:
    merge_municipalities(codes, actor=COMMAND, now=NOW, code=code, name=name, effective_on=on)


@pytest.fixture
@made_once
def asked(voorbeeldland: object) -> None:
    """Sent and sent on; every organisation must decide for itself, in each year."""
    send_memo()
    all_councils_agree()


@pytest.fixture
@made_once
def merged(asked: None) -> None:
    """Beekstad and Cederveen go on as Beek en Veen."""
    merge(["GM9002", "GM9003"], "GM9010", "Beek en Veen", MERGED_ON)


def home(actor: Actor = HEIR, on: dt.date = TODAY) -> list[Task]:
    return sorted(position_tasks(actor, AsOf(on)), key=lambda task: task.text)


@pytest.mark.usefixtures("merged")
class TestOpen:
    def test_who_merged_two_sees_two_questions(self) -> None:
        assert [task.text for task in home()] == [
            "U spreekt voor de opvolger van Beekstad.",
            "U spreekt voor de opvolger van Cederveen.",
        ]
        assert [row.party for row in own_questions(HEIR, TODAY)] == ["Beekstad", "Cederveen"]
        assert len(entries_of(HEIR, TODAY)) == 2

    def test_before_the_merger_it_sees_none(self) -> None:
        assert home(on=MERGED_ON - dt.timedelta(days=1)) == []

    def test_a_stranger_and_a_neighbour_see_none_of_it(self) -> None:
        neighbour = holding("contact", "organisation:GM9001")
        assert [task.text for task in home(neighbour)] == ["Voor wie u spreekt: Aardam."]

    def test_in_the_chase_it_is_the_successor_that_is_written_to(self) -> None:
        row = next(row for row in outstanding(stand()) if row.party.key == BEEKSTAD)
        assert row.party.voice_key == "organisation:GM9010"
        assert row.party.name_now == "Beekstad (nu Beek en Veen)"
        person = Membership.objects.filter(post__code="GM9002:contact")[0].person
        appoint(person.pk, "GM9010:contact", actor=COMMAND, now=NOW, valid_from=MERGED_ON)
        assert contacts_on(TODAY).asked(row.party.voice_key)
        email = PersonVersion.objects.filter(person=person, known_until=None).latest("valid_from").email
        ask()
        letter = letters_to(email)[-1]
        assert "Beekstad (nu Beek en Veen): Strategie 2020-2023, punt 3a." in letter
        assert "Cederveen (nu Beek en Veen): Strategie 2020-2023, punt 3a." in letter

    def test_the_successor_records_for_the_old_one_and_it_is_the_successors_decision(self) -> None:
        assert record(3, BEEKSTAD, OWN, actor=HEIR, decided_on=TODAY)
        assert present_name("GM9002", TODAY) == "Beek en Veen"
        assert [task.text for task in home()] == ["U spreekt voor de opvolger van Cederveen."]
        assert record(3, CEDERVEEN, OWN, actor=HEIR, decided_on=TODAY)
        assert home() == []

    def test_what_the_old_one_decided_before_is_recorded_as_its_own(self) -> None:
        assert record(3, BEEKSTAD, OWN, actor=HEIR, decided_on=MEETING)
        assert present_name("GM9002", MEETING) == ""

    def test_its_own_former_people_and_strangers_do_not(self) -> None:
        with pytest.raises(DomainError, match="ging toen op in Beek en Veen"):
            record(3, BEEKSTAD, OWN, actor=FORMER, decided_on=TODAY)
        for actor in (holding("contact", "organisation:GM9001"), holding("member", "organisation:GM9010")):
            with pytest.raises(AccessRefused):
                record(3, BEEKSTAD, OWN, actor=actor, decided_on=TODAY)

    def test_the_coordinator_records_what_the_successor_decided(self) -> None:
        assert record(3, BEEKSTAD, OWN, decided_on=TODAY)

    def test_an_assistant_of_the_successor_only_prepares(self) -> None:
        assistant = Actor(9, 8, frozenset({Grant("contact", "organisation:GM9010")}), prepares_only=True)
        with pytest.raises(AccessRefused, match="voorbereiden"):
            record(3, BEEKSTAD, OWN, actor=assistant, decided_on=TODAY)

    def test_the_matrix_counts_who_was_asked(self) -> None:
        before = stage(3).outcomes["3a"].tally.expected
        record(3, BEEKSTAD, OWN, actor=HEIR, decided_on=TODAY)
        tally = stage(3).outcomes["3a"].tally
        assert (tally.expected, tally.consent) == (before, 1)
        assert (
            before == Consultation.objects.filter(stage__number=3, organisation__kind="municipality").count()
        )

    def test_the_panel_of_the_successor_asks_no_more_queries_for_more_that_went_up_in_it(self) -> None:
        def asked(code: str) -> tuple[list[str], int]:
            with one_reading(), CaptureQueriesContext(connection) as queries:
                panel = decisions_panel(COMMAND, code, AsOf(TODAY))
            assert panel
            assert isinstance(panel.content, Table)
            return [str(row["label"]) for row in panel.content.data], len(queries)

        labels, few = asked("GM9010")
        assert labels == ["3a (voor Beekstad)", "3a (voor Cederveen)"]
        merge(["GM9010", "GM9001"], "GM9011", "Groot Noord", SECOND_ON)
        labels, more = asked("GM9011")
        assert len(labels) == 3
        assert more == few

    def test_after_a_second_merger_the_last_one_is_asked(self) -> None:
        merge(["GM9010", "GM9001"], "GM9011", "Groot Noord", SECOND_ON)
        assert successors_of("GM9002", AsOf(TODAY)) == ("GM9010", "GM9011")
        last = holding("contact", "organisation:GM9011")
        assert len(home(last)) == 3
        assert party(3, BEEKSTAD).name_now == "Beekstad (nu Groot Noord)"
        assert record(3, BEEKSTAD, OWN, actor=last, decided_on=dt.date(2020, 5, 10))  # by Beek en Veen
        with pytest.raises(DomainError, match="van Groot Noord"):
            record(3, CEDERVEEN, OWN, actor=HEIR, decided_on=TODAY)


class TestDecided:
    """Beekstad decided before the merger."""

    @pytest.fixture(autouse=True)
    def decided(self, asked: None) -> None:
        record(3, BEEKSTAD, OWN, decided_on=MEETING)
        merge(["GM9002", "GM9003"], "GM9010", "Beek en Veen", MERGED_ON)

    def test_it_stays_and_is_not_asked_again(self) -> None:
        assert [task.text for task in home()] == ["U spreekt voor de opvolger van Cederveen."]
        rows = [row for row in obligations(COMMAND, CODE, AsOf(TODAY)) if row.party == "GM9002"]
        assert {row.state for row in rows} == {ObligationState.BINDING}
        assert {row.successors for row in rows} == {("GM9010",)}

    def test_the_successor_is_bound_and_says_in_which_budget_it_stands(self) -> None:
        autumn = dt.date(2020, 10, 5)
        (task, *_more) = budget_tasks(HEIR, AsOf(autumn))
        assert "Voor wie u spreekt: de opvolger van Beekstad." in task.text
        kept = record_budget_entry(
            party(3, BEEKSTAD).consultation_id,
            [("3a", 2021)],
            actor=HEIR,
            now=NOW,
            today=autumn,
            form="budget",
            decided_on=autumn,
            evidence="Programmabegroting Beek en Veen",
        )
        assert len(kept) == 1

    def test_it_may_come_back_to_it(self) -> None:
        assert record(3, BEEKSTAD, {"3a": Said(Answer.OBJECTION, "Nee.")}, actor=HEIR, decided_on=TODAY)
        assert stage(3).outcomes["3a"].tally.objection == 1
