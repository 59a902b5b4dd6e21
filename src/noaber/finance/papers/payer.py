"""What one municipality was asked, what it paid and what that did: as a paper, and with all behind it in a ZIP."""

import io
import zipfile
from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.papers.invoice import invoice_pdf
from noaber.finance.papers.report import file_name, report_pdf
from noaber.finance.papers.report_tables import report_title
from noaber.finance.queries.invoices.invoice import InvoiceWhole
from noaber.finance.queries.reports.payers import OwnInvoice, OwnPayment, own_year_of
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.rules.billing.participation import days_of
from noaber.finance.rules.rate_text import rate_in_words
from noaber.network.api import network_name

STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in a ZIP: the same files give the same bytes."""


def share_table(invoices: Sequence[OwnInvoice]) -> DataTable:
    """Each invoice with the arithmetic behind it."""
    columns = [
        TableColumn("year", _("Jaar")),
        TableColumn("number", _("Factuur")),
        TableColumn("working", _("Hoe het is berekend")),
        TableColumn("amount", _("Bedrag"), "money"),
        TableColumn("credited", _("Gecrediteerd met")),
        TableColumn("asked", _("Blijft staan"), "money"),
        TableColumn("paid", _("Betaald"), "money"),
    ]
    rows: list[Row] = [
        {
            "year": str(each.year),
            "number": each.number,
            "working": working(each),
            "amount": each.total_cents,
            "credited": each.credited_by,
            "asked": each.asked_cents,
            "paid": each.paid_cents,
        }
        for each in invoices
    ]
    totals = {
        "year": _("Samen"),
        "asked": sum(each.asked_cents for each in invoices),
        "paid": sum(each.paid_cents for each in invoices),
    }
    return DataTable(_("Uw aandeel per jaar"), columns, rows, totals if rows else None)


def working(each: OwnInvoice) -> str:
    """The arithmetic in words: inhabitants on a day times the rate, by days where it was not the whole year."""
    text = _("%(population)s inwoners op %(day)s × %(rate)s") % {
        "population": format_number(each.population),
        "day": f"{each.reference_on.day}-{each.reference_on.month}-{each.reference_on.year}",
        "rate": rate_in_words(each.rate),
    }
    whole = days_of(each.year)
    if each.days == whole:
        return text
    return _("%(working)s × %(days)s van %(whole)s dagen") % {
        "working": text,
        "days": each.days,
        "whole": whole,
    }


def payment_table(payments: Sequence[OwnPayment]) -> DataTable:
    columns = [
        TableColumn("paid_on", _("Datum"), "date"),
        TableColumn("number", _("Factuur")),
        TableColumn("amount", _("Bedrag"), "money"),
    ]
    rows: list[Row] = [
        {"paid_on": each.paid_on, "number": each.number, "amount": each.amount_cents} for each in payments
    ]
    totals = {"paid_on": None, "number": _("Samen"), "amount": sum(each.amount_cents for each in payments)}
    return DataTable(_("Wat u betaalde"), columns, rows, totals if rows else None)


def deed_table(code: str, account: ReportRow) -> DataTable:
    """Each line of the account with the own part; together it is what was asked, with a part of other income."""
    found = own_year_of(code, account.content)
    columns = [
        TableColumn("title", _("Waaraan")),
        TableColumn("total", _("Alle gemeenten samen"), "money"),
        TableColumn("own", _("Uw deel"), "money"),
    ]
    rows: list[Row] = [
        {"title": part.title, "total": part.total_cents, "own": part.own_cents} for part in found.spent
    ]
    result = account.content.figures.result_cents
    words = _("over aan het eind van het jaar") if result >= 0 else _("tekort, uit de reserve")
    rows.append({"title": words, "total": result, "own": found.rest_cents})
    less = _("min andere inkomsten: %(title)s")
    rows += [
        {"title": less % {"title": part.title}, "total": -part.total_cents, "own": -part.own_cents}
        for part in found.other_income
    ]
    totals = {
        "title": _("Bijdrage zonder btw") if found.vat_cents else _("Bijdrage"),
        "total": sum(each.income_cents for each in account.content.figures.payers),
        "own": found.asked_cents,
    }
    caption = _("Wat het geld deed in %(year)s") % {"year": account.year}
    return DataTable(caption, columns, rows, totals)


def deed_notes(code: str, account: ReportRow) -> list[str]:
    """How the own part is made, and what comes back."""
    notes = [
        _(
            "Uw deel van een post is naar rato van uw bijdrage. Centen die overblijven gaan naar de grootste resten."
        ),
        _("De delen van alle gemeenten zijn samen precies de post."),
    ]
    if back := account.content.back_by_payer.get(code, 0):
        text = _(
            "Van wat over is, gaat %(amount)s naar u terug. De rest blijft in de reserve. Wat daarvan al is betaald, "
            "staat op uw rekeningoverzicht."
        )
        notes.append(text % {"amount": format_euro(back)})
    return notes


def payer_pdf(
    code: str,
    name: str,
    invoices: Sequence[OwnInvoice],
    payments: Sequence[OwnPayment],
    accounts: Sequence[ReportRow],
) -> bytes:
    """The whole account of one municipality."""
    blocks: list[Block] = [
        Paragraph(_("Wat %(name)s is gevraagd, wat er is betaald en wat het geld deed.") % {"name": name}),
        Heading(_("Aandeel")),
        share_table(invoices),
        Heading(_("Betalingen")),
        payment_table(payments),
    ]
    for account in accounts:
        blocks += [
            Heading(report_title(account.content)),
            deed_table(code, account),
            Bullets(deed_notes(code, account)),
        ]
    paper = Paper(
        title=_("Overzicht van %(name)s") % {"name": name},
        network=network_name() or "Noaber",
        kind=_("Overzicht voor een gemeente"),
        made_at=clock.now(),
        facts=[(_("Gemeente"), f"{name} ({code})")],
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )
    return to_pdf(paper)


def payer_bundle(overview: bytes, documents: Sequence[InvoiceWhole], accounts: Sequence[ReportRow]) -> bytes:
    """The overview, every invoice and credit note as PDF and as UBL, and the annual accounts, in one ZIP."""
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    files = {f"overzicht{mark}.pdf": overview}
    for each in documents:
        number = each.row.number
        files[f"facturen/{number}{mark}.pdf"] = invoice_pdf(each)
        files[f"facturen/{number}{mark}.xml"] = each.ubl.encode()
    for account in accounts:
        files[f"jaarrekeningen/{file_name(account)}{mark}.pdf"] = report_pdf(account)
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Files by their path, in one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for path, contents in files.items():
            target.writestr(zipfile.ZipInfo(path, STAMP), contents, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
