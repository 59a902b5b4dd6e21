"""What of the bank was settled with the tax office, and where the accounts of the tax stand."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import QuerySet

from noaber.finance.models import VatSettlement
from noaber.finance.queries.spending.journal import all_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.journal import Account, Document
from noaber.finance.rules.spending.vat_settlements import Charged, Settled, VatState, state_on


@dataclass(frozen=True, slots=True)
class VatSettlementRow:
    """A part of an entry that was settled; `state` is where the accounts stood on its day, before it.

    `amount_cents` is a part of the entry, below zero for a release; `paid_cents` what went to the tax office.
    """

    id: int
    entry: int
    booked_on: dt.date
    agreement_code: str
    year: int
    amount_cents: int
    paid_cents: int
    state: VatState
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_released: bool
    is_release: bool


def vat_settlements_of(entry: int) -> list[VatSettlementRow]:
    """Those of an entry, what was undone included; one query."""
    return _rows(VatSettlement.objects.filter(entry=entry))


def is_vat_settled(entry: int) -> bool:
    """Whether it stands booked as a tax return: a payment is one return; one query."""
    standing = VatSettlement.objects.filter(entry=entry, releases__isnull=True, released_by__isnull=True)
    return standing.exists()


def vat_settlements_among(entries: Collection[int]) -> list[VatSettlementRow]:
    """Those of these entries, without the rows that undo; one query."""
    return _rows(VatSettlement.objects.filter(entry__in=entries, releases__isnull=True))


def charged_vat() -> list[Charged]:
    """All tax of invoices and purchases, as the journal has it."""
    found = []
    for each in all_postings():
        if each.amount_cents and each.document in (Document.INVOICE, Document.PURCHASE):
            if each.credit == Account.VAT:
                found.append(Charged(each.on, due_cents=each.amount_cents))
            if each.debit == Account.INPUT_VAT:
                found.append(Charged(each.on, deductible_cents=each.amount_cents))
    return found


def vat_state_on(day: dt.date) -> VatState | None:
    """Where the accounts stood on a day, by what is known now; None where there never was any tax.

    It is that of the whole network: what one agreement left open is settled when the next one runs.
    """
    charged = charged_vat()
    if not charged:
        return None
    rows = _rows(VatSettlement.objects.filter(releases__isnull=True, released_by__isnull=True))
    settled = [Settled(row.booked_on, row.paid_cents, row.state.deductible_cents) for row in rows]
    return state_on(day, charged, settled)


def _rows(found: QuerySet[VatSettlement]) -> list[VatSettlementRow]:
    rows = found.select_related("entry", "agreement", "released_by").order_by("recorded_at", "pk")
    return [
        VatSettlementRow(
            row.pk,
            row.entry_id,
            row.entry.booked_on,
            row.agreement.code,
            row.year,
            row.amount_cents,
            row.amount_cents if row.entry.direction == Direction.DEBIT else -row.amount_cents,
            VatState(row.due_cents, row.deductible_cents),
            row.reason,
            row.recorded_at,
            row.recorded_by_id,
            hasattr(row, "released_by"),
            row.releases_id is not None,
        )
        for row in rows
    ]
