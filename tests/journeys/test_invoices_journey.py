"""A year of contributions becomes invoices: who keeps the books, who approves, and who pays."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Final

import pikepdf
import pytest
from playwright.sync_api import expect

from tests.browsing import Visit
from tests.databases import Installation
from tests.journeys.playing import move_on
from tests.people import PEOPLE
from tests.servers.noaber import Server, noaber_server

pytestmark = pytest.mark.journey
YEAR: Final = "/bijdragen/factureren/bijdragen-2020-2023/2023/"


@pytest.fixture
def in_january(installation: Callable[[str], Installation]) -> Iterator[Server]:
    """The year has begun, and nobody did anything about its invoices."""
    found = installation("2022-06-01")
    move_on(found, dt.date(2023, 1, 9))
    with noaber_server(found) as running:
        yield running


def test_from_a_year_that_is_not_set_to_an_invoice_on_a_phone(
    visit: Callable[..., Visit], in_january: Server
) -> None:
    books = visit(in_january)
    books.sign_in_as(PEOPLE["controller"])
    set_the_year(books)
    work_it_out(books)
    approve(visit(in_january))
    make_the_invoices(books)
    read_the_own(visit(in_january, is_phone=True))


def set_the_year(books: Visit) -> None:
    page = books.open("/mijn/")
    page.get_by_role("link", name="Stel in hoe 2023 wordt gefactureerd").click()
    page.get_by_label("Peildatum van de inwonertallen").fill("1-1-2021")
    page.get_by_label("Btw", exact=True).select_option(label="buiten de btw")
    page.get_by_label("Waarom geen btw?").fill("Geen vergoeding voor een prestatie")
    page.get_by_label("Waarom zo?").fill("Dit is het laatste cijfer dat vaststaat.")
    books.look()
    page.get_by_role("button", name="Leg vast").click()
    expect(page.get_by_text("Voor dit jaar is nog niets uitgerekend")).to_be_visible()


def work_it_out(books: Visit) -> None:
    page = books.open("/mijn/")
    page.get_by_role("link", name="Reken de bijdragen van 2023 uit").click()
    page.get_by_role("button", name="Reken uit").click()
    expect(page.get_by_role("heading", name="Bijdragen 2023, ronde 1")).to_be_visible()
    expect(page.get_by_text("Iemand anders moet deze ronde goedkeuren")).to_be_visible()
    expect(page.get_by_role("link", name="Keur goed")).to_have_count(0)
    books.look()


def approve(other: Visit) -> None:
    """Another person looks at the sums first."""
    page = other.sign_in_as(PEOPLE["coordinator"])
    other.open("/mijn/")
    page.get_by_role("link", name="Keur de bijdragen van 2023 goed").click()
    expect(page.get_by_text("129.841 × €\xa00,07 = €\xa09.088,87")).to_be_visible()
    page.get_by_role("link", name="Keur goed").click()
    other.look()
    page.get_by_role("button", name="Keur de ronde goed").click()
    expect(page.get_by_text("De ronde is goedgekeurd.")).to_be_visible()


def make_the_invoices(books: Visit) -> None:
    page = books.open("/mijn/")
    page.get_by_role("link", name="Maak de facturen van 2023").click()
    expect(page.get_by_text("76 facturen, samen")).to_be_visible()
    books.look()
    page.get_by_role("button", name="Maak de facturen").click()
    expect(page.get_by_text("De facturen zijn gemaakt.").first).to_be_visible()
    page.get_by_role("link", name="De facturen", exact=True).click()
    expect(page.get_by_text("76 van 304 regels")).to_be_visible()
    books.look()


def read_the_own(mayor: Visit) -> None:
    """Found on the page of the municipality; the paper has the e-invoice inside."""
    page = mayor.sign_in_as(PEOPLE["mayor of Zwolle"])
    mayor.open("/gemeenten/GM0193/")
    panel = page.locator(".noaber-panel", has=page.get_by_role("heading", name="Facturen", exact=True))
    panel.get_by_role("link", name="2023-0076", exact=True).click()
    expect(page.get_by_role("heading", name="Factuur 2023-0076")).to_be_visible()
    expect(page.get_by_text("uiterlijk te betalen op 8 februari 2023")).to_be_visible()
    mayor.look()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="PDF", exact=True).click()
    with pikepdf.open(fetched.value.path()) as paper:
        assert list(paper.attachments) == ["2023-0076.xml"]
    assert mayor.page.request.get(f"{mayor.address}/facturen/2023-0001/").status == 404
