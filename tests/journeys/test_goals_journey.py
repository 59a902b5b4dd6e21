"""The living strategy: a team lead says how the goals go, and a mayor reads it before a meeting (R12, R35)."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
LEAD: Final = "Trekker van het Platform Ondermijning"
MAYOR: Final = "Burgemeester van Enschede"
SENTENCE: Final = "In twee districten zijn te weinig mensen."
ASKED: Final = "Wie kan iemand uitlenen?"


@pytest.fixture
def in_june(installation: Callable[[str], Installation]) -> Iterator[Server]:
    found = installation("2021-06-20")
    with noaber_server(found) as running:
        yield running


def test_from_the_update_of_a_team_lead_to_what_a_mayor_reads(
    visit: Callable[..., Visit], in_june: Server
) -> None:
    update(visit(in_june, is_phone=True))
    read(visit(in_june, is_phone=True))


def update(lead: Visit) -> None:
    """Both goals of the team stand under each other; one gets a sentence and a question, the other stays as it was."""
    lead.sign_in_as(LEAD)
    page = lead.open("/mijn/")
    page.get_by_role("link", name="Werk de voortgang bij").click()
    expect(page.get_by_text("Laatst, op 25 maart 2021: op koers.")).to_be_visible()
    lead.look()
    page.get_by_role("button", name="Bewaar de voortgang").click()
    expect(page.get_by_text("U hebt nog niets ingevuld.")).to_be_visible()
    goal = page.get_by_role("group", name="Het buitengebied is weerbaar")
    goal.get_by_label("Hoe gaat het?").select_option("behind")
    goal.get_by_label("In één zin").fill(SENTENCE)
    goal.get_by_label("Wat vraagt u aan de BBG?").fill(ASKED)
    lead.look()
    page.get_by_role("button", name="Bewaar de voortgang").click()
    expect(page.get_by_text("De voortgang is bijgewerkt.")).to_be_visible()
    page.get_by_role("link", name="Het buitengebied is weerbaar").click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    lead.look()
    page = lead.open("/mijn/")  # of the other goal nothing was said in this quarter
    expect(page.get_by_text("Zeg in één zin hoe het gaat met dit doel")).to_be_visible()


def read(mayor: Visit) -> None:
    """What is asked stands first; the same is a paper for the meeting."""
    mayor.sign_in_as(MAYOR)
    page = mayor.open("/strategie/2019-2022/")
    page.get_by_role("link", name="Voortgang").click()
    expect(page.get_by_text("Sinds de vorige vergadering, op 14 april 2021.").first).to_be_visible()
    expect(page.get_by_text(ASKED)).to_be_visible()
    expect(page.get_by_text("Geen nieuws sindsdien.").first).to_be_visible()
    mayor.look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als PDF").click()
    assert download.value.suggested_filename == "voortgang-2019-2022-2021-06-20-voorbeeldgegevens.pdf"
    page.get_by_role("link", name="Met cijfers minder woninginbraken").click()
    expect(page.get_by_text("Bron: Politie en CBS")).to_be_visible()
    mayor.look()
