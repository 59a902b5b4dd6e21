"""The coordinator brings in a list with two mistakes in it, mends it, looks at what changes and applies it."""

import io
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter
from playwright.sync_api import FilePayload, Page, expect

from tests.browsing import Visit
from tests.servers.noaber import Server

pytestmark = pytest.mark.journey

HEAD = ("naam", "functie", "organisatie", "e-mailadres", "telefoon")
WRONG = (
    ("Strateeg van Zwolle", "Strateeg", "GM0193", "strateeg@zwolle", ""),
    ("Griffier van Almelo", "Griffier", "GM9999", "griffier@almelo.invalid", ""),
    ("Adviseur veiligheid van Zwolle", "", "GM0193", "veiligheid@zwolle.invalid", "038 000 00 00"),
)
RIGHT = (
    ("Strateeg van Zwolle", "Strateeg", "GM0193", "strateeg@zwolle.invalid", ""),
    ("Griffier van Almelo", "Griffier", "GM0141", "griffier@almelo.invalid", ""),
    WRONG[2],
)


def workbook(rows: Sequence[Sequence[str]]) -> FilePayload:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Personen")
        for number, cells in enumerate((HEAD, *rows)):
            sheet.write_row(number, 0, cells)
    media_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return {"name": "personen.xlsx", "mimeType": media_type, "buffer": stream.getvalue()}


def hand_in(page: Page, rows: Sequence[Sequence[str]]) -> None:
    page.get_by_label("Bestand").set_input_files(workbook(rows))
    page.get_by_role("button", name="Nakijken", exact=True).click()
    page.wait_for_url("**/beheer/inlezen/*/")


def test_a_list_with_two_mistakes_is_mended_looked_at_and_applied(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server())
    page = visitor.sign_in_as("Coördinator")
    visitor.open("/beheer/inlezen/")
    visitor.look()
    page.get_by_role("main").get_by_role("link", name="Personen", exact=True).click()
    visitor.look()

    hand_in(page, WRONG)
    expect(page.get_by_text("2 fouten in de lijst")).to_be_visible()
    expect(page.get_by_text("Rij 2, kolom D")).to_be_visible()
    expect(page.get_by_text("Rij 3, kolom C")).to_be_visible()
    visitor.look()

    page.get_by_role("link", name="Opnieuw inleveren").click()
    hand_in(page, RIGHT)
    expect(page.get_by_text("038 000 00 00")).to_be_visible()
    visitor.look()

    page.get_by_role("link", name="Doorvoeren").click()
    expect(page.get_by_text("2 nieuw, 1 gewijzigd, 0 ongewijzigd")).to_be_visible()
    visitor.look()
    page.get_by_role("button", name="Ja, doorvoeren").click()
    expect(page.get_by_text("De lijst is doorgevoerd")).to_be_visible()
    visitor.look()

    visitor.open("/personen/?zoek=strateeg")
    expect(page.get_by_role("link", name="Strateeg van Zwolle")).to_be_visible()


def test_a_long_list_is_worked_on_behind_a_progress_bar(
    visit: Callable[..., Visit], own_server: Callable[..., Server]
) -> None:
    visitor = visit(own_server(with_worker=True))
    page = visitor.sign_in_as("Coördinator")
    visitor.open("/beheer/inlezen/personen/")

    hand_in(page, [(f"Medewerker {number}", "", "GM0193", "", "") for number in range(600)])
    expect(page.get_by_role("link", name="Doorvoeren")).to_be_visible(timeout=30_000)
    page.get_by_role("link", name="Doorvoeren").click()
    page.get_by_role("button", name="Ja, doorvoeren").click()

    expect(page.get_by_text("Doorgevoerd: 600 nieuw")).to_be_visible(timeout=30_000)
    visitor.look()
