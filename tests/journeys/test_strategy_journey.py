"""From what municipalities put first to a strategy that is put up for adoption, by the coordinator (R06-R09)."""

import re
from collections.abc import Callable, Iterator
from typing import Final

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import run
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
OFFICE: Final = "Coördinator van het veiligheidsnetwerk"
CHOSEN: Final = (
    "Ondermijning",
    "Kwetsbare personen",
    "Objectieve veiligheid",
    "Informatiegestuurd werken",
)
# The mayor of Enschede gives what was chosen a 5 and the rest a 1, so that the ranking has a top.
SCORE: Final = """
import datetime as dt
import re
from noaber.accounts import api as accounts
from noaber.core import clock
from noaber.strategy import api as strategy
from noaber.strategy.queries.selection.round import selection_round
row = selection_round("2019-2022", 1)
actor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), clock.today())
high = {"5.2", "X.2", "1.3", "X.3"}
given = {
    (option.code, criterion.code): strategy.Given(5 if option.field in high else 1, "Daarom.")
    for option in row.text.options for criterion in row.scored_criteria(option.code)
}
strategy.give_scores("2019-2022", 1, given, actor=actor, now=clock.now(), today=clock.today())
"""
# All councils consent, the last of them with a remark.
CONSENT: Final = """
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Answer, Said, proposal, record_positions
today = clock.today()
stage = proposal(COMMAND, "themas-2019-2022", AsOf(today)).stages[0]
for party in stage.parties:
    is_last = party == stage.parties[-1]
    said = Said(Answer.WITH_REMARK, "Vergeet het platteland niet.") if is_last else Said(Answer.CONSENT)
    record_positions(
        party.consultation_id, {label: said for label in party.labels},
        actor=COMMAND, now=clock.now(), today=today, decided_on=today,
    )
"""


@pytest.fixture
def installed(installation: Callable[[str], Installation]) -> Installation:
    return installation("2018-12-19")


@pytest.fixture
def in_december(installed: Installation) -> Iterator[Server]:
    with noaber_server(installed) as running:
        yield running


def test_from_the_inventory_to_the_councils_and_on_to_the_adoption(
    visit: Callable[..., Visit], installed: Installation, in_december: Server
) -> None:
    office = visit(in_december)
    office.sign_in_as(OFFICE)
    prepare(office)
    run(installed, SCORE)
    choose(office)
    put(office)
    run(installed, CONSENT)
    put_up(office)


def prepare(office: Visit) -> None:
    """The shortlist is what most municipalities name; it is opened for scores as it is offered."""
    page = office.open("/strategie/2019-2022/")
    page.get_by_role("link", name="Prioriteiten", exact=True).click()
    expect(page.get_by_text("76 van 76")).to_be_visible()
    page = office.open("/strategie/2019-2022/")
    page.get_by_role("link", name="Keuze van de thema’s").click()
    page.get_by_role("link", name="Nieuwe ronde").click()
    expect(page.locator("#id_o1_name")).to_have_value("Ondermijning")
    page.locator("#id_body").select_option("bbg")
    page.get_by_role("button", name="Bewaar").click()
    page.get_by_role("link", name="Stel de scores open").click()
    page.get_by_role("button", name="Stel open").click()
    expect(page.get_by_text("De scores zijn opengesteld.", exact=True)).to_be_visible()


def choose(office: Visit) -> None:
    """The first four, with a reason for who is not chosen."""
    page = office.open("/mijn/")
    page.get_by_role("link", name="Leg de keuze vast").click()
    expect(page.get_by_role("heading", name="Leg de keuze vast")).to_be_visible()
    groups = page.get_by_role("group").filter(has_text="punten")
    for place in range(groups.count()):
        group = groups.nth(place)
        if place < len(CHOSEN):
            group.get_by_label("Gekozen").check()
        else:
            group.get_by_label("Waarom wel of niet?").fill("Dit is vooral lokaal.")
    page.get_by_label("Gekozen op").fill("19-12-2018")
    page.get_by_label("Waar is de keuze te lezen?").fill("Besluitenlijst BBG")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("De keuze is vastgelegd")).to_be_visible()


def put(office: Visit) -> None:
    """Nothing is typed over: the points, the reasons and the ranking stand in the draft; it can be sent as it is."""
    page = office.page
    page.get_by_role("link", name="Leg voor aan de overleggen").click()
    page.get_by_role("button", name="Maak het voorstel").click()
    expect(page.get_by_text("Het concept staat klaar.")).to_be_visible()
    page.get_by_role("button", name="Punten").or_(
        page.get_by_role("link", name="Punten", exact=True)
    ).first.click()
    for name in CHOSEN:
        expect(page.get_by_text(f"Instemmen met het thema ‘{name}").first).to_be_visible()
    send(page)


def put_up(office: Visit) -> None:
    """What all councils consented to, goes on to who adopts it, with what they remarked."""
    page = office.open("/strategie/2019-2022/keuze/1/")
    expect(page.get_by_text("ingestemd: 5 van de 5 overleggen")).to_be_visible()
    expect(page.get_by_text("Vergeet het platteland niet.").first).to_be_visible()
    office.look()
    page = office.open("/strategie/2019-2022/")
    page.get_by_role("link", name="Leg de strategie voor ter vaststelling").click()
    page.get_by_role("button", name="Maak het voorstel").click()
    expect(page.get_by_label("Aanleiding")).to_have_value(re.compile("platteland"))
    send(page, told="is nog niet geantwoord")  # R10: the remark that nobody answered yet
    office.open("/strategie/2019-2022/")
    expect(page.get_by_text("Wordt besloten met")).to_be_visible()
    office.look()


def send(page: Page, *, told: str = "Er ontbreekt niets.") -> None:
    page.get_by_role("link", name="Nakijken en versturen").or_(
        page.get_by_role("button", name="Nakijken en versturen")
    ).first.click()
    expect(page.get_by_text(told)).to_be_visible()
    page.get_by_role("button", name="Verstuur het voorstel").click()
    expect(page.get_by_text("Het voorstel is verstuurd.")).to_be_visible()
