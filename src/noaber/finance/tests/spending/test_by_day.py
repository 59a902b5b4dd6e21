"""What the bank turned back later counts until that day, in everything that is read as of a day."""

import datetime as dt
from typing import Any, Final

import pytest

from noaber.finance.models import BankBooking, Invoice
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.queries.invoices.paid import settled_cents
from noaber.finance.queries.reports.behind import Window, went_out
from noaber.finance.queries.reports.figures import figures_of
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.reports.content import Figures
from noaber.finance.rules.spending.bookings import BookingPart
from noaber.finance.services.bank.allocating import Shares, allocate, release
from noaber.finance.services.reports.returning import return_result
from noaber.finance.services.spending.bank_bookings import release_entry_booking
from noaber.finance.services.spending.purchase_payments import pay_purchase
from noaber.finance.services.spending.purchases import approve_purchase, book_purchase
from noaber.finance.tests.budget_books import CODE, CONTROLLER, COORDINATOR, NOW, WHY
from noaber.finance.tests.reports.test_year_books import adopted
from noaber.finance.tests.spending.test_turned_back import (
    FIRST,
    LATER,
    SECOND_YEAR,
    invoices,
    on_line,
    purchase,
    read,
    undo,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db]

PAID, BACK = dt.date(2021, 3, 1), dt.date(2021, 3, 9)
BEFORE, BETWEEN, AFTER = dt.date(2021, 2, 28), dt.date(2021, 3, 8), dt.date(2021, 3, 9)
DAYS: Final = (BEFORE, BETWEEN, AFTER)
__all__ = ["invoices"]


def turned_back(key: int, cents: int, at: dt.datetime = NOW) -> None:
    """By the bank, a week after it was paid."""
    assert undo(key, read(-cents, at=at, booked_on=BACK, is_reversal=True), at)


def figures(day: dt.date, year: int = SECOND_YEAR) -> Figures:
    return figures_of(CODE, year, day)


def test_an_invoice_was_paid_until_the_bank_turned_that_back(invoices: list[str]) -> None:
    key = read(100_00)
    allocate(Shares(key, {invoices[0]: 100_00}), actor=CONTROLLER, now=NOW)
    turned_back(key, 100_00, LATER)
    of_report, of_list, of_account = [], [], []
    for day in DAYS:
        paid = {each.code: each.paid_cents for each in figures(day, FIRST).payers}
        of_report.append((paid["GM9001"], figures(day, FIRST).open_cents("invoice")))
        found = Invoice.objects.annotate(paid=settled_cents(day)).get(number=invoices[0])
        of_list.append(found.paid)
        own = account("GM9001", day)
        assert own
        of_account.append(own.account.balance_cents)
    assert of_report == [(0, 600_00), (100_00, 500_00), (0, 600_00)]
    assert of_list == [0, 100_00, 0]
    assert of_account == [100_00, 0, 100_00]


def test_what_a_person_undid_was_paid_on_no_day(invoices: list[str]) -> None:
    key = read(100_00)
    allocate(Shares(key, {invoices[0]: 100_00}), actor=CONTROLLER, now=NOW)
    made = Invoice.objects.get(number=invoices[0]).allocations.get()
    release(made.pk, reason=WHY, actor=CONTROLLER, now=LATER)
    assert {figures(day, FIRST).open_cents("invoice") for day in DAYS} == {600_00}


@pytest.mark.usefixtures("invoices")
def test_money_on_a_line_counts_until_it_was_turned_back_and_so_do_its_rows() -> None:
    key, wrong = read(-12_50), read(-7_00)
    on_line(key, SECOND_YEAR, 12_50)
    on_line(wrong, SECOND_YEAR, 7_00)
    release_entry_booking(BankBooking.objects.latest("pk").pk, reason=WHY, actor=CONTROLLER, now=NOW)
    turned_back(key, -12_50)
    sums, rows = [], []
    for day in DAYS:
        [line] = [each for each in figures(day).lines if each.code == "projecten"]
        sums.append(line.actual_cents)
        rows.append(sum(each.cents for each in went_out(CODE, [SECOND_YEAR], Window(LATER, until_on=day))))
    assert sums == rows == [0, 12_50, 0]
    last = went_out(CODE, [SECOND_YEAR], Window(LATER))[-1]
    assert (last.on, last.cents) == (BACK, -12_50)


@pytest.mark.usefixtures("invoices")
def test_a_purchase_was_paid_until_the_bank_turned_that_back() -> None:
    bill = purchase(DocumentKind.INVOICE, 500_00)
    for person in (CONTROLLER, COORDINATOR):
        approve_purchase(bill, actor=person, now=NOW)
    at: dict[str, Any] = {"actor": CONTROLLER, "now": NOW, "today": dt.date(2021, 2, 3)}
    book_purchase(bill, CODE, SECOND_YEAR, [BookingPart("projecten", 500_00)], **at)
    key = read(-500_00)
    pay_purchase(bill, key, actor=CONTROLLER, now=NOW)
    turned_back(key, -500_00)
    assert [figures(day).open_cents("payable") for day in DAYS] == [500_00, 0, 500_00]


def test_what_went_back_of_a_result_was_paid_until_then(invoices: list[str]) -> None:
    key = read(300_00, FIRST)
    allocate(Shares(key, {invoices[2]: 300_00}, reason=WHY), actor=CONTROLLER, now=NOW)
    made = adopted(FIRST, LATER, back_cents=90_00)
    of: dict[str, Any] = {"at": LATER, "counterparty_name": "Gemeente Proef 3"}
    out = read(-45_00, booked_on=dt.date(2023, 6, 1), **of)
    return_result(made, "GM9003", out, actor=CONTROLLER, now=LATER)
    assert undo(out, read(45_00, booked_on=dt.date(2023, 6, 9), is_reversal=True, **of), LATER)
    found = [account("GM9003", dt.date(2023, 6, day)) for day in (8, 9)]
    assert [each.account.standing.back_cents for each in found if each] == [0, 45_00]
    assert [each.account.standing.waiting_cents for each in found if each] == [0, 0], "told once"
