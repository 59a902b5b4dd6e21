"""What the journal of a year holds: invoices and what was paid of them, grants, purchases and their payments."""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, Invoice, PurchasePayment, SpendingBooking
from noaber.finance.queries.grants import grants
from noaber.finance.queries.invoices.income import income_of
from noaber.finance.queries.spending.bookings import bookings_of, incoming_code
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS
from noaber.finance.rules.grants.grant import GrantStepKind
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.journal import Account, Document, Posting, account_of_line

OF_GRANTS = {GrantStepKind.ADVANCE: 1, GrantStepKind.REPAID: -1}
"""The steps that money moves at, and which way."""


@read_once
def postings_of(agreement_code: str, year: int) -> tuple[Posting, ...]:
    """Everything of a year of an agreement: each is one query, and grants are two.

    What was paid stands in the year that it was paid for, with the day of the bank.
    """
    return (
        *_invoiced(agreement_code, year),
        *_paid(agreement_code, year),
        *_given_back(year),
        *_granted(agreement_code, year),
        *_purchased(agreement_code, year),
        *_bought(agreement_code, year),
    )


def _invoiced(agreement_code: str, year: int) -> Iterator[Posting]:
    """Invoices and the credit notes that take them off; tax is owed on, it is no income."""
    for row in _documents(agreement_code, year):
        sign = -1 if row.kind == DocumentKind.CREDIT_NOTE else 1
        income = income_of(row)
        for account, cents in ((CONTRIBUTIONS, income), (Account.VAT, row.total_cents - income)):
            yield Posting(
                Document.INVOICE,
                row.number,
                row.number,
                row.issued_on,
                Account.DEBTORS,
                account,
                sign * cents,
                row.content["buyer"]["name"],
                row.number,
                reason=row.reason,
            )


def _documents(agreement_code: str, year: int) -> QuerySet[Invoice]:
    own, credited = (
        Q(
            **{
                f"{way}contribution__run__billing_year__agreement__code": agreement_code,
                f"{way}contribution__run__billing_year__year": year,
            }
        )
        for way in ("", "credits__")
    )
    found = Invoice.objects.filter(own | credited).select_related("contribution", "credits__contribution")
    return found.order_by("series__year", "sequence").defer("ubl", "credits__ubl", "credits__content")


def _paid(agreement_code: str, year: int) -> Iterator[Posting]:
    """Payments that were booked on those invoices; what was undone goes back on the day that it was."""
    found = Allocation.objects.filter(
        invoice__contribution__run__billing_year__agreement__code=agreement_code,
        invoice__contribution__run__billing_year__year=year,
    )
    rows = found.select_related("entry", "invoice").order_by("recorded_at", "pk").defer("invoice__ubl")
    for row in rows:
        if row.invoice is None:
            continue
        yield Posting(
            Document.BANK,
            str(row.entry_id),
            f"B-{row.entry_id}",
            _day_of(row),
            Account.BANK,
            Account.DEBTORS,
            row.amount_cents,
            row.invoice.content["buyer"]["name"],
            row.invoice.number,
            reason=row.reason,
        )


def _given_back(year: int) -> Iterator[Posting]:
    """Money of the year that came in and went out again: it was nobody's income, in between it stood by itself."""
    found = Allocation.objects.filter(outgoing__isnull=False, entry__booked_on__year=year)
    for row in found.select_related("entry", "outgoing").order_by("recorded_at", "pk"):
        if row.outgoing is None:
            continue
        is_undone = row.amount_cents < 0
        for entry, sign in ((row.entry, 1), (row.outgoing, -1)):
            yield Posting(
                Document.BANK,
                str(entry.pk),
                f"B-{entry.pk}",
                timezone.localtime(row.recorded_at).date() if is_undone else entry.booked_on,
                Account.BANK,
                Account.BETWEEN,
                sign * row.amount_cents,
                entry.counterparty_name,
                reason=row.reason,
            )


def _day_of(row: Allocation | PurchasePayment) -> dt.date:
    return row.entry.booked_on if row.amount_cents > 0 else timezone.localtime(row.recorded_at).date()


def _granted(agreement_code: str, year: int) -> Iterator[Posting]:
    """What came in of grants on a line of the year, and what went back."""
    for row in grants():
        line = row.text.line
        if line is None or (line.agreement, line.year) != (agreement_code, year):
            continue
        for step in row.steps:
            if sign := OF_GRANTS.get(step.text.kind):
                yield Posting(
                    Document.GRANT,
                    row.code,
                    row.text.title,
                    step.text.on,
                    Account.BANK,
                    account_of_line(line.post),
                    sign * step.text.cents,
                    row.text.funder,
                    step.text.reference,
                )


def _purchased(agreement_code: str, year: int) -> Iterator[Posting]:
    for row in bookings_of(agreement_code, year):
        yield Posting(
            Document.PURCHASE,
            str(row.invoice_number),
            incoming_code(row.invoice_number),
            row.booked_on,
            account_of_line(row.post),
            Account.CREDITORS,
            row.amount_cents,
            row.supplier,
            row.supplier_number,
            row.commitment_code,
            row.reason,
        )


def _bought(agreement_code: str, year: int) -> Iterator[Posting]:
    """What was paid of the purchase invoices that stand booked in the year."""
    standing = SpendingBooking.objects.filter(
        invoice=OuterRef("invoice"),
        budget_year__agreement__code=agreement_code,
        budget_year__year=year,
        reverses__isnull=True,
        reversed_by__isnull=True,
    )
    found = PurchasePayment.objects.filter(Exists(standing)).select_related("entry", "invoice")
    for row in found.order_by("recorded_at", "pk"):
        yield Posting(
            Document.BANK,
            str(row.entry_id),
            f"B-{row.entry_id}",
            _day_of(row),
            Account.CREDITORS,
            Account.BANK,
            row.amount_cents,
            row.invoice.supplier,
            row.invoice.supplier_number,
            reason=row.reason,
        )
