"""A supplier's UBL, of any sender: Invoice or CreditNote 2.x, whatever its prefixes, NLCIUS, Peppol or older SI-UBL.

Everything that is missing or wrong is told at once, in Dutch, per field; a file with a complaint is not read at all.
"""

import binascii
import datetime as dt
import re
from base64 import b64decode
from dataclasses import replace
from decimal import Decimal
from functools import cache
from typing import Final

from lxml import etree

from noaber.finance.formats.purchase_invoices import (
    Attachment,
    Complaint,
    Extra,
    InvoiceRefused,
    PurchaseInvoice,
    PurchaseLine,
    Supplier,
    TaxPart,
    Totals,
    what_does_not_add_up,
    what_to_look_at,
)
from noaber.finance.formats.safe_xml import XmlRefused, parse
from noaber.finance.formats.ubl_writing import EURO, NAMESPACES, ROOTS
from noaber.finance.rules.identifiers import IdentifierError, checked_iban, checked_kvk, checked_oin
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.addressees import NamedBuyer

CREDIT_TYPES: Final = frozenset({"81", "83", "381", "396", "532"})
"""Codes of UNCL 1001 that take off, also where an Invoice has one."""

KVK_SCHEMES: Final = ("0106", "NL:KVK")
OIN_SCHEMES: Final = ("0190", "NL:OIN")

_DECIMAL = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)", re.ASCII)
_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?", re.ASCII)
_IBAN_SHAPE = re.compile(r"[A-Za-z]{2}\d{2}", re.ASCII)
_LONGEST_DECIMAL = 24  # within what Decimal keeps exactly when it multiplies
_PARTY = "cac:AccountingSupplierParty/cac:Party"
_BUYER = "cac:AccountingCustomerParty/cac:Party"


def read_purchase_invoice(data: bytes) -> PurchaseInvoice:
    """Read a file; raises InvoiceRefused with every complaint."""
    try:
        root = parse(data)
    except XmlRefused as refused:
        raise InvoiceRefused(Complaint("", str(refused))) from refused
    kinds = {f"{{{ROOTS[kind]}}}{name}": kind for kind, name in _ROOT_NAMES.items()}
    if root.tag not in kinds:
        raise InvoiceRefused(Complaint("", "Dit is geen factuur en geen creditnota in UBL 2."))
    reader = _Reader(root)
    reader.check_currency()
    invoice = _invoice(reader, kinds[str(root.tag)])
    reader.refuse_if_wrong()
    if wrong := tuple(what_does_not_add_up(invoice)):
        raise InvoiceRefused(*wrong)
    return replace(invoice, remarks=(*reader.remarks, *what_to_look_at(invoice)))


_ROOT_NAMES: Final = {DocumentKind.INVOICE: "Invoice", DocumentKind.CREDIT_NOTE: "CreditNote"}


class _Reader:
    """Finds texts, and keeps what is wrong with them instead of stopping at the first."""

    def __init__(self, root: etree._Element) -> None:
        self.root = root
        self.complaints: list[Complaint] = []
        self.remarks: list[Complaint] = []

    def check_currency(self) -> None:
        """Another currency makes every amount another one: that is said alone."""
        currency = self.text("cbc:DocumentCurrencyCode", "valuta")
        if currency and currency != EURO:
            raise InvoiceRefused(
                Complaint("DocumentCurrencyCode", f"valuta is {currency[:10]}; alleen EUR wordt gelezen")
            )

    def refuse_if_wrong(self) -> None:
        if self.complaints:
            raise InvoiceRefused(*dict.fromkeys(self.complaints))

    def complain(self, path: str, message: str) -> None:
        self.complaints.append(Complaint(_place(path), message))

    def nodes(self, path: str, node: etree._Element | None = None) -> list[etree._Element]:
        return _found(path, self.root if node is None else node)

    def text(self, path: str, label: str = "", node: etree._Element | None = None) -> str:
        """The first text at the path; with a label it must be there."""
        found = next((said for at in self.nodes(path, node) if (said := (at.text or "").strip())), "")
        if label and not found:
            self.complain(path, f"{label} ontbreekt")
        return found

    def day(self, path: str, label: str, *, is_required: bool = True) -> dt.date | None:
        said = self.text(path, label if is_required else "")
        if not said:
            return None
        shape = _DAY.fullmatch(said)
        try:
            return dt.date.fromisoformat(shape[1] if shape else "")
        except ValueError:
            self.complain(path, f"{label} {said[:20]} is geen datum")
            return None

    def number(
        self, path: str, label: str, node: etree._Element | None = None, *, is_required: bool = True
    ) -> Decimal:
        said = self.text(path, label if is_required else "", node)
        if not said:
            return Decimal(0)
        if len(said) > _LONGEST_DECIMAL or not _DECIMAL.fullmatch(said):
            self.complain(path, f"{label} {said[:20]} is geen getal")
            return Decimal(0)
        return Decimal(said)

    def cents(
        self, path: str, label: str, node: etree._Element | None = None, *, is_required: bool = True
    ) -> int:
        amount = self.number(path, label, node, is_required=is_required)
        for currency in {at.get("currencyID") for at in self.nodes(path, node)} - {EURO, None}:
            self.complain(path, f"{label} is in {str(currency)[:10]}; alleen EUR wordt gelezen")
        if amount * 100 != int(amount * 100):
            self.complain(path, f"{label} heeft meer dan twee cijfers achter de komma")
        return int(amount * 100)

    def known_cents(self, path: str, label: str) -> int | None:
        return self.cents(path, label) if self.nodes(path) else None

    def rate(self, node: etree._Element, path: str) -> Decimal | None:
        at = f"{path}/cbc:Percent"
        return self.number(at, "btw-percentage", node) if self.nodes(at, node) else None


def _invoice(reader: _Reader, kind: DocumentKind) -> PurchaseInvoice:
    type_code = reader.text("cbc:InvoiceTypeCode | cbc:CreditNoteTypeCode")
    lines = tuple(_line(reader, node) for node in reader.nodes("cac:InvoiceLine | cac:CreditNoteLine"))
    if not lines:
        reader.complain("cac:InvoiceLine", "er zijn geen regels")
    return PurchaseInvoice(
        kind=DocumentKind.CREDIT_NOTE if type_code in CREDIT_TYPES else kind,
        number=reader.text("cbc:ID", "factuurnummer"),
        issued_on=reader.day("cbc:IssueDate", "factuurdatum") or dt.date.min,
        due_on=reader.day(
            "cbc:DueDate | cac:PaymentMeans/cbc:PaymentDueDate", "vervaldatum", is_required=False
        ),
        supplier=_supplier(reader),
        buyer=_buyer(reader),
        ibans=_ibans(reader),
        payment_reference=reader.text("cac:PaymentMeans/cbc:PaymentID"),
        buyer_reference=reader.text("cbc:BuyerReference"),
        order_reference=reader.text("cac:OrderReference/cbc:ID"),
        contract_reference=reader.text("cac:ContractDocumentReference/cbc:ID"),
        credited_number=reader.text("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"),
        note="\n".join(said for node in reader.nodes("cbc:Note") if (said := (node.text or "").strip())),
        lines=lines,
        extras=tuple(_extra(reader, node) for node in reader.nodes("cac:AllowanceCharge")),
        taxes=_taxes(reader),
        totals=_totals(reader),
        attachments=_attachments(reader),
        customization=reader.text("cbc:CustomizationID"),
    )


def _supplier(reader: _Reader) -> Supplier:
    name = _name(reader, _PARTY)
    if not name:
        reader.complain(_PARTY, "naam van de leverancier ontbreekt")
    return Supplier(
        name=name,
        company_id=reader.text(f"{_PARTY}/cac:PartyLegalEntity/cbc:CompanyID"),
        kvk=_registered(reader, _PARTY, KVK_SCHEMES),
        oin=_registered(reader, _PARTY, OIN_SCHEMES),
        vat_number=reader.text(f"{_PARTY}/cac:PartyTaxScheme/cbc:CompanyID"),
        country=reader.text(f"{_PARTY}/cac:PostalAddress/cac:Country/cbc:IdentificationCode"),
    )


def _buyer(reader: _Reader) -> NamedBuyer:
    return NamedBuyer(
        name=_name(reader, _BUYER),
        kvk=_registered(reader, _BUYER, KVK_SCHEMES),
        oin=_registered(reader, _BUYER, OIN_SCHEMES),
        vat_number=reader.text(f"{_BUYER}/cac:PartyTaxScheme/cbc:CompanyID"),
    )


def _name(reader: _Reader, party: str) -> str:
    legal = reader.text(f"{party}/cac:PartyLegalEntity/cbc:RegistrationName")
    return legal or reader.text(f"{party}/cac:PartyName/cbc:Name")


def _registered(reader: _Reader, party: str, schemes: tuple[str, ...]) -> str:
    """A number of the register of that name; senders put it in one of three places, some of them badly."""
    check = checked_kvk if schemes is KVK_SCHEMES else checked_oin
    for path in ("cac:PartyLegalEntity/cbc:CompanyID", "cac:PartyIdentification/cbc:ID", "cbc:EndpointID"):
        for node in reader.nodes(f"{party}/{path}"):
            if node.get("schemeID") in schemes:
                try:
                    return check(node.text or "")
                except IdentifierError as wrong:
                    who = "leverancier" if party == _PARTY else "koper"
                    reader.remarks.append(Complaint(_place(path), f"{who}: {wrong}"))
    return ""


def _ibans(reader: _Reader) -> tuple[str, ...]:
    """Where to pay: a wrong IBAN is refused, a number that is none (abroad, a card) is only remarked on."""
    path = "cac:PaymentMeans/cac:PayeeFinancialAccount/cbc:ID"
    found: dict[str, None] = {}
    for said in ((node.text or "").strip() for node in reader.nodes(path)):
        try:
            if said:
                found[checked_iban(said)] = None
        except IdentifierError as wrong:
            if _IBAN_SHAPE.match(said):
                reader.complain(path, str(wrong))
            else:
                reader.remarks.append(Complaint(_place(path), f"rekening {said[:40]} is geen IBAN"))
    return tuple(found)


def _line(reader: _Reader, node: etree._Element) -> PurchaseLine:
    number = reader.text("cbc:ID", "nummer van een regel", node)
    at, category = f"regel {number[:20]}: ", "cac:Item/cac:ClassifiedTaxCategory"
    quantity = "cbc:InvoicedQuantity | cbc:CreditedQuantity"
    extras = [_extra(reader, extra) for extra in reader.nodes("cac:AllowanceCharge", node)]
    base = reader.number("cac:Price/cbc:BaseQuantity", f"{at}eenheid van de prijs", node, is_required=False)
    return PurchaseLine(
        number=number,
        name=reader.text("cac:Item/cbc:Name", "", node)
        or reader.text("cac:Item/cbc:Description", f"{at}naam", node),
        description=reader.text("cac:Item/cbc:Description", "", node),
        quantity=reader.number(quantity, f"{at}aantal", node),
        unit=next((at.get("unitCode") or "" for at in reader.nodes(quantity, node)), ""),
        price=reader.number("cac:Price/cbc:PriceAmount", f"{at}prijs", node),
        base_quantity=base or Decimal(1),
        extra_cents=sum(extra.amount_cents for extra in extras),
        amount_cents=reader.cents("cbc:LineExtensionAmount", f"{at}bedrag", node),
        category=reader.text(f"{category}/cbc:ID", "", node),
        rate=reader.rate(node, category),
    )


def _extra(reader: _Reader, node: etree._Element) -> Extra:
    said = reader.text("cbc:ChargeIndicator", "soort van een toeslag of korting", node)
    is_charge = said in ("true", "1")
    cents = reader.cents("cbc:Amount", "toeslag of korting", node)
    return Extra(
        is_charge=is_charge,
        reason=reader.text("cbc:AllowanceChargeReason", "", node),
        amount_cents=cents if is_charge else -cents,
        category=reader.text("cac:TaxCategory/cbc:ID", "", node),
        rate=reader.rate(node, "cac:TaxCategory"),
    )


def _taxes(reader: _Reader) -> tuple[TaxPart, ...]:
    """The breakdown in euro; a second total may repeat the VAT in the currency of the sender."""
    subtotals = reader.nodes("cac:TaxTotal/cac:TaxSubtotal")
    if not subtotals:
        reader.complain("cac:TaxTotal/cac:TaxSubtotal", "btw-uitsplitsing ontbreekt")
    return tuple(
        TaxPart(
            category=reader.text("cac:TaxCategory/cbc:ID", "btw-categorie", node),
            rate=reader.rate(node, "cac:TaxCategory") or reader.rate(node, "."),
            base_cents=reader.cents("cbc:TaxableAmount", "bedrag waarover btw is berekend", node),
            vat_cents=reader.cents("cbc:TaxAmount", "btw", node),
            reason=reader.text("cac:TaxCategory/cbc:TaxExemptionReason", "", node),
        )
        for node in subtotals
    )


def _totals(reader: _Reader) -> Totals:
    at = "cac:LegalMonetaryTotal/cbc:"
    return Totals(
        lines_cents=reader.cents(f"{at}LineExtensionAmount", "som van de regels"),
        net_cents=reader.cents(f"{at}TaxExclusiveAmount", "totaal zonder btw"),
        vat_cents=reader.cents("cac:TaxTotal[cac:TaxSubtotal]/cbc:TaxAmount", "btw"),
        total_cents=reader.cents(f"{at}TaxInclusiveAmount", "totaal met btw"),
        payable_cents=reader.cents(f"{at}PayableAmount", "te betalen bedrag"),
        allowances_cents=reader.known_cents(f"{at}AllowanceTotalAmount", "som van de kortingen"),
        charges_cents=reader.known_cents(f"{at}ChargeTotalAmount", "som van de toeslagen"),
        prepaid_cents=reader.known_cents(f"{at}PrepaidAmount", "vooruitbetaald bedrag") or 0,
        rounding_cents=reader.known_cents(f"{at}PayableRoundingAmount", "afronding") or 0,
    )


def _attachments(reader: _Reader) -> tuple[Attachment, ...]:
    path = "cac:AdditionalDocumentReference/cac:Attachment/cbc:EmbeddedDocumentBinaryObject"
    found = []
    for node in reader.nodes(path):
        name = re.split(r"[\\/]", node.get("filename") or "")[-1].strip() or "bijlage"
        try:
            content = b64decode("".join((node.text or "").split()), validate=True)
        except (binascii.Error, ValueError):
            reader.complain(path, f"bijlage {name[:60]} is niet te lezen")
            continue
        found.append(Attachment(name[:200], node.get("mimeCode") or "", content))
    return tuple(found)


def _place(path: str) -> str:
    """A path as complaints name it: without prefixes, the first of alternatives."""
    return re.sub(r"\b(cac|cbc):|\[.*?\]", "", path.split(" | ", maxsplit=1)[0])


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NAMESPACES)


def _found(path: str, node: etree._Element) -> list[etree._Element]:
    found = _compiled(path)(node)
    return [at for at in found if isinstance(at, etree._Element)] if isinstance(found, list) else []
