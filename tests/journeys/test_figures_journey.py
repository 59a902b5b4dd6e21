"""A safety adviser looks at the figures: reads, chooses, points at a month, and takes a picture along."""

import pytest

from tests.browsing import Visit

pytestmark = pytest.mark.journey


def test_an_adviser_reads_chooses_and_points_at_a_month(browser_page: Visit) -> None:
    """Charts are drawn by the browser under the policy of the site; `Visit` fails on what that refuses."""
    page = browser_page.sign_in_as("Adviseur veiligheid van Zwolle")
    browser_page.open("/cijfers/")
    page.get_by_role("link", name="Zwolle", exact=True).first.click()
    page.get_by_label("Soort misdrijf", exact=True).select_option(
        label="1.2.3 Diefstal van brom-, snor-, fietsen"
    )
    page.get_by_label("Twaalf maanden tot en met", exact=True).select_option(label="juni 2019")
    page.get_by_role("button", name="Toon").last.click()
    assert "soort=1.2.3" in page.url
    assert "maand=2019-06" in page.url

    bars = page.locator("figure[data-spec*='per-maand']")
    bars.scroll_into_view_if_needed()
    bars.locator(".figures-chart__drawing svg").wait_for()
    assert bars.locator("picture").is_hidden()
    bars.locator("path[aria-label*='juni 2019']").first.hover(force=True)
    page.locator("#vg-tooltip-element.visible", has_text="juni 2019").wait_for()
    page.mouse.move(0, 0)
    browser_page.look()

    with page.expect_download() as waiting:
        bars.get_by_role("link", name="Plaatje (PNG)").click()
    assert waiting.value.suggested_filename.endswith("voorbeeldgegevens.png")


def test_without_script_the_picture_and_its_table_are_there(visit: object, server: object) -> None:
    window: Visit = visit(server, java_script_enabled=False)  # type: ignore[operator]
    page = window.open("/cijfers/gemeente/GM0193/")
    picture = page.locator("figure[data-spec*='twaalf-maanden'] img")
    picture.scroll_into_view_if_needed()
    assert "per 1.000 inwoners" in (picture.get_attribute("alt") or "")
    page.get_by_text("Als tabel").first.click()
    assert page.get_by_role("columnheader", name="Twaalf maanden").first.is_visible()


def test_a_signal_is_looked_into_and_a_report_is_asked_for(browser_page: Visit) -> None:
    """What an adviser finds stands on the card; the choice of a field is what the report will be of."""
    page = browser_page.sign_in_as("Burgemeester van Enschede")
    browser_page.open("/cijfers/signalen/?maand=alle")
    page.get_by_role("row", name="Enschede").get_by_role("link", name="fietsen").first.click()
    page.locator("figure[data-spec*='signaal'] .figures-chart__drawing svg").wait_for()
    browser_page.look()
    page.get_by_role("link", name="Leg een bevinding vast").click()
    page.get_by_label("Wat is er gevonden").fill("De stalling was een week dicht (proef).")
    page.get_by_role("button", name="Leg vast").click()
    assert page.get_by_text("De stalling was een week dicht (proef).").is_visible()

    browser_page.open("/cijfers/maandbericht/")
    page.get_by_role("link", name="Kies").first.click()
    page.get_by_label("elk kwartaal").check()
    page.get_by_label("Alles van dit veld").first.check()
    page.get_by_role("button", name="Leg vast").click()
    assert "Veilige woon- en leefomgeving" in page.inner_text("main")
    browser_page.look()
