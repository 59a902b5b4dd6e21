"""Ending a body or a seat on the screen: first what ends with it, then the ending; it can be taken back."""

import uuid
from typing import Any

import pytest
from django.test import Client

from noaber.core.models import AuditEntry
from noaber.network.models import BodyVersion, Ending, MembershipVersion, PostVersion
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
TEAM, SEAT = "/overleggen/et-cybercrime/", "/zetels/et-cybercrime:lead/"
TYPED = {"last_day": "31-12-2023", "reason": "De opdracht is klaar"}


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def preview(client: Client, address: str = TEAM, **typed: str) -> Any:
    return send(client, f"{address}opheffen/", **{**TYPED, **typed})


def end(client: Client, address: str = TEAM, **typed: str) -> Any:
    return client.post(f"{address}opheffen/", typed_in(preview(client, address, **typed)), follow=True)


def records() -> tuple[int, ...]:
    models = (Ending, BodyVersion, PostVersion, MembershipVersion, AuditEntry)
    return tuple(model.objects.count() for model in models)


def take_back(client: Client) -> str:
    key: uuid.UUID = Ending.objects.get().pk
    return f"/opheffingen/{key}/terugnemen/"


def test_the_preview_says_what_ends_and_changes_nothing(coordinator: Client) -> None:
    before = records()
    text = words(preview(coordinator))

    assert records() == before
    assert "bestaat tot en met 31 december 2023. Daarna niet meer." in text
    assert "Zetels die eindigen Lid namens de politie in ET Cybercrime" in text
    assert "Trekker van het ET Cybercrime: Trekker van het ET Cybercrime" in text


def test_until_the_last_day_the_body_is_there_and_says_that_it_ends(coordinator: Client) -> None:
    page = end(coordinator)

    assert page.redirect_chain[-1][0] == TEAM
    assert "Wordt opgeheven. De laatste dag is 31 december 2023. Reden: De opdracht is klaar" in words(page)
    assert take_back(coordinator) in links(page)
    assert coordinator.get(f"{TEAM}?geldig-op=2023-12-31").status_code == 200


def test_after_the_last_day_the_page_says_so_and_leads_to_how_it_was(coordinator: Client) -> None:
    end(coordinator)
    gone = coordinator.get(f"{TEAM}?geldig-op=2024-01-01")

    assert gone.status_code == 410
    assert "Dit bestaat niet meer. De laatste dag was 31 december 2023." in words(gone)
    assert f"{TEAM}?geldig-op=2023-12-31" in links(gone)
    assert coordinator.get(f"{SEAT}?geldig-op=2024-01-01").status_code == 410
    assert "et-cybercrime" not in str(links(coordinator.get("/overleggen/?geldig-op=2024-01-01")))


def test_a_seat_ends_alone(coordinator: Client) -> None:
    page = end(coordinator, SEAT)

    assert "Wordt opgeheven" in words(page)
    assert coordinator.get(f"{SEAT}?geldig-op=2024-01-01").status_code == 410
    assert "Lid namens de politie" in words(coordinator.get(f"{TEAM}?geldig-op=2024-01-01"))


def test_the_history_keeps_that_it_ended_why_and_that_it_was_taken_back(coordinator: Client) -> None:
    end(coordinator)
    history = words(coordinator.get(f"{TEAM}geschiedenis/"))
    assert "Beëindigd per 1 januari 2024" in history
    assert "De opdracht is klaar" in history
    assert "teruggenomen" not in history

    send(coordinator, take_back(coordinator))
    for address in (TEAM, SEAT):
        history = words(coordinator.get(f"{address}geschiedenis/"))
        assert "Opheffing per 1 januari 2024 teruggenomen" in history
        assert "Beëindigd per 1 januari 2024 later teruggenomen" in history
        assert "De opdracht is klaar" in history


def test_it_is_taken_back_after_one_more_question(coordinator: Client) -> None:
    end(coordinator)
    address = take_back(coordinator)

    asked = coordinator.get(address)
    question = (
        "Wilt u de opheffing van “Expertteam Cybercrime en gedigitaliseerde criminaliteit” na 31 december"
    )
    assert question in words(asked)
    page = coordinator.post(address, typed_in(asked), follow=True)

    assert "De opheffing is teruggenomen" in words(page)
    assert "Wordt opgeheven" not in words(page)
    assert "Trekker van het ET Cybercrime" in words(coordinator.get(f"{TEAM}?geldig-op=2024-01-01"))
    assert "al teruggenomen" in words(coordinator.post(address, typed_in(asked), follow=True))


def test_an_ending_in_the_past_can_be_taken_back_too(coordinator: Client) -> None:
    page = end(coordinator, last_day="1-3-2023")
    assert page.status_code == 410

    send(coordinator, take_back(coordinator))

    assert coordinator.get(TEAM).status_code == 200


def test_confirming_twice_ends_once(coordinator: Client) -> None:
    confirmed = typed_in(preview(coordinator))
    coordinator.post(f"{TEAM}opheffen/", confirmed)
    before = records()

    again = coordinator.post(f"{TEAM}opheffen/", confirmed, follow=True)

    assert "er is niets dubbel opgeslagen" in words(again)
    assert records() == before


def test_who_chose_another_day_sees_both(coordinator: Client) -> None:
    confirmed = typed_in(preview(coordinator))
    end(coordinator, last_day="30-6-2023", reason="Iets anders")

    answer = coordinator.post(f"{TEAM}opheffen/", confirmed)

    assert answer.status_code == 409
    assert "De opdracht is klaar" in words(answer)
    assert "Iets anders" in words(answer)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ({"reason": ""}, "Waarom?"),
        ({"last_day": "31-2-2023"}, "31-2-2023 bestaat niet"),
        ({"last_day": "31-12-2018"}, "bestaat pas vanaf 1 januari 2019"),
    ],
)
def test_what_is_wrong_stands_in_the_form(coordinator: Client, typed: dict[str, str], expected: str) -> None:
    before = records()
    assert expected in errors(preview(coordinator, **typed))
    assert records() == before


def test_a_municipality_keeps_its_mayor(coordinator: Client) -> None:
    assert "/zetels/GM0193:mayor/opheffen/" not in links(coordinator.get("/zetels/GM0193:mayor/"))
    answer = preview(coordinator, "/zetels/GM0193:mayor/")
    assert "altijd een burgemeester" in errors(answer)


def test_the_button_is_there_for_who_may(coordinator: Client) -> None:
    assert f"{TEAM}opheffen/" in links(coordinator.get(TEAM))
    assert f"{SEAT}opheffen/" in links(coordinator.get(SEAT))


@pytest.mark.parametrize("who", ["team lead", "mayor of Enschede", "controller"])
def test_others_neither_see_it_nor_may_do_it(client: Client, who: str) -> None:
    sign_in(client, who)
    assert f"{TEAM}opheffen/" not in links(client.get(TEAM))
    assert client.get(f"{TEAM}opheffen/").status_code == 403
    assert client.post(f"{SEAT}opheffen/", {**TYPED, "revision": "1", "bevestigd": "ja"}).status_code == 403


def test_the_public_sees_that_it_ends_and_not_why(coordinator: Client) -> None:
    end(coordinator)
    text = words(Client().get(TEAM))
    assert "De laatste dag is 31 december 2023" in text
    assert "De opdracht is klaar" not in text
    assert take_back(coordinator) not in str(links(Client().get(TEAM)))
