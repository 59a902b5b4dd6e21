"""The tax that is passed on: over all years together no cent twice and none lost, whatever is put right later."""

import datetime as dt
from contextlib import suppress
from random import Random

import pytest

from noaber.core.errors import DomainError
from noaber.finance.models import IncomingInvoice
from noaber.finance.papers.vat_passing import own_vat_notes, vat_notes
from noaber.finance.queries.reports.figures import vat_by_invoice
from noaber.finance.queries.reports.vat_passing import VatStatement, own_vats, vat_statement
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import BookingPart, Purchase
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.reports.vat_passing import record_vat_passing
from noaber.finance.services.spending.purchases import (
    approve_purchase,
    book_purchase,
    reverse_purchase,
    take_in_purchase,
)
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    NOW,
    SECOND,
    WHY,
    approved_budget,
    propose,
)
from noaber.finance.tests.invoices_in_books import NOW as ISSUED_AT
from noaber.finance.tests.paying_books import contributions
from noaber.finance.tests.reports.test_year_books import AFTER, HOUR, adopted, bought, closed_years
from noaber.finance.tests.samples import MEMO
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
    assert vat_statement(CODE, 2022).waiting_cents == -OF_2020, "2021 passed nothing on"


@pytest.mark.usefixtures("_running")
def test_a_statement_that_an_adopted_account_made_final_stays() -> None:
    with pytest.raises(DomainError, match="vastgesteld, en daarmee is de opgave"):
        record_vat_passing(
            CODE, 2020, is_passed_on=False, motive=WHY, actor=CONTROLLER, now=ISSUED_AT + 3 * HOUR
        )
    assert record_vat_passing(
        CODE, 2021, is_passed_on=False, motive=WHY, actor=CONTROLLER, now=ISSUED_AT + 3 * HOUR
    )


def of_years(*years: int) -> None:
    for year in years:
        record_vat_passing(CODE, year, is_passed_on=True, motive=WHY, actor=CONTROLLER, now=ISSUED_AT)


def budgets(first: int, *others: int) -> None:
    approved_budget(first)
    for year in others:
        approve_budget(propose(list(first_lines(MEMO, INCOME)), year=year), actor=SECOND, now=NOW)


def test_what_falls_in_a_year_in_which_nobody_was_asked_anything_goes_on_to_one_in_which_somebody_was() -> (
    None
):
    budgets(2020, 2021, 2022)
    contributions(2020, (100_00, 200_00, 300_00))
    bought(2020, 40_00, 0)
    of_years(2020, 2021, 2022)
    adopted(2020, ISSUED_AT + HOUR, opening_cents=700_00)
    put_right(ISSUED_AT + 2 * HOUR, year=None)
    bought(2021, 80_00, 0)
    shown = words(client_of("controller").get(f"/begroting/{CODE}/2021/btw/"))
    assert ("Er is niemand om naar door te schuiven" in shown, "€ 10,00" in shown) == (True, True)
    assert passed_on(2021) == 0
    assert adopted(2021, ISSUED_AT + 3 * HOUR).content.vat_corrections_cents == -OF_2020
    contributions(2022, (150_00, 250_00), payers=2)
    assert [passed_on(year) for year in (2020, 2021, 2022)] == [OF_2020, 0, OF_2021 - OF_2020]
    assert "waarin niemand een factuur kreeg" in " ".join(vat_notes(vat_statement(CODE, 2022)))


@pytest.mark.usefixtures("_running")
def test_an_adopted_statement_offers_no_change_and_says_why() -> None:
    client, page = client_of("controller"), f"/begroting/{CODE}/2020/btw/"
    shown = client.get(page)
    assert f"{page}instellen/" not in links(shown)
    assert "daarmee is de opgave voor het BTW-compensatiefonds definitief" in words(shown)
    refused = client.get(f"{page}instellen/")
    assert (refused.status_code, page in links(refused)) == (400, True)
    assert f"/begroting/{CODE}/2021/btw/instellen/" in links(client.get(f"/begroting/{CODE}/2021/btw/"))


@pytest.mark.usefixtures("_running")
def test_the_notes_of_a_payer_say_of_which_year_they_are() -> None:
    put_right(ISSUED_AT + 2 * HOUR, year=None)
    of_2021, corrected, draft, of_2020, law = own_vat_notes(own_vats([CODE], frozenset({"GM9001"})))
    assert [note[:6] for note in (of_2021, corrected, draft, of_2020)] == ["2021: "] * 3 + ["2020: "]
    assert "correctie van €\xa0-10,00" in corrected
    assert "transparantieregeling" in law


class Purchases:
    """Purchases of four years that are booked, taken back and booked elsewhere while years are adopted."""

    years = (2020, 2021, 2022, 2023)

    def __init__(self, seed: int) -> None:
        self.random, self.now, self.keys = Random(seed), ISSUED_AT, list[tuple[int, Purchase]]()

    def later(self) -> dt.datetime:
        self.now += HOUR
        return self.now

    def buy(self) -> None:
        net = self.random.randint(10, 90_00)
        number, tax = f"F-{len(self.keys)}", self.random.randint(0, net // 4)
        said = Purchase(DocumentKind.INVOICE, "De Proef", number, dt.date(2020, 5, 1), net, tax)
        key = take_in_purchase(said, source="hand", actor=CONTROLLER, now=NOW, today=AFTER)
        for person in (CONTROLLER, COORDINATOR):
            approve_purchase(key, actor=person, now=NOW)
        self.keys.append((key, said))
        self.book(key, said)

    def book(self, key: int, said: Purchase) -> None:
        year, parts = (
            self.random.choice(self.years),
            [BookingPart("projecten", said.cost_cents(is_vat_deducted=False))],
        )
        book_purchase(key, CODE, year, parts, actor=CONTROLLER, now=self.later(), today=AFTER)

    def take_back(self) -> None:
        key, said = self.random.choice(self.keys)
        reverse_purchase(key, reason=WHY, actor=CONTROLLER, now=self.later(), today=AFTER)
        if self.random.random() < 0.5:
            self.book(key, said)

    def some(self, count: int) -> None:
        for _time in range(count):
            with suppress(DomainError, IndexError):
                self.random.choice((self.buy, self.buy, self.take_back))()


@pytest.mark.parametrize("seed", range(2))
def test_over_the_years_all_tax_is_passed_on_whoever_was_asked_something_in_which_year(seed: int) -> None:
    """To the cent, when the last year has somebody to pass it on to; and what is final stays."""
    books = Purchases(seed)
    budgets(*books.years)
    asked = [books.random.random() < 0.5, books.random.random() < 0.5, books.random.random() < 0.5, True]
    on = [year for year in books.years if books.random.random() < 0.7 or year == books.years[-1]]
    of_years(*on)
    is_first, final = True, dict[int, VatStatement]()
    for year, somebody in zip(books.years, asked, strict=True):
        books.some(5)
        if somebody:
            contributions(year, (100_00, 230_00, 310_00), payers=0 if is_first else 3)
            is_first = False
        if year != books.years[-1]:
            adopted(year, books.later(), opening_cents=700_00 if year == books.years[0] else 0)
            final[year] = vat_statement(CODE, year)
    books.some(4)
    assert {year: vat_statement(CODE, year) for year in final} == final
    real = sum(sum(vat_by_invoice(CODE, year).values()) for year in on)
    assert sum(passed_on(year) for year in on) == real


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
