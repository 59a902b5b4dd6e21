"""What stands in the books: invoices, grants, purchases, what was paid, and all else of the bank.

Every row says which year it is about and when it was recorded; in which journal it stands, `queries.reports.year_books`
knows.
"""

import datetime as dt
from collections.abc import Iterator
from itertools import groupby

from django.db.models import F, OuterRef, QuerySet, Subquery

from noaber.core.clock import day_of
from noaber.core.reading import read_once
from noaber.finance.models import Allocation, Invoice, PurchasePayment, SpendingBooking
from noaber.finance.queries.bank_by_day import freed_before
from noaber.finance.queries.invoices.income import income_of
from noaber.finance.queries.spending.bank_postings import at_bank, bank_postings
from noaber.finance.queries.spending.bookings import commitment_code, incoming_code
from noaber.finance.queries.spending.journal_of_grants import grant_postings
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.bookings import rounded_cents
from noaber.finance.rules.spending.journal import Account, Document, Posting, account_of_line

BILLED = "contribution__run__billing_year"


@read_once
def all_postings() -> tuple[Posting, ...]:
    """Everything, of all agreements and years: each is one query, grants are four and the bank is four.

    The network has one set of books, whichever agreement a year belongs to. What was paid is about the year that it was
    paid for, with the day of the bank.
    """
    return (
        *_invoiced(),
        *_paid(),
        *_given_back(),
        *grant_postings(),
        *_purchased(),
        *_bought(),
        *bank_postings(),
    )


def _invoiced() -> Iterator[Posting]:
    """Invoices and the credit notes that take them off; tax is owed on, it is no income."""
    for row in _documents():
        sign = -1 if row.kind == DocumentKind.CREDIT_NOTE else 1
        contribution = (row.credits or row).contribution
        if contribution is None:
            continue
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
                year=contribution.run.billing_year.year,
                recorded_at=row.recorded_at,
            )


def _documents() -> QuerySet[Invoice]:
    found = Invoice.objects.select_related(
        "contribution__run__billing_year", "credits__contribution__run__billing_year"
    )
    return found.order_by("series__year", "sequence").defer("ubl", "credits__ubl", "credits__content")


def _paid() -> Iterator[Posting]:
    """Payments that were booked on those invoices; what was undone goes back on the day that it was.

    What was free again by a credit note before it was booked comes on the day of that.
    """
    found = Allocation.objects.filter(**{f"invoice__{BILLED}__isnull": False})
    rows = found.select_related("entry__statement", "invoice").annotate(
        about=F(f"invoice__{BILLED}__year"), freed_at=freed_before()
    )
    for row in rows.order_by("recorded_at", "pk").defer("invoice__ubl"):
        if row.invoice is None:
            continue
        yield Posting(
            Document.BANK,
            str(row.entry_id),
            f"B-{row.entry_id}",
            _day_of(row, row.freed_at),
            Account.BANK,
            Account.DEBTORS,
            row.amount_cents,
            row.invoice.content["buyer"]["name"],
            row.invoice.number,
            reason=row.reason,
            year=row.about,
            recorded_at=row.recorded_at,
            at_bank=at_bank(row.entry),
        )


def _given_back() -> Iterator[Posting]:
    """Money that came in and went out again: it was nobody's income, in between it stood by itself."""
    found = Allocation.objects.filter(outgoing__isnull=False).annotate(freed_at=freed_before())
    for row in found.select_related("entry__statement", "outgoing__statement").order_by("recorded_at", "pk"):
        if row.outgoing is None:
            continue
        is_undone = row.amount_cents < 0
        for entry, sign in ((row.entry, 1), (row.outgoing, -1)):
            yield Posting(
                Document.BANK,
                str(entry.pk),
                f"B-{entry.pk}",
                _day_of(row, row.freed_at) if is_undone or sign == 1 else entry.booked_on,
                Account.BANK,
                Account.BETWEEN,
                sign * row.amount_cents,
                entry.counterparty_name,
                reason=row.reason,
                year=row.entry.booked_on.year,
                recorded_at=row.recorded_at,
                at_bank=at_bank(entry),
            )


def _day_of(row: Allocation | PurchasePayment, freed_at: dt.datetime | None = None) -> dt.date:
    """Of the bank; of what was undone, or was free by a credit note before it was booked, the day of that."""
    moment = row.recorded_at if row.amount_cents < 0 else freed_at
    return day_of(moment) if moment else row.entry.booked_on


def _purchased() -> Iterator[Posting]:
    """Bookings on the lines, and the tax of the same invoice that the host deducts."""
    rows = SpendingBooking.objects.select_related("invoice", "budget_year", "post", "commitment__budget_year")
    for _key, together in groupby(rows.order_by("recorded_at", "invoice", "reverses", "pk"), key=_at_once):
        parts = list(together)
        for each in parts:
            yield _bought_for(each, account_of_line(each.post.code), each.amount_cents)
        invoice = parts[0].invoice
        booked = sum(each.amount_cents for each in parts)
        rounded = rounded_cents(booked, invoice.net_cents, invoice.vat_cents, invoice.rounding_cents)
        if deducted := sum(each.deducted_cents for each in parts):
            yield _bought_for(parts[0], Account.INPUT_VAT, deducted)
        before = invoice.prepaid_cents - (0 if rounded else invoice.rounding_cents)
        if before:  # what was paid before the invoice came: that is not owed any more
            yield _bought_for(parts[0], Account.BETWEEN, -before if booked > 0 else before)


def _at_once(row: SpendingBooking) -> tuple[int, dt.datetime, bool]:
    return row.invoice_id, row.recorded_at, row.reverses_id is None


def _bought_for(row: SpendingBooking, account: str, cents: int) -> Posting:
    kept = row.commitment
    return Posting(
        Document.PURCHASE,
        str(row.invoice.number),
        incoming_code(row.invoice.number),
        row.booked_on,
        account,
        Account.CREDITORS,
        cents,
        row.invoice.supplier,
        row.invoice.supplier_number,
        commitment_code(kept.budget_year.year, kept.number) if kept else "",
        row.reason,
        row.budget_year.year,
        row.recorded_at,
        document_on=row.invoice.issued_on,
    )


def _bought() -> Iterator[Posting]:
    """What was paid of purchase invoices, about the year that they were booked in by then; before that, of the day.

    What is booked afterwards changes nothing of it: what is owed to suppliers goes along to the next year.
    """
    by_then = SpendingBooking.objects.filter(
        invoice=OuterRef("invoice"), recorded_at__lte=OuterRef("recorded_at")
    )
    last = by_then.order_by("-pk")
    found = PurchasePayment.objects.annotate(booked_year=Subquery(last.values("budget_year__year")[:1]))
    for row in found.select_related("entry__statement", "invoice").order_by("recorded_at", "pk"):
        yield Posting(
            Document.BANK,
            str(row.entry_id),
            f"B-{row.entry_id}",
            _day_of(row),
            Account.CREDITORS,
            Account.BANK,
            row.amount_cents if row.entry.direction == Direction.DEBIT else -row.amount_cents,
            row.invoice.supplier,
            row.invoice.supplier_number,
            reason=row.reason,
            year=row.booked_year or row.entry.booked_on.year,
            recorded_at=row.recorded_at,
            at_bank=at_bank(row.entry),
        )
