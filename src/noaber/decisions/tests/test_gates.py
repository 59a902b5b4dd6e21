"""What an attacker found of gates, adoption and what is still asked: each hole, closed (R13, R14, ADR 17)."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.tests.guards import unguarded
from noaber.decisions.forms.positions import PositionForm
from noaber.decisions.models import Proposal, ProposalVersion, Stage
from noaber.decisions.queries.answers.own_questions import QuestionState, waiting_questions
from noaber.decisions.queries.calendar.agenda import entries_of, own_questions
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.follow_up.report_links import LinkState, open_link
from noaber.decisions.queries.proposals.closing import may_still_answer
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.services.drafts.versions import withdraw_proposal, write_next_version
from noaber.decisions.services.drafts.written import PointText
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.tests.conftest import (
    BOARD,
    CODE,
    MEETING,
    NORTH,
    NOW,
    TODAY,
    draft,
    holding,
    nothing_changes,
    party,
    record,
    send,
    stage,
    stand,
)
from noaber.decisions.tests.routes import NO, YES, go_on_without, say, send_route, step
from noaber.decisions.views.proposals.stages import stage_facts
from noaber.decisions.words import roll_up
from noaber.network.services.load_network import LoadReport
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

LATER = MEETING + dt.timedelta(days=6)
PAGE = f"/besluiten/{CODE}/"
OPEN_DATA = f"/open-data/besluiten/{CODE}.json"


class TestTheGateOfAnAdoptingStage:
    POINTS = (
        PointText("1", PointKind.ADOPT, "Vaststellen."),
        PointText("3", PointKind.CONSENT, "Doorgeleiden.", forwarded_to=("municipality",)),
        PointText("3a", PointKind.DECIDE, "Zelf besluiten.", parent="3"),
    )
    COUNCIL = step(1, Role.CONSENT, "overleg-noord", labels=("1", "3"))

    def test_is_no_follow_up(self) -> None:
        adopting = step(2, Role.ADOPT, "stuurgroep", labels=("1", "3a"), after=1, is_follow_up=True)
        draft(points=self.POINTS, stages=(self.COUNCIL, adopting))
        with pytest.raises(DomainError, match="Stap 2 stelt vast, en is dus geen eigen besluit"):
            send()

    def test_waits_for_all_that_it_adopts_whatever_the_route_calls_it(self) -> None:
        send_route(
            self.COUNCIL,
            step(2, Role.ADOPT, "stuurgroep", labels=("1", "3a"), after=1),
            points=self.POINTS,
        )
        with unguarded():
            Stage.objects.filter(number=2).update(is_follow_up=True)
        say(1, "overleg-noord", p1=NO, p3=YES)
        assert stage(2).gate.waits == ((1, "1"),)
        with nothing_changes(), pytest.raises(DomainError, match="Stap 1 is nog niet klaar op punt 1"):
            record(2, BOARD, {"1": YES, "3a": YES})

    def test_waits_for_the_point_above_the_one_that_it_adopts(self) -> None:
        send_route(
            self.COUNCIL,
            step(2, Role.ADOPT, "stuurgroep", labels=("1", "3a"), after=1),
            points=self.POINTS,
        )
        say(1, "overleg-noord", p1=YES, p3=NO)
        assert stage(2).gate.waits == ((1, "3"),)


class TestTheWholeWay:
    @pytest.fixture(autouse=True)
    @made_once
    def _sent(self, voorbeeldland: LoadReport) -> None:
        send_route(
            step(1, Role.CONSENT, "overleg-noord"),
            step(2, Role.CONSENT, "overleg-zuid", labels=("1",), after=1),
            step(3, Role.ADOPT, "stuurgroep", after=2),
        )

    def test_a_stage_in_between_that_does_not_ask_a_point_hides_nothing(self) -> None:
        say(1, "overleg-noord", p1=YES, p2=NO)
        say(2, "overleg-zuid", p1=YES)
        assert stage(3).gate.waits == ((1, "2"),)
        with nothing_changes(), pytest.raises(DomainError, match="Stap 1 is nog niet klaar op punt 2"):
            record(3, BOARD, {"1": YES, "2": YES})

    def test_what_was_excused_before_is_excused_after_and_nothing_else(self) -> None:
        go_on_without(2)
        say(2, "overleg-zuid", p1=YES)
        gate = stage(3).gate
        assert (gate.is_open, gate.waits, gate.excused) == (False, ((1, "2"),), ((1, "1"),))
        say(1, "overleg-noord", p2=YES)
        assert stage(3).gate.is_open
        record(3, BOARD, {"1": YES, "2": YES})
        assert stand().is_adopted

    def test_what_was_said_far_before_the_adoption_stands(self) -> None:
        say(1, "overleg-noord", p1=YES, p2=YES)
        say(2, "overleg-zuid", p1=YES)
        say(3, "stuurgroep", p1=YES)  # half of it
        with nothing_changes(), pytest.raises(DomainError, match="Deze stap is gesloten"):
            record(1, NORTH, {"2": NO})


class TestALinkBindsWhoMakesIt:
    STAGES = (step(1, Role.ADOPT, "stuurgroep"),)

    @pytest.fixture(autouse=True)
    @made_once
    def _first_sent(self, voorbeeldland: LoadReport) -> None:
        send_route(*self.STAGES)

    @pytest.fixture
    @made_once
    def later_sent(self, _first_sent: None) -> None:
        self.link("later", CODE)
        send("later")

    def link(self, code: str, to: str) -> None:
        draft(
            code, points=TestTheGateOfAnAdoptingStage.POINTS[:1], stages=self.STAGES, classification="public"
        )
        Proposal.objects.filter(code=code).update(linked_to=Proposal.objects.get(code=to))

    def test_a_later_proposal_does_not_undo_an_adoption(self, client: Client, later_sent: None) -> None:
        say(1, "stuurgroep", p1=YES, p2=YES)
        assert client.get(PAGE).status_code == 200
        withdraw_proposal("later", "Het gaat toch niet.", actor=COMMAND, now=NOW)
        assert client.get(PAGE).status_code == 200
        assert client.get(OPEN_DATA).json()["noaber:adoptedOn"] == MEETING.isoformat()

    def test_nobody_links_to_what_is_over(self) -> None:
        say(1, "stuurgroep", p1=YES, p2=YES)
        self.link("later", CODE)
        with pytest.raises(DomainError, match="“Strategie 2020-2023” is al vastgesteld"):
            send("later")

    def test_who_made_the_link_waits_and_says_for_which_plan(self, client: Client, later_sent: None) -> None:
        say(1, "stuurgroep", code="later", p1=YES)
        assert client.get("/besluiten/later/").status_code == 404
        shown = client.get("/voorstellen/later/").content.decode()
        assert "maar pas rond als “Strategie 2020-2023” op dezelfde dag is vastgesteld" in shown
        say(1, "stuurgroep", p1=YES, p2=YES)
        assert client.get("/besluiten/later/").status_code == 200

    def test_a_link_of_a_link_counts(self, client: Client) -> None:
        """Otherwise the middle one could still change its answer after the first was adopted."""
        for code, to in (("midden", CODE), ("eerste", "midden")):
            self.link(code, to)
            send(code)
            say(1, "stuurgroep", code=code, p1=YES)
        assert client.get("/besluiten/eerste/").status_code == 404
        say(1, "stuurgroep", p1=YES, p2=YES)
        assert client.get("/besluiten/eerste/").status_code == 200
        with nothing_changes(), pytest.raises(DomainError, match="gesloten"):
            record(1, BOARD, {"1": NO}, code="midden")

    def test_until_both_are_round_the_board_may_decide_again_on_the_day_of_the_other(
        self, client: Client, later_sent: None
    ) -> None:
        say(1, "stuurgroep", p1=YES, p2=YES)
        say(1, "stuurgroep", LATER, code="later", p1=YES)
        assert client.get("/besluiten/later/").status_code == 404
        say(1, "stuurgroep", code="later", p1=YES)
        assert client.get("/besluiten/later/").status_code == 200
        with nothing_changes(), pytest.raises(DomainError, match="gesloten"):
            record(1, BOARD, {"1": YES}, code="later", decided_on=LATER)


class TestWhatWasAdoptedStands:
    @pytest.fixture(autouse=True)
    @made_once
    def _adopted(self, voorbeeldland: LoadReport) -> None:
        send_route(
            step(1, Role.CONSENT, "overleg-noord", "overleg-zuid", rule=StageRule.ALL),
            step(2, Role.ADOPT, "stuurgroep", after=1),
        )
        for council in ("overleg-noord", "overleg-zuid"):
            say(1, council, p1=YES, p2=YES)
        say(2, "stuurgroep", p1=YES, p2=YES)

    @pytest.mark.parametrize("said", [NO, Said(Answer.DEFERRED), Said(Answer.NOT_DISCUSSED)])
    def test_the_board_does_not_change_it(self, said: Said, client: Client) -> None:
        before = client.get(OPEN_DATA).json()
        with nothing_changes(), pytest.raises(DomainError, match="het voorstel is vastgesteld"):
            record(2, BOARD, {"1": said})
        assert client.get(OPEN_DATA).json() == before

    def test_the_day_does_not_move(self) -> None:
        with nothing_changes(), pytest.raises(DomainError, match="gesloten"):
            record(2, BOARD, {"1": YES, "2": YES}, decided_on=LATER)

    def test_it_is_not_withdrawn_and_gets_no_next_text(self) -> None:
        with nothing_changes(), pytest.raises(DomainError, match="vastgesteld"):
            withdraw_proposal(CODE, "Het gaat toch niet.", actor=COMMAND, now=NOW)
        with nothing_changes(), pytest.raises(DomainError, match="vastgesteld"):
            write_next_version(CODE, actor=COMMAND, today=TODAY)

    def test_where_it_can_be_read_is_added_once(self) -> None:
        said = {"1": YES, "2": YES}
        assert len(record(2, BOARD, said, evidence="Besluitenlijst 4")) == 2
        assert record(2, BOARD, said, evidence="Besluitenlijst 4") == []
        assert record(1, NORTH, {"1": YES}, evidence="Verslag 3")[0].decided_on == MEETING
        assert stand().adopted_on == MEETING

    def test_the_form_offers_only_that(self) -> None:
        found, board = stand(), party(2, BOARD)
        known = {label: cell for (who, label), cell in stage(2).cells.items() if who == BOARD}
        form = PositionForm(
            {"evidence": "Verslag 4", "revision": "1", "version": "1"},
            points=found.points,
            known=known,
            today=TODAY,
            revision=board.revision,
            version=1,
            is_closed=True,
        )
        assert form.is_valid(), form.errors
        assert form.said == {"1": YES, "2": YES}
        assert form.cleaned_data["decided_on"] == MEETING


class TestTheDayAndTheNames:
    def test_a_majority_adopts_on_the_day_of_the_last_answer_that_was_needed(self, client: Client) -> None:
        send_route(
            step(1, Role.ADOPT, "stuurgroep", "overleg-noord", "overleg-zuid", rule=StageRule.MAJORITY),
            points=TestTheGateOfAnAdoptingStage.POINTS[:1],
        )
        say(1, "stuurgroep", p1=YES)
        say(1, "overleg-zuid", LATER, p1=NO)
        say(1, "overleg-noord", p1=YES)
        (row,) = client.get("/open-data/besluiten.json").json()["data"]
        whole = client.get(OPEN_DATA).json()
        for key in ("noaber:adoptedOn", "noaber:adoptedBy"):
            assert row[key] == whole[key]
        assert whole["noaber:adoptedOn"] == MEETING.isoformat()
        assert len(whole["noaber:adoptedBy"]) == len(whole["underDirectionOf"]) == 2
        assert not any("Zuid" in name for name in whole["noaber:adoptedBy"])
        assert "Vastgesteld op 1 april 2020 door" in client.get(PAGE).content.decode()


class TestWhatIsNotWaitedForIsNotAsked:
    @pytest.fixture(autouse=True)
    @made_once
    def _passed_over(self, voorbeeldland: LoadReport) -> None:
        send_route(
            step(1, Role.CONSENT, "overleg-noord", "overleg-zuid"),
            step(2, Role.CONSENT, "stuurgroep", labels=("1",), after=1),
            step(3, Role.ADOPT, "stuurgroep", labels=("1",), after=2),
            classification="network",
        )
        say(1, "overleg-zuid", p1=YES, p2=YES)
        go_on_without(2)

    def asked(self) -> set[tuple[str, tuple[str, ...]]]:
        return {(row.party.key, row.labels) for row in outstanding(stand())}

    def test_until_something_is_decided_so_they_may_still_answer(self) -> None:
        assert (NORTH, ("1", "2")) in self.asked()
        assert record(1, NORTH, {"1": YES})

    def test_then_that_point_has_lapsed_everywhere_and_no_other(self) -> None:
        say(2, "stuurgroep", p1=YES)
        assert (NORTH, ("2",)) in self.asked()
        assert stage(1).lapsed == {"1"}
        with nothing_changes(), pytest.raises(DomainError, match="Deze vraag is vervallen"):
            record(1, NORTH, {"1": YES})
        assert record(1, NORTH, {"2": YES})

    def test_after_the_adoption_all_of_it_has(self) -> None:
        say(2, "stuurgroep", p1=YES)
        assert [row.code for row in waiting_questions(frozenset({"overleg-noord"}), frozenset(), TODAY)] == [
            CODE
        ]
        say(3, "stuurgroep", p1=YES)
        assert self.asked() == set()
        assert not waiting_questions(frozenset({"overleg-noord"}), frozenset(), TODAY)
        chair = holding("chair", "body:overleg-noord")
        (question,) = own_questions(chair, TODAY)
        assert question.state is QuestionState.LAPSED
        assert [entry for entry in entries_of(chair, TODAY) if entry.is_open] == []
        link = make_link(
            party(1, NORTH).consultation_id, contacts_on(TODAY).by_party[NORTH][0].person_id, now=NOW
        )
        assert open_link(link, today=TODAY).state is LinkState.LAPSED
        with nothing_changes(), pytest.raises(DomainError, match="vastgesteld zonder dit antwoord"):
            record(1, NORTH, {"2": YES})


class TestADecisionNotToWait:
    """It is about one text and about who was lacking then (R14)."""

    @pytest.fixture
    @made_once
    def overtaken(self, voorbeeldland: LoadReport) -> None:
        send_route(
            step(1, Role.CONSENT, "overleg-noord", "overleg-zuid"), step(2, Role.ADOPT, "stuurgroep", after=1)
        )
        say(1, "overleg-noord", p1=YES, p2=YES)
        go_on_without(2)

    def test_holds_as_long_as_nobody_else_is_lacking(self, overtaken: None) -> None:
        assert stage(2).gate.is_open
        say(1, "overleg-zuid", p1=YES)
        assert (stage(2).gate.is_open, stage(2).gate.waits) == (True, ((1, "2"),))

    def test_looks_on_its_own_day_as_it_was(self) -> None:
        """Recorded when somebody had agreed meanwhile: who was lacking on that day, was decided about."""
        send_route(
            step(1, Role.CONSENT, "overleg-noord", "overleg-zuid"), step(2, Role.ADOPT, "stuurgroep", after=1)
        )
        say(1, "overleg-noord", p1=NO, p2=YES)
        say(1, "overleg-zuid", LATER, p1=YES, p2=YES)
        go_on_without(2, day=MEETING)
        for day, waits in ((MEETING, ((1, "1"), (1, "2"))), (LATER, ((1, "1"),))):
            gate = stand(on=day).stages[1].gate
            assert (gate.is_open, gate.waits, gate.former_motive) == (True, waits, "")

    def test_is_not_dated_before_somebody_dropped_out(self, overtaken: None) -> None:
        say(1, "overleg-noord", LATER, p1=NO, p2=YES)
        with nothing_changes(), pytest.raises(DomainError, match="Na 1 april 2020 zijn er nog") as refused:
            go_on_without(2, day=MEETING)
        assert refused.value.field == "decided_on"
        go_on_without(2, day=LATER)
        assert stage(2).gate.is_open

    def test_does_not_hold_for_a_council_that_goes_back(self, overtaken: None, client: Client) -> None:
        say(1, "overleg-noord", p1=NO, p2=YES)
        gate = stage(2).gate
        assert (gate.is_open, gate.motive, bool(gate.former_motive)) == (False, "", True)
        with nothing_changes(), pytest.raises(DomainError, match="nog niet klaar op punt 1"):
            record(2, "body:stuurgroep", {"1": YES, "2": YES})
        assert "Dat besluit geldt niet meer" in client.get(f"/voorstellen/{CODE}/").content.decode()
        go_on_without(2)
        assert record(2, "body:stuurgroep", {"1": YES, "2": YES})

    def test_does_not_hold_for_a_text_that_is_materially_different(self, overtaken: None) -> None:
        write_next_version(CODE, actor=COMMAND, today=TODAY)
        ProposalVersion.objects.filter(number=2).update(
            dated_on=MEETING, change_note="Het tarief is verdubbeld."
        )
        send()
        assert not stage(2).gate.is_open
        with nothing_changes(), pytest.raises(DomainError, match="nog niet klaar"):
            record(2, "body:stuurgroep", {"1": YES, "2": YES})

    def test_holds_on_for_a_text_of_which_a_comma_changed(self, overtaken: None) -> None:
        write_next_version(CODE, actor=COMMAND, today=TODAY)
        changed = {"dated_on": MEETING, "is_material": False, "change_note": "Een komma."}
        ProposalVersion.objects.filter(number=2).update(**changed)
        send()
        assert stage(2).gate.is_open


class TestTheAdministrator:
    ADMINISTRATOR = holding("administrator")

    def test_speaks_for_nobody(self, memo: object) -> None:
        for number, key in ((1, NORTH), (3, "organisation:GM9001")):
            with nothing_changes(), pytest.raises(AccessRefused):
                record(number, key, {"1": YES}, actor=self.ADMINISTRATOR)

    def test_breaks_no_order_and_writes_nothing(self, memo: object) -> None:
        with nothing_changes(), pytest.raises(AccessRefused):
            override_gate(
                stage(2).id,
                actor=self.ADMINISTRATOR,
                now=NOW,
                today=TODAY,
                motive="Er is haast bij.",
                decided_on=MEETING,
            )
        with nothing_changes(), pytest.raises(AccessRefused):
            withdraw_proposal(CODE, "Het gaat toch niet.", actor=self.ADMINISTRATOR, now=NOW)


class TestAnEarlierText:
    """A change that its sender calls not material: the answers count on, and everyone sees on which text they were."""

    def test_is_said_to_everyone_with_the_way_to_the_difference(self, client: Client) -> None:
        send_route(step(1, Role.CONSENT, "overleg-noord"), step(2, Role.ADOPT, "stuurgroep", after=1))
        say(1, "overleg-noord", p1=YES, p2=YES)
        write_next_version(CODE, actor=COMMAND, today=TODAY)
        ProposalVersion.objects.filter(number=2).update(
            dated_on=MEETING, is_material=False, change_note="Een komma.", background="Heel iets anders."
        )
        send()
        say(2, "stuurgroep", p1=YES, p2=YES)
        page = client.get(PAGE).content.decode()
        assert (
            "1 antwoord is gegeven op versie 1. De tekst is daarna gewijzigd, volgens de afzender niet"
            in page
        )
        assert f"/voorstellen/{CODE}/versies/2/" in page
        assert client.get(f"/voorstellen/{CODE}/versies/2/").status_code == 200
        items = {
            (each["noaber:stage"], item["noaber:onVersion"], item["noaber:textChangedSince"])
            for each in client.get(OPEN_DATA).json()["consultation"]
            for item in each["noaber:agendaItems"]
        }
        assert items == {(1, 1, True), (2, 2, False)}

    def test_is_kept_when_evidence_is_added(self) -> None:
        self.test_is_said_to_everyone_with_the_way_to_the_difference(Client())
        record(1, NORTH, {"1": YES}, evidence="Verslag 3")
        assert stage(1).cells[NORTH, "1"].on_version == 1


class TestHearing:
    def test_reads_as_hearing_and_not_as_a_vote(self, client: Client) -> None:
        send_route(step(1, Role.HEAR, "overleg-noord"), step(2, Role.ADOPT, "stuurgroep", after=1))
        heard = stage(1)
        assert "Het is geen stemming en er wordt niets besloten." in stage_facts(heard)
        assert "Akkoord als" not in stage_facts(heard)
        assert "Akkoord als" in stage_facts(stage(2))
        form = PositionForm(
            None, points=stand().points, known={}, today=TODAY, revision=0, version=1, role=Role.HEAR
        )
        words = [str(label) for _value, label in form.fields["answer_1"].choices]  # type: ignore[attr-defined]
        assert "akkoord" not in words
        assert words[1:4] == ["gehoord, geen opmerkingen", "gehoord, met opmerkingen", "gehoord, met bezwaar"]
        say(1, "overleg-noord", p1=NO, p2=YES)
        counted = roll_up(stage(1).outcomes["1"], Role.HEAR)
        assert counted == "1 gehoord, met bezwaar = 1"
        assert stage(2).gate.is_open

    def test_by_the_day_of_adoption_is_recorded_after_it_and_no_later_one(self) -> None:
        send_route(step(1, Role.HEAR, "overleg-noord"), step(2, Role.ADOPT, "stuurgroep", after=1))
        go_on_without(2)
        say(2, "stuurgroep", p1=YES, p2=YES)
        with (
            nothing_changes(),
            pytest.raises(DomainError, match="Vastleggen kan alleen nog wat die dag of eerder"),
        ):
            say(1, "overleg-noord", LATER, p1=YES, p2=YES)
        assert may_still_answer(stand(), stage(1), party(1, NORTH), AsOf(TODAY))
        say(1, "overleg-noord", p1=NO, p2=YES)
        assert stage(1).decided(stage(1).parties) == 1
        assert stand().adopted_on == MEETING
        with nothing_changes(), pytest.raises(DomainError, match="Trek het dan eerst in"):
            say(1, "overleg-noord", p1=YES)
