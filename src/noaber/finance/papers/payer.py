"""What one municipality was asked, what it paid and what that did: as a paper, and with all behind it in a ZIP."""

import io
import zipfile
from collections.abc import Collection, Iterable, Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.documents.paper import Block, Bullets, DataTable, Heading, Paper, Paragraph
from noaber.core.documents.pdf import to_pdf
from noaber.core.documents.tables import Row, TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.papers.account import account_words, movement_words
from noaber.finance.papers.invoice import invoice_pdf
from noaber.finance.papers.report import file_name, report_pdf
from noaber.finance.papers.report_tables import report_title
from noaber.finance.papers.vat_passing import own_vat_notes, own_vat_pdf, own_vat_table, vat_file_name
from noaber.finance.queries.dunning.payer_account import BuyerAccount
from noaber.finance.queries.dunning.payer_page import OwnInvoice, own_year_of
from noaber.finance.queries.invoices.invoice import InvoiceWhole
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.queries.reports.vat_passing import OwnVat
from noaber.finance.rules.billing.participation import days_of
from noaber.finance.rules.dunning.payer_account import OF_RESULTS, Account, MovementKind
from noaber.finance.rules.rate_text import rate_in_words
from noaber.network.api import network_name

STAMP: Final = (1980, 1, 1, 0, 0, 0)
"""Of every file in a ZIP: the same files give the same bytes."""


DOCUMENTS: Final = frozenset({MovementKind.INVOICE, MovementKind.CREDIT_NOTE})


def codes_in(invoices: Iterable[OwnInvoice]) -> frozenset[str]:
    """For whom these invoices were worked out: the payer, and whom it took up."""
    return frozenset(each.code for each in invoices)


def share_table(invoices: Sequence[OwnInvoice]) -> DataTable:
    """Each invoice with the arithmetic behind it."""
    has_vat = any(each.vat_cents for each in invoices)
    is_of_several = len({(each.code, each.buyer) for each in invoices}) > 1
    columns = [
        TableColumn("year", _("Jaar")),
        TableColumn("number", _("Factuur")),
        *([TableColumn("name", _("Voor")), TableColumn("buyer", _("Aan"))] if is_of_several else []),
        TableColumn("working", _("Hoe het is berekend")),
        TableColumn("amount", _("Bedrag"), "money"),
        *([TableColumn("vat", _("Btw"), "money")] if has_vat else []),
        *([TableColumn("total", _("Met btw"), "money")] if has_vat else []),
        TableColumn("credited", _("Gecrediteerd met")),
        TableColumn("asked", _("Blijft staan"), "money"),
        TableColumn("paid", _("Betaald of verrekend"), "money"),
    ]
    rows: list[Row] = [
        {
            "year": str(each.year),
            "number": each.number,
            "name": each.name,
            "buyer": each.buyer,
            "working": working(each),
            "amount": each.net_cents,
            "vat": each.vat_cents,
            "total": each.total_cents,
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
    """The arithmetic of the amount in words: inhabitants on a day times the rate, by days where it was not all year."""
    text = _("%(population)s inwoners op %(day)s × %(rate)s") % {
        "population": format_number(each.population),
        "day": f"{each.reference_on.day}-{each.reference_on.month}-{each.reference_on.year}",
        "rate": rate_in_words(each.rate),
    }
    whole = days_of(each.year)
    if each.days != whole:
        part = {"working": text, "days": each.days, "whole": whole}
        text = _("%(working)s × %(days)s van %(whole)s dagen") % part
    if each.is_shared_out:
        text = _("%(working)s, met een verdeelde cent erbij of eraf") % {"working": text}
    if each.vat_cents:
        percent = format_number(each.vat_rate, max(0, -int(each.vat_rate.as_tuple().exponent)))
        text = _("%(working)s; daarover %(percent)s%% btw") % {"working": text, "percent": percent}
    return text


def payment_table(account: Account) -> DataTable:
    """Every payment and refund of the account, also what waits at the bank; not what goes back of results or was set
    off with that.
    """
    columns = [
        TableColumn("paid_on", _("Datum"), "date"),
        TableColumn("kind", _("Wat")),
        TableColumn("number", _("Factuur")),
        TableColumn("amount", _("Bedrag"), "money"),
    ]
    rows: list[Row] = [
        {
            "paid_on": each.on,
            "kind": movement_words(each),
            "number": each.number,
            "amount": -each.signed_cents,
        }
        for each in account.movements
        if each.kind not in DOCUMENTS | OF_RESULTS | {MovementKind.SET_OFF}
    ]
    total = account.came_in_cents - account.went_back_cents
    totals = {"paid_on": None, "kind": "", "number": _("Samen"), "amount": total}
    return DataTable(_("Wat u betaalde"), columns, rows, totals if rows else None)


def result_table(account: Account) -> DataTable | None:
    """What goes back of adopted results, and what was paid of that; None when nothing does."""
    columns = [
        TableColumn("on", _("Datum"), "date"),
        TableColumn("kind", _("Wat")),
        TableColumn("due", _("Gaat terug"), "money"),
        TableColumn("paid", _("Naar u betaald of verrekend"), "money"),
    ]
    found = [each for each in account.movements if each.kind in OF_RESULTS]
    rows: list[Row] = [
        {
            "on": each.on,
            "kind": f"{movement_words(each)} {each.number}".strip(),
            "due": each.cents if each.kind is MovementKind.RESULT else None,
            "paid": None if each.kind is MovementKind.RESULT else each.cents,
        }
        for each in found
    ]
    totals = {
        "on": None,
        "kind": _("Samen"),
        "due": account.total_cents(MovementKind.RESULT),
        "paid": account.total_cents(MovementKind.RESULT_PAID, MovementKind.RESULT_SET_OFF),
    }
    return DataTable(_("Gaat naar u terug"), columns, rows, totals) if rows else None


def deed_table(codes: Collection[str], account: ReportRow) -> DataTable:
    """Each line of the account with the own part; together it is what was asked, with a part of other income."""
    found = own_year_of(codes, account.content)
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


def deed_notes(codes: Collection[str], account: ReportRow) -> list[str]:
    """How the own part is made, and what comes back."""
    notes = [
        _(
            "Uw deel van een post is naar rato van uw bijdrage. Centen die overblijven gaan naar de grootste resten."
        ),
        _("De delen van alle gemeenten zijn samen precies de post."),
    ]
    if back := sum(account.content.back_by_payer.get(code, 0) for code in codes):
        text = _(
            "Van wat over is, gaat %(amount)s naar u terug. De rest blijft in de reserve. Wat daarvan al is betaald, "
            "staat op uw rekeningoverzicht."
        )
        notes.append(text % {"amount": format_euro(back)})
    return notes


def payer_pdf(
    found: BuyerAccount,
    invoices: Sequence[OwnInvoice],
    accounts: Sequence[ReportRow],
    vats: Sequence[OwnVat],
) -> bytes:
    """The whole account of one municipality."""
    name, codes = found.name, codes_in(invoices)
    blocks: list[Block] = [
        Paragraph(_("Wat %(name)s is gevraagd, wat er is betaald en wat het geld deed.") % {"name": name}),
        Paragraph(account_words(found)),
        Heading(_("Aandeel")),
        share_table(invoices),
        Heading(_("Betalingen")),
        payment_table(found.account),
    ]
    if back := result_table(found.account):
        blocks += [Heading(_("Terug uit resultaten")), back]
    for account in accounts:
        blocks += [
            Heading(report_title(account.content)),
            deed_table(codes, account),
            Bullets(deed_notes(codes, account)),
        ]
    if vats:
        blocks += [Heading(_("Btw die u kunt terugvragen")), own_vat_table(vats)]
        blocks.append(Bullets(own_vat_notes(vats)))
    paper = Paper(
        title=_("Overzicht van %(name)s") % {"name": name},
        network=network_name() or "Noaber",
        kind=_("Overzicht voor een gemeente"),
        made_at=clock.now(),
        facts=[(_("Gemeente"), f"{name} ({found.code})")],
        blocks=blocks,
        is_demonstration=Demonstration.objects.exists(),
        is_wide=True,
    )
    return to_pdf(paper)


def payer_bundle(
    found: BuyerAccount,
    overview: bytes,
    documents: Sequence[InvoiceWhole],
    accounts: Sequence[ReportRow],
    vats: Sequence[OwnVat],
) -> bytes:
    """The overview, every invoice and credit note as PDF and as UBL, annual accounts and BCF statements, in one ZIP."""
    mark = "-voorbeeldgegevens" if Demonstration.objects.exists() else ""
    files = {f"overzicht{mark}.pdf": overview}
    for each in documents:
        number = each.row.number
        files[f"facturen/{number}{mark}.pdf"] = invoice_pdf(each)
        files[f"facturen/{number}{mark}.xml"] = each.ubl.encode()
    for account in accounts:
        files[f"jaarrekeningen/{file_name(account)}{mark}.pdf"] = report_pdf(account)
    for vat in vats:
        files[f"bcf/{vat_file_name(vat)}{mark}.pdf"] = own_vat_pdf(vat, found.code, found.name)
    return zipped(files)


def zipped(files: dict[str, bytes]) -> bytes:
    """Files by their path, in one ZIP."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target:
        for path, contents in files.items():
            target.writestr(zipfile.ZipInfo(path, STAMP), contents, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
