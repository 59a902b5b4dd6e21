"""What the journal of a year holds of the bank beside invoices: on lines, set apart, and what is not processed yet.

With these every entry is in one journal, whole: the bank accounts of all of them together are what the bank says.
"""

import datetime as dt
from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone

from noaber.core.reading import read_once
from noaber.finance.models import Agreement, Allocation, BankEntry
from noaber.finance.queries.bank.entries import with_left
from noaber.finance.queries.spending.bank_bookings import bank_bookings_on
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.journal import Account, Document, Posting, account_of_line


def bank_postings_of(agreement_code: str, year: int) -> Iterator[Posting]:
    """Four queries at most. What is for no line or invoice stands in the year of its day."""
    yield from _on_lines(agreement_code, year)
    if keeps_bank(agreement_code, year):
        yield from _set_aside(year)
        yield from _unprocessed(year)


@read_once
def keeps_bank(agreement_code: str, year: int) -> bool:
    """Whether the journal of this agreement has what of the bank is for none: the first with books of the year."""
    has_books = Q(budget_years__year=year) | Q(billing_years__year=year)
    first = Agreement.objects.filter(has_books).order_by("code").values_list("code", flat=True).first()
    return first in (None, agreement_code)


def _on_lines(agreement_code: str, year: int) -> Iterator[Posting]:
    """What was undone goes back on the day that it was."""
    for row in bank_bookings_on(agreement_code, year):
        yield Posting(
            Document.BANK,
            str(row.entry),
            f"B-{row.entry}",
            timezone.localtime(row.recorded_at).date() if row.is_release else row.booked_on,
            Account.BANK,
            account_of_line(row.post),
            row.signed_cents,
            row.party,
            reason=row.reason,
        )


def _set_aside(year: int) -> Iterator[Posting]:
    found = Allocation.objects.filter(
        invoice__isnull=True, outgoing__isnull=True, entry__booked_on__year=year
    )
    for row in found.select_related("entry").order_by("recorded_at", "pk"):
        is_undone = row.amount_cents < 0
        day = timezone.localtime(row.recorded_at).date() if is_undone else row.entry.booked_on
        yield _posting(row.entry, day, row.amount_cents, Account.BETWEEN, row.reason)


def _unprocessed(year: int) -> Iterator[Posting]:
    found = with_left(BankEntry.objects.filter(booked_on__year=year)).filter(left__gt=0)
    for row in found.order_by("booked_on", "pk"):
        yield _posting(row, row.booked_on, row.left, Account.SUSPENSE)


def _posting(entry: BankEntry, day: dt.date, cents: int, account: Account, reason: str = "") -> Posting:
    return Posting(
        Document.BANK,
        str(entry.pk),
        f"B-{entry.pk}",
        day,
        Account.BANK,
        account,
        -cents if entry.direction == Direction.DEBIT else cents,
        entry.counterparty_name or entry.counterparty_iban,
        reason=reason,
    )
