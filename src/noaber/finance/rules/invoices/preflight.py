"""Before a number is given: what a receiver of the e-invoice would refuse, named at the organisation that lacks it.

What passes here passes the official rules of NLCIUS (SI-UBL 2.0) and of Peppol BIS Billing 3.0. It is stricter where
those let through what no one can pay or book: an IBAN, a reference or an OIN with a wrong digit, a due date before the
day of issue, quantity x price that is not the amount, an invoice of nothing.

Source: EN 16931 (BR-…), NLCIUS (BR-NL-…), Peppol BIS Billing 3.0 (PEPPOL-EN16931-R…, NL-R-…).
"""

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Final

from noaber.core.rules.money import format_euro
from noaber.finance.rules.identifiers import (
    IdentifierError,
    checked_address,
    checked_iban,
    checked_kvk,
    checked_oin,
    checked_postcode,
    checked_vat_number,
)
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
    Vat,
    VatTreatment,
    line_amount,
)
from noaber.finance.rules.invoices.references import is_reference

UNITS: Final = frozenset({PERSON, ONE, "H87", "HUR", "DAY", "WEE", "MON", "ANN", "LS", "KMT"})
"""Units of UN/ECE Recommendation 20 that a network has use for: person, one, piece, times, lump sum, kilometre."""

HIGHEST_TOTAL: Final = 999_999_999_99
"""In cents: what a SEPA transfer can carry."""

MOST_DECIMALS: Final = {"prijs": 6, "aantal": 4, "btw-percentage": 2}
LONGEST_NUMBER: Final = 35

# Control characters, halves of surrogate pairs and the two non-characters: XML 1.0 has no way to write them.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MAIL_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")


@dataclass(frozen=True, slots=True)
class Lack:
    """A datum that is missing or wrong.

    `organisation` is the name of whose datum it is, or the document itself; `code` what the register calls it, if it
    is one. `field` says where it is in the content ("buyer.oin", "lines.1.price"); `message` is Dutch and names it.
    """

    organisation: str
    field: str
    message: str
    code: str = ""

    def __str__(self) -> str:
        return f"{self.organisation}: {self.message}"


class Place(StrEnum):
    """Where a datum is kept: with the organisation, the host, the payer or the terms of the year."""

    ORGANISATION = "organisation"
    HOST = "host"
    BUYER = "buyer"
    TERMS = "terms"
    DOCUMENT = "document"


def place_of(lack: Lack) -> Place:
    """Where a lack is mended.

    >>> [str(place_of(Lack("", field, ""))) for field in ("buyer.street", "seller.vat_number", "vat.reason", "payee")]
    ['organisation', 'host', 'terms', 'host']
    """
    part = lack.field.partition(".")[0]
    if lack.field == "seller.vat_number" or part in ("host", "payee"):
        return Place.HOST
    if part in ("seller", "buyer"):
        return Place.ORGANISATION
    if part in ("buyer_reference", "order_reference", "profile"):
        return Place.BUYER
    return Place.TERMS if part in ("vat", "lines", "due_on") else Place.DOCUMENT


def what_lacks(content: InvoiceContent, *, is_numbered: bool = True) -> list[Lack]:
    """Everything that is to be set right before this can be issued; an empty list when it can.

    A number is given at issue, after this; until then (`is_numbered` false) neither it nor its reference is asked for.
    """
    wrong_vat = list(vat_lacks(content.vat, name_of_document(content)))
    return [
        *_document(content, is_numbered=is_numbered),
        *_party(content.seller, "seller", content),
        *_payee(content.payee, content),
        *_party(content.buyer, "buyer", content),
        *_period_and_references(content, is_numbered=is_numbered),
        *wrong_vat,
        *_lines(content, can_add_up=not wrong_vat),
    ]


def at_its_organisation(lack: Lack, content: InvoiceContent) -> Lack:
    """The same, with the code of whose datum it is."""
    part = lack.field.partition(".")[0]
    party: Party | None = content.seller if part in ("seller", "payee") else content.buyer
    return replace(lack, code=party.code if party and place_of(lack) is not Place.TERMS else "")


def _document(content: InvoiceContent, *, is_numbered: bool) -> Iterator[Lack]:
    name = name_of_document(content)
    if content.kind not in tuple(DocumentKind):
        yield Lack(name, "kind", "soort is geen factuur en geen creditnota")
    if content.profile not in tuple(Profile):
        yield Lack(name, "profile", "profiel is geen NLCIUS en geen Peppol")
    yield from _text(name, "number", "factuurnummer", content.number, is_required=is_numbered)
    if len(str(content.number)) > LONGEST_NUMBER:
        yield Lack(name, "number", f"factuurnummer is langer dan {LONGEST_NUMBER} tekens")
    yield from _text(name, "note", "toelichting", content.note)
    if not _is_day(content.issued_on):
        yield Lack(name, "issued_on", "factuurdatum ontbreekt")
    elif _is_day(content.due_on) and content.due_on is not None and content.due_on < content.issued_on:
        yield Lack(name, "due_on", "vervaldatum ligt voor de factuurdatum")
    if not _is_day(content.due_on) and (content.kind == DocumentKind.INVOICE or content.due_on is not None):
        yield Lack(name, "due_on", "vervaldatum ontbreekt")


def _party(party: Party | None, side: str, content: InvoiceContent) -> Iterator[Lack]:
    if party is None:
        role = "verkoper" if side == "seller" else "koper"
        yield Lack(name_of_document(content), side, f"{role} ontbreekt")
        return
    name = _name_of(party, side)
    yield from _text(name, f"{side}.name", "naam", party.name, is_required=True)
    yield from _text(name, f"{side}.street", "straat en huisnummer", party.street, is_required=True)
    yield from _text(name, f"{side}.city", "plaats", party.city, is_required=True)
    yield from _number(
        name, f"{side}.postcode", "postcode", party.postcode, checked_postcode, is_required=True
    )
    if party.country != "NL":
        yield Lack(
            name, f"{side}.country", "landcode is niet NL; een e-factuur van Noaber blijft in Nederland"
        )
    if not _says_something(party.oin) and not _says_something(party.kvk):
        yield Lack(name, f"{side}.oin", "OIN of KvK-nummer ontbreekt")
    yield from _number(name, f"{side}.oin", "OIN", party.oin, checked_oin)
    yield from _number(name, f"{side}.kvk", "KvK-nummer", party.kvk, checked_kvk)
    if content.vat is not None:
        yield from _vat_number(name, party, side, content.vat)
    yield from _address(name, party, side, content.profile)


def _vat_number(name: str, party: Party, side: str, vat: Vat) -> Iterator[Lack]:
    """None where VAT does not apply (BR-O-02), that of the seller where it does or is exempt (BR-S-02, BR-E-02)."""
    if vat.treatment == VatTreatment.OUT_OF_SCOPE:
        if party.vat_number:
            yield Lack(
                name,
                f"{side}.vat_number",
                "btw-nummer mag niet op een factuur die buiten de btw valt; laat het weg",
            )
        return
    is_required = side == "seller"
    yield from _number(
        name,
        f"{side}.vat_number",
        "btw-nummer",
        party.vat_number,
        checked_vat_number,
        is_required=is_required,
    )


def _address(name: str, party: Party, side: str, profile: Profile) -> Iterator[Lack]:
    """Where the e-invoice comes from and goes to; Peppol delivers by it."""
    has_scheme, has_number = _says_something(party.endpoint_scheme), _says_something(party.endpoint_id)
    if not has_scheme and not has_number:
        if profile == Profile.PEPPOL:
            yield Lack(name, f"{side}.endpoint_id", "e-factuuradres ontbreekt; Peppol bezorgt daarop")
    elif not has_number:
        yield Lack(name, f"{side}.endpoint_id", "e-factuuradres ontbreekt bij het schema")
    elif not has_scheme:
        yield Lack(name, f"{side}.endpoint_scheme", "schema van het e-factuuradres ontbreekt")
    else:
        try:
            checked_address(party.endpoint_scheme, party.endpoint_id)
        except IdentifierError as wrong:
            yield Lack(name, f"{side}.endpoint_id", f"e-factuuradres klopt niet: {wrong}")


def _payee(payee: Payee | None, content: InvoiceContent) -> Iterator[Lack]:
    name = _name_of(content.seller, name_of_document(content))
    if payee is None:
        yield Lack(name, "payee", "IBAN ontbreekt")
        return
    yield from _number(name, "payee.iban", "IBAN", payee.iban, checked_iban, is_required=True)
    yield from _text(name, "payee.contact_name", "naam van de contactpersoon", payee.contact_name)
    yield from _text(name, "payee.contact_phone", "telefoonnummer", payee.contact_phone)
    yield from _text(name, "payee.contact_email", "e-mailadres", payee.contact_email)
    if _says_something(payee.contact_email) and not _MAIL_ADDRESS.fullmatch(payee.contact_email):
        yield Lack(name, "payee.contact_email", "e-mailadres klopt niet")


def _period_and_references(content: InvoiceContent, *, is_numbered: bool) -> Iterator[Lack]:
    name = name_of_document(content)
    yield from _text(name, "buyer_reference", "kenmerk van de koper", content.buyer_reference)
    yield from _text(name, "order_reference", "ordernummer", content.order_reference)
    if not _says_something(content.buyer_reference) and not _says_something(content.order_reference):
        buyer = _name_of(content.buyer, name)
        yield Lack(buyer, "buyer_reference", "kenmerk van de koper of ordernummer ontbreekt")
    if _says_something(content.reference):
        if not is_reference(content.reference):
            yield Lack(name, "reference", "betalingskenmerk klopt niet (RF, ISO 11649)")
    elif content.kind == DocumentKind.INVOICE and is_numbered:
        yield Lack(name, "reference", "betalingskenmerk ontbreekt")
    if content.first_day is not None or content.last_day is not None:
        if not _is_day(content.first_day) or not _is_day(content.last_day):
            yield Lack(name, "first_day", "periode heeft geen begin of geen einde")
        elif content.first_day and content.last_day and content.last_day < content.first_day:
            yield Lack(name, "last_day", "einde van de periode ligt voor het begin")
    yield from _credited(name, content)


def _credited(name: str, content: InvoiceContent) -> Iterator[Lack]:
    """A credit note takes off one earlier invoice, never itself; an invoice takes off nothing."""
    credited = content.credited
    if content.kind == DocumentKind.INVOICE:
        if credited is not None:
            yield Lack(name, "credited", "een factuur verwijst niet naar een gecrediteerde factuur")
        return
    if not isinstance(credited, Credited):
        yield Lack(name, "credited", "de factuur die wordt gecrediteerd ontbreekt")
        return
    yield from _text(
        name, "credited.number", "nummer van de gecrediteerde factuur", credited.number, is_required=True
    )
    if _says_something(credited.number) and credited.number.strip() == str(content.number).strip():
        yield Lack(name, "credited.number", "creditnota verwijst naar zichzelf")
    if not _is_day(credited.issued_on):
        yield Lack(name, "credited.issued_on", "datum van de gecrediteerde factuur ontbreekt")
    elif _is_day(content.issued_on) and credited.issued_on > content.issued_on:
        yield Lack(name, "credited.issued_on", "gecrediteerde factuur is van na de creditnota")


def vat_lacks(vat: Vat | None, name: str) -> Iterator[Lack]:
    """What no receiver takes of how the tax is told; also asked when the terms of a year are set."""
    if vat is None:
        yield Lack(name, "vat", "btw-behandeling ontbreekt")
        return
    yield from _text(name, "vat.reason", "reden waarom er geen btw is", vat.reason)
    if vat.treatment not in tuple(VatTreatment):
        yield Lack(name, "vat.treatment", "btw-behandeling is onbekend")
    elif complaint := _number_complaint(vat.rate, "btw-percentage"):
        yield Lack(name, "vat.rate", complaint)
    elif vat.treatment == VatTreatment.TAXED:
        if not 1 <= vat.rate <= 100:
            yield Lack(name, "vat.rate", "btw-percentage ligt niet tussen 1 en 100; schrijf 21 voor 21%")
        if _says_something(vat.reason):
            yield Lack(name, "vat.reason", "een belaste factuur heeft geen reden waarom er geen btw is")
    else:
        if vat.rate != 0:
            yield Lack(name, "vat.rate", "zonder btw is het btw-percentage 0")
        if not _says_something(vat.reason):
            yield Lack(name, "vat.reason", "reden waarom er geen btw is ontbreekt")


def _lines(content: InvoiceContent, *, can_add_up: bool) -> Iterator[Lack]:
    name = name_of_document(content)
    if not content.lines:
        yield Lack(name, "lines", "er zijn geen regels")
        return
    complaints = [lack for number, line in enumerate(content.lines, 1) for lack in _line(name, number, line)]
    yield from complaints
    if complaints or not can_add_up:
        return
    if content.net_cents <= 0:
        yield Lack(name, "lines", f"het bedrag is {format_euro(content.net_cents)}; er is niets te betalen")
    elif content.net_cents > HIGHEST_TOTAL or content.total_cents > HIGHEST_TOTAL:
        yield Lack(name, "lines", f"het bedrag is hoger dan {format_euro(HIGHEST_TOTAL)}")


def _line(name: str, number: int, line: InvoiceLine) -> Iterator[Lack]:
    field, at = f"lines.{number}", f"regel {number}: "
    yield from _text(name, f"{field}.name", f"{at}naam", line.name, is_required=True)
    yield from _text(name, f"{field}.description", f"{at}omschrijving", line.description)
    if line.unit not in UNITS:
        yield Lack(name, f"{field}.unit", f"{at}eenheid {str(line.unit)[:10]} is onbekend")
    wrong_quantity = _number_complaint(line.quantity, "aantal")
    wrong_price = _number_complaint(line.price, "prijs")
    if not wrong_quantity and line.quantity == 0:
        wrong_quantity = "aantal is nul"
    if wrong_quantity:
        yield Lack(name, f"{field}.quantity", f"{at}{wrong_quantity}")
    if wrong_price:
        yield Lack(name, f"{field}.price", f"{at}{wrong_price}")
    if wrong_quantity or wrong_price:
        return
    amount = line_amount(line.quantity, line.price)
    if line.amount_cents != amount or not _is_whole(line.amount_cents):
        yield Lack(
            name, f"{field}.amount_cents", f"{at}bedrag is niet aantal × prijs ({format_euro(amount)})"
        )


def name_of_document(content: InvoiceContent) -> str:
    """How a message calls it: by its number, or before it has one by whom it is for."""
    kind = "creditnota" if content.kind == DocumentKind.CREDIT_NOTE else "factuur"
    if _says_something(content.number):
        return f"{kind} {content.number}"
    buyer = _name_of(content.buyer, "")
    return f"{kind} aan {buyer}" if buyer else kind


def _name_of(party: Party | None, otherwise: str) -> str:
    """The organisation as people know it, or its code where the name itself is missing."""
    if party is None:
        return otherwise
    return party.name if _says_something(party.name) else f"organisatie {party.code}"


def _text(name: str, field: str, label: str, text: str, *, is_required: bool = False) -> Iterator[Lack]:
    """Blank where it is needed, or with a character that XML cannot hold."""
    if not _says_something(text):
        if is_required:
            yield Lack(name, field, f"{label} ontbreekt")
    elif found := _NOT_IN_XML.search(text):
        yield Lack(
            name, field, f"{label} bevat een teken dat niet in een e-factuur kan (U+{ord(found[0]):04X})"
        )


def _number(
    name: str, field: str, label: str, text: str, check: Callable[[str], str], *, is_required: bool = False
) -> Iterator[Lack]:
    """An identifier; what is wrong with it is said by its own rule."""
    if not _says_something(text):
        if is_required:
            yield Lack(name, field, f"{label} ontbreekt")
        return
    try:
        check(text)
    except IdentifierError as wrong:
        yield Lack(name, field, str(wrong))


def _number_complaint(number: object, label: str) -> str:
    if not isinstance(number, Decimal) and not _is_whole(number):
        return f"{label} is geen getal"
    exact = Decimal(number)  # type: ignore[arg-type]  # whole or Decimal by now
    if not exact.is_finite():
        return f"{label} is geen getal"
    if exact < 0:
        return f"{label} is negatief"
    if -int(exact.normalize().as_tuple().exponent) > MOST_DECIMALS[label]:
        return f"{label} heeft meer dan {MOST_DECIMALS[label]} cijfers achter de komma"
    return ""


def _says_something(text: object) -> bool:
    return isinstance(text, str) and bool(text.strip())


def _is_whole(number: object) -> bool:
    return isinstance(number, int) and not isinstance(number, bool)


def _is_day(day: object) -> bool:
    return isinstance(day, dt.date) and not isinstance(day, dt.datetime)
