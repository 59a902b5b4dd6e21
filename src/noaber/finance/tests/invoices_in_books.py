"""Invoices that stand, without a register or a run behind them; for what is about paying them."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.audit import verb
from noaber.core.history import recorded_by
from noaber.finance.formats.content_json import as_json
from noaber.finance.models import Host, HostStatement, Invoice, InvoiceSeries
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceLine
from noaber.finance.rules.invoices.references import creditor_reference
from noaber.finance.tests.bank_samples import OURS
from noaber.finance.tests.invoice_samples import a_document
from noaber.network.models import Organisation

NOW: Final = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
TODAY: Final = dt.date(2023, 5, 15)
DUE: Final = dt.date(2023, 6, 14)
CONTROLLER: Final = Actor(1001, grants=frozenset({Grant("controller")}))


def name_host() -> None:
    """A host with the account of the samples."""
    known = Organisation.objects.create(code="HOST", kind="partner")
    host = Host.objects.create(organisation=known, revision=1)
    said = {"host": host, "number": 1, "from_on": dt.date(2020, 1, 1), "iban": OURS, "contact_name": "Team"}
    HostStatement.objects.create(**said, recorded_at=NOW)


def issue_invoices(amounts: tuple[int, ...], year: int = 2023) -> dict[str, Invoice]:
    """One for each amount, each of a buyer of its own, with a host whose account takes the money."""
    name_host()
    series = InvoiceSeries.objects.create(year=year, last_number=len(amounts))
    rows = [_row(series, at, cents) for at, cents in enumerate(amounts, start=1)]
    _keep(rows)
    return {row.number: row for row in rows}


def credit(invoice: Invoice, at: dt.datetime = NOW, on: dt.date | None = None) -> None:
    """A credit note as issuing makes it, of the whole invoice; of the same day unless `on` says which."""
    series = invoice.series
    series.last_number += 1
    series.save(update_fields=["last_number"])
    number = f"{series.year}-{series.last_number:04d}"
    changes: dict[str, Any] = {
        "pk": None,
        "kind": DocumentKind.CREDIT_NOTE.value,
        "sequence": series.last_number,
        "number": number,
        "reference": creditor_reference(number),
        "due_on": None,
        "credits": invoice,
        "contribution": None,
        "recorded_at": at,
        "issued_on": on or invoice.issued_on,
    }
    row = Invoice.objects.get(pk=invoice.pk)
    row._state.adding = True
    for name, value in changes.items():
        setattr(row, name, value)
    _keep([row])


def _row(series: InvoiceSeries, sequence: int, cents: int, *, is_known: bool = False) -> Invoice:
    number = f"{series.year}-{sequence:04d}"
    code = f"GM{9000 + sequence}"
    buyer = (
        Organisation.objects.get(code=code)
        if is_known
        else Organisation.objects.create(code=code, kind="municipality")
    )
    line = InvoiceLine("Bijdrage", Decimal(1), "C62", Decimal(cents) / 100, cents)
    document = a_document(number=number, lines=(line,))
    content = replace(
        document, buyer=replace(document.buyer, code=buyer.code, name=f"Gemeente Proef {sequence}")
    )
    return Invoice(
        kind=DocumentKind.INVOICE.value,
        series=series,
        sequence=sequence,
        number=number,
        reference=creditor_reference(number),
        buyer=buyer,
        issued_on=TODAY,
        due_on=DUE,
        total_cents=cents,
        content=as_json(content),
        ubl="<Invoice/>",
        **recorded_by(CONTROLLER, NOW),
    )


def _keep(rows: list[Invoice]) -> None:
    with verb("finance.issue_run", actor=COMMAND) as trail:
        Invoice.objects.bulk_create(rows)
        for row in rows:
            trail.note(row, {"number": row.number}, records=[row])
