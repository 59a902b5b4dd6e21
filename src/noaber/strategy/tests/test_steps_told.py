"""The steps of a period say where it really is, and who reads a strategy in preparation knows that it is."""

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.decisions.api import send_proposal
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.pages import words
from noaber.strategy.tests.conftest import NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import hand_in_all, opened, score, seat_scorers
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import answer, chosen, put

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/"


def test_while_themes_are_weighed_the_choice_has_begun(network: LoadReport) -> None:
    hand_in_all()
    seat_scorers()
    opened()
    score()
    told = words(coordinator().get(PAGE))
    assert "Keuze van de thema’s nu aan de beurt" in told
    assert "Nog niet gekozen." in told
    assert "nu aan de beurt De thema’s worden gewogen" not in words(Client().get(PAGE))


def test_once_themes_are_chosen_their_consent_is_next_and_after_that_the_strategy(chosen: None) -> None:
    told = words(coordinator().get(PAGE))
    assert "Instemming van de overleggen nu aan de beurt" in told
    assert "De strategie nog niet begonnen" in told
    code = put()
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)
    answer(code)
    assert "De strategie nu aan de beurt" in words(coordinator().get(PAGE))


def test_the_summary_and_the_page_of_a_municipality_say_that_it_is_in_preparation(chosen: None) -> None:
    client = coordinator()
    for page in ("samenvatting/", "voor/GM9001/"):
        assert "Deze strategie is in voorbereiding." in words(client.get(f"{PAGE}{page}")), page


def test_nobody_filters_on_themes_that_nobody_named(network: LoadReport) -> None:
    assert 'value="()"' not in coordinator().get(f"{PAGE}prioriteiten/").content.decode()
