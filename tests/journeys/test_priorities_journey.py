"""The inventory of priorities: asked by the coordinator, given on a phone, read by whoever lives there."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import give_accounts
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
INVENTORY: Final = "/strategie/2019-2022/prioriteiten/"
CONTACT: Final = "Adviseur veiligheid van Rozendaal"


@pytest.fixture
def in_preparation(installation: Callable[[str], Installation]) -> Iterator[Server]:
    found = installation("2018-12-12")
    give_accounts(found, "veiligheid@rozendaal.invalid")
    with noaber_server(found) as running:
        yield running


def test_from_the_question_to_what_a_citizen_reads(
    visit: Callable[..., Visit], in_preparation: Server
) -> None:
    ask(visit(in_preparation))
    give(visit(in_preparation, is_phone=True))
    read(visit(in_preparation))


def ask(office: Visit) -> None:
    """The coordinator finds two missing on the home page, and asks both in one action."""
    office.sign_in_as("Coördinator van het veiligheidsnetwerk")
    page = office.open("/mijn/")
    page.get_by_role("link", name="Vraag de prioriteiten van de 2 die ze nog niet gaven").click()
    expect(page.get_by_text("veiligheid@rozendaal.invalid")).to_be_visible()
    office.look()
    page.get_by_role("button", name="Verstuur 2 e-mails").click()
    expect(page.get_by_text("Er zijn 2 e-mails onderweg.")).to_be_visible()
    expect(page.get_by_text("Nog niet van Rozendaal en Staphorst.")).to_be_visible()
    office.look()


def give(contact: Visit) -> None:
    """The contact of Rozendaal names four themes on a phone; the fourth takes one more row."""
    contact.sign_in_as(CONTACT)
    page = contact.open("/mijn/")
    page.get_by_role("link", name="Geef de prioriteiten van Rozendaal").click()
    expect(page.get_by_role("heading", name="Prioriteiten invullen")).to_be_visible()
    for number, theme in enumerate(("X.2", "5.2", "4.1"), start=1):
        page.locator(f"#id_p{number}_field").select_option(theme)
    page.locator("#id_p1_wording").fill("Mensen die verward zijn")
    contact.look()
    page.get_by_role("button", name="Nog een prioriteit").click()
    page.locator("#id_p4_field").select_option("2.4")
    page.get_by_label("Meer: Prioriteit 4").click()
    page.locator("#id_p4_page").fill("12")
    contact.look()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("De prioriteiten zijn vastgelegd.")).to_be_visible()
    contact.look()


def read(citizen: Visit) -> None:
    """Whoever lives there finds it from the page of the municipality, and sees who else names the theme."""
    page = citizen.open("/gemeenten/GM0277/")
    expect(page.get_by_text("Mensen die verward zijn")).to_be_visible()
    page.get_by_role("link", name="Alles over deze prioriteiten").click()
    expect(page.get_by_role("heading", name="Rozendaal", level=1)).to_be_visible()
    expect(page.get_by_role("cell", name="Kwetsbare personen (eerder: verwarde personen)")).to_be_visible()
    citizen.look()
    page = citizen.open(INVENTORY)
    expect(page.get_by_text("75 van 76")).to_be_visible()
    citizen.look()
