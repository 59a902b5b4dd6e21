"""A reason that others read says something: refused at its field when it is a letter, dots or no words."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from noaber.core.errors import DomainError
from noaber.strategy.models import Activity, Score, ThemeChoice
from noaber.strategy.rules.goals.goal import GoalStatus, IndicatorText, UpdateText, ValueText
from noaber.strategy.rules.selection.round import ChoiceText
from noaber.strategy.rules.texts import TextPart, WrittenText
from noaber.strategy.services.goals.goal import record_activity, record_indicator, record_value
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.periods.withdrawing import withdraw_period
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.services.texts import write_text
from noaber.strategy.services.withdrawing import withdraw_part, withdraw_round, withdraw_value
from noaber.strategy.tests.conftest import ADOPTED, COORDINATOR, FIRST, LAST, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import choice, hand_in_all, opened, score, seat_scorers
from noaber.strategy.tests.test_services_goals import ACTIVITY, CODE, MEASURED, TEXT, adopted, write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
WHO: dict[str, Any] = {"actor": COORDINATOR, "now": LATER, "today": TODAY}
EMPTY = pytest.mark.parametrize("reason", ["x", "...", "aaa bbb ccc"])
WHY = "Zo is het besloten."


def refused(field: str) -> "pytest.RaisesExc[DomainError]":
    return pytest.RaisesExc(DomainError, check=lambda error: error.field == field)


@EMPTY
def test_r49_what_changes_in_mid_period_says_why_in_words(reason: str) -> None:
    adopted()
    measured = replace(MEASURED, reason=WHY)
    record_activity(PERIOD, CODE, replace(ACTIVITY, reason=WHY), **WHO)
    record_indicator(PERIOD, CODE, measured, **WHO)
    record_value(PERIOD, CODE, 1, ValueText(Decimal(9), TODAY, "Telling"), **WHO)
    other = IndicatorText(
        "Meldingen", "per jaar", FIRST, Decimal(200), LAST, "Politie", Decimal(400), reason=reason
    )
    stopped = Said(UpdateText(GoalStatus.STOPPED, reason))
    for field, told in (
        ("reason", lambda: write(replace(TEXT, aim="Minder.", reason=reason))),
        ("reason", lambda: record_indicator(PERIOD, CODE, other, number=1, **WHO)),
        ("reason", lambda: withdraw_value(PERIOD, CODE, 1, TODAY, reason, **WHO)),
        ("reason", lambda: withdraw_part(Activity, PERIOD, CODE, 1, reason, **WHO)),
        (f"{CODE}__sentence", lambda: update_goals(PERIOD, {CODE: stopped}, **WHO)),
        (
            "reason",
            lambda: write_text(
                PERIOD, TextPart.SUMMARY, "", WrittenText("Kort.", is_shared=True, reason=reason), **WHO
            ),
        ),
    ):
        with refused(field):
            told()
    withdraw_value(PERIOD, CODE, 1, TODAY, WHY, **WHO)


@EMPTY
def test_a_period_and_a_round_are_withdrawn_with_words(reason: str) -> None:
    hand_in_all()
    opened()
    taken: dict[str, Callable[[], None]] = {
        "round": lambda: withdraw_round(
            PERIOD, 1, reason, actor=COORDINATOR, now=LATER, expected_revision=None
        ),
        "period": lambda: withdraw_period(PERIOD, reason, **WHO),
    }
    for take in taken.values():
        with refused("reason"):
            take()


def record(text: ChoiceText) -> bool:
    return record_choice(PERIOD, 1, text, **WHO)


@EMPTY
def test_r49_a_choice_says_in_words_why_a_theme_was_left_out_and_why_it_changed(reason: str) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    with refused("reason_cyber"):
        record(choice(cyber=reason))
    with refused("reason_ondermijning"):
        record(choice(cyber="Dit is te smal.", ondermijning=reason))
    day = TODAY - dt.timedelta(days=1)
    first = replace(choice(cyber="Dit is te smal."), decided_on=day)
    assert record(first)
    record_period(PERIOD, replace(ADOPTED, decided_on=day), actor=COORDINATOR, now=NOW, today=TODAY)
    with refused("reason"):
        record(replace(first, source="Besluitenlijst", reason=reason))
    assert record(replace(first, source="Besluitenlijst", reason=WHY))


def test_a_theme_that_turns_is_not_told_with_the_words_of_the_other_verdict() -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    kept, left = "Dit raakt heel velen.", "Dit is te smal."
    assert record(choice(ondermijning=kept, cyber=left))
    for field, turned in (
        ("reason_ondermijning", choice("zorg", "cyber", ondermijning=kept, cyber="Dit is nu urgent.")),
        ("reason_cyber", choice("zorg", "cyber", ondermijning="Dit is nu afgerond.", cyber=left)),
    ):
        with refused(field):
            record(turned)
    assert record(choice("zorg", "cyber", ondermijning="Dit is nu afgerond.", cyber="Dit is nu urgent."))


@pytest.mark.parametrize("text", ["x", "...", ".", "ooo", "2018"])
def test_a_score_and_a_source_are_told_in_a_word_at_least(text: str) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    with refused("ondermijning__ernst__motive"):
        score(motive=text)
    assert not Score.objects.exists()
    score(motive="Daarom")
    with refused("source"):
        record(replace(choice(cyber="Dit is te smal."), source=text))
    assert not ThemeChoice.objects.exists()
