"""The page of an organisation promises a way on, also when the organisation is no more or not there yet."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.pages import links, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]

ON = dt.date(2024, 1, 1)


@pytest.fixture
def merged() -> None:
    merge_municipalities(
        ["GM0225", "GM0668"],
        actor=COMMAND,
        now=dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC),
        code="GM9901",
        name="Maas en Waal",
        effective_on=ON,
    )


@pytest.mark.usefixtures("merged")
def test_a_municipality_to_come_opens_on_its_first_day(client: Client) -> None:
    response = client.get("/gemeenten/GM9901/")

    assert response.headers["Location"] == "/gemeenten/GM9901/?geldig-op=2024-01-01"
    assert "Maas en Waal" in words(client.get(response.headers["Location"]))


@pytest.mark.usefixtures("merged")
def test_a_municipality_that_is_no_more_names_its_successor_and_its_past(client: Client) -> None:
    response = client.get("/gemeenten/GM0225/?geldig-op=2024-06-01")

    assert response.status_code == 410
    assert "De laatste dag was 31 december 2023. Daarna ging Maas en Waal verder." in words(response)
    assert {"/gemeenten/GM9901/?geldig-op=2024-06-01", "/gemeenten/GM0225/?geldig-op=2023-12-31"} <= set(
        links(response)
    )


@pytest.mark.usefixtures("merged")
def test_a_merger_to_come_stands_on_the_pages_of_who_merges(client: Client) -> None:
    said = "Vanaf 1 januari 2024 gaan Druten en West Maas en Waal samen verder als Maas en Waal."

    page = client.get("/gemeenten/GM0225/?geldig-op=2023-12-31")

    assert said in words(page)
    assert "/gemeenten/GM9901/?geldig-op=2024-01-01" in links(page)
    assert said in words(client.get("/gemeenten/GM0668/?geldig-op=2023-12-31"))
    assert said not in words(client.get("/gemeenten/GM0668/?geldig-op=2023-12-31&bekend-op=2023-05-14"))
    assert "samen verder" not in words(client.get("/gemeenten/GM9901/?geldig-op=2024-01-01"))


def test_a_day_before_it_was_there_shows_the_way_to_its_first_day(client: Client) -> None:
    response = client.get("/overleggen/bbg/?geldig-op=1990-06-01")

    assert response.status_code == 404
    assert "Op 1 juni 1990 stond dit nog niet in het register. Het staat er vanaf 1 januari 2015." in words(
        response
    )
    assert "/overleggen/bbg/?geldig-op=2015-01-01" in links(response)


def test_what_was_not_known_yet_shows_the_way_to_what_is_known_now(client: Client) -> None:
    response = client.get("/gemeenten/GM0193/?geldig-op=2019-01-28&bekend-op=2000-12-01")

    assert response.status_code == 404
    assert "Wat op 1 december 2000 bekend was, noemt dit niet." in words(response)
    assert "/gemeenten/GM0193/?geldig-op=2019-01-28" in links(response)


def test_a_file_tells_which_day_it_shows(client: Client) -> None:
    response = client.get("/overleggen/bbg/?geldig-op=2019-01-28&formaat=csv")

    assert 'filename="bbg-2019-01-28-voorbeeldgegevens.csv"' in response["Content-Disposition"]
    assert "Stand op 28 januari 2019" in response.content.decode()


@pytest.mark.parametrize("path", ["/bestaat-niet/", "/account/login/"])
def test_every_page_says_that_it_is_a_demonstration(client: Client, path: str) -> None:
    assert "Voorbeeldgegevens" in client.get(path).content.decode()


def test_what_never_was_is_not_found(client: Client) -> None:
    assert client.get("/gemeenten/GM9999/").status_code == 404
