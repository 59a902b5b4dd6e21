"""What can still be recorded of a theme that ended in a running strategy, and what cannot."""

import datetime as dt
from typing import Any

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.services.themes import end_theme
from noaber.strategy.models import StrategyText, SurveyQuestion
from noaber.strategy.queries.goals.participation import by_organisation
from noaber.strategy.rules.goals.goal import GoalText
from noaber.strategy.rules.goals.participation import ParticipationKind, ParticipationText
from noaber.strategy.rules.surveys import QuestionKind, QuestionText, SurveyKind, SurveyText
from noaber.strategy.rules.texts import TextPart, WrittenText
from noaber.strategy.services.goals.goal import record_goal
from noaber.strategy.services.goals.participation import record_participation
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.surveys.survey import prepare_survey
from noaber.strategy.services.texts import write_text
from noaber.strategy.tests.conftest import (
    ADOPTED,
    CONTACT,
    COORDINATOR,
    LAST,
    NOW,
    PERIOD,
    STRATEGY,
    TODAY,
    TOWN,
)
from noaber.strategy.views.themes.endings import rests_on_theme
from tests.made_once import made_once

pytestmark = pytest.mark.usefixtures("ended")
THEME = "jeugd"
WHEN: dict[str, Any] = {"now": NOW, "today": TODAY}


@pytest.fixture
@made_once
def ended(network: object) -> None:
    """A theme that ended a month ago, in a strategy that runs."""
    for terms in (STRATEGY, ADOPTED):
        record_period(PERIOD, terms, actor=COORDINATOR, **WHEN)
    end_theme(THEME, actor=COMMAND, now=NOW, valid_until=dt.date(2020, 2, 1), reason="De taak is klaar.")


def test_an_organisation_says_whether_it_took_part() -> None:
    said = {THEME: ParticipationText(ParticipationKind.FOLLOWS, "Wij bleven het volgen.")}
    assert record_participation(PERIOD, TOWN, said, actor=CONTACT, **WHEN) == 1
    assert by_organisation(PERIOD, AsOf(TODAY))[TOWN][THEME].text == said[THEME]


def test_a_survey_asks_about_it() -> None:
    questions = (QuestionText(QuestionKind.STATEMENT, "Dit thema hielp ons.", THEME),)
    text = SurveyText("Peiling", "Kijkt u mee terug?", LAST, questions)
    prepare_survey(PERIOD, SurveyKind.MIDTERM, text, actor=COORDINATOR, today=TODAY)
    assert [each.theme.code for each in SurveyQuestion.objects.all() if each.theme] == [THEME]


def test_its_text_in_the_document_can_be_written() -> None:
    text = WrittenText("Wat wij bereikten, blijft.", is_shared=True, reason="Het thema eindigde.")
    assert write_text(PERIOD, TextPart.THEME, THEME, text, actor=COORDINATOR, **WHEN)
    assert StrategyText.objects.filter(theme__code=THEME).count() == 1


def test_no_new_goal_comes_under_it() -> None:
    text = GoalText("Nog een doel", "Wat niemand draagt.", "stuurgroep:chair", LAST, reason="Dit is nieuw.")
    with pytest.raises(DomainError, match="Dit thema eindigde op 31 januari 2020") as caught:
        record_goal(PERIOD, THEME, "nog-een-doel", text, actor=COORDINATOR, **WHEN)
    assert caught.value.field == "theme"


def resting(code: str) -> list[str]:
    return list(rests_on_theme(COORDINATOR, code, AsOf(dt.date(2020, 1, 15))))


def test_who_ends_a_theme_is_told_what_the_strategy_has_under_it() -> None:
    """Before it ended, of a strategy in which nothing was chosen: only where goals stand under it."""
    assert resting(THEME) == []
    text = GoalText("Minder vechtpartijen", "Rust.", "stuurgroep:chair", LAST, reason="Dit is nieuw.")
    early: dict[str, Any] = {"now": NOW, "today": dt.date(2020, 1, 15)}
    record_goal(PERIOD, THEME, "rust", text, actor=COORDINATOR, **early)
    (told,) = resting(THEME)
    assert told.startswith("Onder dit thema staat 1 doel van de Veiligheidsstrategie 2019-2022. ")
    assert list(rests_on_theme(ANONYMOUS, THEME, AsOf(TODAY))) == [told], (
        "an adopted strategy is for everyone"
    )
