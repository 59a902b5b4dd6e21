"""The map of a kind within real boundaries, once somebody brought them; until then tiles, and how to get them."""

import datetime as dt
from pathlib import Path

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.figures.rules.periods import period_key, span
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.tests.police_samples import row, table
from noaber.network.api import boundary_note
from noaber.network.services.boundaries import import_boundaries
from noaber.network.tests.boundary_samples import CODES, features, written

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]

NOW = dt.datetime(2021, 2, 1, 10, tzinfo=dt.UTC)
PAGE = "/cijfers/soort/1.1.1/"
HOW = "noaber import-boundaries BESTAND"


@pytest.fixture(autouse=True)
def release(voorbeeldland: object) -> None:
    lines = [
        row(area, period_key(period), 10 + place)
        for place, area in enumerate(CODES)
        for period in span(201901, 202012)
    ]
    import_release(
        table(lines, "2021-01-15T02:00:00"), TABLES[MONTHLY], Origin("proef"), actor=COMMAND, now=NOW
    )


@pytest.fixture
def brought(tmp_path: Path) -> None:
    path = written(tmp_path, features()[:5])
    import_boundaries(path, year=None, source="Kadaster", actor=COMMAND, now=NOW, today=NOW.date())


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_without_boundaries_who_keeps_the_register_reads_how_to_get_them(client: Client) -> None:
    page = text_of(client, PAGE)
    assert "noaber-tile__name" in page
    assert HOW not in page
    assert HOW in boundary_note(None, COMMAND)


@pytest.mark.usefixtures("brought")
def test_with_boundaries_they_are_drawn_and_the_choice_travels_along(client: Client) -> None:
    page = text_of(client, PAGE)
    assert page.count('class="noaber-areas__area"') == 5
    assert "Staat niet op de kaart, wel in de tabel: Fonteinwijk." in page
    assert "Gemeentegrenzen van 2020; bron: Kadaster." in page
    assert 'href="/cijfers/gemeente/GM9001/?soort=1.1.1&amp;maand=2020-12"' in page
    tiles = text_of(client, f"{PAGE}?kaart=vakjes")
    assert "noaber-areas__area" not in tiles
    assert 'href="/cijfers/gemeente/GM9001/?soort=1.1.1&amp;maand=2020-12&amp;kaart=vakjes"' in tiles
    assert '<input type="hidden" name="kaart" value="vakjes">' in tiles
    assert "noaber-areas__area" in text_of(client, "/cijfers/")


@pytest.mark.usefixtures("brought")
def test_the_list_of_municipalities_has_them_too_and_looks_back(client: Client) -> None:
    assert text_of(client, "/gemeenten/").count('class="noaber-areas__area"') == 5
    known = text_of(client, "/gemeenten/?geldig-op=2020-01-15&bekend-op=2020-01-20")
    assert "noaber-areas__area" not in known
    assert "noaber-areas__area" not in text_of(client, "/gemeenten/?kaart=vakjes")


@pytest.mark.usefixtures("brought")
def test_boundaries_cost_one_question_and_the_next_page_none(
    client: Client, django_assert_max_num_queries: object
) -> None:
    text_of(client, PAGE)
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        text_of(client, PAGE)
