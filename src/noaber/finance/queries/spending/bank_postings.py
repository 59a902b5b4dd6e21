"""What the journal of a year holds of the bank beside invoices: on lines, of the tax, set apart, not processed yet.

With these every entry is in the books, whole: the bank accounts of all of them together are what the bank says.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from noaber.core.clock import day_of
from noaber.finance.models import Allocation, BankBooking, BankEntry, VatSettlement
from noaber.finance.queries.bank.entries import with_left
from noaber.finance.queries.bank_by_day import freed_before, last_freed_at, whole_payments
from noaber.finance.rules.bank.by_day import taken_of
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.spending.journal import (
    NOT_PROCESSED,
    Account,
    AtBank,
    Document,
    Posting,
    account_of_line,
)


def bank_postings() -> Iterator[Posting]:
    """Four queries, and three where something came free by a credit note.

    What is for no line or invoice is about the year of its day. What was free again before it was booked comes on the
    day of that, as until then the payment is on its first invoice: in the books it is there once.
    """
    yield from _on_lines()
    yield from _settled_with_the_tax_office()
    yield from _set_aside()
    yield from _unprocessed()


def at_bank(entry: BankEntry) -> AtBank:
    """The entry with its statement."""
    party = entry.counterparty_name or entry.counterparty_iban
    return AtBank(entry.booked_on, entry.statement.recorded_at, party)


def _on_lines() -> Iterator[Posting]:
    """What was undone goes back on the day that it was."""
    rows = BankBooking.objects.select_related("entry__statement", "budget_year", "post").order_by(
        "recorded_at", "pk"
    )
    for row in rows.annotate(freed_at=freed_before(is_allocation=False)):
        line = account_of_line(row.post.code)
        moment = row.recorded_at if row.releases_id else row.freed_at
        day = day_of(moment) if moment else row.entry.booked_on
        yield _posting(
            row.entry, day, row.amount_cents, line, row.reason, row.budget_year.year, row.recorded_at
        )


def _settled_with_the_tax_office() -> Iterator[Posting]:
    """What was deductible goes off what was due, and the money off the rest: neither is cost or income."""
    found = VatSettlement.objects.select_related("entry__statement")
    for row in found.order_by("recorded_at", "pk"):
        day = day_of(row.recorded_at) if row.releases_id else row.entry.booked_on
        money = _posting(row.entry, day, row.amount_cents, Account.VAT, row.reason, row.year, row.recorded_at)
        yield money
        yield replace(
            money,
            debit=Account.VAT,
            credit=Account.INPUT_VAT,
            amount_cents=row.deductible_cents,
            at_bank=None,
        )


def _set_aside() -> Iterator[Posting]:
    found = Allocation.objects.filter(invoice__isnull=True, outgoing__isnull=True)
    rows = found.select_related("entry__statement").annotate(freed_at=freed_before())
    for row in rows.order_by("recorded_at", "pk"):
        moment = row.recorded_at if row.amount_cents < 0 else row.freed_at
        day = day_of(moment) if moment else row.entry.booked_on
        year = row.entry.booked_on.year
        yield _posting(row.entry, day, row.amount_cents, Account.BETWEEN, row.reason, year, row.recorded_at)


def _unprocessed() -> Iterator[Posting]:
    found = with_left(BankEntry.objects.select_related("statement")).exclude(left=0)
    rows = list(found.annotate(freed_at=last_freed_at()).order_by("booked_on", "pk"))
    stood = whole_payments([row.pk for row in rows if row.freed_at])
    for row in rows:
        payment = stood.get(row.pk)
        free = dict(payment.on(dt.date.max).free) if payment else {row.booked_on: row.left}
        for day, cents in taken_of(free, row.left) if payment else free.items():
            said_at = row.statement.recorded_at if day == row.booked_on else row.freed_at
            yield _posting(row, day, cents, Account.SUSPENSE, NOT_PROCESSED, day.year, said_at)


def _posting(
    entry: BankEntry, day: dt.date, cents: int, account: str, reason: str, year: int, recorded_at: dt.datetime
) -> Posting:
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
        year=year,
        recorded_at=recorded_at,
        at_bank=at_bank(entry),
    )
