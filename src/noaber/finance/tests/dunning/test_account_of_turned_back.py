"""What the bank turned back on the account of a payer: called what it is, counted once, on the day that it happened."""

import datetime as dt
from typing import Any, Final

import pytest

from noaber.finance.models import Allocation
from noaber.finance.papers.account import account_row, account_sums
from noaber.finance.papers.payer import payment_table
from noaber.finance.queries.dunning.payer_account import account
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.dunning.payer_account import Account, Standing
from noaber.finance.services.bank.allocating import refund, release
from noaber.finance.services.spending.turned_back import undo_payment
from noaber.finance.tests.bank.test_services_allocating import book, paid
from noaber.finance.tests.bank_samples import entry as said_entry
from noaber.finance.tests.bank_samples import iban
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, issue_invoices

pytestmark = [pytest.mark.django_db, pytest.mark.db]

A, B = "2023-0001", "2023-0002"
PAYER, WHY = "GM9001", "De gemeente betaalde deze bijdrage twee keer."
MAY, END = dt.date(2023, 5, 20), dt.date(2030, 1, 1)
LATER: Final = NOW + dt.timedelta(days=1)


def came(cents: int, day: int, **more: Any) -> int:
    """Money of the payer, below zero to it, on a day of May."""
    way = Direction.CREDIT if cents > 0 else Direction.DEBIT
    said = {"counterparty_iban": iban(7), "counterparty_name": "Gemeente Proef 1"} | more
    [key] = paid(
        said_entry(
            abs(cents),
            direction=way,
            booked_on=dt.date(2023, 5, day),
            text=f"{day} {cents} {len(more)}",
            **said,
        )
    )
    return key


def stands(until: dt.date = END) -> Account:
    found = account(PAYER, until)
    assert found
    return found.account


def lines(until: dt.date = END) -> list[tuple[str, int]]:
    return [(str(account_row(line)["kind"]), line.movement.signed_cents) for line in stands(until).lines]


def sums() -> dict[str, int]:
    return dict(account_sums(stands()))


def undo(payment: int, back: int) -> bool:
    return undo_payment(payment, back, reason="De bank draaide het terug.", actor=CONTROLLER, now=LATER)


def paid_twice() -> tuple[int, int]:
    """An invoice that is paid, and the second payment of it that was given back."""
    issue_invoices((100_00, 200_00))
    first, second = came(100_00, 16), came(100_00, 17)
    book(first, {A: 100_00})
    out = came(-100_00, 18)
    refund(second, out, 100_00, reason=WHY, actor=CONTROLLER, now=NOW)
    return second, out


@pytest.mark.parametrize("known", [{}, {"counterparty_iban": "", "counterparty_name": ""}])
def test_a_refund_that_came_back_is_called_so_and_is_no_payment(known: dict[str, str]) -> None:
    _second, out = paid_twice()
    undo(out, came(100_00, 21, is_reversal=True, **known))
    assert lines()[-2:] == [("terugbetaling", 100_00), ("terugbetaling die terugkwam", -100_00)]
    assert stands().balance_cents == -100_00, "it still goes back"
    assert (sums()["Betaald"], sums()["Terugbetaald"]) == (200_00, 0)
    totals = payment_table(stands()).totals
    assert totals
    assert totals["amount"] == 200_00
    assert stands(MAY).balance_cents == 0, "on that day it had been given back"


def test_a_refund_that_came_back_counts_once_while_nobody_said_so() -> None:
    second, out = paid_twice()
    back = came(100_00, 21, is_reversal=True)
    assert stands().balance_cents == -100_00
    assert lines()[-1] == ("door de bank teruggedraaid, nog niet verwerkt", -100_00)
    assert (sums()["Betaald"], sums()["Terugbetaald"]) == (200_00, 0)
    given = Allocation.objects.get(entry=second, outgoing=out)
    release(given.pk, reason=WHY, actor=CONTROLLER, now=NOW)
    before = lines()
    assert stands().balance_cents == -100_00
    assert stands().standing == Standing(0, 100_00, 0, 0)
    assert undo(out, back)
    assert lines() == before
    assert stands().balance_cents == -100_00


def test_an_invoice_was_paid_until_the_bank_turned_its_payment_back() -> None:
    issue_invoices((100_00, 200_00))
    key = came(120_00, 17)
    book(key, {A: 100_00})
    undo(key, came(-120_00, 21, is_reversal=True))
    early = stands(MAY)
    assert (early.standing, early.paid_by_number[A]) == (Standing(0, 20_00, 0, 0), 100_00)
    assert early.balance_cents == -20_00
    now = stands()
    assert (now.standing, now.paid_by_number[A]) == (Standing(100_00, 0, 0, 0), 0)
    assert ("betaling, door de bank teruggedraaid", 100_00) in lines()
    assert (sums()["Betaald"], sums()["Terugbetaald"]) == (120_00, 120_00)


def test_what_one_paid_for_another_was_paid_at_that_other() -> None:
    issue_invoices((100_00, 200_00))
    key = came(200_00, 17)
    book(key, {B: 200_00})
    undo(key, came(-200_00, 21, is_reversal=True))
    other = account("GM9002", MAY)
    assert other
    assert other.account.standing == Standing(0, 0, 0, 0)
    assert stands().standing == Standing(100_00, 0, 0, 0)
    assert len(lines()) == 1, "its own account has nothing of it"
