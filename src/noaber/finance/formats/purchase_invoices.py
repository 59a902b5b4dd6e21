"""What a supplier's invoice says, read from a file, and whether its sums are right.

Units: amounts are whole cents of a euro as the file has them, and a credit note's are positive: its kind says that they
are taken off. Some senders send a negative invoice instead; its amounts stay negative.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from noaber.core.rules.money import format_euro, round_half_up
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.spending.addressees import NamedBuyer


@dataclass(frozen=True, slots=True)
class Complaint:
    """What is wrong with one field; `message` is Dutch and names it, `field` is its place in the file."""

    field: str
    message: str

    def __str__(self) -> str:
        return self.message


class InvoiceRefused(ValueError):
    """A file that cannot be booked; every complaint about it, each of them in Dutch."""

    def __init__(self, *complaints: Complaint) -> None:
        super().__init__("; ".join(map(str, complaints)))
        self.complaints = complaints


@dataclass(frozen=True, slots=True)
class Supplier:
    """Who sent it; an empty text is not said. `company_id` is as the file has it, of whatever register."""

    name: str
    company_id: str = ""
    kvk: str = ""
    oin: str = ""
    vat_number: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class PurchaseLine:
    """One line; `extra_cents` is what charges add and allowances take off."""

    number: str
    name: str
    description: str
    quantity: Decimal
    unit: str
    price: Decimal
    base_quantity: Decimal
    extra_cents: int
    amount_cents: int
    category: str = ""
    rate: Decimal | None = None

    @property
    def computed_cents(self) -> int:
        """Quantity x price, with charges and allowances, half up."""
        exact = Fraction(self.quantity) * Fraction(self.price) / Fraction(self.base_quantity)
        return round_half_up(exact * 100) + self.extra_cents


@dataclass(frozen=True, slots=True)
class Extra:
    """A charge on the whole invoice, or an allowance; `amount_cents` is what it adds, so an allowance is below zero.

    On a negative invoice it is the other way round, which is why the kind is kept.
    """

    is_charge: bool
    reason: str
    amount_cents: int
    category: str = ""
    rate: Decimal | None = None


@dataclass(frozen=True, slots=True)
class TaxPart:
    """What is taxed at one rate, and the tax on it."""

    category: str
    rate: Decimal | None
    base_cents: int
    vat_cents: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Totals:
    """As the sender added them up; None where the file leaves it out."""

    lines_cents: int
    net_cents: int
    vat_cents: int
    total_cents: int
    payable_cents: int
    allowances_cents: int | None = None
    charges_cents: int | None = None
    prepaid_cents: int = 0
    rounding_cents: int = 0


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the file; `name` has no folders."""

    name: str
    mime_type: str
    content: bytes

    @property
    def is_pdf(self) -> bool:
        return self.content.startswith(b"%PDF-")


@dataclass(frozen=True, slots=True)
class PurchaseInvoice:
    """All that is kept of it; `remarks` are what a person should see before it is approved."""

    kind: DocumentKind
    number: str
    issued_on: dt.date
    due_on: dt.date | None
    supplier: Supplier
    buyer: NamedBuyer
    ibans: tuple[str, ...]
    payment_reference: str
    buyer_reference: str
    order_reference: str
    contract_reference: str
    credited_number: str
    note: str
    lines: tuple[PurchaseLine, ...]
    extras: tuple[Extra, ...]
    taxes: tuple[TaxPart, ...]
    totals: Totals
    attachments: tuple[Attachment, ...] = ()
    customization: str = ""
    remarks: tuple[Complaint, ...] = ()

    @property
    def pdf(self) -> Attachment | None:
        """The paper that people read, where the sender put it inside."""
        return next((attachment for attachment in self.attachments if attachment.is_pdf), None)


def what_does_not_add_up(invoice: PurchaseInvoice) -> Iterator[Complaint]:
    """The sums of EN 16931 (BR-CO-10 to 17), each recomputed from its parts."""
    totals, extras = invoice.totals, invoice.extras
    place = "LegalMonetaryTotal/"
    allowances = -sum(extra.amount_cents for extra in extras if not extra.is_charge)
    charges = sum(extra.amount_cents for extra in extras if extra.is_charge)
    sums = [
        (
            "LineExtensionAmount",
            "som van de regels",
            totals.lines_cents,
            sum(line.amount_cents for line in invoice.lines),
        ),
        ("AllowanceTotalAmount", "som van de kortingen", totals.allowances_cents, allowances),
        ("ChargeTotalAmount", "som van de toeslagen", totals.charges_cents, charges),
        (
            "TaxExclusiveAmount",
            "totaal zonder btw",
            totals.net_cents,
            totals.lines_cents - allowances + charges,
        ),
        ("TaxInclusiveAmount", "totaal met btw", totals.total_cents, totals.net_cents + totals.vat_cents),
        (
            "PayableAmount",
            "te betalen bedrag",
            totals.payable_cents,
            totals.total_cents - totals.prepaid_cents + totals.rounding_cents,
        ),
    ]
    for field, label, said, right in sums:
        if said is not None and said != right:
            yield _wrong_sum(place + field, label, said, right)
    yield from _wrong_taxes(invoice)


def _wrong_taxes(invoice: PurchaseInvoice) -> Iterator[Complaint]:
    """VAT may be rounded per line by some senders, so a part may be a cent per line off; its base may not."""
    taxes, place = invoice.taxes, "TaxTotal/TaxSubtotal/"
    vat = sum(tax.vat_cents for tax in taxes)
    if vat != invoice.totals.vat_cents:
        yield _wrong_sum("TaxTotal/TaxAmount", "btw", invoice.totals.vat_cents, vat)
    base = sum(tax.base_cents for tax in taxes)
    if base != invoice.totals.net_cents:
        yield _wrong_sum(
            f"{place}TaxableAmount", "bedrag waarover btw is berekend", base, invoice.totals.net_cents
        )
    for tax in taxes:
        right = round_half_up(Fraction(tax.rate or 0) * tax.base_cents / 100)
        if abs(tax.vat_cents - right) > max(1, len(invoice.lines)):
            yield _wrong_sum(f"{place}TaxAmount", f"btw ({_rate_text(tax.rate)})", tax.vat_cents, right)
    yield from _wrong_bases(invoice)


def _wrong_bases(invoice: PurchaseInvoice) -> Iterator[Complaint]:
    """What is taxed at a rate is what the lines say of it; not asked where a line does not say its category."""
    parts: list[PurchaseLine | Extra] = [*invoice.lines, *invoice.extras]
    if not all(part.category for part in parts):
        return
    bases: dict[tuple[str, Decimal], int] = {}
    for part in parts:
        key = (part.category, part.rate or Decimal(0))
        bases[key] = bases.get(key, 0) + part.amount_cents
    for tax in invoice.taxes:
        right = bases.pop((tax.category, tax.rate or Decimal(0)), 0)
        if tax.base_cents != right:
            label = f"bedrag tegen {_rate_text(tax.rate)} btw"
            yield _wrong_sum("TaxTotal/TaxSubtotal/TaxableAmount", label, tax.base_cents, right)
    for (_category, rate), cents in bases.items():
        if cents:
            yield Complaint("TaxTotal/TaxSubtotal", f"btw-uitsplitsing van {_rate_text(rate)} ontbreekt")


def what_to_look_at(invoice: PurchaseInvoice) -> Iterator[Complaint]:
    """What the official rules let through, and a person should see."""
    if invoice.due_on and invoice.due_on < invoice.issued_on:
        yield Complaint("DueDate", "vervaldatum ligt voor de factuurdatum")
    for line in invoice.lines:
        if abs(line.computed_cents - line.amount_cents) > 2:  # what Peppol lets through (R120)
            yield _wrong_sum(
                "Line/LineExtensionAmount", f"regel {line.number}", line.amount_cents, line.computed_cents
            )
    for attachment in invoice.attachments:
        if attachment.mime_type == "application/pdf" and not attachment.is_pdf:
            yield Complaint("AdditionalDocumentReference", f"bijlage {attachment.name} is geen PDF")


def _wrong_sum(field: str, label: str, said: int, right: int) -> Complaint:
    return Complaint(field, f"{label} klopt niet: er staat {format_euro(said)}, het is {format_euro(right)}")


def _rate_text(rate: Decimal | None) -> str:
    return f"{(rate or Decimal(0)).normalize():f}%".replace(".", ",")
