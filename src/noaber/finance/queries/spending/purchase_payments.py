"""What of purchase invoices was paid, given back and set off, and which money of the bank seems to be for one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from noaber.finance.models import PurchasePayment, PurchaseSetOff
from noaber.finance.queries.bank.entries import EntryRow, money_in, money_out
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_invoices
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.purchase_payments import MoneyOut, OpenPurchase, PurchaseMatch, matches_of


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment of an invoice, below zero when it came back. Rows that undo are not among them."""

    id: int
    entry: int
    booked_on: dt.date
    counterparty: str
    amount_cents: int
    reason: str
    is_released: bool


@dataclass(frozen=True, slots=True)
class ForPurchaseRow:
    """A part of an entry for a purchase invoice, as a part of that entry; a release is below zero."""

    id: int
    number: int
    supplier: str
    amount_cents: int
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_released: bool
    is_release: bool


@dataclass(frozen=True, slots=True)
class SetOffRow:
    """A part of a credit note that an invoice asks less; `is_released`: undone. Rows that undo are not among them."""

    id: int
    credit_note: int
    invoice: int
    amount_cents: int
    reason: str
    recorded_at: dt.datetime
    is_released: bool


def payments_of(number: int) -> list[PaymentRow]:
    """All that was paid of an invoice; one query."""
    found = PurchasePayment.objects.filter(invoice__number=number, releases__isnull=True)
    return [
        PaymentRow(
            row.pk,
            row.entry_id,
            row.entry.booked_on,
            row.entry.counterparty_name,
            row.amount_cents if row.entry.direction == Direction.DEBIT else -row.amount_cents,
            row.reason,
            hasattr(row, "released_by"),
        )
        for row in found.select_related("entry", "released_by").order_by("recorded_at", "pk")
    ]


def purchases_of_entry(key: int) -> list[ForPurchaseRow]:
    """Which purchase invoices an entry is for, what was undone included; one query."""
    found = PurchasePayment.objects.filter(entry=key).select_related("invoice", "released_by")
    return [
        ForPurchaseRow(
            row.pk,
            row.invoice.number,
            row.invoice.supplier,
            row.amount_cents,
            row.reason,
            row.recorded_at,
            row.recorded_by_id,
            hasattr(row, "released_by"),
            row.releases_id is not None,
        )
        for row in found.order_by("recorded_at", "pk")
    ]


def set_offs_of(number: int) -> list[SetOffRow]:
    """What was set off of a credit note, or on an invoice; one query."""
    found = PurchaseSetOff.objects.filter(
        Q(invoice__number=number) | Q(credit_note__number=number), releases__isnull=True
    )
    return [
        SetOffRow(
            row.pk,
            row.credit_note.number,
            row.invoice.number,
            row.amount_cents,
            row.reason,
            row.recorded_at,
            hasattr(row, "released_by"),
        )
        for row in found.select_related("credit_note", "invoice", "released_by").order_by("recorded_at", "pk")
    ]


def proposed_payments(rows: Sequence[IncomingRow]) -> dict[int, tuple[EntryRow, PurchaseMatch]]:
    """By number of the invoice, the money that seems to have paid it, or that the supplier seems to have given back.

    A query for each of both ways, none when nothing is open. `rows` are all invoices: what fits two of them is proposed
    for none.
    """
    to_pay = [_open(row, row.open_cents) for row in rows if row.open_cents]
    to_receive = [_open(row, row.to_receive_cents) for row in rows if row.to_receive_cents]
    paid = _proposed(to_pay, money_out()) if to_pay else {}
    return paid | (_proposed(to_receive, money_in()) if to_receive else {})


def purchases_proposed() -> dict[int, tuple[int, PurchaseMatch]]:
    """By entry of the bank, the purchase invoice that it seems to be for; five queries at most."""
    found = proposed_payments(incoming_invoices())
    return {money.id: (number, match) for number, (money, match) in found.items()}


def _proposed(
    purchases: Sequence[OpenPurchase], found: Sequence[EntryRow]
) -> dict[int, tuple[EntryRow, PurchaseMatch]]:
    money = {each.id: each for each in found}
    matches = matches_of(purchases, [_left(each) for each in money.values()])
    return {match.purchase: (money[match.money], match) for match in matches}


def _open(row: IncomingRow, cents: int) -> OpenPurchase:
    return OpenPurchase(row.number, row.said.number, row.said.iban, cents)


def _left(row: EntryRow) -> MoneyOut:
    said = row.said
    text = " ".join((said.text, said.reference.value if said.reference else "", *said.documents))
    return MoneyOut(row.id, row.left_cents, said.counterparty_iban, text)
