"""The content of the invoices and credit notes of a run, from what the run worked out.

A municipality that merged after the reference date owes what was asked of it; its successor pays, as it takes over
rights and duties (Wet algemene regels herindeling, article 44). The line then names both.
"""

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal

from noaber.core.rules.dutch import format_number, short_date
from noaber.finance.rules.billing.participation import billed_quantity, days_of
from noaber.finance.rules.billing.terms import Rounding, YearRules
from noaber.finance.rules.invoices.invoice import (
    ONE,
    PERSON,
    Credited,
    DocumentKind,
    InvoiceContent,
    InvoiceLine,
    Party,
    Payee,
    Profile,
    as_named,
)
from noaber.finance.rules.invoices.references import creditor_reference

UNNUMBERED = "0000-0000"
"""Stands for the number while what is missing is looked for: nothing is numbered before all is right."""


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends the invoices of a run, for which network and on which day; `mark`: what all of them say."""

    seller: Party
    payee: Payee
    network: str
    issued_on: dt.date
    mark: str = ""


@dataclass(frozen=True, slots=True)
class BuyerWishes:
    """What a payer wants to find on its invoices."""

    profile: Profile = Profile.NLCIUS
    buyer_reference: str = ""
    order_reference: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What one municipality is asked, and who pays it."""

    name: str
    population: int
    days: int
    amount_cents: int
    buyer: Party
    wishes: BuyerWishes
    is_for_predecessor: bool = False


def contribution_invoice(asked: Asked, rules: YearRules, sender: Sender) -> InvoiceContent:
    """The invoice of one municipality for one year, still without its number."""
    return InvoiceContent(
        kind=DocumentKind.INVOICE,
        number=UNNUMBERED,
        issued_on=sender.issued_on,
        due_on=rules.due_on(sender.issued_on),
        seller=as_named(sender.seller, rules.vat.treatment),
        payee=sender.payee,
        buyer=as_named(asked.buyer, rules.vat.treatment),
        buyer_reference=asked.wishes.buyer_reference or f"Bijdrage {rules.year}",
        order_reference=asked.wishes.order_reference,
        reference=creditor_reference(UNNUMBERED),
        lines=(_line(asked, rules, sender.network),),
        vat=rules.vat,
        profile=asked.wishes.profile,
        note=sender.mark,
        first_day=rules.first_day,
        last_day=rules.last_day,
        network=sender.network,
    )


def credit_of(
    invoice: InvoiceContent, sender: Sender, reason: str, follower: Party | None = None
) -> InvoiceContent:
    """The credit note that takes off a whole invoice, still without its number: the same lines, to the same buyer.

    `follower`: who took over the rights and duties of that buyer since, and gets it instead.
    """
    merged = (
        f"{follower.name} is rechtsopvolger van {invoice.buyer.name} (Wet arhi, artikel 44)."
        if follower
        else ""
    )
    return replace(
        invoice,
        kind=DocumentKind.CREDIT_NOTE,
        number=UNNUMBERED,
        reference=creditor_reference(UNNUMBERED),
        issued_on=sender.issued_on,
        due_on=None,
        seller=as_named(sender.seller, invoice.vat.treatment),
        payee=sender.payee,
        buyer=as_named(follower, invoice.vat.treatment) if follower else invoice.buyer,
        note=" ".join(part for part in (reason, merged, sender.mark) if part),
        credited=Credited(invoice.number, invoice.issued_on),
        network=sender.network,
    )


def numbered(content: InvoiceContent, number: str) -> InvoiceContent:
    """The content with its number, and the reference that a payer repeats (ISO 11649)."""
    return replace(content, number=number, reference=creditor_reference(number))


def number_of(year: int, sequence: int) -> str:
    """The number of a document in the series of its calendar year.

    >>> number_of(2020, 7), number_of(2020, 12345)
    ('2020-0007', '2020-12345')
    """
    return f"{year}-{sequence:04d}"


def network_in(content: InvoiceContent) -> str:
    """What the network was called when the document was made; of older ones their line has it, else nothing.

    >>> from noaber.finance.rules.invoices.invoice import Vat, VatTreatment
    >>> line = InvoiceLine("Bijdrage 2020 Netwerk Oost", Decimal(1), ONE, Decimal(1), 100)
    >>> known = (DocumentKind.INVOICE, "2020-0001", dt.date(2020, 2, 3), None, Party("", ""), Payee(""), Party("", ""))
    >>> old = InvoiceContent(*known, "", "", (line,), Vat(VatTreatment.EXEMPT))
    >>> network_in(old), network_in(replace(old, network="Netwerk Noord"))
    ('Netwerk Oost', 'Netwerk Noord')
    """
    if content.network:
        return content.network
    first, _space, rest = content.lines[0].name.partition(" ")
    year, _space, network = rest.partition(" ")
    return network if first == "Bijdrage" and year.isdigit() else ""


def _line(asked: Asked, rules: YearRules, network: str) -> InvoiceLine:
    name = f"Bijdrage {rules.year} {network}"
    on = short_date(rules.reference_on)
    described = f"{asked.name}: {format_number(asked.population)} inwoners op {on}"
    if asked.days != days_of(rules.year):
        described += f", {asked.days} van de {days_of(rules.year)} dagen"
    if asked.is_for_predecessor:
        described += f"; {asked.buyer.name} is rechtsopvolger (Wet arhi, artikel 44)"
    if rules.rounding is Rounding.FIXED_SUM:
        price = Decimal(asked.amount_cents) / 100
        return InvoiceLine(name, Decimal(1), ONE, price, asked.amount_cents, described)
    quantity = billed_quantity(asked.population, asked.days, rules.year)
    return InvoiceLine(name, quantity, PERSON, rules.rate, asked.amount_cents, described)
