"""An invoice or a credit note as UBL 2.1, the same bytes every time: NLCIUS (SI-UBL 2.0) or Peppol BIS Billing 3.0.

The order of elements is that of the schemas of OASIS. What is written is what the content says, nothing is judged here:
`noaber.finance.rules.invoices.preflight` tells beforehand what a receiver would refuse.

Source: EN 16931-3-2 (binding to UBL), NLCIUS (Standaardisatieplatform e-factureren), Peppol BIS Billing 3.0.
"""

import datetime as dt
from base64 import b64encode
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from lxml import etree

from noaber.finance.rules.identifiers import KVK_SCHEME, OIN_SCHEME, compact
from noaber.finance.rules.invoices.invoice import (
    DocumentKind,
    InvoiceContent,
    InvoiceLine,
    Party,
    Profile,
    Vat,
    VatTreatment,
)

NAMESPACES: Final = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
ROOTS: Final = {
    DocumentKind.INVOICE: "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    DocumentKind.CREDIT_NOTE: "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
}
CUSTOMIZATIONS: Final = {
    Profile.NLCIUS: "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0",
    Profile.PEPPOL: "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0",
}
BILLING_PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
TYPE_CODES: Final = {
    DocumentKind.INVOICE: ("cbc:InvoiceTypeCode", "380"),
    DocumentKind.CREDIT_NOTE: ("cbc:CreditNoteTypeCode", "381"),
}
SEPA_TRANSFER: Final = "58"
EURO: Final = "EUR"


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file that travels inside the e-invoice, such as the PDF that people read."""

    name: str
    content: bytes
    mime_type: str = "application/pdf"


def to_ubl(content: InvoiceContent, *, embedded: Embedded | None = None) -> bytes:
    """The XML that goes to the receiver; `embedded` is left out unless it is given."""
    name = "Invoice" if content.kind is DocumentKind.INVOICE else "CreditNote"
    namespace = ROOTS[content.kind]
    prefixes: dict[Any, str] = {None: namespace, **NAMESPACES}  # the stubs know no default namespace
    root = etree.Element(f"{{{namespace}}}{name}", nsmap=prefixes)
    _head(root, content)
    _references(root, content, embedded)
    _seller(_add(root, "cac:AccountingSupplierParty"), content)
    _party(_add(root, "cac:AccountingCustomerParty"), content.buyer)
    _payment(root, content)
    _totals(root, content)
    for number, line in enumerate(content.lines, start=1):
        _line(root, f"cac:{name}Line", number, line, content)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _head(root: etree._Element, content: InvoiceContent) -> None:
    _add(root, "cbc:CustomizationID", CUSTOMIZATIONS[content.profile])
    _add(root, "cbc:ProfileID", BILLING_PROCESS)
    _add(root, "cbc:ID", content.number)
    _add(root, "cbc:IssueDate", _day(content.issued_on))
    if content.due_on is not None and content.kind is DocumentKind.INVOICE:
        _add(root, "cbc:DueDate", _day(content.due_on))
    _add(root, *TYPE_CODES[content.kind])
    _add_known(root, "cbc:Note", content.note)
    _add(root, "cbc:DocumentCurrencyCode", EURO)
    _add_known(root, "cbc:BuyerReference", content.buyer_reference)


def _references(root: etree._Element, content: InvoiceContent, embedded: Embedded | None) -> None:
    """What it is for, what was ordered, what it takes off, and the file inside."""
    if content.first_day is not None and content.last_day is not None:
        period = _add(root, "cac:InvoicePeriod")
        _add(period, "cbc:StartDate", _day(content.first_day))
        _add(period, "cbc:EndDate", _day(content.last_day))
    if content.order_reference.strip():
        _add(_add(root, "cac:OrderReference"), "cbc:ID", content.order_reference)
    if content.credited is not None:
        credited = _add(_add(root, "cac:BillingReference"), "cac:InvoiceDocumentReference")
        _add(credited, "cbc:ID", content.credited.number)
        if content.profile is Profile.PEPPOL:  # NLCIUS advises against the date (BR-NL-24)
            _add(credited, "cbc:IssueDate", _day(content.credited.issued_on))
    if embedded is not None:
        document = _add(root, "cac:AdditionalDocumentReference")
        _add(document, "cbc:ID", content.number)
        _add(
            _add(document, "cac:Attachment"),
            "cbc:EmbeddedDocumentBinaryObject",
            b64encode(embedded.content).decode(),
            mimeCode=embedded.mime_type,
            filename=embedded.name,
        )


def _seller(parent: etree._Element, content: InvoiceContent) -> None:
    """The seller, with whom to ask."""
    party = _party(parent, content.seller)
    payee = content.payee
    if payee.contact_name.strip() or payee.contact_phone.strip() or payee.contact_email.strip():
        contact = _add(party, "cac:Contact")
        _add_known(contact, "cbc:Name", payee.contact_name)
        _add_known(contact, "cbc:Telephone", payee.contact_phone)
        _add_known(contact, "cbc:ElectronicMail", payee.contact_email)


def _party(parent: etree._Element, said: Party) -> etree._Element:
    party = _add(parent, "cac:Party")
    if said.endpoint_id.strip():
        scheme = said.endpoint_scheme.strip()
        _add(party, "cbc:EndpointID", compact(said.endpoint_id), schemeID=scheme)
    address = _add(party, "cac:PostalAddress")
    _add_known(address, "cbc:StreetName", said.street)
    _add_known(address, "cbc:CityName", said.city)
    _add_known(address, "cbc:PostalZone", said.postcode)
    _add(_add(address, "cac:Country"), "cbc:IdentificationCode", said.country)
    if said.vat_number.strip():
        tax = _add(party, "cac:PartyTaxScheme")
        _add(tax, "cbc:CompanyID", compact(said.vat_number))
        _vat_scheme(tax)
    entity = _add(party, "cac:PartyLegalEntity")
    _add(entity, "cbc:RegistrationName", said.name)
    number, scheme = (said.oin, OIN_SCHEME) if said.oin.strip() else (said.kvk, KVK_SCHEME)
    if number.strip():
        _add(entity, "cbc:CompanyID", compact(number), schemeID=scheme)
    return party


def _payment(root: etree._Element, content: InvoiceContent) -> None:
    means = _add(root, "cac:PaymentMeans")
    _add(means, "cbc:PaymentMeansCode", SEPA_TRANSFER)
    if content.due_on is not None and content.kind is DocumentKind.CREDIT_NOTE:
        _add(means, "cbc:PaymentDueDate", _day(content.due_on))
    _add_known(means, "cbc:PaymentID", content.reference)
    _add(_add(means, "cac:PayeeFinancialAccount"), "cbc:ID", compact(content.payee.iban))


def _totals(root: etree._Element, content: InvoiceContent) -> None:
    tax = _add(root, "cac:TaxTotal")
    _amount(tax, "cbc:TaxAmount", content.vat_cents)
    subtotal = _add(tax, "cac:TaxSubtotal")
    _amount(subtotal, "cbc:TaxableAmount", content.net_cents)
    _amount(subtotal, "cbc:TaxAmount", content.vat_cents)
    _tax_category(subtotal, "cac:TaxCategory", content.vat, reason=content.vat.reason)
    total = _add(root, "cac:LegalMonetaryTotal")
    _amount(total, "cbc:LineExtensionAmount", content.net_cents)
    _amount(total, "cbc:TaxExclusiveAmount", content.net_cents)
    _amount(total, "cbc:TaxInclusiveAmount", content.total_cents)
    _amount(total, "cbc:PayableAmount", content.total_cents)


def _line(root: etree._Element, tag: str, number: int, said: InvoiceLine, content: InvoiceContent) -> None:
    quantity = "cbc:InvoicedQuantity" if content.kind is DocumentKind.INVOICE else "cbc:CreditedQuantity"
    line = _add(root, tag)
    _add(line, "cbc:ID", str(number))
    _add(line, quantity, _number(said.quantity), unitCode=said.unit)
    _amount(line, "cbc:LineExtensionAmount", said.amount_cents)
    item = _add(line, "cac:Item")
    _add_known(item, "cbc:Description", said.description)
    _add(item, "cbc:Name", said.name)
    _tax_category(item, "cac:ClassifiedTaxCategory", content.vat)
    _add(_add(line, "cac:Price"), "cbc:PriceAmount", _number(said.price), currencyID=EURO)


def _tax_category(parent: etree._Element, tag: str, vat: Vat, *, reason: str = "") -> None:
    """A category; what is out of scope has no percentage, and what is taxed no reason why not."""
    category = _add(parent, tag)
    _add(category, "cbc:ID", vat.category)
    if vat.treatment is not VatTreatment.OUT_OF_SCOPE:
        _add(category, "cbc:Percent", _number(vat.rate))
    if vat.treatment is not VatTreatment.TAXED:
        _add_known(category, "cbc:TaxExemptionReason", reason)
    _vat_scheme(category)


def _vat_scheme(parent: etree._Element) -> None:
    _add(_add(parent, "cac:TaxScheme"), "cbc:ID", "VAT")


def _add(parent: etree._Element, tag: str, text: str = "", **attributes: str) -> etree._Element:
    """A new last child; `tag` has its prefix, as in the standard."""
    prefix, name = tag.split(":")
    child = etree.SubElement(parent, f"{{{NAMESPACES[prefix]}}}{name}", attributes)
    child.text = text.strip() or None
    return child


def _add_known(parent: etree._Element, tag: str, text: str) -> None:
    if text.strip():
        _add(parent, tag, text)


def _amount(parent: etree._Element, tag: str, cents: int) -> None:
    _add(parent, tag, _number(Decimal(cents).scaleb(-2), decimals=2), currencyID=EURO)


def _number(number: Decimal, decimals: int = 0) -> str:
    """A number as XML has it: a dot, no exponent, no zeros at the end beyond `decimals`."""
    written = f"{Decimal(number):f}"
    whole, _, part = written.partition(".")
    part = part.rstrip("0").ljust(decimals, "0")
    return f"{whole}.{part}" if part else whole


def _day(day: dt.date) -> str:
    return f"{day.year:04d}-{day.month:02d}-{day.day:02d}"
