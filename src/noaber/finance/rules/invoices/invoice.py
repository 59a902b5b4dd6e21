"""What an invoice or a credit note says, and what it comes to.

Units: amounts are whole cents of a euro, a price is a ``Decimal`` in euro per unit, a quantity a ``Decimal``. A credit
note has positive amounts, as EN 16931 has it: its kind says that they are taken off.

Source: EN 16931-1 (semantic model), NLCIUS (the Dutch use of it), Wet op de omzetbelasting 1968 art. 35a.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Final

from noaber.core.rules.money import round_half_up


class DocumentKind(StrEnum):
    """An invoice asks, a credit note takes off."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"


class Profile(StrEnum):
    """The rules that the electronic invoice follows; most Dutch public bodies take the first."""

    NLCIUS = "nlcius"
    PEPPOL = "peppol"


class VatTreatment(StrEnum):
    """What the controller sets for an agreement: a ruling of the tax office, never a guess of software."""

    OUT_OF_SCOPE = "out_of_scope"
    EXEMPT = "exempt"
    TAXED = "taxed"


VAT_CATEGORY: Final = {VatTreatment.OUT_OF_SCOPE: "O", VatTreatment.EXEMPT: "E", VatTreatment.TAXED: "S"}
"""The codes of UNCL 5305."""

PERSON: Final = "IE"
"""The unit "person" of UN/ECE Recommendation 20."""

ONE: Final = "C62"
"""The unit "one" of UN/ECE Recommendation 20."""


@dataclass(frozen=True, slots=True)
class Party:
    """A seller or a buyer, as it stood in the register on the day of issue; an empty text is not known."""

    code: str
    name: str
    street: str = ""
    postcode: str = ""
    city: str = ""
    oin: str = ""
    kvk: str = ""
    vat_number: str = ""
    endpoint_scheme: str = ""
    endpoint_id: str = ""
    country: str = "NL"


@dataclass(frozen=True, slots=True)
class Payee:
    """Where the money goes, and whom to ask about the invoice."""

    iban: str
    contact_name: str = ""
    contact_email: str = ""
    contact_phone: str = ""


@dataclass(frozen=True, slots=True)
class Vat:
    """How value added tax is dealt with; `rate` is a percentage such as 21, and `reason` says why there is none."""

    treatment: VatTreatment
    rate: Decimal = Decimal(0)
    reason: str = ""

    @property
    def category(self) -> str:
        return VAT_CATEGORY[self.treatment]

    def on(self, net_cents: int) -> int:
        """The tax on a net amount, rounded half up to the cent.

        >>> Vat(VatTreatment.TAXED, Decimal(21)).on(10_01), Vat(VatTreatment.EXEMPT, reason="vrijgesteld").on(10_01)
        (210, 0)
        """
        if self.treatment is not VatTreatment.TAXED:
            return 0
        return round_half_up(Fraction(self.rate) * net_cents / 100)


@dataclass(frozen=True, slots=True)
class InvoiceLine:
    """One line; `amount_cents` is quantity x price, rounded half up."""

    name: str
    quantity: Decimal
    unit: str
    price: Decimal
    amount_cents: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class Credited:
    """The invoice that a credit note takes off."""

    number: str
    issued_on: dt.date


@dataclass(frozen=True, slots=True)
class InvoiceContent:
    """All that one invoice or credit note says. Nothing of it changes once it has its number.

    `reference`: the creditor reference of ISO 11649 that a payer repeats. `first_day` and `last_day`: what it is for.
    `network`: what it was called then; empty on documents from before that was kept.
    """

    kind: DocumentKind
    number: str
    issued_on: dt.date
    due_on: dt.date | None
    seller: Party
    payee: Payee
    buyer: Party
    buyer_reference: str
    reference: str
    lines: tuple[InvoiceLine, ...]
    vat: Vat
    profile: Profile = Profile.NLCIUS
    order_reference: str = ""
    note: str = ""
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    credited: Credited | None = None
    network: str = ""

    @property
    def net_cents(self) -> int:
        return sum(line.amount_cents for line in self.lines)

    @property
    def vat_cents(self) -> int:
        return self.vat.on(self.net_cents)

    @property
    def total_cents(self) -> int:
        """What is to be paid, or what is taken off."""
        return self.net_cents + self.vat_cents


def as_named(party: Party, treatment: VatTreatment) -> Party:
    """The party as an invoice with this treatment names it: out of scope, no VAT number may stand in it (BR-O-02).

    >>> as_named(Party("GM01", "Voorbeeld", vat_number="NL004495445B01"), VatTreatment.OUT_OF_SCOPE).vat_number
    ''
    """
    return replace(party, vat_number="") if treatment is VatTreatment.OUT_OF_SCOPE else party


def line_amount(quantity: Decimal, price: Decimal) -> int:
    """Quantity x price in cents, half up.

    >>> line_amount(Decimal(28485), Decimal("0.07")), line_amount(Decimal("0.5"), Decimal("0.01"))
    (199395, 1)
    """
    return round_half_up(Fraction(quantity) * Fraction(price) * 100)
