"""Two rounds of a period from which themes were chosen: everywhere it says which choice counts."""

from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.reading import forget
from noaber.network.tests.pages import links, words
from noaber.strategy.services.selection import Given, give_scores, record_choice
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import (
    ROUND,
    SCORER,
    SCORES,
    choice,
    hand_in_all,
    opened,
    score,
    seat_scorers,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("network")]
LIST = f"/strategie/{PERIOD}/keuze/"
THEN = f"?geldig-op={TODAY:%Y-%m-%d}"
GONE = "geldt niet meer"


def choose(number: int) -> None:
    text = choice(cyber="Dit is te smal.")
    assert record_choice(PERIOD, number, text, actor=COORDINATOR, now=LATER, today=TODAY)
    forget()


@pytest.fixture
def first(network: object) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    choose(1)


@pytest.mark.usefixtures("first")
def test_of_two_rounds_the_list_and_the_earlier_one_say_which_choice_counts(client: Client) -> None:
    number = opened(replace(ROUND, title="Opnieuw gewogen"))
    assert GONE not in words(client.get(f"{LIST}{THEN}")), "the other one is not chosen from yet"
    given = {(option, "ernst"): Given(value, "Het raakt velen.") for option, value in SCORES.items()}
    give_scores(PERIOD, number, given, actor=SCORER, now=NOW, today=TODAY)
    choose(number)
    listed = client.get(f"{LIST}{THEN}&formaat=csv").content.decode()
    assert [GONE in line for line in listed.splitlines()[1:]] == [True, False]
    earlier = client.get(f"{LIST}1/{THEN}")
    assert "Deze keuze geldt niet meer. In ‘Opnieuw gewogen’ is opnieuw gekozen, op 2 maart 2020" in words(
        earlier
    )
    assert f"{LIST}{number}/{THEN}" in links(earlier)
    assert GONE not in words(client.get(f"{LIST}{number}/{THEN}"))
