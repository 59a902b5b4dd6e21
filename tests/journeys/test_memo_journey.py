"""The memo of 28 January 2019, from sending to the last eleven, by everyone who has a part in it."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from noaber.site.demonstration.memo import COUNCILS
from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import give_accounts, move_on, run
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
CODE: Final = "veiligheidsstrategie-2019-2022"
PAGE: Final = f"/voorstellen/{CODE}/"
COORDINATOR: Final = "Coördinator van het veiligheidsnetwerk"
DISTRICTS: Final = (
    "IJsselland",
    "Twente",
    "Noord- en Oost-Gelderland",
    "Gelderland-Midden",
    "Gelderland-Zuid",
)

DRAFT: Final = """
import datetime as dt
from noaber.site.demonstration.memo import draft_memo
from noaber.site.demonstration.story import moment
day = dt.date(2019, 1, 28)
draft_memo(moment(day), day)
"""
ALL_BUT_ELEVEN: Final = """
import datetime as dt
from noaber.core import clock
from noaber.decisions.api import Answer, Said
from noaber.site.demonstration.answers import record, stage_of
today = clock.today()
open_ones = [each for each in stage_of("veiligheidsstrategie-2019-2022", 3, today).parties
             if each.organisation_code != "GM0193"]
for party in open_ones[11:]:
    said = {label: Said(Answer.CONSENT) for label in party.labels}
    record("veiligheidsstrategie-2019-2022", party.key, said, clock.now(), today)
"""


@pytest.fixture
def in_january(installation: Callable[[str], Installation]) -> Iterator[Server]:
    """The network as it was, with the memo as a draft, and an account for the secretary of each council."""
    found = installation("2019-01-27")
    move_on(found, dt.date(2019, 1, 28))
    run(found, DRAFT)
    give_accounts(found, *(f"secretaris@{council}.invalid" for council in COUNCILS))
    with noaber_server(found) as running:
        yield running


def answer(page: Page, **answers: str) -> None:
    for label, said in answers.items():
        page.get_by_label(f"Punt {label.removeprefix('p')}", exact=True).select_option(label=said)


def test_from_the_memo_to_the_last_eleven(visit: Callable[..., Visit], in_january: Server) -> None:
    office = visit(in_january)
    send(office)
    move_on(in_january.installation, dt.date(2019, 4, 3))
    for district in DISTRICTS:
        record_for_council(visit(in_january), district)
    move_on(in_january.installation, dt.date(2019, 4, 24))
    adopt(office)
    move_on(in_january.installation, dt.date(2019, 10, 2))
    read_on_a_phone(visit(in_january, is_phone=True))
    decide_at_home(visit(in_january))
    run(in_january.installation, ALL_BUT_ELEVEN)
    chase(office, in_january)


def send(office: Visit) -> None:
    """The coordinator sends the memo."""
    page = office.sign_in_as(COORDINATOR)
    office.open(PAGE)
    page.get_by_role("link", name="Nakijken en versturen").click()
    expect(page.get_by_text("Er ontbreekt niets.")).to_be_visible()
    office.look()
    page.get_by_role("button", name="Verstuur het voorstel").click()
    expect(page.get_by_text("Het voorstel is verstuurd.")).to_be_visible()


def record_for_council(visitor: Visit, district: str) -> None:
    """The secretary of a council finds it on the home page and records what the council said."""
    page = visitor.sign_in_as(f"Secretaris van het DVO {district}")
    visitor.open("/mijn/")
    page.get_by_role("link", name="Leg vast wat is besloten: Veiligheidsstrategie").click()
    is_last = district == "Gelderland-Zuid"
    answer(page, p1="akkoord", p2="kennisgenomen", p4="akkoord")
    answer(page, p3="akkoord met kanttekening" if is_last else "akkoord")
    if is_last:
        page.get_by_label("Kanttekening of reden bij punt 3").fill("Let op de kleine gemeenten.")
        visitor.look()
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text(f"Het standpunt van DVO {district} is vastgelegd.")).to_be_visible()
    assert "Leg vast wat is besloten: Veiligheidsstrategie" not in visitor.open("/mijn/").content()


def adopt(office: Visit) -> None:
    """What the Bestuurscollege adopted is recorded; it is not closed before the plan of the police is."""
    page = office.open(PAGE)
    expect(page.get_by_text("4 akkoord, 1 akkoord met kanttekening, 0 bezwaar = 5")).to_be_visible()
    page.get_by_role("row").filter(has_text="Bestuurscollege").get_by_role("link", name="leg vast").click()
    answer(page, p1="akkoord", p4="akkoord")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Hiermee is het voorstel vastgesteld op 24 april 2019")).to_be_visible()
    office.look()
    page.get_by_role("button", name="Ja, het is vastgesteld").click()
    expect(page.get_by_text("Zelf vastgesteld op 24 april 2019, maar pas rond als")).to_be_visible()
    office.look()


def read_on_a_phone(visitor: Visit) -> None:
    """A mayor reads one page: what is asked, what it costs, what the council of the district advises."""
    page = visitor.sign_in_as("Burgemeester van Zwolle")
    visitor.open("/mijn/")
    page.get_by_role("link", name="Veiligheidsstrategie 2019-2022").first.click()
    expect(page.get_by_role("heading", name="Wat het kost")).to_be_visible()
    expect(page.get_by_text("DVO IJsselland").first).to_be_visible()
    visitor.look()


def decide_at_home(visitor: Visit) -> None:
    """A contact person downloads the pack and records what the council of the municipality decided."""
    page = visitor.sign_in_as("Adviseur veiligheid van Zwolle")
    visitor.open(f"{PAGE}vervolg/GM0193/")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Voorstel om zelf te besluiten").click()
    assert fetched.value.suggested_filename.endswith(".odt")
    page.get_by_role("link", name="Leg het besluit vast").first.click()
    answer(page, p3a="akkoord")
    page.get_by_label("Waar staat het besluit?").fill("raadsbesluit 2019-114")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Het standpunt van Zwolle is vastgelegd.")).to_be_visible()


def chase(office: Visit, server: Server) -> None:
    """The coordinator asks the last eleven again, and nobody else."""
    page = office.open(f"{PAGE}openstaand/")
    expect(page.get_by_text("74 van 85")).to_be_visible()
    office.look()
    page.get_by_role("link", name="Vraag").first.click()
    office.look()
    page.get_by_role("button", name="Verstuur").click()
    office.look()
    asked = server.installation.rows("SELECT count(DISTINCT consultation_id) FROM decisions_reminder")
    assert asked == [(11,)]
