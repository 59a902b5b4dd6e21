"""What the search box looks through: few columns of many invoices; each is one query."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.models import IncomingInvoice, Invoice
from noaber.finance.rules.invoices.invoice import DocumentKind


@dataclass(frozen=True, slots=True)
class SearchedInvoice:
    """An invoice or a credit note that was sent."""

    number: str
    kind: DocumentKind
    buyer_code: str
    buyer_name: str
    issued_on: dt.date
    total_cents: int


@dataclass(frozen=True, slots=True)
class SearchedPurchase:
    """An invoice of a supplier, by the number of the book and that of the supplier."""

    number: int
    supplier: str
    supplier_number: str
    issued_on: dt.date
    total_cents: int


@read_once
def searched_invoices() -> tuple[SearchedInvoice, ...]:
    """Every document, the last one first."""
    rows = Invoice.objects.order_by("-series__year", "-sequence").values_list(
        "number", "kind", "buyer__code", "content__buyer__name", "issued_on", "total_cents"
    )
    return tuple(
        SearchedInvoice(number, DocumentKind(kind), code, name or code, day, cents)
        for number, kind, code, name, day, cents in rows
    )


@read_once
def searched_purchases() -> tuple[SearchedPurchase, ...]:
    """Every one, the last one first."""
    rows = IncomingInvoice.objects.order_by("-number").values_list(
        "number", "supplier", "supplier_number", "issued_on", "net_cents", "vat_cents"
    )
    return tuple(
        SearchedPurchase(number, supplier, theirs, day, net + vat)
        for number, supplier, theirs, day, net, vat in rows
    )
