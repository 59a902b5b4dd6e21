"""An invoice or a credit note as a paper: the same content as the e-invoice, which travels inside (PDF/A-3)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.documents.paper import Block, DataTable, Paper, Paragraph, Picture
from noaber.core.documents.pdf import Attachment, to_pdf
from noaber.core.documents.tables import TableColumn
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.formats.payment_qr import payment_qr_svg, payment_qr_text
from noaber.finance.models import KINDS
from noaber.finance.queries.invoices.invoice import InvoiceWhole
from noaber.finance.rules.billing.composing import network_in
from noaber.finance.rules.invoices.invoice import (
    DocumentKind,
    InvoiceContent,
    InvoiceLine,
    Party,
    VatTreatment,
)

UBL_MEDIA_TYPE: Final = "application/xml"


def invoice_pdf(found: InvoiceWhole) -> bytes:
    """The paper as accessible PDF/A-3 with the e-invoice inside; the same document gives the same bytes."""
    name = f"{found.row.number}.xml"
    attachment = Attachment(name, UBL_MEDIA_TYPE, _("De e-factuur (UBL)"), found.ubl.encode())
    return to_pdf(invoice_paper(found), attachments=[attachment])


def invoice_paper(found: InvoiceWhole) -> Paper:
    content = found.content
    kind = str(KINDS[content.kind]).capitalize()
    return Paper(
        title=f"{kind} {content.number}",
        network=network_in(content) or "Noaber",
        kind=kind,
        made_at=found.recorded_at,
        addressee=letter_address(content.buyer),
        facts=_facts(content),
        blocks=list(_blocks(content)),
        is_demonstration=Demonstration.objects.exists(),
    )


def letter_address(party: Party) -> list[str]:
    return [party.name, party.street, f"{party.postcode}  {party.city}"]


def _facts(content: InvoiceContent) -> list[tuple[str, str]]:
    seller = content.seller
    facts = [
        (_("Van"), ", ".join(part for part in (*letter_address(seller),) if part.strip())),
        (_("OIN"), seller.oin),
        (_("KvK-nummer"), seller.kvk),
        (_("Btw-nummer"), seller.vat_number),
        (_("Factuurdatum"), long_date(content.issued_on)),
        (_("Uiterlijk betalen"), long_date(content.due_on) if content.due_on else ""),
        (_("Uw kenmerk"), content.buyer_reference),
        (_("Uw inkoopnummer"), content.order_reference),
        (_("Bij factuur"), _credited(content)),
    ]
    return [(label, text) for label, text in facts if text]


def _credited(content: InvoiceContent) -> str:
    if content.credited is None:
        return ""
    facts = {"number": content.credited.number, "date": long_date(content.credited.issued_on)}
    return _("%(number)s van %(date)s") % facts


def _blocks(content: InvoiceContent) -> Iterator[Block]:
    if content.note:
        yield Paragraph(content.note)
    yield _lines(content)
    if content.vat.treatment is not VatTreatment.TAXED:
        yield Paragraph(_("Geen btw: %(reason)s.") % {"reason": content.vat.reason.rstrip(".")})
    if content.kind is DocumentKind.CREDIT_NOTE:
        yield Paragraph(
            _("Dit bedrag gaat af van factuur %(number)s. U hoeft hiervoor niets te betalen.")
            % {"number": content.credited.number if content.credited else ""}
        )
    else:
        yield from _payment(content)
    yield Paragraph(_("Vragen over deze factuur: %(who)s.") % {"who": contact_of(content)})


def _lines(content: InvoiceContent) -> DataTable:
    columns = [
        TableColumn("name", _("Waarvoor")),
        TableColumn("quantity", _("Aantal")),
        TableColumn("price", _("Prijs")),
        TableColumn("amount", _("Bedrag"), "money"),
    ]
    rows: list[dict[str, object]] = [
        {
            **line_texts(line),
            "amount": line.amount_cents,
        }
        for line in content.lines
    ]
    if content.vat_cents:
        label = _("Btw %(rate)s%% over %(net)s") % {
            "rate": format_number(content.vat.rate, _decimals(content.vat.rate)),
            "net": format_euro(content.net_cents),
        }
        rows.append({"name": label, "quantity": "", "price": "", "amount": content.vat_cents})
    caption = _("Wat wij vragen") if content.kind is DocumentKind.INVOICE else _("Wat eraf gaat")
    total = {"name": _("Totaal"), "quantity": "", "price": "", "amount": content.total_cents}
    return DataTable(caption, columns, rows, total)


def line_texts(line: InvoiceLine) -> dict[str, str]:
    """What for, how many and at which price, with every decimal: so written it multiplies to the amount."""
    return {
        "name": f"{line.name}. {line.description}" if line.description else line.name,
        "quantity": format_number(line.quantity, _decimals(line.quantity)),
        "price": "€ " + format_number(line.price, max(2, _decimals(line.price))),
    }


def _decimals(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def _payment(content: InvoiceContent) -> Iterator[Block]:
    facts = {
        "amount": format_euro(content.total_cents),
        "date": long_date(content.due_on) if content.due_on else "",
        "iban": content.payee.iban,
        "name": content.seller.name,
        "reference": content.reference,
    }
    yield Paragraph(
        _(
            "Wij vragen u %(amount)s uiterlijk %(date)s over te maken op %(iban)s van %(name)s, met betalingskenmerk "
            "%(reference)s."
        )
        % facts
    )
    payment = (content.seller.name, content.payee.iban, content.total_cents, content.reference)
    yield Picture(
        payment_qr_svg(*payment).encode(),
        "image/svg+xml",
        alt=payment_qr_text(*payment),
        caption=_("Betalen met de app van uw bank"),
        width_mm=30,
    )


def contact_of(content: InvoiceContent) -> str:
    payee = content.payee
    return ", ".join(part for part in (payee.contact_name, payee.contact_email, payee.contact_phone) if part)
