"""Writing: the coordinator makes a small memo and sends it, without a command."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey


def test_a_coordinator_writes_a_memo_and_sends_it(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server())
    page = visitor.sign_in_as("Coördinator van het veiligheidsnetwerk")
    visitor.open("/voorstellen/")
    page.get_by_role("link", name="Nieuw voorstel").click()
    visitor.look()
    page.get_by_label("Onderwerp").fill("Samen verder na 2023")
    page.get_by_role("button", name="Begin met schrijven").click()
    expect(page.get_by_text("Het concept staat klaar")).to_be_visible()
    visitor.look()

    page.get_by_label("Van", exact=True).fill("de Bestuurlijke Begeleidingsgroep")
    page.get_by_label("Voor", exact=True).fill("het Bestuurscollege")
    page.get_by_label("Steller").fill("de coördinator, 06-12345678")
    page.get_by_role("button", name="Bewaar de tekst").click()
    expect(page.get_by_role("alert")).to_contain_text("telefoonnummer")
    visitor.look()
    page.get_by_label("Steller").fill("de coördinator")
    page.get_by_label("Aanleiding").fill("De financiering loopt af **in 2023**.")
    page.get_by_role("button", name="Bewaar de tekst").click()

    page.get_by_role("link", name="Punten").click()
    page.get_by_role("link", name="Voeg een punt toe").click()
    visitor.look()
    page.get_by_label("Nummer").fill("1")
    page.get_by_label("Tekst", exact=True).fill("Het netwerk voortzetten.")
    page.get_by_role("button", name="Bewaar het punt").click()

    page.get_by_role("link", name="Route", exact=True).click()
    page.get_by_role("link", name="Voeg een stap toe").click()
    visitor.look()
    page.get_by_label("Naam").fill("het Bestuurscollege")
    page.get_by_label("Wat doen zij?").select_option(label="vaststellen")
    page.get_by_label("Bestuurscollege Oost-Nederland").check()
    page.get_by_role("button", name="Bewaar de stap").click()
    visitor.look()

    page.get_by_role("link", name="Nakijken en versturen").click()
    expect(page.get_by_text("Er ontbreekt niets.")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="Verstuur het voorstel").click()
    expect(page.get_by_text("Het voorstel is verstuurd.")).to_be_visible()
    expect(page.get_by_text("in 2023", exact=True)).to_be_visible()
    visitor.look()
