"""A citizen finds what her municipality put first, and what became of it: without an account, on a phone too."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey


@pytest.mark.parametrize("is_phone", [False, True])
def test_a_citizen_finds_what_her_municipality_prioritised(
    visit: Callable[..., Visit], server: Server, is_phone: bool
) -> None:
    citizen = visit(server, is_phone=is_phone)
    page = citizen.open("/")
    page.get_by_label("Uw gemeente").select_option("Zwolle")
    page.get_by_role("button", name="Bekijk").click()
    expect(page.get_by_role("heading", name="Wat betekent dit voor Zwolle?")).to_be_visible()
    expect(page.get_by_text("Gekozen als thema: Kwetsbare personen.")).to_be_visible()
    expect(page.get_by_text("Niet gekozen: Verkeersveiligheid.")).to_be_visible()
    expect(page.get_by_text("verzonnen")).to_be_visible()
    citizen.look()
    page.get_by_role("link", name="Samenvatting").click()
    expect(page.get_by_text("Zij zorgen dat wie in de war is, hulp krijgt.")).to_be_visible()
    citizen.look()
    page.get_by_role("link", name="Lees de hele strategie").click()
    page.get_by_role("link", name="Hoe de thema’s zijn gekozen", exact=True).click()
    expect(page.get_by_role("heading", name="Hoe de thema’s zijn gekozen")).to_be_in_viewport()
    with page.expect_download() as download:
        page.get_by_role("link", name="Als tekst (ODT)").click()
    assert download.value.suggested_filename == "strategie-2019-2022-voorbeeldgegevens.odt"
    citizen.look()
