"""A merger on the pages: Staphorst goes up into Zwolle while its own decision is still open."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.reading import forget
from noaber.decisions.tests.test_views_proposals import PAGE, address, take_away
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)
OWN_PAGE = f"{PAGE}vervolg/GM0180/"


@pytest.fixture
def form() -> str:
    """Where the decision of Staphorst is recorded."""
    take_away(organisation__code="GM0180")
    found = address(organisation__code="GM0180")
    merge_municipalities(
        ["GM0180", "GM0193"],
        actor=COMMAND,
        now=NOW,
        code="GM0193",
        name="Zwolle",
        effective_on=dt.date(2023, 5, 1),
    )
    forget()
    return found


def test_the_mayor_of_the_successor_finds_it_and_records_it(client: Client, form: str) -> None:
    sign_in(client, "mayor of Zwolle")
    home = client.get("/mijn/")
    assert OWN_PAGE in links(home)
    assert "U spreekt voor de opvolger van Staphorst." in words(home)
    assert "opvolger van Staphorst" in words(client.get("/behandelingen/"))
    assert form in links(client.get(OWN_PAGE))
    assert "Staphorst (nu Zwolle)" in words(client.get(PAGE))
    shown = client.get(form)
    assert "Staphorst is opgegaan in Zwolle. Wat nog open was, beantwoordt Zwolle." in words(shown)
    typed = {
        **typed_in(shown),
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "evidence": "Raadsbesluit 7",
    }
    assert "Het standpunt van Staphorst is vastgelegd." in words(client.post(form, typed, follow=True))
    assert OWN_PAGE not in links(client.get("/mijn/"))
    history = words(client.get(f"{form}geschiedenis/"))
    assert "Besloten door" in history
    assert "Zwolle" in history


def test_the_chase_names_both_and_the_matrix_still_counts_seventy_six(client: Client, form: str) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(f"{PAGE}openstaand/"))
    assert "Staphorst (nu Zwolle)" in text
    assert "niemand in het register" not in text
    assert "1 nog niet = 76" in words(client.get(PAGE))


def test_another_mayor_does_not_record_it(client: Client, form: str) -> None:
    sign_in(client, "mayor of Enschede")
    assert form not in links(client.get(OWN_PAGE))
    assert client.get(form).status_code == 403
