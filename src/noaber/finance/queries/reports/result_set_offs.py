"""What of adopted results was set off against invoices of who gets it back."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q

from noaber.core.reading import read_once
from noaber.finance.models import Invoice, ResultSetOff
from noaber.finance.queries.invoices.asked_of import asked_of, codes_of
from noaber.finance.queries.invoices.open_items import OpenRow, settlements
from noaber.finance.rules.spending.journal import Account, Document, Posting
from noaber.network.api import successors

OF_YEAR = "contribution__run__billing_year"


@dataclass(frozen=True, slots=True)
class SetOffRow:
    """A part of what goes back for a year that an invoice asks less; `reason` of one that was undone is why.

    `undone_on`: the day on which a person undid it, or a credit note did.
    """

    id: int
    year: int
    payer: str
    number: str
    on: dt.date
    amount_cents: int
    reason: str
    undone_on: dt.date | None

    @property
    def is_released(self) -> bool:
        return self.undone_on is not None

    def counts_on(self, day: dt.date) -> bool:
        """Whether it stood on a day: until that on which it was undone the invoice asked less."""
        return self.on <= day and (self.undone_on is None or day < self.undone_on)


@read_once
def set_offs_of(agreement_code: str, year: int | None = None) -> tuple[SetOffRow, ...]:
    """All that was set off of the results of an agreement, or of one year; without the rows that undo. One query."""
    found = Q(adoption__report__agreement__code=agreement_code)
    return _rows(found & Q(adoption__report__year=year) if year else found)


def standing_on(invoices: Collection[object], day: dt.date) -> tuple[SetOffRow, ...]:
    """What stood set off against invoices on a day, by their key; one query."""
    return tuple(each for each in _rows(Q(invoice__in=invoices)) if each.counts_on(day))


def _rows(found: Q) -> tuple[SetOffRow, ...]:
    rows = ResultSetOff.objects.filter(found, releases__isnull=True).order_by("recorded_at", "pk")
    return tuple(
        SetOffRow(
            row.pk,
            row.adoption.report.year,
            row.payer.code,
            row.invoice.number,
            row.set_off_on,
            row.amount_cents,
            row.released_by.reason if hasattr(row, "released_by") else row.reason,
            row.released_by.set_off_on if hasattr(row, "released_by") else None,
        )
        for row in rows.select_related("payer", "invoice", "released_by", "adoption__report").defer(
            "invoice__ubl", "invoice__content"
        )
    )


def set_off_postings() -> Iterator[Posting]:
    """For the journal, on the day that it was done; what was undone goes back on the day of that. One query."""
    rows = ResultSetOff.objects.filter(invoice__contribution__isnull=False).order_by("recorded_at", "pk")
    related = ("adoption__report", f"invoice__{OF_YEAR}")
    for row in rows.select_related(*related).defer("invoice__ubl"):
        yield Posting(
            Document.SET_OFF,
            row.invoice.number,
            row.invoice.number,
            row.set_off_on,
            Account.PAYERS,
            Account.DEBTORS,
            row.amount_cents,
            row.invoice.content["buyer"]["name"],
            row.invoice.number,
            reason=row.reason,
            year=max(row.adoption.report.year, _billed_year(row.invoice)),
            recorded_at=row.recorded_at,
        )


def _billed_year(invoice: Invoice) -> int:
    return invoice.contribution.run.billing_year.year if invoice.contribution else 0


def invoices_to_set_off(payer: str, on: dt.date) -> dict[str, OpenRow]:
    """The open invoices of a contribution to a payer, or to who took up its rights and duties, by number."""
    codes = codes_of(successors(on).get(payer, payer), on) | {payer}
    found = Invoice.objects.filter(asked_of(codes), contribution__isnull=False)
    numbers = found.values_list("number", flat=True)
    return {row.number: row for row in settlements(numbers) if row.settlement.open_cents}


def payers_with_open_invoices(on: dt.date) -> frozenset[str]:
    """Whose part of a result can be set off: also whom they took up, or were taken up by. Three queries."""
    numbers = [row.number for row in settlements() if row.settlement.open_cents]
    found = Invoice.objects.filter(number__in=numbers, contribution__isnull=False)
    codes = found.values_list("buyer__code", "contribution__organisation__code")
    went_on = successors(on)
    asked = {went_on.get(code, code) for both in codes for code in both}
    return frozenset(asked | {before for before, after in went_on.items() if after in asked})
