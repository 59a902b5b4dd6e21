"""Nothing that a receiver would refuse gets past, and what is missing is named at the organisation that lacks it."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import fields, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.finance.formats.ubl_writing import to_ubl
from noaber.finance.rules.invoices.invoice import (
    Credited,
    DocumentKind,
    InvoiceContent,
    Party,
    Payee,
    Profile,
    Vat,
    VatTreatment,
)
from noaber.finance.rules.invoices.preflight import what_lacks
from noaber.finance.tests.einvoice_rules import broken
from noaber.finance.tests.invoice_samples import (
    BUYER,
    BUYER_VAT,
    EVERY_FORM,
    SELLER,
    a_document,
    documents,
    line_of,
)
from tests.depth import examples

Form = tuple[DocumentKind, Profile, VatTreatment]
Change = Callable[[InvoiceContent], InvoiceContent]
every_form = pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: "-".join(form))
PAYEE = a_document().payee
CREDIT, INVOICE = DocumentKind.CREDIT_NOTE, DocumentKind.INVOICE


def complaints(content: InvoiceContent) -> list[tuple[str, str]]:
    return [(lack.field, str(lack)) for lack in what_lacks(content)]


def seller(content: InvoiceContent, **changes: str) -> InvoiceContent:
    return replace(content, seller=replace(content.seller, **changes))


def buyer(content: InvoiceContent, **changes: str) -> InvoiceContent:
    return replace(content, buyer=replace(content.buyer, **changes))


def line(content: InvoiceContent, **changes: object) -> InvoiceContent:
    return replace(content, lines=(replace(content.lines[0], **changes), *content.lines[1:]))  # type: ignore[arg-type]


@every_form
def test_a_document_that_is_right_lacks_nothing(form: Form) -> None:
    assert what_lacks(a_document(*form)) == []


# Wrong in every form: what is changed, which field is named, and the words a person reads.
EVERYWHERE: dict[str, tuple[Change, str, str]] = {
    "no number": (lambda c: replace(c, number=" "), "number", "factuurnummer ontbreekt"),
    "long number": (lambda c: replace(c, number="1" * 36), "number", "langer dan 35 tekens"),
    "bad character": (lambda c: replace(c, note="a\x00b"), "note", "toelichting bevat een teken .* .U.0000."),
    "half a pair": (lambda c: seller(c, name="a\ud800"), "seller.name", "Gemeente|naam bevat een teken"),
    "non-character": (lambda c: buyer(c, street="a\ufffe"), "buyer.street", "Koper .*straat .* bevat een teken"),
    "no day": (lambda c: replace(c, issued_on=None), "issued_on", "factuurdatum ontbreekt"),  # type: ignore[arg-type]
    "a moment": (lambda c: replace(c, issued_on=dt.datetime(2020, 2, 3)), "issued_on", "factuurdatum ontbreekt"),
    "due before": (lambda c: replace(c, due_on=dt.date(2020, 2, 2)), "due_on", "vervaldatum ligt voor"),
    "seller name": (lambda c: seller(c, name=""), "seller.name", "^organisatie GM0150: naam ontbreekt"),
    "buyer name": (lambda c: buyer(c, name="\u00a0"), "buyer.name", "^organisatie GM0148: naam ontbreekt"),
    "street": (lambda c: buyer(c, street=""), "buyer.street", "^Gemeente Koper .*: straat en huisnummer ontbreekt"),
    "city": (lambda c: seller(c, city=""), "seller.city", "^Gemeente Voorbeeld: plaats ontbreekt"),
    "postcode": (lambda c: seller(c, postcode=""), "seller.postcode", "^Gemeente Voorbeeld: postcode ontbreekt"),
    "bad postcode": (lambda c: buyer(c, postcode="123"), "buyer.postcode", "postcode 123 klopt niet"),
    "country": (lambda c: buyer(c, country="DE"), "buyer.country", "landcode is niet NL"),
    "no country": (lambda c: seller(c, country=""), "seller.country", "landcode is niet NL"),
    "no legal number": (lambda c: buyer(c, oin="", kvk=""), "buyer.oin", "Koper.*: OIN of KvK-nummer ontbreekt"),
    "bad OIN": (lambda c: seller(c, oin="123"), "seller.oin", "OIN heeft 3 tekens"),
    "OIN with a letter": (lambda c: seller(c, oin="9999999900000000015O"), "seller.oin", "geen cijfer"),
    "bad KvK": (lambda c: buyer(c, kvk="123"), "buyer.kvk", "KvK-nummer heeft 3 tekens"),
    "bad second number": (lambda c: buyer(c, oin=BUYER.kvk), "buyer.oin", "OIN heeft 8 tekens"),
    "unknown scheme": (lambda c: buyer(c, endpoint_scheme="0001"), "buyer.endpoint_id", "onbekend schema 0001"),
    "other scheme": (lambda c: buyer(c, endpoint_scheme="0190"), "buyer.endpoint_id", "OIN heeft 8 tekens"),
    "no scheme": (lambda c: seller(c, endpoint_scheme=""), "seller.endpoint_scheme", "schema .* ontbreekt"),
    "no address": (lambda c: seller(c, endpoint_id=""), "seller.endpoint_id", "ontbreekt bij het schema"),
    "no IBAN": (lambda c: replace(c, payee=Payee("")), "payee.iban", "^Gemeente Voorbeeld: IBAN ontbreekt"),
    "bad IBAN": (lambda c: replace(c, payee=Payee("NL92ABNA0417164300")), "payee.iban", "IBAN .* klopt niet"),
    "bad mail": (
        lambda c: replace(c, payee=replace(c.payee, contact_email="geen adres")),
        "payee.contact_email",
        "e-mailadres klopt niet",
    ),
    "no reference of the buyer": (
        lambda c: replace(c, buyer_reference=""),
        "buyer_reference",
        "^Gemeente Koper .*: kenmerk van de koper of ordernummer ontbreekt",
    ),
    "bad reference": (lambda c: replace(c, reference="RF00123"), "reference", "betalingskenmerk klopt niet"),
    "spaced reference": (lambda c: replace(c, reference="RF34 2020 0001"), "reference", "betalingskenmerk klopt niet"),
    "half a period": (lambda c: replace(c, last_day=None), "first_day", "geen begin of geen einde"),
    "period": (lambda c: replace(c, last_day=dt.date(2019, 12, 31)), "last_day", "einde .* voor het begin"),
    "no lines": (lambda c: replace(c, lines=()), "lines", "er zijn geen regels"),
    "line name": (lambda c: line(c, name=""), "lines.1.name", "regel 1: naam ontbreekt"),
    "unit": (lambda c: line(c, unit="stuks"), "lines.1.unit", "regel 1: eenheid stuks is onbekend"),
    "quantity": (lambda c: line(c, quantity=Decimal(-1)), "lines.1.quantity", "regel 1: aantal is negatief"),
    "no quantity": (lambda c: line(c, quantity=Decimal(0)), "lines.1.quantity", "regel 1: aantal is nul"),
    "not a number": (lambda c: line(c, quantity=Decimal("NaN")), "lines.1.quantity", "aantal is geen getal"),
    "a float": (lambda c: line(c, price=0.07), "lines.1.price", "prijs is geen getal"),
    "price": (lambda c: line(c, price=Decimal("-0.07")), "lines.1.price", "regel 1: prijs is negatief"),
    "decimals": (lambda c: line(c, price=Decimal("0.0700001")), "lines.1.price", "meer dan 6 cijfers achter"),
    "many decimals": (lambda c: line(c, quantity=Decimal("1.00001")), "lines.1.quantity", "meer dan 4 cijfers"),
    "a cent more": (lambda c: line(c, amount_cents=1993_96), "lines.1.amount_cents", "niet aantal × prijs .€.1.993,95"),
    "half a cent": (lambda c: line(c, amount_cents=1993.95e2 + 0.5), "lines.1.amount_cents", "niet aantal × prijs"),
    "nothing": (lambda c: replace(c, lines=(line_of("1", "0"),)), "lines", "er is niets te betalen"),
    "too much": (lambda c: replace(c, lines=(line_of("1e9", "1"),)), "lines", "hoger dan"),
    "treatment": (lambda c: replace(c, vat=Vat("X")), "vat.treatment", "btw-behandeling is onbekend"),  # type: ignore[arg-type]
    "bad kind": (lambda c: replace(c, kind="proforma"), "kind", "soort is geen factuur"),  # type: ignore[arg-type]
    "bad profile": (lambda c: replace(c, profile="xrechnung"), "profile", "profiel is geen"),  # type: ignore[arg-type]
}  # fmt: skip


@every_form
@pytest.mark.parametrize("wrong", EVERYWHERE)
def test_what_is_wrong_in_every_form_is_named(form: Form, wrong: str) -> None:
    change, field, words = EVERYWHERE[wrong]
    content = change(a_document(*form))
    said = [text for named, text in complaints(content) if named == field]
    assert any(re.search(words, text) for text in said), complaints(content)


# Wrong in some forms only.
@pytest.mark.parametrize("treatment", [VatTreatment.EXEMPT, VatTreatment.TAXED])
def test_with_vat_the_seller_names_its_number(treatment: VatTreatment) -> None:
    content = a_document(treatment=treatment)
    assert complaints(seller(content, vat_number="")) == [
        ("seller.vat_number", "Gemeente Voorbeeld: btw-nummer ontbreekt")
    ]
    assert [field for field, _ in complaints(seller(content, vat_number="NL123456789B01"))] == [
        "seller.vat_number"
    ]
    assert what_lacks(buyer(content, vat_number=BUYER_VAT)) == []


def test_out_of_scope_nobody_names_a_vat_number() -> None:
    content = seller(buyer(a_document(), vat_number=BUYER_VAT), vat_number=BUYER_VAT)
    assert [field for field, _ in complaints(content)] == ["seller.vat_number", "buyer.vat_number"]


@pytest.mark.parametrize(
    ("treatment", "rate", "reason", "field"),
    [
        (VatTreatment.OUT_OF_SCOPE, "0", "", "vat.reason"),
        (VatTreatment.EXEMPT, "0", " ", "vat.reason"),
        (VatTreatment.OUT_OF_SCOPE, "21", "reden", "vat.rate"),
        (VatTreatment.EXEMPT, "9", "reden", "vat.rate"),
        (VatTreatment.TAXED, "0", "", "vat.rate"),
        (VatTreatment.TAXED, "0.21", "", "vat.rate"),
        (VatTreatment.TAXED, "121", "", "vat.rate"),
        (VatTreatment.TAXED, "-21", "", "vat.rate"),
        (VatTreatment.TAXED, "21.001", "", "vat.rate"),
        (VatTreatment.TAXED, "NaN", "", "vat.rate"),
        (VatTreatment.TAXED, "21", "reden", "vat.reason"),
    ],
)
def test_a_rate_and_a_reason_belong_to_the_treatment(
    treatment: VatTreatment, rate: str, reason: str, field: str
) -> None:
    content = a_document(treatment=treatment, vat=Vat(treatment, Decimal(rate), reason))
    assert [named for named, _ in complaints(content)] == [field]


@pytest.mark.parametrize("side", ["seller", "buyer"])
def test_peppol_delivers_at_an_address_and_nlcius_may_do_without(side: str) -> None:
    party = replace(SELLER if side == "seller" else BUYER, endpoint_scheme="", endpoint_id="")
    content = replace(a_document(), **{side: party})  # type: ignore[arg-type]  # the side is a name
    assert what_lacks(content) == []
    assert complaints(replace(content, profile=Profile.PEPPOL)) == [
        (f"{side}.endpoint_id", f"{party.name}: e-factuuradres ontbreekt; Peppol bezorgt daarop")
    ]


@pytest.mark.parametrize(
    ("credited", "words"),
    [
        (None, "creditnota 2020-0002: de factuur die wordt gecrediteerd ontbreekt"),
        (Credited("", dt.date(2020, 1, 15)), "nummer van de gecrediteerde factuur ontbreekt"),
        (Credited("2020-0002", dt.date(2020, 1, 15)), "creditnota verwijst naar zichzelf"),
        (Credited(" 2020-0002 ", dt.date(2020, 1, 15)), "creditnota verwijst naar zichzelf"),
        (Credited("2020-0001", dt.date(2020, 2, 4)), "gecrediteerde factuur is van na de creditnota"),
    ],
)
def test_a_credit_note_takes_off_another_earlier_invoice(credited: Credited | None, words: str) -> None:
    [(_, said)] = complaints(a_document(CREDIT, credited=credited))
    assert said.endswith(words)


def test_an_invoice_takes_off_nothing_and_has_a_due_date_and_a_reference() -> None:
    content = a_document(
        INVOICE, credited=Credited("2019-0001", dt.date(2019, 1, 1)), due_on=None, reference=""
    )
    assert [field for field, _ in complaints(content)] == ["due_on", "reference", "credited"]


def test_an_order_number_does_for_the_reference_of_the_buyer() -> None:
    assert what_lacks(a_document(buyer_reference="", order_reference="4500001")) == []


def test_a_credit_note_says_from_when_the_invoice_is() -> None:
    content = a_document(CREDIT, credited=Credited("2020-0001", None))  # type: ignore[arg-type]  # as a bad import has it
    assert [field for field, _ in complaints(content)] == ["credited.issued_on"]


BAD = "a\x0bb"


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (a_document(payee=replace(PAYEE, contact_name=BAD)), "payee.contact_name"),
        (a_document(payee=replace(PAYEE, contact_phone=BAD)), "payee.contact_phone"),
        (a_document(payee=replace(PAYEE, contact_email=f"{BAD}@a.invalid")), "payee.contact_email"),
        (a_document(buyer_reference=BAD), "buyer_reference"),
        (a_document(order_reference=BAD), "order_reference"),
        (a_document(vat=Vat(VatTreatment.OUT_OF_SCOPE, reason=BAD)), "vat.reason"),
        (line(a_document(), description=BAD), "lines.1.description"),
        (a_document(CREDIT, credited=Credited(BAD, dt.date(2020, 1, 15))), "credited.number"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_no_text_has_a_character_that_xml_cannot_hold(content: InvoiceContent, field: str) -> None:
    assert [named for named, said in complaints(content) if "U+000B" in said] == [field]


@every_form
def test_before_it_is_issued_a_document_needs_no_number_yet(form: Form) -> None:
    content = a_document(*form, number="", reference="")
    assert what_lacks(content, is_numbered=False) == []
    assert "number" in {lack.field for lack in what_lacks(content)}
    [lack] = what_lacks(replace(content, lines=()), is_numbered=False)
    assert str(lack).endswith(" aan Gemeente Koper & Zoon <BV>: er zijn geen regels")


def test_everything_that_is_missing_is_named_at_once() -> None:
    empty = a_document(seller=Party("GM01", ""), buyer=Party("GM02", ""), payee=Payee(""), lines=())
    named = {(lack.organisation, lack.field) for lack in what_lacks(empty)}
    assert {
        ("organisatie GM01", "seller.name"),
        ("organisatie GM02", "buyer.oin"),
        ("organisatie GM01", "payee.iban"),
    } <= named
    assert len(named) == 12


def test_parts_that_are_missing_altogether_are_named() -> None:
    content = a_document(seller=None, buyer=None, payee=None, vat=None)
    assert {"seller", "buyer", "payee", "vat"} <= {field for field, _ in complaints(content)}


# --- mutants ---

TEXTS = (
    "",
    " ",
    "0",
    "NL",
    "\x00",
    "\ufffe",
    "00000148",
    "99999999000000000148",
    "é",
    "<a>&",
    "\u00a0",
    "\n",
    "O",
    "381",
)
NUMBERS = tuple(map(Decimal, ("0", "-1", "0.001", "1e3", "NaN", "Infinity", "0.12345678", "21", "1e12")))


@st.composite
def mutants(draw: st.DrawFn) -> InvoiceContent:
    """A document that lacked nothing, with one datum made something else."""
    content = draw(documents())
    part = draw(st.sampled_from(["", "seller", "buyer", "payee", "vat", "line"]))
    if part == "line":
        changed = altered(draw, content.lines[0])
        return replace(content, lines=(changed, *content.lines[1:]))
    if part:
        return replace(content, **{part: altered(draw, getattr(content, part))})
    mutant: InvoiceContent = altered(draw, content)
    return mutant


def altered(draw: st.DrawFn, part: Any) -> Any:
    """The part with another value of the same kind in one of its fields."""
    field = draw(st.sampled_from([field.name for field in fields(part)]))
    value = getattr(part, field)
    if isinstance(value, StrEnum):
        return replace(part, **{field: draw(st.sampled_from(list(type(value))))})
    if isinstance(value, str):
        return replace(
            part, **{field: draw(st.sampled_from([*TEXTS, value[:-1], value.lower(), value[::-1]]))}
        )
    if isinstance(value, Decimal):
        return replace(part, **{field: draw(st.sampled_from(NUMBERS))})
    if isinstance(value, int):
        return replace(part, **{field: draw(st.sampled_from([0, -value, value + 1, value - 1, value * 100]))})
    if isinstance(value, dt.date):
        return replace(part, **{field: draw(st.sampled_from([dt.date(1, 1, 1), dt.date(9999, 12, 31)]))})
    return part


@settings(max_examples=examples(150), deadline=None)
@given(mutants())
def test_what_gets_past_keeps_the_rules(content: InvoiceContent) -> None:
    if not what_lacks(content):
        assert broken(to_ubl(content)) == []
