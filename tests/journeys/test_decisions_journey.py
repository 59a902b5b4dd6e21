"""Deciding: a mayor reads on a phone what is asked, and records what the municipality decided."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey
PROPOSAL = "/voorstellen/veiligheidsstrategie-2019-2022/"


def test_a_mayor_reads_on_a_phone_and_records_what_the_council_of_the_municipality_decided(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server(), is_phone=True)
    page = visitor.sign_in_as("Burgemeester van Zwolle")
    visitor.open("/voorstellen/")
    visitor.look()
    page.get_by_role("link", name="Veiligheidsstrategie 2019-2022").click()
    expect(page.get_by_role("heading", name="Zwolle: stap 3")).to_be_visible()
    expect(page.get_by_text("72 akkoord, 4 akkoord met kanttekening, 0 bezwaar = 76")).to_be_visible()
    visitor.look()

    page.get_by_role("link", name="Wijzig het standpunt").click()
    visitor.look()
    page.get_by_label("Punt 3a", exact=True).select_option(label="bezwaar")
    page.get_by_label("Kanttekening of reden bij punt 3a").fill("")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_role("alert")).to_contain_text("de reden van het bezwaar")
    visitor.look()
    page.get_by_label("Kanttekening of reden bij punt 3a").fill("De raad wil eerst de evaluatie zien.")
    page.get_by_label("Besloten op").fill("8-5-2023")
    page.get_by_role("button", name="Vastleggen").click()
    expect(page.get_by_text("Het standpunt van Zwolle is vastgelegd.")).to_be_visible()
    visitor.look()
    visitor.open(PROPOSAL)
    expect(page.get_by_text("1 bezwaar = 76")).to_be_visible()
    visitor.look()
