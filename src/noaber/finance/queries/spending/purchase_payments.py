"""What of purchase invoices was paid, and which money out of the bank seems to have paid one."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from noaber.finance.models import PurchasePayment
from noaber.finance.queries.bank.entries import EntryRow, money_out
from noaber.finance.queries.spending.bookings import IncomingRow
from noaber.finance.rules.spending.purchase_payments import MoneyOut, OpenPurchase, PurchaseMatch, matches_of


@dataclass(frozen=True, slots=True)
class PaymentRow:
    """A payment of an invoice; `is_released`: it was undone. Rows that undo are not among them."""

    id: int
    entry: int
    booked_on: dt.date
    counterparty: str
    amount_cents: int
    reason: str
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
            row.amount_cents,
            row.reason,
            hasattr(row, "released_by"),
        )
        for row in found.select_related("entry", "released_by").order_by("recorded_at", "pk")
    ]


def proposed_payments(rows: Sequence[IncomingRow]) -> dict[int, tuple[EntryRow, PurchaseMatch]]:
    """By number of the invoice, the money that seems to have paid it; one query, none when nothing is open.

    `rows` are all invoices: what fits two of them is proposed for none.
    """
    purchases = [
        OpenPurchase(row.number, row.said.number, row.said.iban, row.open_cents)
        for row in rows
        if row.open_cents
    ]
    if not purchases:
        return {}
    money = {each.id: each for each in money_out()}
    found = matches_of(purchases, [_left(each) for each in money.values()])
    return {match.purchase: (money[match.money], match) for match in found}


def _left(row: EntryRow) -> MoneyOut:
    said = row.said
    text = " ".join((said.text, said.reference.value if said.reference else "", *said.documents))
    return MoneyOut(row.id, row.left_cents, said.counterparty_iban, text)
