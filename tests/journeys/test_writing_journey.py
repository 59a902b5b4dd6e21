"""Writing: the coordinator makes a small memo and sends it, without a command."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Dialog, Page, expect

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
    page.get_by_role("button", name="Punten").click()
    expect(page.get_by_text("De tekst is bewaard.")).to_be_visible()
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


def test_a_tab_saves_what_was_written_and_a_refused_text_stays(
    visit: Callable[..., Visit], server: Server
) -> None:
    visitor = visit(server)
    page = visitor.sign_in_as("Coördinator van het veiligheidsnetwerk")
    visitor.open("/voorstellen/evaluatie-2023/schrijven/")
    questions = _questions(page)

    page.get_by_role("button", name="Punten").click()
    expect(page).to_have_url(re.compile("/schrijven/punten/$"))
    expect(page.get_by_text("De tekst is bewaard.")).to_have_count(0)  # there was nothing to save
    page.go_back()

    page.get_by_label("Steller").fill("06-12345678")
    page.get_by_role("button", name="Route", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("telefoonnummer")
    expect(page.get_by_label("Steller")).to_have_value("06-12345678")
    visitor.look()
    page.get_by_label("Steller").fill("de coördinator")
    page.get_by_label("Steller").press("Enter")
    expect(page).to_have_url(re.compile("/schrijven/$"))  # Enter saves and stays, whatever tab comes first
    expect(page.get_by_text("De tekst is bewaard.")).to_be_visible()

    page.get_by_label("Aanleiding").fill("Bewaard door het tabblad.")
    page.get_by_role("button", name="Route", exact=True).click()
    expect(page).to_have_url(re.compile("/schrijven/route/$"))
    page.get_by_role("link", name="Tekst", exact=True).click()
    expect(page.get_by_label("Aanleiding")).to_have_value("Bewaard door het tabblad.")
    assert questions == []


def test_who_leaves_a_changed_form_is_asked_and_nobody_else(
    visit: Callable[..., Visit], server: Server
) -> None:
    visitor = visit(server)
    page = visitor.sign_in_as("Coördinator van het veiligheidsnetwerk")
    questions = _questions(page)
    away = page.get_by_label("Kruimelpad").get_by_role("link").first
    form = "/voorstellen/nieuw/"

    visitor.open(form)
    away.click()
    expect(page).not_to_have_url(re.compile(form))  # nothing was typed

    visitor.open(form)
    subject = page.get_by_label("Onderwerp")
    subject.fill("Nog niet bewaard")
    subject.fill("")
    away.click()
    expect(page).not_to_have_url(re.compile(form))  # changed back to what it was
    assert questions == []

    visitor.open(form)
    subject.fill("Nog niet bewaard")
    away.click()
    expect(subject).to_have_value("Nog niet bewaard")
    assert questions == ["beforeunload"]

    page.get_by_label("Code").fill("nieuw")  # refused: the address of another page
    page.get_by_role("button", name="Begin met schrijven").click()
    expect(page.get_by_role("alert")).to_be_visible()
    assert questions == ["beforeunload"]  # sending asks nothing
    away.click()
    assert questions == ["beforeunload"] * 2  # what was refused stands nowhere else
    page.get_by_label("Onderwerp").fill("")
    page.get_by_label("Code").fill("")
    page.get_by_role("button", name="Begin met schrijven").click()
    expect(page.get_by_role("alert")).to_be_visible()
    away.click()
    expect(page).not_to_have_url(re.compile(form))  # refused, but nothing had been typed

    visitor.open("/voorstellen/evaluatie-2023/schrijven/bijlagen/")
    page.get_by_label("Bestand").set_input_files(
        {"name": "evaluatie.txt", "mimeType": "text/plain", "buffer": b"De evaluatie."}
    )
    away.click()
    assert questions == ["beforeunload"] * 3
    page.get_by_label("Bestand").set_input_files([])

    page.get_by_role("searchbox").first.fill("Zwolle")
    away.click()
    expect(page).not_to_have_url(re.compile("bijlagen"))  # a search is no work
    assert questions == ["beforeunload"] * 3


def test_a_long_text_is_not_cut_and_says_how_much_is_left(
    visit: Callable[..., Visit], server: Server
) -> None:
    visitor = visit(server)
    page = visitor.sign_in_as("Coördinator van het veiligheidsnetwerk")
    visitor.open("/voorstellen/evaluatie-2023/schrijven/punten/nieuw/")
    text = page.get_by_label("Tekst", exact=True)
    most = int(text.get_attribute("data-hoogstens") or 0)
    left = page.locator(".noaber-field__left").filter(has_text="teken")
    expect(page.get_by_text(f"Hoogstens {most:,} tekens.".replace(",", "."))).to_be_visible()
    text.fill("a" * (most - 201))
    expect(left).to_have_count(0)
    text.fill("a" * (most - 12))
    expect(left).to_have_text("nog 12 tekens")
    visitor.look()
    text.fill("a" * (most + 1))
    expect(left).to_have_text("1 teken te veel")
    page.get_by_label("Nummer").fill("9")
    page.get_by_role("button", name="Bewaar het punt").click()
    expect(page.get_by_role("alert")).to_contain_text(str(most + 1))
    expect(text).to_have_value("a" * (most + 1))
    expect(left).to_have_text("1 teken te veel")


def _questions(page: Page) -> list[str]:
    """The kinds of dialog that the browser shows from now on; each is answered with staying."""
    found: list[str] = []

    def stay(dialog: Dialog) -> None:
        found.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    return found
