"""More was prepaid than an invoice costs: that comes back, as of a credit note; list, page and journal say the same."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.errors import DomainError
from noaber.finance.models import PurchasePayment, PurchaseSetOff
from noaber.finance.queries.billing.runs import Taken
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.queries.reports.year_books import journal_postings
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_invoices
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import BookingPart, IncomingStep, Purchase
from noaber.finance.rules.spending.journal import balances_of
from noaber.finance.services.spending.purchase_payments import pay_purchase, release_purchase_payment
from noaber.finance.services.spending.purchases import approve_purchase, book_purchase, reverse_purchase
from noaber.finance.services.spending.set_offs import release_set_off, set_off_purchase
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    NOW,
    SECOND,
    TODAY,
    WHY,
    YEAR,
    approved_budget,
)
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.spending.test_purchase_payments import SUPPLIER, bill, out, pay, row
from noaber.finance.tests.spending.test_purchase_refunds import back, refund
from noaber.finance.tests.spending.test_services_spending import book
from noaber.network.tests.pages import links, send, words

COSTS = replace(SUPPLIER, net_cents=1_000_00, vat_cents=210_00)
APRIL = dt.date(YEAR, 4, 1)
PREPAID = replace(COSTS, number="V-1", prepaid_cents=1_500_00)


@pytest.fixture
def _books(db: None) -> None:
    name_host()
    approved_budget()


def booked(purchase: Purchase) -> int:
    number = bill(purchase)
    for actor in (CONTROLLER, SECOND):
        approve_purchase(number, actor=actor, now=NOW)
    book(number, BookingPart("projecten", purchase.cost_cents(is_vat_deducted=False)))
    return number


def check_creditors() -> None:
    """What the journal says that suppliers are owed is what the list of purchases says."""
    listed = sum(each.open_cents - each.to_receive_cents for each in incoming_invoices())
    assert balances_of(journal_postings(CODE, YEAR)).get("crediteuren", 0) == -listed


@pytest.mark.usefixtures("_books")
def test_it_comes_back_and_the_journal_agrees_with_the_list_all_the_way() -> None:
    number = booked(PREPAID)
    assert (row(number).open_cents, row(number).to_receive_cents) == (0, 290_00)
    other = booked(COSTS)
    check_creditors()
    credit = booked(replace(COSTS, number="C-1", kind=DocumentKind.CREDIT_NOTE, prepaid_cents=10_00))
    booked(replace(COSTS, number="R-1", prepaid_cents=1_210_00, rounding_cents=-2))
    check_creditors()
    with pytest.raises(DomainError, match="te veel vooruitbetaald"):
        pay(number, out(290_00, booked_on=APRIL))
    came = back(100_00, booked_on=APRIL)
    assert refund(number, came)
    assert (row(number).to_receive_cents, row(number).paid_cents) == (190_00, -100_00)
    check_creditors()
    assert set_off_purchase(number, other, 190_00, actor=CONTROLLER, now=NOW)
    assert not set_off_purchase(number, other, 190_00, actor=CONTROLLER, now=NOW), "twice is once"
    assert (row(number).to_receive_cents, row(other).open_cents) == (0, 1_020_00)
    check_creditors()
    assert refund(credit, back(300_00, booked_on=APRIL))
    pay_purchase(other, out(2_000_00, booked_on=APRIL), too_much=True, actor=CONTROLLER, now=NOW)
    check_creditors()
    release_set_off(PurchaseSetOff.objects.get().pk, reason=WHY, actor=CONTROLLER, now=NOW)
    assert row(number).to_receive_cents == 190_00
    release_purchase_payment(
        row_of_payment(number), reason=WHY, actor=CONTROLLER, now=NOW + dt.timedelta(hours=1)
    )
    assert row(number).to_receive_cents == 290_00
    check_creditors()
    reverse_purchase(credit, reason=WHY, actor=CONTROLLER, now=NOW, today=TODAY)
    later: Any = {"actor": CONTROLLER, "now": NOW + dt.timedelta(hours=1), "today": TODAY}
    book_purchase(credit, CODE, YEAR, [BookingPart("projecten", -1_210_00)], **later)
    check_creditors()
    assert figures_of(CODE, YEAR, TODAY).open_cents("payable") == 1_210_00, (
        "before the bank paid or got anything"
    )


def row_of_payment(number: int) -> int:
    return PurchasePayment.objects.get(invoice__number=number, releases__isnull=True).pk


@pytest.mark.usefixtures("_books")
def test_the_pages_say_that_it_comes_back_and_take_it() -> None:
    number, client = booked(PREPAID), client_of("controller")
    page = words(client.get(f"/inkoop/{number}/"))
    assert "Terug te krijgen bedrag" in page
    assert "290,00" in page
    assert "niets te betalen" not in page
    assert {f"/inkoop/{number}/{step}/" for step in ("terugontvangen", "verrekenen")} <= set(
        links(client.get(f"/inkoop/{number}/"))
    )
    came = back(290_00)
    form = client.get(f"/bank/{came}/inkoop/")
    assert "290,00 terug te krijgen" in words(form)
    assert send(client, f"/bank/{came}/inkoop/", purchase=str(number)).url == f"/bank/{came}/"
    assert "terugontvangen" in words(client.get(f"/inkoop/{number}/"))
    assert f"/inkoop/{number}/betaald/" not in links(client.get(f"/inkoop/{number}/"))


CENTS = st.integers(0, 10**6)
PURCHASES = st.builds(
    Purchase,
    st.sampled_from((DocumentKind.INVOICE, DocumentKind.CREDIT_NOTE)),
    st.just("Proef"),
    st.just("1"),
    st.just(TODAY),
    st.integers(1, 10**6),
    CENTS,
    prepaid_cents=CENTS,
    rounding_cents=st.integers(-99, 99),
)


@given(PURCHASES, st.integers(-(10**6), 10**6), CENTS)
def test_what_is_open_either_way_is_what_is_owed_less_what_was_paid_and_set_off(
    said: Purchase, paid: int, off: int
) -> None:
    made = Taken(None, NOW, "")
    found = IncomingRow(
        1,
        1,
        said,
        "hand",
        made,
        {IncomingStep.FIRST: made},
        0,
        is_booked=True,
        paid_cents=paid,
        set_off_cents=off,
    )
    still = said.owed_cents - paid + (-off if said.asks_payment else off)
    assert found.to_receive_cents == max(0, -still)
    assert found.open_cents == (max(0, still) if said.asks_payment else 0)
