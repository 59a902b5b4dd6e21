"""What was adopted: the newest first, public only, and never otherwise than the standing of the proposal says."""

import datetime as dt

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.reading import forget, one_reading
from noaber.decisions.models import Proposal
from noaber.decisions.queries.adopted import adopted, adopted_decision, is_adopted
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREED,
    BOARD,
    MEETING,
    NORTH,
    TODAY,
    all_councils_agree,
    draft,
    record,
    send,
    stand,
)
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
ADOPTED = {"1": Said(Answer.CONSENT)}
LATER = MEETING + dt.timedelta(days=7)


def decide(code: str, on: dt.date = MEETING, classification: str = "public") -> None:
    """A proposal from its draft to its adoption."""
    draft(code, classification=classification)
    send(code)
    for key in (NORTH, "body:overleg-zuid"):
        record(1, key, AGREED, code=code)
    record(2, BOARD, ADOPTED, code=code, decided_on=on)


def codes() -> list[str]:
    return [row.code for row in adopted(AsOf(TODAY))]


def test_the_newest_stands_first() -> None:
    decide("eerste", MEETING)
    decide("tweede", LATER)
    assert codes() == ["tweede", "eerste"]
    newest = adopted(AsOf(TODAY))[0]
    assert (newest.adopted_on, newest.adopted_by) == (LATER, ("Stuurgroep",))
    assert newest.points == ("De strategie vaststellen.",)


def test_it_is_not_adopted_before_its_day() -> None:
    decide("strategie", LATER)
    assert not adopted(AsOf(MEETING))
    assert adopted(AsOf(LATER))


@pytest.mark.parametrize("classification", ["network", "restricted"])
def test_what_is_not_public_is_not_there(classification: str) -> None:
    decide("strategie", classification=classification)
    assert is_adopted(stand(), AsOf(TODAY))
    assert codes() == []
    assert adopted_decision("strategie", AsOf(TODAY)) is None


def test_a_draft_and_what_only_the_councils_agreed_to_are_not_there() -> None:
    draft(classification="public")
    assert codes() == []
    send()
    all_councils_agree()
    assert codes() == []
    record(2, BOARD, {"1": Said(Answer.OBJECTION, "Te duur.")})
    assert codes() == []


def test_what_was_withdrawn_is_not_there() -> None:
    decide("strategie")
    Proposal.objects.update(withdrawn_at=timezone.now())
    assert codes() == []
    assert adopted_decision("strategie", AsOf(TODAY)) is None


def test_more_decisions_take_no_more_queries() -> None:
    decide("eerste")
    with CaptureQueriesContext(connection) as one:
        adopted(AsOf(TODAY))
    for number in range(3):
        decide(f"volgende-{number}")
    with CaptureQueriesContext(connection) as four:
        assert len(adopted(AsOf(TODAY))) == 4
    assert len(one) == len(four)


STEPS = st.lists(
    st.tuples(
        st.sampled_from([(1, NORTH), (1, "body:overleg-zuid"), (2, BOARD), (2, BOARD)]),
        st.sampled_from([Answer.CONSENT, Answer.CONSENT, Answer.CONSENT, Answer.WITH_REMARK, *Answer]),
        st.sampled_from([MEETING, LATER]),
    ),
    max_size=6,
)


@given(steps=STEPS, is_agreed=st.booleans(), classification=st.sampled_from(["public", "public", "network"]))
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_the_list_and_the_standing_never_differ(
    steps: list[tuple[tuple[int, str], Answer, dt.date]], is_agreed: bool, classification: str
) -> None:
    forget()
    with transaction.atomic():
        draft(classification=classification)
        send()
        if is_agreed:
            all_councils_agree()
        for (number, key), answer, day in steps:
            text = "Een reden." if answer in (Answer.OBJECTION, Answer.WITH_REMARK) else ""
            try:
                record(number, key, {"1": Said(answer, text)}, decided_on=day)
            except DomainError:
                event("refused")
            with one_reading():
                for on in (MEETING, LATER):
                    is_there = any(row.code == "strategie" for row in adopted(AsOf(on)))
                    assert is_there == (classification == "public" and is_adopted(stand(on=on), AsOf(on)))
                    event(f"adopted: {is_there}")
        transaction.set_rollback(True)
