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


def test_what_never_was_is_not_found(client: Client) -> None:
    assert client.get("/gemeenten/GM9999/").status_code == 404
