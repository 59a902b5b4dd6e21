"""Keeping the register: a mayor leaves and a successor comes; a contact on the road corrects a telephone number."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey

MAYOR = "/zetels/GM0150:mayor/"


def add_successor(page: Page) -> None:
    """The successor is not in the register yet; afterwards the form is where it was."""
    page.get_by_role("link", name="Persoon toevoegen").click()
    page.get_by_label("Naam", exact=True).fill("Burgemeester van Deventer (sinds 2023)")
    page.get_by_label("Functie").fill("Burgemeester van Deventer")
    page.get_by_label("E-mailadres").fill("burgemeester.2023@deventer.invalid")
    page.get_by_label("Vanaf welke datum geldt dit?").fill("1-9-2023")
    page.get_by_role("button", name="Toevoegen").click()
    page.wait_for_url("**/opvolging/?persoon=*")


def test_a_mayor_is_succeeded_and_the_list_is_walked(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server())
    page = visitor.sign_in_as("Coördinator")
    visitor.open(MAYOR)
    visitor.look()
    page.get_by_role("link", name="Leg een opvolging vast").click()
    visitor.look()
    add_successor(page)

    # The first day is before the successor is in the register: the form says so and keeps what was typed.
    page.get_by_label("Eerste dag van de opvolger").fill("1-8-2023")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("alert")).to_contain_text("staat op 1 augustus 2023 nog niet in het register")
    visitor.look()

    page.get_by_label("Eerste dag van de opvolger").fill("1-9-2023")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_role("heading", name="Klopt dit?")).to_be_visible()
    expect(page.get_by_text("Burgemeester van Deventer in DVO IJsselland")).to_be_visible()
    visitor.look()

    page.get_by_role("button", name="Bevestig de opvolging").click()
    page.wait_for_url("**/overdrachten/*/")
    expect(page.get_by_text("De opvolging is vastgelegd")).to_be_visible()
    visitor.look()
    expect(page.get_by_text("Burgemeester van Deventer in Bestuurscollege")).to_be_visible()

    settle = page.get_by_role("button", name="Geregeld")
    while settle.count():
        settle.first.click()
        expect(page.get_by_text("Afgevinkt.")).to_be_visible()
    visitor.look()

    visitor.open(f"{MAYOR}?geldig-op=2023-09-01")
    expect(
        page.get_by_role("link", name="Burgemeester van Deventer (sinds 2023)", exact=True)
    ).to_be_visible()
    visitor.open(f"{MAYOR}?geldig-op=2023-08-31")
    expect(page.get_by_text("Bezet door")).to_be_visible()
    visitor.look()


def test_a_contact_changes_their_own_data_on_a_phone(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server(), is_phone=True)
    page = visitor.sign_in_as("Adviseur veiligheid van Zwolle")
    visitor.look()
    page.get_by_role("link", name="Wijzig de contactgegevens").click()
    visitor.look()
    page.get_by_label("Postcode").fill("8011")
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_role("alert")).to_contain_text("Schrijf een postcode als 7511 AB.")
    visitor.look()

    page.get_by_role("link", name="Postcode").click()
    expect(page.get_by_label("Postcode")).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("8011 AA")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/gemeenten/GM0193/" in url)
    expect(page.get_by_text("8011 AA")).to_be_visible()
    visitor.look()


def test_a_secretary_puts_a_form_ready_and_the_mayor_sends_it(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    server = own_server()
    secretary, mayor = visit(server), visit(server, is_phone=True)
    page = secretary.sign_in_as("Secretaris van de burgemeester van Enschede")
    secretary.open("/account/namens/")
    page.get_by_role("button", name="Werken namens").click()
    page.get_by_role("link", name="Wijzig de contactgegevens").click()
    secretary.look()
    page.get_by_label("Algemeen telefoonnummer").fill("053-4818181")
    page.get_by_role("button", name="Zet klaar").click()
    expect(page.get_by_text("Klaargezet.")).to_be_visible()
    secretary.open("/account/klaargezet/")
    secretary.look()

    page = mayor.sign_in_as("Burgemeester van Enschede")
    mayor.look()
    page.get_by_role("link", name="Kijk na en leg vast: Gegevens wijzigen: Enschede").click()
    expect(page.get_by_label("Algemeen telefoonnummer")).to_have_value("053-4818181")
    mayor.look()
    page.get_by_role("button", name="Opslaan").click()
    expect(page.get_by_text("De gegevens zijn gewijzigd.")).to_be_visible()
    mayor.open("/mijn/")
    expect(page.get_by_text("Kijk na en leg vast")).to_have_count(0)


def test_who_is_second_sees_both_values_and_chooses(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    server = own_server()
    first, second = visit(server), visit(server)
    for visitor in (first, second):
        visitor.sign_in_as("Coördinator")
        visitor.open("/organisaties/GM0150/wijzigen/")
    for visitor, number in ((first, "0570-111111"), (second, "0570-222222")):
        visitor.page.get_by_label("Algemeen telefoonnummer").fill(number)
        visitor.page.get_by_role("button", name="Opslaan").click()

    page = second.page
    expect(page.get_by_role("heading", name="Iemand anders was u voor")).to_be_visible()
    expect(page.get_by_text("0570-111111")).to_be_visible()
    expect(page.get_by_text("0570-222222")).to_be_visible()
    second.look()
    expect(page.get_by_label("Laat staan: 0570-111111")).to_be_checked()
    page.get_by_label("Toch mijn wijziging: 0570-222222").check()
    page.get_by_role("button", name="Opslaan wat ik koos").click()
    page.wait_for_url(lambda url: "/gemeenten/GM0150/" in url)
    expect(page.get_by_text("0570-222222")).to_be_visible()
    second.look()


def test_municipalities_are_merged_after_a_look_ahead(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server(), is_phone=True)
    page = visitor.sign_in_as("Coördinator")
    visitor.open("/gemeenten/samenvoegen/?district=twente")
    page.get_by_label("Borne (GM0147)").check()
    page.get_by_label("Hengelo (GM0164)").check()
    page.get_by_label("Hoe heet de gemeente daarna?").fill("Borne-Hengelo")
    page.get_by_label("CBS-code daarna").fill("GM9990")
    page.get_by_label("Ingangsdatum").fill("1-1-2023")
    page.get_by_role("button", name="Bekijk wat er verandert").click()
    expect(page.get_by_text("Borne (GM0147)")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="Bevestig de samenvoeging").click()
    page.wait_for_url("**/overdrachten/**")
    expect(page.get_by_role("heading", name="Samenvoeging: Borne-Hengelo")).to_be_visible()
    visitor.look()
    visitor.open("/gemeenten/GM9990/")
    expect(page.get_by_role("heading", name="Borne-Hengelo", exact=True)).to_be_visible()
    visitor.look()
