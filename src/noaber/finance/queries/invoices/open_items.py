"""What is open: of each invoice, for the matcher and for people."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, Q

from noaber.core.reading import read_once
from noaber.finance.models import Allocation, Invoice
from noaber.finance.queries.invoices.paid import settled_cents
from noaber.finance.rules.bank.proposals import OpenItem
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.settlement import Settlement


@dataclass(frozen=True, slots=True)
class OpenRow:
    """An invoice with how far it is paid; `billed_for`: the year and the municipality of its contribution."""

    id: int
    number: str
    buyer_code: str
    buyer_name: str
    reference: str
    due_on: dt.date
    settlement: Settlement
    billed_for: tuple[uuid.UUID, uuid.UUID] | None = None


@dataclass(frozen=True, slots=True)
class OpenTotals:
    """All that is open on a day, and what of it is too late."""

    open_cents: int
    overdue_cents: int
    overdue_count: int


def settlements(numbers: Iterable[str] | None = None) -> list[OpenRow]:
    """Every invoice, or those with a number, with what was paid of it or set off; the oldest first, one query."""
    return list(_settlements(None if numbers is None else frozenset(numbers)))


@read_once
def _settlements(numbers: frozenset[str] | None) -> tuple[OpenRow, ...]:
    found = Invoice.objects.filter(kind=DocumentKind.INVOICE).order_by("due_on", "number")
    if numbers is not None:
        found = found.filter(number__in=numbers)
    credit = Invoice.objects.filter(credits=OuterRef("pk"))
    rows = found.annotate(paid=settled_cents(), is_credited=Exists(credit)).values(
        "pk",
        "number",
        "buyer__code",
        "content__buyer__name",
        "reference",
        "due_on",
        "total_cents",
        "paid",
        "is_credited",
        "contribution__run__billing_year",
        "contribution__organisation",
    )
    return tuple(_row(row) for row in rows)


def _row(row: Mapping[str, Any]) -> OpenRow:
    total = row["total_cents"]
    settlement = Settlement(total, row["paid"], total if row["is_credited"] else 0)
    return OpenRow(
        row["pk"],
        row["number"],
        row["buyer__code"],
        row["content__buyer__name"],
        row["reference"],
        row["due_on"],
        settlement,
        (row["contribution__run__billing_year"], row["contribution__organisation"])
        if row["contribution__organisation"]
        else None,
    )


def open_totals(rows: Iterable[OpenRow], on: dt.date) -> OpenTotals:
    rows = list(rows)
    late = [row.settlement.open_cents for row in rows if row.settlement.is_overdue(row.due_on, on)]
    return OpenTotals(sum(row.settlement.open_cents for row in rows), sum(late), len(late))


def open_items() -> list[OpenItem]:
    """The invoices as the matcher wants them; an account that paid for a buyer is known as its account. Two queries."""
    accounts, rows = _accounts_of_buyers(), settlements()
    standing = {row.billed_for: row.number for row in rows if not row.settlement.credited_cents}
    return [
        OpenItem(
            number=row.number,
            buyer=row.buyer_name,
            total_cents=row.settlement.total_cents,
            open_cents=row.settlement.open_cents,
            due_on=row.due_on,
            reference=row.reference,
            ibans=frozenset(accounts.get(row.buyer_code, ())),
            replaced_by=standing.get(row.billed_for, "")
            if row.billed_for and row.settlement.credited_cents
            else "",
            is_credited=bool(row.settlement.credited_cents),
        )
        for row in rows
    ]


def _accounts_of_buyers() -> dict[str, set[str]]:
    """From which accounts was paid for whom; what was released again does not count."""
    booked = Allocation.objects.filter(
        ~Q(entry__counterparty_iban=""),
        invoice__isnull=False,
        releases__isnull=True,
        released_by__isnull=True,
    )
    found: dict[str, set[str]] = {}
    for code, account in booked.values_list("invoice__buyer__code", "entry__counterparty_iban").distinct():
        found.setdefault(code, set()).add(account)
    return found
