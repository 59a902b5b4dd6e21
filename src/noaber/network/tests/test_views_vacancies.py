"""Vacancies: opened to the partners under conditions, filled by one of them, or taken back."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client

from noaber.core.access import ALLOWED, Refused
from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, PersonVersion, Vacancy
from noaber.network.services import vacancies
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
SEAT = "et-cybercrime:gelderland-zuid"
TODAY = dt.date(2023, 5, 15)


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def opened(client: Client) -> str:
    """The address of a vacancy that was just opened."""
    answer = send(client, f"/vacatures/openstellen/{SEAT}/", description="Een dag per week.")
    return str(answer["Location"])


def test_without_conditions_the_page_says_that_nobody_checks_them(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vacancies, "_gates", [])
    assert "nog niet te toetsen" in words(coordinator.get("/vacatures/"))


def test_a_refused_condition_keeps_the_function_closed(
    coordinator: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        vacancies, "_gates", [lambda code, day: Refused("De strategie is nog niet vastgesteld.")]
    )
    assert "De strategie is nog niet vastgesteld." in words(coordinator.get("/vacatures/"))
    before = Vacancy.objects.count()
    answer = send(coordinator, f"/vacatures/openstellen/{SEAT}/", description="Een dag per week.")
    assert "De strategie is nog niet vastgesteld." in errors(answer)
    assert Vacancy.objects.count() == before


def test_met_conditions_are_said_too(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vacancies, "_gates", [lambda code, day: ALLOWED])
    assert "Aan alle voorwaarden is voldaan" in words(coordinator.get("/vacatures/"))


def test_opening_twice_is_refused(coordinator: Client) -> None:
    assert "opengesteld" in words(coordinator.get(opened(coordinator)))
    answer = send(coordinator, f"/vacatures/openstellen/{SEAT}/", description="Een dag per week.")
    assert "al opengesteld" in errors(answer)


def test_who_fills_it_sits_in_the_seat(coordinator: Client) -> None:
    address = opened(coordinator)
    key: Any = PersonVersion.objects.as_of(AsOf(TODAY)).get(email="veiligheid@tiel.invalid").person_id
    answer = send(coordinator, f"{address}vervullen/", person=str(key))
    assert answer["Location"] == f"/zetels/{SEAT}/"
    held = MembershipVersion.objects.as_of(AsOf(TODAY)).get(membership__post__code=SEAT)
    assert held.membership.person_id == key
    page = coordinator.get(address)
    assert "vervuld" in words(page)
    assert f"{address}vervullen/" not in links(page)


def test_taking_it_back_asks_once_more_and_works_once(coordinator: Client) -> None:
    address = opened(coordinator)
    asked = coordinator.get(f"{address}intrekken/")
    assert "Wat er dan gebeurt" in words(asked)
    coordinator.post(f"{address}intrekken/", typed_in(asked))
    assert "ingetrokken" in words(coordinator.get(address))
    assert coordinator.post(f"{address}intrekken/", typed_in(asked)).status_code == 409


def test_a_deadline_in_the_past_is_refused(coordinator: Client) -> None:
    answer = send(
        coordinator, f"/vacatures/openstellen/{SEAT}/", description="Een dag.", replies_until="1-1-2020"
    )
    assert "al voorbij" in errors(answer)


def test_partners_read_vacancies_and_open_none(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    page = client.get("/vacatures/")
    assert page.status_code == 200
    assert not any("openstellen" in link for link in links(page))
    assert client.get(f"/vacatures/openstellen/{SEAT}/").status_code == 403


def test_the_list_of_an_earlier_day_is_that_of_the_day(coordinator: Client) -> None:
    assert "opengesteld" in words(coordinator.get("/vacatures/?geldig-op=2019-11-20"))
    assert "vervuld" in words(coordinator.get("/vacatures/"))
