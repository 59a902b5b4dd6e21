"""The search box finds what the register has, by any of its words, and helps who mistypes."""

import pytest
from django.test import Client

from noaber.network.tests.pages import links, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("zwolle", "/gemeenten/GM0193/"),
        ("begeleidingsgroep", "/overleggen/bbg/"),
        ("ondermijning", "/themas/"),
        ("burgemeester zwolle", "/zetels/GM0193:mayor/"),
        ("bbg voorzitter", "/zetels/bbg:chair/"),
    ],
)
def test_everyone_finds(client: Client, typed: str, address: str) -> None:
    assert address in links(client.get("/zoeken/", {"q": typed}))


def test_who_mistypes_sees_at_once_what_was_meant(client: Client) -> None:
    page = client.get("/zoeken/", {"q": "Zwole"})

    assert "Resultaten voor “zwolle”. Zoek toch naar “Zwole”" in words(page)
    assert "/gemeenten/GM0193/" in links(page)
    assert "Niets gevonden" not in words(page)
    for typed in ("qqqq", "zwolle"):
        assert "Resultaten voor" not in words(client.get("/zoeken/", {"q": typed}))


def test_who_means_what_they_typed_gets_just_that(client: Client) -> None:
    page = client.get("/zoeken/", {"q": "Zwole", "geldig-op": "2023-01-01"})
    exactly = "?q=Zwole&precies=ja&geldig-op=2023-01-01"
    assert exactly in links(page)

    literal = words(client.get(f"/zoeken/{exactly}"))

    assert "Niets gevonden" in literal
    assert "Resultaten voor" not in literal


def test_what_was_meant_is_filtered_like_any_answer(client: Client) -> None:
    page = client.get("/zoeken/", {"q": "zwole", "soort": "gemeente"})
    assert "/gemeenten/GM0193/" in links(page)
    assert not [link for link in links(page) if link.startswith("/zetels/")]


def test_what_is_found_on_a_day_opens_on_that_day(client: Client) -> None:
    page = client.get("/zoeken/", {"q": "zwolle", "geldig-op": "2019-01-28"})

    assert "/gemeenten/GM0193/?geldig-op=2019-01-28" in links(page)


def test_people_are_found_by_the_network_alone(client: Client) -> None:
    asked = {"q": "burgemeester zwolle", "soort": "persoon"}
    assert not [link for link in links(client.get("/zoeken/", asked)) if link.startswith("/personen/")]
    sign_in(client, "coordinator")
    assert [link for link in links(client.get("/zoeken/", asked)) if link.startswith("/personen/")]
