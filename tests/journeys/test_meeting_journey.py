"""A meeting of a district council, from its agenda to the list of decisions, by who prepares it and who sits in it."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final
from urllib.parse import urlsplit

import pikepdf
import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import give_accounts, move_on
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
SECRETARY: Final = "Secretaris van het DVO IJsselland"
PROPOSAL: Final = "Veiligheidsstrategie 2019-2022"
POLICE_PLAN: Final = "Meerjarenbeleidsplan Politie"
ACTION: Final = "De evaluatie van de verdeling voorbereiden"


@pytest.fixture
def in_february(installation: Callable[[str], Installation]) -> Iterator[Server]:
    found = installation("2019-02-13")
    give_accounts(found, "secretaris@dvo-ijsselland.invalid")
    with noaber_server(found) as running:
        yield running


def test_from_the_agenda_to_the_list_of_decisions(visit: Callable[..., Visit], in_february: Server) -> None:
    office = visit(in_february)
    office.sign_in_as(SECRETARY)
    meeting = prepare(office)
    read_the_folder(visit(in_february, is_phone=True), meeting)
    move_on(in_february.installation, dt.date(2019, 3, 1))
    attend(office, meeting)
    treat(office, meeting)
    agree_on_an_action(office, meeting)
    publish(office, meeting)
    read_as_a_stranger(visit(in_february), meeting)
    meet_again(office)


def prepare(office: Visit) -> str:
    """The secretary adds an item, thinks that the plan of the police needs no discussion, and sends the agenda anew."""
    page = office.open("/vergaderingen/")
    page.get_by_role("link", name="28-2-2019").click()
    expect(page.get_by_role("heading", name="DVO IJsselland", level=1)).to_be_visible()
    meeting = urlsplit(page.url).path
    page.get_by_role("link", name="Zet een punt op de agenda").click()
    page.get_by_label("Onderwerp").fill("Besluitenlijst van december")
    page.get_by_role("radio", name="hamerstuk").check()
    office.look()
    page.get_by_role("button", name="Zet op de agenda").click()
    expect(page.get_by_role("heading", name="5. Besluitenlijst van december")).to_be_visible()
    page.get_by_role("link", name=f"Wijzig: {POLICE_PLAN}").click()
    page.get_by_role("radio", name="hamerstuk").check()
    page.get_by_role("button", name="Vastleggen").click()
    release(page, "agenda", "het netwerk")
    office.look()
    return meeting


def release(page: Page, paper: str, for_whom: str) -> None:
    page.get_by_role("link", name="Geef een stuk vrij").click()
    page.get_by_role("radio", name=paper, exact=True).check()
    page.get_by_role("radio", name=for_whom).check()
    page.get_by_role("button", name="Geef vrij").click()
    expect(page.get_by_text("Het stuk is vrijgegeven.")).to_be_visible()


def read_the_folder(visitor: Visit, meeting: str) -> None:
    """A mayor opens one file on a phone: every item has its bookmark."""
    page = visitor.sign_in_as("Burgemeester van Zwolle")
    visitor.open(meeting)
    visitor.look()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Vergadermap").click()
    with pikepdf.open(fetched.value.path()) as folder, folder.open_outline() as outline:
        names = [each.title for each in outline.root]
    assert any(PROPOSAL in each for each in names), names
    assert any("Besluitenlijst van december" in each for each in names), names


def attend(office: Visit, meeting: str) -> None:
    """Only who was not there has to be set; the quorum is counted from it."""
    page = office.open(meeting)
    page.get_by_role("link", name="Leg vast wie er was").click()
    page.get_by_label("Burgemeester van Staphorst").select_option(label="afwezig")
    office.look()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("12 van de 13 stemhebbende zetels zijn bezet").first).to_be_visible()


def treat(office: Visit, meeting: str) -> None:
    """What was decided on the memo in words, then its points; the rest of the agenda goes at once."""
    page = office.open(meeting)
    page.get_by_role("link", name=f"Besluit en verslag: {PROPOSAL}").click()
    page.get_by_role("textbox", name="Besluit").fill(
        "Het overleg geleidt punt 3 door met een positief advies."
    )
    page.get_by_role("textbox", name="Verslag").fill("De leden vragen hoe de kosten zijn verdeeld.")
    office.look()
    page.get_by_role("button", name="Vastleggen").click()
    page.get_by_role("link", name=f"Standpunt vastleggen: {PROPOSAL}").click()
    for label, said in (("1", "akkoord"), ("2", "kennisgenomen"), ("3", "akkoord"), ("4", "akkoord")):
        page.get_by_label(f"Punt {label}", exact=True).select_option(label=said)
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Het standpunt van DVO IJsselland is vastgelegd.")).to_be_visible()
    office.open(meeting)
    page.get_by_role("link", name="Volg het voorstel op alle hamerstukken").click()
    office.look()
    page.get_by_role("button", name="Volg het voorstel").click()
    expect(page.get_by_text("standpunt nog niet vastgelegd")).to_have_count(0)


def agree_on_an_action(office: Visit, meeting: str) -> None:
    page = office.open(meeting)
    page.get_by_role("link", name=f"Actie afspreken: {PROPOSAL}").click()
    page.get_by_label("Wat moet er gebeuren?").fill(ACTION)
    page.get_by_label("Wie doet het?").select_option(index=1)
    page.get_by_label("Uiterlijk").fill("1-6-2019")
    office.look()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("De actie is vastgelegd.")).to_be_visible()


def publish(office: Visit, meeting: str) -> None:
    page = office.open(meeting)
    release(page, "besluitenlijst", "iedereen: openbaar")
    office.look()


def read_as_a_stranger(visitor: Visit, meeting: str) -> None:
    """Everyone reads the list of decisions; the agenda went to the network only."""
    page = visitor.open(meeting)
    visitor.look()
    expect(page.get_by_role("link", name="Besluitenlijst")).to_be_visible()
    expect(page.get_by_role("link", name="Agenda", exact=True)).to_have_count(0)
    assert "De leden vragen" not in page.content(), "minutes are not released"
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Besluitenlijst").click()
    with pikepdf.open(fetched.value.path()) as paper:
        assert paper.Root.MarkInfo.Marked


def meet_again(office: Visit) -> None:
    """What was agreed is on the next agenda by itself, until it is done (R40)."""
    page = office.open("/vergaderingen/plannen/")
    page.get_by_label("Overleg").select_option(label="DVO IJsselland")
    for label, typed in (("Datum", "23-5-2019"), ("Begint om", "14:00"), ("Plaats", "Stadhuis Zwolle")):
        page.get_by_label(label).fill(typed)
    page.get_by_role("button", name="Plan de vergadering").click()
    page.get_by_role("link", name=ACTION).click()
    page.get_by_role("radio", name="klaar").check()
    page.get_by_role("textbox", name="Hoe staat het ermee?").fill("De vragen staan op papier.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("De stand is vastgelegd.")).to_be_visible()
    page = office.open("/vergaderingen/")
    page.get_by_role("link", name="23-5-2019").click()
    expect(page.get_by_text("Er staan geen acties of toezeggingen open.")).to_be_visible()
