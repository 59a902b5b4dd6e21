"""The review: the coordinator shares a draft, an adviser reacts on a phone, and it becomes final for everyone (R20)."""

import datetime as dt
from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import move_on
from tests.servers.noaber import noaber_server

pytestmark = pytest.mark.journey
OFFICE: Final = "Coördinator van het veiligheidsnetwerk"
ADVISER: Final = "Adviseur veiligheid van Zwolle"
REVIEW: Final = "/strategie/2019-2022/review/endterm/"
JUDGEMENT: Final = "De meeste doelen zijn gehaald."
REACTION: Final = "Noem ook wat de wijkteams deden."


def test_from_a_draft_to_a_review_that_everyone_reads(
    visit: Callable[..., Visit], installation: Callable[[str], Installation]
) -> None:
    found = installation("2022-06-01")
    with noaber_server(found) as running:
        office = visit(running)
        share(office)
        react(visit(running, is_phone=True))
        answer(office)
        move_on(found, dt.date(2022, 6, 16))
        finish(office)
        read(visit(running))


def share(office: Visit) -> None:
    """Goals, results and decisions stand there by themselves; the coordinator adds the judgement."""
    office.sign_in_as(OFFICE)
    page = office.open("/strategie/2019-2022/review/")
    page.get_by_role("link", name="Schrijf de endterm review").click()
    page.get_by_label("Algemene conclusie").fill(JUDGEMENT)
    page.locator("#id_f1_text").fill("Te weinig mensen in twee districten.")
    page.locator("#id_f1_theme").select_option("ondermijning")
    office.look()
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_text("Dit leest alleen wie de review schrijft")).to_be_visible()
    expect(page.get_by_text(JUDGEMENT)).to_be_visible()
    expect(page.get_by_role("link", name="Het buitengebied is weerbaar").first).to_be_visible()
    page.get_by_role("link", name="Deel het concept").click()
    page.get_by_label("Reageren kan tot en met").fill("15-6-2022")
    page.get_by_role("button", name="Deel het concept").click()
    expect(page.get_by_text("Dit is een concept. Reageren kan tot en met 15 juni 2022.")).to_be_visible()
    office.look()


def react(adviser: Visit) -> None:
    adviser.sign_in_as(ADVISER)
    page = adviser.open("/mijn/")
    page.get_by_role("link", name="Reageer op de Endterm review 2019-2022").click()
    page.get_by_label("Uw reactie").fill(REACTION)
    adviser.look()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Uw reactie is vastgelegd.")).to_be_visible()
    adviser.look()


def answer(office: Visit) -> None:
    page = office.open("/mijn/")
    page.get_by_role("link", name="Beantwoord de reacties: Endterm review 2019-2022").click()
    page.get_by_role("link", name="Zwolle", exact=True).click()
    expect(page.get_by_text(REACTION)).to_be_visible()
    office.look()
    page.get_by_role("link", name="Beantwoord", exact=True).click()
    page.get_by_label("Wat doet dit met de tekst?").select_option("adopted")
    page.get_by_label("Antwoord").fill("Dat staat er nu in.")
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("De reactie is beantwoord.")).to_be_visible()
    office.look()


def finish(office: Visit) -> None:
    page = office.open("/mijn/")
    page.get_by_role("link", name="Maak definitief: Endterm review 2019-2022").click()
    page.get_by_role("link", name="Maak definitief").click()
    page.get_by_label("Vastgesteld op").fill("16-6-2022")
    page.get_by_label("Waar staat het besluit?").fill("Besluitenlijst BBG van 16 juni 2022")
    office.look()
    page.get_by_role("button", name="Maak definitief").click()
    expect(page.get_by_text("De review is definitief. Iedereen kan haar lezen.")).to_be_visible()


def read(citizen: Visit) -> None:
    """Without an account: the judgement, the results with their evidence, and the same as a PDF."""
    page = citizen.open(REVIEW)
    expect(page.get_by_text(JUDGEMENT)).to_be_visible()
    expect(page.get_by_role("heading", name="Wat niet is gevonden")).to_be_visible()
    citizen.look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als PDF").click()
    assert download.value.suggested_filename == "endterm-review-2019-2022-versie-3-voorbeeldgegevens.pdf"
