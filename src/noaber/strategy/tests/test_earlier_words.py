"""What was said of a theme first stays readable when it is said otherwise, also before the adoption."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.rules.dutch import long_date
from noaber.network.tests.pages import words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.tests.conftest import ADOPTED, COORDINATOR, LATER, NOT_REVIEWED, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import choice
from noaber.strategy.tests.test_services_consulting import chosen

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/"
BETTER = choice(cyber="Te smal voor ons.")


def test_before_the_adoption_earlier_words_of_a_theme_stay_on_the_page_and_in_the_document(
    chosen: None,
) -> None:
    assert record_choice(PERIOD, 1, BETTER, actor=COORDINATOR, now=LATER, today=TODAY)
    told = words(Client().get(f"{PAGE}keuze/1/"))
    assert "Eerdere keuzes" in told
    assert "Cybercrime: Dit is te vroeg." in told
    adopted = replace(ADOPTED, decided_on=TODAY)
    record_period(PERIOD, adopted, actor=COORDINATOR, now=LATER, today=TODAY)
    nota = words(Client().get(f"{PAGE}nota/"))
    assert f"De uitleg is op {long_date(LATER.date())} anders verwoord. Eerst stond er:" in nota
    assert "Cybercrime: Dit is te vroeg." in nota


def test_what_is_put_better_after_the_adoption_is_logged_on_the_day_that_it_was_written(chosen: None) -> None:
    day = NOW.date()
    record_period(PERIOD, replace(ADOPTED, decided_on=TODAY), actor=COORDINATOR, now=NOW, today=TODAY)
    moment = LATER + dt.timedelta(days=9)
    said = replace(BETTER, reason="Dit was onduidelijk gezegd.")
    record_choice(PERIOD, 1, said, actor=COORDINATOR, now=moment, today=moment.date())
    rows = Client().get(f"{PAGE}wijzigingen/?formaat=csv").content.decode()
    assert moment.date().isoformat() in rows
    assert day.isoformat() not in rows


def test_the_source_of_every_step_of_a_period_stays_to_be_read(chosen: None) -> None:
    record_period(PERIOD, replace(ADOPTED, decided_on=TODAY), actor=COORDINATOR, now=NOW, today=TODAY)
    last = ADOPTED.ends_on
    closed = replace(
        ADOPTED, state=PeriodState.CLOSED, decided_on=last, source="verslag BBG", note=NOT_REVIEWED
    )
    record_period(PERIOD, closed, actor=COORDINATOR, now=LATER, today=last)
    told = words(Client().get(PAGE))
    for source in ("Bron: besluitenlijst.", "Bron: verslag BBG."):
        assert source in told, source
