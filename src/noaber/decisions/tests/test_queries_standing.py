"""How a proposal stands: each party counts once on what it is asked, by the rule and the role of the stage."""

import datetime as dt
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.models import DecisionPoint, Position, Stage
from noaber.decisions.queries.proposals.matrix import StageStanding
from noaber.decisions.queries.proposals.proposal import proposals
from noaber.decisions.queries.proposals.standing import standing, whole_and_stage
from noaber.decisions.rules.meaning import Meaning, meaning
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    AGREED,
    BOARD,
    CODE,
    CONSENTING,
    COUNCILS,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    PARTNERS,
    SENT_AT,
    SOUTH,
    TODAY,
    draft,
    party,
    record,
    send,
    stage,
    stand,
)
from noaber.network.services.mergers import merge_municipalities
from noaber.network.services.organisations import register_organisation

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]

POLICE = "organisation:POLITIE-VL"


def asked_on(found: StageStanding, label: str) -> set[str]:
    return {party.key for party in found.parties if label in party.labels}


def test_everyone_is_asked_what_is_addressed_to_them() -> None:
    asked = {
        (found.number, label): asked_on(found, label) for found in stand().stages for label in found.labels
    }

    assert asked == {
        **{(1, label): set(COUNCILS) for label in ("1", "2", "3", "4")},
        (2, "1"): {BOARD},
        (3, "3a"): set(MUNICIPALITIES),
        (3, "3b"): set(PARTNERS),
    }


@pytest.mark.usefixtures("councils_agreed")
def test_tallies_add_up_to_who_is_asked() -> None:
    record(1, SOUTH, {"4": Said(Answer.WITH_REMARK, "Graag eerder.")})
    record(3, POLICE, {"3b": Said(Answer.DEFERRED)})

    for found in stand().stages:
        for label, outcome in found.outcomes.items():
            assert outcome.tally.expected == outcome.out_of == len(asked_on(found, label))


@pytest.mark.usefixtures("councils_agreed")
def test_the_counts_are_of_the_answers_that_were_given() -> None:
    for key, said in zip(
        MUNICIPALITIES,
        (
            AGREE,
            Said(Answer.WITH_REMARK, "Mits."),
            Said(Answer.OBJECTION, "Nee."),
            Said(Answer.DEFERRED),
            Said(Answer.NOT_DISCUSSED),
        ),
        strict=False,
    ):
        record(3, key, {"3a": said})
    record(3, POLICE, {"3b": AGREE})

    own, others = (stage(3).outcomes[label] for label in ("3a", "3b"))
    counted = own.tally
    assert (counted.consent, counted.with_remark, counted.objection) == (1, 1, 1)
    assert (counted.deferred, counted.not_discussed, counted.open) == (1, 1, 1)
    assert (own.verdict, own.in_favour, own.needed, own.out_of) == (Verdict.REJECTED, 2, 6, 6)
    assert (others.verdict, others.in_favour, others.out_of) == (Verdict.OPEN, 1, 2)


def stray(number: int, key: str, label: str) -> None:
    """A row that no service writes: an answer on a point that is not asked of this party, or not at this stage."""
    Position.objects.create(
        consultation_id=party(number, key).consultation_id,
        point=DecisionPoint.objects.get(version__proposal__code=CODE, label=label),
        answer=Answer.CONSENT.value,
        decided_on=MEETING,
        recorded_at=NOW,
    )


@pytest.mark.parametrize(
    ("number", "key", "label"), [(3, MUNICIPALITIES[0], "3b"), (3, POLICE, "3a"), (1, NORTH, "3a")]
)
def test_a_cell_of_another_never_counts(number: int, key: str, label: str) -> None:
    before = stand().stages

    stray(number, key, label)

    assert stand().stages == before


@pytest.mark.usefixtures("councils_agreed")
def test_every_cell_is_of_a_party_and_a_point_that_it_is_asked() -> None:
    record(2, BOARD, {"1": AGREE})
    for key in MUNICIPALITIES:
        record(3, key, {"3a": AGREE})

    for found in stand().stages:
        assert set(found.cells) <= {(each.key, label) for each in found.parties for label in each.labels}
    assert len(stage(3).cells) == 6
    assert not stage(3).is_passed
    for key in PARTNERS:
        record(3, key, {"3b": AGREE})
    assert [found.is_passed for found in stand().stages] == [True, True, True]


def test_a_cell_says_what_was_said_when_and_where() -> None:
    record(1, NORTH, {"1": Said(Answer.WITH_REMARK, "Mits.")}, evidence="Besluitenlijst 4")

    (cell,) = stage(1).cells.values()
    assert (cell.answer, cell.text, cell.decided_on, cell.evidence) == (
        Answer.WITH_REMARK,
        "Mits.",
        MEETING,
        "Besluitenlijst 4",
    )


def test_taking_note_passes_the_point_and_is_no_consent() -> None:
    for key in COUNCILS:
        record(1, key, {"2": Said(Answer.TOOK_NOTE)})

    found = stage(1).outcomes["2"]
    assert (found.verdict, found.tally.took_note, found.tally.consent) == (Verdict.PASSED, 2, 0)


def test_one_objection_rejects_where_all_must_agree() -> None:
    record(1, NORTH, {"1": Said(Answer.OBJECTION, "Nee.")})

    assert stage(1).outcomes["1"].verdict is Verdict.REJECTED
    assert not stage(2).gate.is_open


def test_what_waits_and_on_which_points() -> None:
    record(1, NORTH, AGREED)
    record(1, SOUTH, {"1": AGREE})

    gates = {found.number: (found.gate.is_open, found.gate.labels) for found in stand().stages}
    assert gates == {1: (True, ()), 2: (True, ()), 3: (False, ("2", "3", "4"))}


def test_the_same_point_means_something_else_at_each_stage() -> None:
    """R54: "vaststellen" asked of a council is consent ahead of the adoption by the board."""
    found = stand()
    kinds = {point.label: point.kind for point in found.points}
    said = {(at.number, label): meaning(kinds[label], at.role) for at in found.stages for label in at.labels}

    assert said == {
        (1, "1"): Meaning.CONSENT_BEFORE_ADOPTION,
        (1, "2"): Meaning.NOTED,
        (1, "3"): Meaning.CONSENT,
        (1, "4"): Meaning.CONSENT_BEFORE_DECISION,
        (2, "1"): Meaning.ADOPTION,
        (3, "3a"): Meaning.DECISION,
        (3, "3b"): Meaning.DECISION,
    }


# A weighted stage


@pytest.fixture
def weighed() -> str:
    """Municipalities (107.500 inhabitants together) consent to point 4; then the board adopts."""
    weighing = replace(
        CONSENTING,
        rule=StageRule.WEIGHTED,
        bodies=(),
        organisation_kinds=("municipality",),
        labels=("4",),
    )
    draft("gewogen", stages=(weighing, replace(ADOPTING, labels=("4",))))
    send("gewogen")
    return "gewogen"


def test_a_weighted_stage_counts_inhabitants(weighed: str) -> None:
    for key in MUNICIPALITIES[3:]:
        record(1, key, {"4": AGREE}, code=weighed)

    found = stage(1, weighed).outcomes["4"]
    assert (found.in_favour, found.needed, found.out_of) == (17_500, 53_751, 107_500)
    assert (found.verdict, found.tally.consent, found.tally.expected) == (Verdict.OPEN, 3, 6)

    record(1, MUNICIPALITIES[0], {"4": AGREE}, code=weighed)

    found = stage(1, weighed).outcomes["4"]
    assert (found.verdict, found.in_favour) == (Verdict.PASSED, 57_500)


def test_a_merger_to_come_does_not_change_what_a_weighted_stage_says_today(weighed: str) -> None:
    """The page and the gate that the service keeps say the same."""
    for key in MUNICIPALITIES[0], MUNICIPALITIES[1]:
        record(1, key, {"4": AGREE}, code=weighed)
    merge_municipalities(
        ("GM9001", "GM9002"),
        actor=COMMAND,
        now=NOW,
        code="GM9010",
        name="Aarbeek",
        effective_on=dt.date(2021, 1, 1),
    )

    assert stage(1, weighed).outcomes["4"].verdict is Verdict.PASSED
    on_any_day = whole_and_stage(Stage.objects.get(proposal__code=weighed, number=2))[1]
    assert on_any_day
    assert on_any_day.gate == stage(2, weighed).gate
    assert record(2, BOARD, {"4": AGREE}, code=weighed)


# Reading costs the same however many are asked


def queries_for(code: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert standing(code, AsOf(TODAY)) is not None
    return len(asked)


def test_it_is_read_in_a_fixed_number_of_queries() -> None:
    few = queries_for(CODE)
    for number in range(12):
        register_organisation(
            f"POLITIE-{number}",
            actor=COMMAND,
            now=SENT_AT,
            kind="police",
            valid_from=dt.date(2020, 1, 6),
            values={"name": f"Politie {number}"},
        )
    draft("groot")
    send("groot")
    assert len(stage(3, "groot").parties) == len(stage(3).parties) + 12
    for key in COUNCILS:
        record(1, key, AGREED, code="groot")
    for each in stage(3, "groot").parties:
        record(3, each.key, {each.labels[0]: AGREE}, code="groot")

    assert queries_for("groot") == queries_for(CODE) == few <= 10


def test_a_weighted_proposal_asks_the_figures_however_many_are_asked(weighed: str) -> None:
    assert queries_for(weighed) <= queries_for(CODE) + 3


def test_the_list_is_one_query_however_many_proposals() -> None:
    for number in range(5):
        draft(f"voorstel-{number}", stages=(ADOPTING,))
    with CaptureQueriesContext(connection) as asked:
        rows = proposals(COMMAND)

    assert (len(asked), len(rows)) == (1, 6)
    assert [row.is_sent for row in rows].count(True) == 1
