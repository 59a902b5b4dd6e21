"""A day on which the network did not exist yet: each list says so, and calls nothing in order."""

import pytest
from django.test import Client

from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/themas/", "Op 1 januari 1815 zijn er geen thema's."),
        ("/overleggen/", "Op 1 januari 1815 zijn er geen overleggen of teams."),
        ("/personen/", "Op 1 januari 1815 staan er geen personen in het register."),
        ("/vacatures/", "Op 1 januari 1815 is er geen functie opengesteld."),
        ("/vacatures/", "Op 1 januari 1815 zijn er geen zetels."),
        ("/gemeenten/", "Op 1 januari 1815 doen er geen gemeenten mee."),
        ("/organisaties/", "Op 1 januari 1815 doen er geen organisaties mee."),
    ],
)
def test_a_list_says_that_there_is_nothing_on_the_day(client: Client, path: str, sentence: str) -> None:
    sign_in(client, "coordinator")
    page = words(client.get(f"{path}?geldig-op=1815-01-01"))
    assert sentence in page
    assert "Er staat nog niets" not in page
    assert "Alle zetels zijn bezet" not in page
    assert "Wie valt onder wie" not in page


def test_before_the_strategy_there_were_municipalities_and_no_themes(client: Client) -> None:
    assert "Op 31 december 2014 zijn er geen thema's." in words(client.get("/themas/?geldig-op=2014-12-31"))


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("/personen/", "staan er geen personen in het register, voor zover bekend op 1 januari 2018."),
        ("/overdrachten/", "was er geen wisseling vastgelegd, voor zover bekend op 1 januari 2018."),
    ],
)
def test_what_was_not_known_yet_is_said_to_be_so(client: Client, path: str, sentence: str) -> None:
    sign_in(client, "coordinator")
    page = words(client.get(f"{path}?geldig-op=2019-01-28&bekend-op=2018-01-01"))
    assert f"28 januari 2019 {sentence}" in page
