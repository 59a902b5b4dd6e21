"""Numbers and labels read as people say them: one of one, one of more, and points in the order of paper."""

from dataclasses import replace
from decimal import Decimal

import pytest

from noaber.core.access import COMMAND
from noaber.decisions.models import Consultation, DecisionPoint, ProposalVersion
from noaber.decisions.queries.calendar.agenda import own_questions
from noaber.decisions.queries.proposals.asked import asked_of
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.obligations import ObligationKind, Terms
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.tests.conftest import (
    AGREED,
    CODE,
    NORTH,
    NOW,
    POINTS,
    SOUTH,
    TODAY,
    holding,
    party,
    record,
    send,
    stand,
)
from noaber.decisions.views.adopted.words import _asked as asked_in_words
from noaber.decisions.views.drafts.points import terms_words
from noaber.decisions.views.proposals.drift import drift_sentences
from noaber.decisions.views.remarks.words import count_line
from noaber.decisions.words import counted_words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]


def test_one_of_one_and_one_of_more() -> None:
    said = [counted_words(done, total, "a", "b", "c") for done, total in ((1, 1), (0, 1), (1, 5), (3, 5))]
    assert said == ["a", "a", "b", "c"]
    one = count_line(CODE, [RemarkState.ANSWERED])
    assert one is not None
    assert one.label == "kanttekening beantwoord"


@pytest.mark.usefixtures("memo")
def test_the_only_answer_on_an_older_text() -> None:
    record(1, NORTH, AGREED)
    write_next_version(CODE, actor=COMMAND, today=TODAY)
    ProposalVersion.objects.filter(sent_at=None).update(
        is_material=False, change_note="Anders.", background="Nieuw."
    )
    send_proposal(CODE, actor=COMMAND, now=NOW)
    (sentence,) = drift_sentences(stand())
    assert (
        sentence == "Het enige antwoord gaat over een andere tekst dan versie 2; dat antwoord blijft staan."
    )
    record(1, SOUTH, AGREED, decided_on=TODAY)
    (sentence,) = drift_sentences(stand())
    assert sentence.startswith("1 van de 2 antwoorden gaat over een andere tekst dan versie 2")


@pytest.mark.usefixtures("drafted")
def test_a_point_that_was_changed_keeps_its_place() -> None:
    """A changed point is written anew, so that the order of storing says nothing."""
    change_point(CODE, "1", POINTS[0], actor=COMMAND, expected_revision=None)
    send()
    assert DecisionPoint.objects.order_by("-pk")[0].label == "1"
    (own,) = own_questions(holding("secretary", NORTH), TODAY)
    assert own.labels == ("1", "2", "3", "4")
    asked = asked_of(Consultation.objects.get(pk=party(1, NORTH).consultation_id))
    assert [point.label for point in asked] == ["1", "2", "3", "4"]


@pytest.mark.parametrize(
    ("rate", "said"), [("0.0700", "€ 0,07"), ("0.0712", "€ 0,0712"), ("1", "€ 1,00"), ("0.0050", "€ 0,005")]
)
def test_a_rate_is_never_rounded_where_it_is_read(rate: str, said: str) -> None:
    terms = Terms(ObligationKind.CONTRIBUTION, 2020, 2023, rate=Decimal(rate))
    point = replace(stand_in(), terms=terms)
    for words in (asked_in_words(point, terms), terms_words(terms)):
        assert words.replace("\xa0", " ").count(f"{said} per inwoner") == 1


def test_capacity_is_not_rounded_either() -> None:
    terms = Terms(ObligationKind.CAPACITY, 2020, 2023, fte=Decimal("0.25"))
    assert "0,25 fte" in asked_in_words(replace(stand_in(), terms=terms), terms)


def stand_in() -> PointRow:
    return PointRow("3a", PointKind.DECIDE, "Bijdragen.", "3", ("municipality",), (), "")
