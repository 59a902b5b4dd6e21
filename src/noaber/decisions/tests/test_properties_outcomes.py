"""What is counted hangs on what was said, not on who was first, nor on anybody who was not asked."""

from collections.abc import Sequence

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.decisions.models import Consultation, DecisionPoint, Position
from noaber.decisions.queries.proposals.matrix import StageStanding
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer, answers_to, needs_text
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    ASKED_OF_COUNCILS,
    COUNCILS,
    MEETING,
    MUNICIPALITIES,
    NOW,
    PARTNERS,
    POINTS,
    all_councils_agree,
    draft,
    record,
    send,
    stand,
)
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]

KINDS = {point.label: point.kind for point in POINTS}
Act = tuple[int, str, dict[str, Said]]  # a stage, a party, what it says


def said_on(label: str) -> st.SearchStrategy[Said]:
    """An answer that the point takes, with a text where there must be one."""
    return st.sampled_from(answers_to(PointKind(KINDS[label]))).map(
        lambda answer: Said(answer, "Een reden." if needs_text(answer) else "")
    )


def answers(labels: Sequence[str]) -> st.SearchStrategy[dict[str, Said]]:
    """What is said of one or more of these points."""
    chosen = st.lists(st.sampled_from(labels), min_size=1, unique=True)
    return chosen.flatmap(lambda some: st.fixed_dictionaries({label: said_on(label) for label in some}))


COUNCIL_ACTS = st.tuples(
    *(st.tuples(st.just(1), st.just(key), answers(ASKED_OF_COUNCILS)) for key in COUNCILS)
)
OWN_ACTS = st.tuples(
    *(st.tuples(st.just(3), st.just(key), answers(["3a"])) for key in MUNICIPALITIES),
    *(st.tuples(st.just(3), st.just(key), answers(["3b"])) for key in PARTNERS),
)


def counted(acts: Sequence[Act], *, are_agreed: bool) -> list[tuple[object, ...]]:
    """Record these and tell how every stage then stands; nothing of it stays."""
    with transaction.atomic():
        if are_agreed:
            all_councils_agree()
        for number, key, said in acts:
            record(number, key, said)
        found = [facts(each) for each in stand().stages]
        transaction.set_rollback(True)
    return found


def facts(stage: StageStanding) -> tuple[object, ...]:
    """All that is computed, without the moments and numbers of the rows themselves."""
    cells = {at: (cell.answer, cell.text, cell.decided_on) for at, cell in stage.cells.items()}
    return stage.number, dict(stage.outcomes), cells, stage.gate


@given(acts=COUNCIL_ACTS, data=st.data())
@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_does_not_matter_which_council_was_recorded_first(
    acts: tuple[Act, ...], data: st.DataObject
) -> None:
    turned = data.draw(st.permutations(acts))
    assert counted(acts, are_agreed=False) == counted(turned, are_agreed=False)


@given(acts=OWN_ACTS, data=st.data())
@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_does_not_matter_which_organisation_was_recorded_first(
    acts: tuple[Act, ...], data: st.DataObject
) -> None:
    turned = data.draw(st.permutations(acts))
    first = counted(acts, are_agreed=True)
    event(f"verdict on 3a: {first[2][1]['3a'].verdict}")  # type: ignore[index]
    assert first == counted(turned, are_agreed=True)


@given(
    acts=COUNCIL_ACTS,
    answer=st.sampled_from(Answer),
    label=st.sampled_from(["1", "2", "3", "3a", "3b", "4"]),
    place=st.integers(0, 7),
)
@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_who_is_not_asked_counts_for_nothing_even_with_a_row_in_the_database(
    acts: tuple[Act, ...], answer: Answer, label: str, place: int
) -> None:
    """The services refuse it; here it is written past them: by an organisation, on a point it is not asked."""
    with transaction.atomic():
        for number, key, said in acts:
            record(number, key, said)
        before = [facts(each) for each in stand().stages]
        strangers = [
            Consultation.objects.get(stage__number=3, organisation__code=key.partition(":")[2])
            for key in (*MUNICIPALITIES, *PARTNERS)
        ]
        stranger = strangers[place]
        own = "3a" if place < len(MUNICIPALITIES) else "3b"
        if label != own:
            write(stranger, label, answer)
            assert [facts(each) for each in stand().stages] == before
        transaction.set_rollback(True)


@given(acts=COUNCIL_ACTS, answer=st.sampled_from(Answer))
@settings(
    max_examples=examples(8), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_an_answer_to_another_proposal_counts_for_nothing(acts: tuple[Act, ...], answer: Answer) -> None:
    with transaction.atomic():
        for number, key, said in acts:
            record(number, key, said)
        before = [facts(each) for each in stand().stages]
        draft("ander")
        send("ander")
        for council in Consultation.objects.filter(stage__proposal__code="ander", stage__number=1):
            write(council, "1", answer, code="ander")
        assert [facts(each) for each in stand().stages] == before
        transaction.set_rollback(True)


def write(consultation: Consultation, label: str, answer: Answer, *, code: str = "strategie") -> None:
    """A position written past the services."""
    Position.objects.create(
        consultation=consultation,
        point=DecisionPoint.objects.get(version__proposal__code=code, label=label),
        answer=answer.value,
        text="Een reden.",
        decided_on=MEETING,
        recorded_at=NOW,
    )
