"""Consent to the themes rests on the points that are about them; what was answered to others changes none of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Answer, PointKind, PointText, Said, Standing, proposal, send_proposal
from noaber.decisions.services.drafts.points import add_point
from noaber.strategy.queries.consulting.asked_themes import theme_consents
from noaber.strategy.queries.consulting.course import councils_consent, period_course, weighed_in
from noaber.strategy.tests.conftest import NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import found as chosen_round
from noaber.strategy.tests.test_services_consulting import answer, chosen, put, terms, up
from tests.made_once import made_once

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
OTHERS = (
    PointText("3", PointKind.TAKE_NOTE, "Kennisnemen van de Endterm review van deze thema’s."),
    PointText("4", PointKind.CONSENT, "Iedere gemeente betaalt 7 cent per inwoner."),
    PointText("5", PointKind.DECIDE, "Het netwerk in 2023 evalueren."),
)
ALL = {
    "1": Answer.CONSENT,
    "2": Answer.WITH_REMARK,
    "3": Answer.TOOK_NOTE,
    "4": Answer.CONSENT,
    "5": Answer.CONSENT,
}
CASES: tuple[tuple[Mapping[str, Answer | None], bool], ...] = (
    ({}, True),
    ({"3": None}, True),
    ({"4": None}, True),
    ({"4": Answer.OBJECTION}, True),
    ({"4": Answer.NOT_DISCUSSED, "5": Answer.OBJECTION}, True),
    ({"3": None, "4": None, "5": None}, True),
    ({"1": None}, False),
    ({"2": None}, False),
    ({"1": Answer.OBJECTION}, False),
    ({"2": Answer.OBJECTION, "4": Answer.OBJECTION}, False),
    ({"1": Answer.NOT_DISCUSSED}, False),
    ({"1": None, "2": None}, False),
)


@pytest.fixture
@made_once
def answered(chosen: None) -> str:
    """Both councils were asked two themes and three other points, and answered on all."""
    code = put()
    for each in OTHERS:
        add_point(code, each, actor=COMMAND, expected_revision=None)
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code, labels=("1", "2", "4", "5"))
    answer(code, labels=("3",), said=Said(Answer.TOOK_NOTE))
    return code


def standing(code: str) -> Standing:
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    return found


def said_by_north(found: Standing, said: Mapping[str, Answer | None]) -> Standing:
    """As `found`, where the first council answered so."""
    (councils, *rest), key = found.stages, found.stages[0].parties[0].key
    answers = {**ALL, **said}
    cells = {
        (who, label): replace(cell, answer=answers[label] or cell.answer) if who == key else cell
        for (who, label), cell in councils.cells.items()
        if who != key or answers[label]
    }
    return replace(found, stages=(replace(councils, cells=cells), *rest))


def test_r14_only_the_points_about_the_themes_count(answered: str) -> None:
    found, themes = standing(answered), weighed_in(chosen_round())
    for said, is_given in CASES:
        read = said_by_north(found, said)
        assert councils_consent(read, themes, AsOf(TODAY)) == (1 + is_given, 2), said
        first, second = theme_consents(read, themes, AsOf(TODAY))
        assert (first.is_given, second.is_given) == (is_given, True), said
        assert first.asked == 2, said
        assert first.objections == tuple(
            label for label in ("1", "2") if {**ALL, **said}[label] is Answer.OBJECTION
        ), said


def test_r14_who_objects_to_the_money_does_not_hold_up_the_themes(answered: str) -> None:
    answer(answered, until=1, labels=("4",), said=Said(Answer.OBJECTION, "Te duur."))
    found = period_course(COMMAND, PERIOD, terms(), AsOf(TODAY)).consented
    assert found
    assert (found.done, found.total, found.objectors) == (2, 2, ())
    assert up()
