"""A survey among the members: a contact answers on a phone, the coordinator closes it, a citizen reads the outcome."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey
OPEN: Final = "Wat ging goed en moet zo blijven?"
PAGE: Final = "/strategie/2019-2022/peilingen/endterm/"


def test_from_an_answer_on_a_phone_to_the_outcome(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    server = own_server()
    answer(visit(server, is_phone=True))
    close(visit(server))
    read(visit(server, is_phone=True))


def answer(contact: Visit) -> None:
    """All questions stand under each other; what is forgotten is named, and what was typed stays."""
    contact.sign_in_as("Adviseur veiligheid van Zwolle")
    page = contact.open("/mijn/")
    page.get_by_role("link", name="Vul de peiling in voor Zwolle").click()
    expect(page.get_by_text("Het kost ongeveer tien minuten.")).to_be_visible()
    contact.look()
    statements = page.get_by_role("group").filter(has=page.get_by_role("radio"))
    page.get_by_label(OPEN).fill("De korte lijnen.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Kies wat u vindt").first).to_be_visible()
    contact.look()
    expect(page.get_by_label(OPEN)).to_have_value("De korte lijnen.")
    for choice in page.get_by_role("radio", name="eens", exact=True).all():
        choice.check()
    assert statements.count() >= 9
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Dank u wel. De antwoorden zijn vastgelegd.")).to_be_visible()
    contact.look()


def close(coordinator: Visit) -> None:
    coordinator.sign_in_as("Coördinator van het veiligheidsnetwerk")
    page = coordinator.open(PAGE)
    page.get_by_role("link", name="Sluit nu").click()
    coordinator.look()
    page.get_by_role("button", name="Sluit").click()
    expect(page.get_by_text("De peiling is gesloten.")).to_be_visible()


def read(citizen: Visit) -> None:
    """Without signing in; own words stay in the network."""
    page = citizen.open(PAGE)
    page.get_by_role("link", name="Lees de uitkomst").click()
    expect(page.get_by_text("Middelste antwoord").first).to_be_visible()
    expect(page.get_by_text("De korte lijnen.")).to_have_count(0)
    citizen.look()
