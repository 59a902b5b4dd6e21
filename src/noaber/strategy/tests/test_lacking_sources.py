"""Sources that are still lacking are told before everybody scores; a period that was closed opens no form (R06)."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.clock import now, today
from noaber.network.tests.pages import errors, links, typed_in, words
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import prepare_round
from noaber.strategy.tests.test_adopted_instead import NEXT, PAGE, ROUND, SECOND, THREE, TWO, play
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
FIRST, LAST = dt.date(2023, 1, 1), dt.date(2026, 12, 31)
NAMED = tuple(PriorityText(rank, field) for rank, field in enumerate(("5.2", "X.1", "X.2"), start=1))
NEW_SOURCE = f"{PAGE}bronnen/nieuw/"
LACKING = "Er ontbreken bronnen: evaluatie bij elk thema."
PAST = "/strategie/2015-2018/"


def test_r06_a_source_that_lacks_is_told_before_anybody_scores_with_where_it_is_recorded(
    client: Client,
) -> None:
    record_period(NEXT, PeriodTerms("Strategie", FIRST, LAST), actor=COMMAND, now=now(), today=today())
    for code in ("GM0153", "POLITIE-ON"):
        hand_in_plan(NEXT, code, PlanText("Plan", FIRST, LAST, NAMED), actor=COMMAND, now=now())
    prepare_round(NEXT, THREE, actor=COMMAND)
    play(TWO)
    sign_in(client, "coordinator")
    assert LACKING in words(client.get(f"{ROUND}openstellen/"))
    for page in (ROUND, SECOND, f"{SECOND}kiezen/"):
        assert LACKING in words(client.get(page)), page
        assert NEW_SOURCE in links(client.get(page)), page
    typed = {**typed_in(client.get(f"{SECOND}kiezen/")), "chosen_een": "on"}
    typed |= {"decided_on": f"{today():%d-%m-%Y}", "source": "Verslag BBG"}
    assert "Leg die bron eerst vast" in errors(client.post(f"{SECOND}kiezen/", typed))
    review = PlanText("Review", FIRST, LAST, NAMED[:1])
    record_source(NEXT, "review", SourceKind.REVIEW, review, actor=COMMAND, now=now())
    assert "Er ontbreken bronnen: evaluatie bij Drie." in words(client.get(f"{SECOND}kiezen/"))


def test_a_discharged_period_opens_no_form_that_cannot_be_saved_and_nothing_is_still_to_begin(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    for page in ("keuze/1/kiezen/", "bronnen/nieuw/"):
        answer = client.get(f"{PAST}{page}")
        assert (answer.status_code, "staan vast" in words(answer)) == (400, True), page
    assert "nog niet begonnen" not in words(client.get(PAST))
