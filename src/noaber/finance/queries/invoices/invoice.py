"""Invoices and credit notes: the list, one of them, and its files."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.finance.formats.content_json import from_json
from noaber.finance.models import Invoice
from noaber.finance.queries.invoices.asked_of import asked_of, codes_of
from noaber.finance.queries.invoices.paid import paid_cents, set_off_cents
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceContent
from noaber.finance.rules.invoices.settlement import Settlement


class InvoiceState(StrEnum):
    """What became of a document: it stands, or a credit note took it off."""

    STANDS = "stands"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class InvoiceRow:
    """One document, as a list shows it; `other_number` is its credit note, or the invoice that it takes off.

    `year` is that of its number, `contribution_year` what it is about. `set_off_cents`: what of a result was set off.
    """

    number: str
    kind: DocumentKind
    buyer_code: str
    buyer_name: str
    year: int
    issued_on: dt.date
    due_on: dt.date | None
    total_cents: int
    state: InvoiceState
    other_number: str
    reference: str
    paid_cents: int = 0
    contribution_year: int | None = None
    set_off_cents: int = 0

    @property
    def settlement(self) -> Settlement:
        """How far an invoice is paid; a credit note asks nothing."""
        if self.kind is DocumentKind.CREDIT_NOTE:
            return Settlement(0)
        settled = self.paid_cents + self.set_off_cents
        return Settlement(
            self.total_cents, settled, self.total_cents if self.state is InvoiceState.CREDITED else 0
        )

    @property
    def signed_cents(self) -> int:
        """What the document adds to what is asked: a credit note takes off."""
        return -self.total_cents if self.kind is DocumentKind.CREDIT_NOTE else self.total_cents


@dataclass(frozen=True, slots=True)
class InvoiceWhole:
    """A document with all that it says, and its e-invoice."""

    row: InvoiceRow
    content: InvoiceContent
    ubl: str
    reason: str
    recorded_at: dt.datetime


def invoices(*, issued_until: dt.date) -> list[InvoiceRow]:
    """Every document that was issued by a day, the last one first; one query."""
    return list(_rows(_with_rest(), AsOf(issued_until)))


@read_once
def invoices_of(buyer_code: str, asof: AsOf) -> tuple[InvoiceRow, ...]:
    """The documents of one payer, and of whom it took up, as they were on a day, the last one first; two queries."""
    codes = codes_of(buyer_code, asof.valid_on, known_at=asof.known_at)
    return tuple(_rows(_with_rest().filter(asked_of(codes)), asof))


def _rows(found: QuerySet[Invoice], asof: AsOf) -> Iterator[InvoiceRow]:
    """What was credited since stood on the day."""
    known = found.filter(issued_on__lte=asof.valid_on)
    if asof.known_at:
        known = known.filter(recorded_at__lt=asof.known_at)
    for each in known.order_by("-series__year", "-sequence").defer("ubl"):
        yield _row(each, asof.valid_on)


def invoice(number: str) -> InvoiceWhole | None:
    """One document by its number; one query."""
    found = stored_invoice(number)
    if found is None:
        return None
    return InvoiceWhole(_row(found), from_json(found.content), found.ubl, found.reason, found.recorded_at)


def stored_invoice(number: str) -> Invoice | None:
    """The row itself, for a service that goes on with it."""
    return _with_rest().filter(number=number).first()


def issued_in(year: int) -> list[InvoiceWhole]:
    """Every document of the series of a calendar year, in order of number; one query."""
    found = _with_rest().filter(series__year=year).order_by("sequence")
    return [
        InvoiceWhole(_row(each), from_json(each.content), each.ubl, each.reason, each.recorded_at)
        for each in found
    ]


def whole_invoices_of(code: str, on: dt.date) -> list[InvoiceWhole]:
    """Every document of a payer, and of whom it had taken up by a day, the first one first; two queries."""
    own = asked_of(codes_of(code, on))
    return [
        InvoiceWhole(_row(each), from_json(each.content), each.ubl, each.reason, each.recorded_at)
        for each in _with_rest().filter(own).order_by("issued_on", "series", "sequence")
    ]


def _with_rest() -> QuerySet[Any]:
    found = Invoice.objects.select_related("buyer", "series", "credits", "credit_note")
    return found.annotate(paid=paid_cents(), off=set_off_cents())


def _row(each: Any, day: dt.date = dt.date.max) -> InvoiceRow:
    content = each.content
    credited_by = getattr(each, "credit_note", None)
    if credited_by and credited_by.issued_on > day:
        credited_by = None
    other = credited_by or each.credits
    return InvoiceRow(
        each.number,
        DocumentKind(each.kind),
        each.buyer.code,
        content["buyer"]["name"],
        each.series.year,
        each.issued_on,
        each.due_on,
        each.total_cents,
        InvoiceState.CREDITED if credited_by else InvoiceState.STANDS,
        other.number if other else "",
        each.reference,
        each.paid,
        int(content["first_day"][:4]) if content.get("first_day") else None,
        each.off,
    )
