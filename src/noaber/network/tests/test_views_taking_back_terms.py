"""A mistaken appointment, or a mistaken end, is taken back from the page of the seat."""

import uuid
from typing import Any

import pytest
from django.test import Client

from noaber.core.models import AuditEntry
from noaber.network.models import Handover, Membership, MembershipVersion, PersonVersion
from noaber.network.tests.pages import links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
SEAT = "/zetels/et-cybercrime:gelderland-zuid/"
NAME = "Adviseur veiligheid van Tiel"


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def person(email: str) -> uuid.UUID:
    key: uuid.UUID = PersonVersion.objects.known(None).filter(email=email)[0].person_id
    return key


def appoint(client: Client) -> str:
    """The address where it is taken back."""
    who = person("veiligheid@tiel.invalid")
    send(client, f"{SEAT}benoemen/", person=str(who))
    key = Membership.objects.get(post__code="et-cybercrime:gelderland-zuid", person=who).pk
    return f"{SEAT}terugnemen/{key}/"


def records() -> tuple[int, ...]:
    return tuple(model.objects.count() for model in (MembershipVersion, AuditEntry))


def confirm(client: Client, address: str) -> Any:
    return client.post(address, typed_in(client.get(address)), follow=True)


def test_an_appointment_is_taken_back_after_asking_once_more(coordinator: Client) -> None:
    address = appoint(coordinator)
    page = coordinator.get(SEAT)
    assert f"Was dit een vergissing? Neem de benoeming van {NAME} terug" in words(page)
    assert address in links(page)
    before = records()

    question = words(coordinator.get(address))
    assert "Benoeming terugnemen" in question
    assert f"{NAME} heeft deze zetel" in question
    assert "vanaf 15 mei 2023" in question
    assert f"{NAME} staat dan niet meer bij deze zetel" in question
    assert records() == before

    answer = confirm(coordinator, address)
    assert answer.redirect_chain[-1][0] == SEAT
    assert f"De benoeming van {NAME} is teruggenomen." in words(answer)
    assert address not in links(answer)
    history = words(coordinator.get(f"{SEAT}geschiedenis/"))
    assert f"Termijn van {NAME} ingetrokken, zou beginnen op 15 mei 2023" in history
    assert "al teruggenomen" in words(coordinator.get(address, follow=True))


def test_an_end_is_taken_back(coordinator: Client) -> None:
    address = appoint(coordinator)
    send(coordinator, address.replace("terugnemen", "beeindigen"), last_day="31-12-2023")
    assert f"Klopt de termijn van {NAME} niet?" in words(coordinator.get(SEAT))
    question = words(coordinator.get(address))
    assert f"de termijn van {NAME}" in question
    assert "eindigt op 31 december 2023" in question
    assert "loopt weer door, zonder einddatum" in question

    answer = confirm(coordinator, address)

    assert f"Het einde van de termijn van {NAME} is teruggenomen." in words(answer)
    history = words(coordinator.get(f"{SEAT}geschiedenis/"))
    assert f"Termijn van {NAME} loopt door zonder einddatum (was: 31 december 2023)" in history


def test_a_button_pressed_twice_takes_back_once(coordinator: Client) -> None:
    address = appoint(coordinator)
    typed = typed_in(coordinator.get(address))
    coordinator.post(address, typed)
    before = records()
    assert "al teruggenomen" in words(coordinator.post(address, typed, follow=True))
    assert records() == before


def test_a_term_of_a_succession_leads_to_the_succession(coordinator: Client) -> None:
    seat = "/zetels/GM0153:mayor/"
    asked = {
        **typed_in(coordinator.get(f"{seat}opvolging/")),
        "successor": str(person("veiligheid@enschede.invalid")),
        "effective_on": "1-9-2023",
        "bevestigd": "ja",
    }
    coordinator.post(f"{seat}opvolging/", asked)
    handover = Handover.objects.order_by("recorded_at").last()
    assert handover is not None
    held = Membership.objects.get(post__code="GM0153:mayor", person=handover.successor)

    answer = coordinator.get(f"{seat}terugnemen/{held.pk}/", follow=True)

    assert answer.redirect_chain[-1][0] == f"/overdrachten/{handover.pk}/terugnemen/"
    assert "Neem dan de hele opvolging terug" in words(answer)


def test_it_is_offered_to_who_may_appoint_alone(coordinator: Client) -> None:
    address = appoint(coordinator)
    other = Client()
    assert "terugnemen" not in str(links(other.get(SEAT)))
    sign_in(other, "mayor of Zwolle")
    assert "terugnemen" not in str(links(other.get(SEAT)))
    assert other.get(address).status_code == 403
    assert other.post(address).status_code == 403
    elsewhere = address.replace("gelderland-zuid", "lead")
    assert coordinator.get(elsewhere).status_code == 404
