"""The tax that is passed on: over all years together no cent twice and none lost, whatever is put right later."""

import datetime as dt

import pytest

from noaber.core.errors import DomainError
from noaber.finance.models import IncomingInvoice
from noaber.finance.papers.vat_passing import vat_notes
from noaber.finance.queries.reports.vat_passing import own_vats, vat_statement
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.services.reports.vat_passing import record_vat_passing
from noaber.finance.services.spending.purchases import book_purchase, reverse_purchase
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import CODE, CONTROLLER, WHY
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.reports.test_year_books import AFTER, HOUR, adopted, closed_years
from noaber.network.tests.pages import links, words

pytestmark = pytest.mark.django_db
OF_2020, OF_2021 = 10_00, 20_00
"""A quarter of the net amounts that `closed_years` buys for."""


def passed_on(year: int) -> int:
    found = vat_statement(CODE, year)
    assert sum(found.own_cents.values()) == found.total_cents
    return found.total_cents


def put_right(at: dt.datetime, *, year: int | None) -> None:
    """The purchase of 2020 is taken back, and booked on another year where one is given."""
    key = IncomingInvoice.objects.get(supplier_number="F-2020").number
    reverse_purchase(key, reason=WHY, actor=CONTROLLER, now=at, today=AFTER)
    if year:
        book_purchase(
            key, CODE, year, [BookingPart("projecten", 50_00)], actor=CONTROLLER, now=at, today=AFTER
        )


@pytest.fixture
def _running() -> None:
    closed_years(0)
    for year in (2020, 2021):
        record_vat_passing(CODE, year, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)


@pytest.mark.usefixtures("_running")
def test_a_purchase_of_an_adopted_year_that_moves_to_the_next_is_passed_on_once() -> None:
    assert (passed_on(2020), passed_on(2021)) == (OF_2020, OF_2021)
    put_right(ISSUED_AT + 3 * HOUR, year=2021)
    assert (passed_on(2020), passed_on(2021)) == (OF_2020, OF_2021)
    assert "correctie van €\xa0-10,00" in " ".join(vat_notes(vat_statement(CODE, 2021)))


@pytest.mark.usefixtures("_running")
def test_what_is_taken_back_goes_off_the_year_that_is_open_and_stays_with_it_when_that_is_adopted() -> None:
    put_right(ISSUED_AT + 3 * HOUR, year=None)
    assert (passed_on(2020), passed_on(2021)) == (OF_2020, OF_2021 - OF_2020)
    assert adopted(2021, ISSUED_AT + 4 * HOUR).content.vat_corrections_cents == -OF_2020
    assert (passed_on(2021), passed_on(2022)) == (OF_2021 - OF_2020, 0)


def test_a_year_that_was_not_passed_on_takes_nothing_off_the_next_one() -> None:
    closed_years(0)
    record_vat_passing(CODE, 2021, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)
    put_right(ISSUED_AT + 3 * HOUR, year=None)
    assert passed_on(2021) == OF_2021


def test_a_correction_waits_for_the_next_year_that_is_passed_on() -> None:
    closed_years(0)
    record_vat_passing(CODE, 2020, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)
    put_right(ISSUED_AT + 3 * HOUR, year=2021)
    adopted(2021, ISSUED_AT + 4 * HOUR)
    assert vat_statement(CODE, 2022).total_cents == -OF_2020, "2021 passed nothing on"


@pytest.mark.usefixtures("_running")
def test_a_statement_that_an_adopted_account_made_final_stays() -> None:
    with pytest.raises(DomainError, match="vastgesteld, en daarmee is de opgave"):
        record_vat_passing(
            CODE, 2020, is_passed_on=False, motive=WHY, actor=CONTROLLER, now=ISSUED_AT + 3 * HOUR
        )
    assert record_vat_passing(
        CODE, 2021, is_passed_on=False, motive=WHY, actor=CONTROLLER, now=ISSUED_AT + 3 * HOUR
    )


def test_a_taxed_year_says_that_its_tax_is_on_the_invoices_and_makes_no_statement_of_nothing() -> None:
    closed_years(21)
    client, page = client_of("controller"), f"/begroting/{CODE}/2021/btw/"
    assert "staat op de factuur van elke gemeente" in words(client.get(f"{page}instellen/"))
    record_vat_passing(CODE, 2021, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)
    shown = client.get(page)
    assert "De btw van dit jaar staat op de factuur" in words(shown)
    assert f"{page}pdf/" not in links(shown)
    assert client.get(f"{page}pdf/").status_code == 404
    assert own_vats([CODE], frozenset({"GM9001"})) == []
