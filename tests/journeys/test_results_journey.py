"""What was reached: the lead of a team records it with two partners, a document and a figure; a partner reads it."""

from collections.abc import Callable
from typing import Final

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey
LEAD: Final = "Trekker van het Platform Ondermijning"
PARTNER: Final = "Burgemeester van Enschede"
TITLE: Final = "Minder inbraken vanuit panden van criminelen"
SENTENCE: Final = "Wij controleerden veertig panden."
RESULTS: Final = "/strategie/2019-2022/resultaten/"


def test_from_what_a_lead_records_to_what_a_partner_reads(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    server = own_server()
    record(visit(server))
    read(visit(server, is_phone=True))


def record(lead: Visit) -> None:
    """Without evidence it is refused, and what was typed stays; with a document and a figure it is recorded."""
    lead.sign_in_as(LEAD)
    page = lead.open(RESULTS)
    page.get_by_role("link", name="Leg een resultaat vast").click()
    page.get_by_label("Resultaat", exact=True).fill(TITLE)
    page.get_by_label("Wat is bereikt?").fill("Gemeenten en politie controleerden samen leegstaande panden.")
    page.get_by_label("Sinds").fill("31-12-2021")
    page.locator("#id_theme").select_option("ondermijning")
    page.locator("#id_p1_partner").select_option("organisation:GM0153")
    page.locator("#id_p1_sentence").fill(SENTENCE)
    page.locator("#id_p2_partner").select_option("organisation:POLITIE-ON")
    page.locator("#id_state").select_option("recorded")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("alert")).to_contain_text("ten minste één bewijs")
    expect(page.locator("#id_p1_sentence")).to_have_value(SENTENCE)
    lead.look()
    page.get_by_label("Wat is het?").fill("Verslag van de controles")
    page.get_by_label("Of het document zelf").set_input_files(
        {"name": "verslag.txt", "mimeType": "text/plain", "buffer": b"Veertig panden."}
    )
    page.get_by_label("Meer: Een cijfer als bewijs").click()
    page.locator("#id_claim_offence").select_option("1.1.1")
    page.locator("#id_claim_base_year").fill("2018")
    page.locator("#id_claim_end_year").fill("2019")
    page.locator("#id_claim_percentage").fill("-0,4 %")
    page.get_by_role("button", name="Bewaar").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()


def read(partner: Visit) -> None:
    """The own sentence stands there, the document opens, and the figure is recomputed and proves no effect."""
    partner.sign_in_as(PARTNER)
    page = partner.open(RESULTS)
    page.get_by_role("link", name=TITLE).first.click()
    expect(page.get_by_text(SENTENCE)).to_be_visible()
    expect(page.get_by_text("-0,4 % van 2018 naar 2019; dat is wat werd geclaimd")).to_be_visible()
    expect(page.get_by_text("De cijfers laten zien wat er gebeurde, niet waardoor").first).to_be_visible()
    partner.look()
    with page.expect_download() as download:
        page.get_by_role("link", name="Verslag van de controles").click()
    assert download.value.path().read_bytes() == b"Veertig panden."
