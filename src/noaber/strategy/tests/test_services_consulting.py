"""From the choice of themes through the councils to the proposal that adopts the strategy (R09, R13, R14, R15)."""

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from functools import partial

import pytest
from django.core.files.base import ContentFile

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    ProposalText,
    Role,
    Said,
    StageRule,
    StageText,
    Standing,
    attachments_of,
    draft_proposal,
    proposal,
    record_positions,
    send_proposal,
)
from noaber.decisions.models import Proposal
from noaber.decisions.queries.proposals.standing import draft_standing
from noaber.decisions.services.answers.recording import override_gate
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.network.services.load_network import LoadReport
from noaber.strategy.models import PeriodStatement, ThemeChoice
from noaber.strategy.queries.consulting.course import period_course
from noaber.strategy.queries.periods.period import period
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.consulting.drafts import put_to_councils, put_up_for_adoption
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.services.withdrawing import withdraw_round
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    NOW,
    PERIOD,
    POLICE_PLAN,
    STRATEGY,
    TODAY,
)
from noaber.strategy.tests.rounds import choice, found, hand_in_all, opened, score, seat_scorers
from noaber.strategy.views.periods.decision_tasks import decision_tasks
from tests.made_once import made_once

pytestmark = pytest.mark.django_db
POLICE = "plan-politie"
AGREED = Said(Answer.CONSENT)


@pytest.fixture
@made_once
def chosen(network: LoadReport) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    record_choice(
        PERIOD,
        1,
        choice("ondermijning", "zorg", cyber="Dit is te vroeg."),
        actor=COORDINATOR,
        now=NOW,
        today=TODAY,
    )


def put(*, revision: int | None = None) -> str:
    paper = ContentFile(b"Thema;Punten\n", "ranglijst.csv")
    return put_to_councils(
        PERIOD, 1, paper=paper, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=revision
    )


def up(*, revision: int | None = None) -> str:
    return put_up_for_adoption(PERIOD, actor=COORDINATOR, now=NOW, today=TODAY, expected_revision=revision)


def answer(
    code: str, *, until: int | None = None, said: Said = AGREED, labels: Collection[str] = (), stage: int = 0
) -> None:
    """The councils (or who is asked at a later stage) answer on every point, or these; the first so many of them."""
    standing = proposal(COMMAND, code, AsOf(TODAY))
    assert standing
    for party in standing.stages[stage].parties[:until]:
        record_positions(
            party.consultation_id,
            dict.fromkeys(labels or party.labels, said),
            actor=COMMAND,
            now=NOW,
            today=TODAY,
            decided_on=TODAY,
        )


def rows() -> tuple[int, int, int]:
    return Proposal.objects.count(), ThemeChoice.objects.count(), PeriodStatement.objects.count()


@pytest.fixture
@made_once
def consented(chosen: None) -> str:
    """Both councils agree with the themes; the code of the proposal that asked them."""
    code = put()
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code)
    return code


def terms() -> PeriodTerms:
    row = period(PERIOD, AsOf(TODAY))
    assert row
    return row.terms


def draft(code: str) -> Standing:
    standing = draft_standing(code, AsOf(TODAY))
    assert standing
    return standing


def test_each_chosen_theme_is_a_point_with_its_place_and_reason(chosen: None) -> None:
    code = put()
    asked = draft(code)
    assert [point.kind for point in asked.points] == [PointKind.CONSENT] * 2
    assert "‘Zorg en veiligheid’" in asked.points[0].text
    assert "plaats 1 van 3 met" in asked.points[0].text
    words = " ".join(text for _label, text in asked.texts)
    assert "Cybercrime: plaats 3 van 3" in words
    assert "Dit is te vroeg." in words
    assert "Verslag stuurgroep" in words
    councils, deciding = asked.stages
    assert {party.body_code for party in councils.parties} == {"overleg-noord", "overleg-zuid"}
    assert [party.body_code for party in deciding.parties] == ["stuurgroep"]
    assert deciding.after == councils.number
    assert [each.title for each in attachments_of(asked.version_id)] == ["Ranglijst met scores en berekening"]


def test_choice_and_proposal_name_each_other_and_it_can_be_sent_as_it_is(chosen: None) -> None:
    code = put()
    row = found()
    assert row.choice
    assert row.choice.text.proposal == code
    assert row.choice.text.chosen == ("ondermijning", "zorg")
    assert [each.number for each in chosen_for(code, AsOf(TODAY))] == [1]
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, until=1)
    course = period_course(COORDINATOR, PERIOD, terms(), AsOf(TODAY))
    assert course.consented
    assert (course.consented.done, course.consented.total) == (1, 2)
    assert not course.is_consented


def test_each_step_is_a_task_of_the_coordinator_only_when_it_is_due(chosen: None) -> None:
    def asked() -> list[str]:
        assert not list(decision_tasks(CONTACT, AsOf(TODAY)))
        return [each.title for each in decision_tasks(COORDINATOR, AsOf(TODAY))]

    assert asked() == ["Leg de gekozen thema’s voor aan de overleggen"]
    code = put()
    assert asked() == []
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, until=1)
    assert asked() == []
    answer(code)
    assert asked() == ["Leg de strategie voor ter vaststelling"]
    up()
    assert asked() == []


def test_pressed_twice_there_is_one_proposal(chosen: None) -> None:
    seen = found().revision
    put(revision=seen)
    before = rows()
    with pytest.raises(Conflict):
        put(revision=seen)
    with pytest.raises(DomainError, match="Er ligt een concept: het voorstel ‘Instemming met de thema’s"):
        put()
    assert rows() == before


def test_after_it_was_withdrawn_the_choice_is_put_again(chosen: None) -> None:
    first = put()
    send_proposal(first, actor=COMMAND, now=NOW, today=TODAY)
    withdraw_proposal(first, actor=COMMAND, now=NOW, reason="Een verkeerde bijlage.", expected_revision=None)
    assert (first, put()) == (f"themas-{PERIOD}", f"themas-{PERIOD}-2")


def test_without_a_choice_or_on_a_withdrawn_round_nothing_is_put(network: LoadReport) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    before = rows()
    with pytest.raises(DomainError, match="nog niets gekozen"):
        put()
    withdraw_round(PERIOD, 1, "Dit was verkeerd.", actor=COORDINATOR, now=NOW, expected_revision=None)
    with pytest.raises(DomainError, match="ingetrokken"):
        put()
    with pytest.raises(DomainError, match="Leg eerst de gekozen thema’s voor"):
        up()
    assert rows() == before


def test_a_file_that_is_refused_leaves_no_proposal_behind(chosen: None) -> None:
    before = rows()
    with pytest.raises(DomainError):
        put_to_councils(
            PERIOD, 1, paper=ContentFile(b"MZ", "rekenblad.exe"), actor=COORDINATOR, now=NOW, today=TODAY
        )
    assert rows() == before


def test_only_who_prepares_the_strategy_does_this(chosen: None) -> None:
    paper = ContentFile(b"x\n", "x.csv")
    with pytest.raises(AccessRefused):
        put_to_councils(PERIOD, 1, paper=paper, actor=CONTACT, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        put_up_for_adoption(PERIOD, actor=CONTACT, now=NOW, today=TODAY)


def test_before_all_councils_consent_the_strategy_is_not_put_up(chosen: None) -> None:
    code = put()
    with pytest.raises(DomainError, match="0 van de 2"):
        up()
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, until=1)
    with pytest.raises(DomainError, match="1 van de 2"):
        up()
    answer(code, said=Said(Answer.OBJECTION, "Dit niet."))
    with pytest.raises(DomainError, match="0 van de 2"):
        up()
    assert not terms().decided_by


def test_consented_themes_go_on_to_adoption_together_with_the_plan_of_the_police(chosen: None) -> None:
    code = put()
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, said=Said(Answer.WITH_REMARK, "Let op de kosten."))
    send_police_plan()
    with_plan = replace(STRATEGY, plans=(replace(POLICE_PLAN, proposal=POLICE),))
    record_period(PERIOD, with_plan, actor=COORDINATOR, now=NOW, today=TODAY)
    adoption = up()
    asked = draft(adoption)
    assert asked.linked_to == POLICE
    assert [point.kind for point in asked.points] == [PointKind.ADOPT]
    assert (
        "met de thema’s Zorg en veiligheid en Ondermijning, samen met Meerjarenbeleidsplan."
        in asked.points[0].text
    )
    words = " ".join(text for _label, text in asked.texts)
    assert "bij punt 2: Let op de kosten. Hierop is nog niet geantwoord." in words
    assert [stage.role for stage in asked.stages] == [Role.CONSENT, Role.ADOPT]
    assert terms().decided_by == adoption
    send_proposal(adoption, actor=COMMAND, now=NOW, today=TODAY)
    before = rows()
    with pytest.raises(DomainError, match="al voorgelegd"):
        up()
    assert rows() == before


def test_r14_a_motivated_decision_not_to_wait_for_one_council_opens_the_way_and_is_told(chosen: None) -> None:
    code = put()
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, said=Said(Answer.OBJECTION, "Dit niet."))
    answer(code, until=1)
    with pytest.raises(DomainError, match="1 van de 2"):
        up()
    standing = proposal(COMMAND, code, AsOf(TODAY))
    assert standing
    why = "De BBG hoorde beide en koos."
    override_gate(standing.stages[1].id, actor=COMMAND, now=NOW, today=TODAY, motive=why, decided_on=TODAY)
    told = " ".join(text for _label, text in draft(up()).texts)
    assert "1 van de 2 overleggen stemden in" in told
    assert f"Er is besloten niet op de andere te wachten: {why}" in told
    consented = period_course(COMMAND, PERIOD, terms(), AsOf(TODAY)).consented
    assert consented
    assert (consented.done, consented.total, consented.motive) == (1, 2, why)


def test_r14_what_was_adopted_on_the_consent_of_all_is_recorded_also_when_one_took_that_back(
    consented: str,
) -> None:
    later = NOW + dt.timedelta(hours=1)
    adoption = put_up_for_adoption(PERIOD, actor=COORDINATOR, now=later, today=TODAY)
    send_proposal(adoption, actor=COMMAND, now=later, today=TODAY)
    answer(adoption)
    answer(adoption, stage=1)
    withdraw_proposal(consented, "Het is al besloten.", actor=COMMAND, now=later + dt.timedelta(hours=1))
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY, decided_by=adoption)
    adopt = partial(record_period, PERIOD, actor=COORDINATOR, now=later + dt.timedelta(hours=2), today=TODAY)
    with pytest.raises(DomainError, match="waarom dit toch is vastgesteld") as refused:
        adopt(replace(said, note="."))
    assert refused.value.field == "note"
    assert adopt(replace(said, note="Het college stelde vast voor de intrekking."))


def test_of_two_who_put_it_up_at_once_the_second_hears_it(consented: str) -> None:
    row = period(PERIOD, AsOf(TODAY))
    assert row
    up(revision=row.revision)
    with pytest.raises(Conflict):
        up(revision=row.revision)


def test_what_was_adopted_is_not_put_up_again(consented: str) -> None:
    record_period(PERIOD, replace(ADOPTED, decided_on=TODAY), actor=COORDINATOR, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="al vastgesteld"):
        up()


def test_how_many_councils_were_heard_on_the_plan_beside_it_is_counted(chosen: None) -> None:
    send_police_plan()
    with_plan = replace(STRATEGY, plans=(replace(POLICE_PLAN, proposal=POLICE),))
    assert period_course(COORDINATOR, PERIOD, STRATEGY, AsOf(TODAY)).heard is None
    answer(POLICE, until=2)
    course = period_course(COORDINATOR, PERIOD, with_plan, AsOf(TODAY))
    assert course.heard
    assert (course.heard.done, course.heard.total) == (2, 6)


def send_police_plan() -> None:
    draft_police_plan()
    send_proposal(POLICE, actor=COMMAND, now=NOW, today=TODAY)


def draft_police_plan() -> None:
    draft_proposal(
        POLICE,
        actor=COMMAND,
        now=NOW,
        text=ProposalText("Plan van de politie", "de politie", "de overleggen", TODAY - dt.timedelta(days=1)),
        points=[PointText("1", PointKind.ADOPT, "Het plan vaststellen.")],
        stages=[
            StageText(
                1,
                "de gemeenteraden",
                Role.HEAR,
                StageRule.ALL,
                organisation_kinds=("municipality",),
                organs={"municipality": "council"},
            ),
            StageText(2, "de stuurgroep", Role.ADOPT, StageRule.ALL, bodies=("stuurgroep",), after=1),
        ],
    )
