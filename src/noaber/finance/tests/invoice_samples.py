"""Invoices that could be issued, invented: a base to alter, and a strategy of very different ones."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Final

from hypothesis import strategies as st

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
from noaber.finance.rules.invoices.references import creditor_reference

SELLER_VAT: Final = "NL004495445B01"
BUYER_VAT: Final = "NL004495445B01"
ISSUED: Final = dt.date(2020, 2, 3)

SELLER: Final = Party(
    code="GM0150",
    name="Gemeente Voorbeeld",
    street="Marktplein 1",
    postcode="7411 AA",
    city="Voorbeeld",
    oin="99999999000000000150",
    endpoint_scheme="0190",
    endpoint_id="99999999000000000150",
)
BUYER: Final = Party(
    code="GM0148",
    name="Gemeente Koper & Zoon <BV>",
    street="Raadhuisstraat 2",
    postcode="7701 BB",
    city="Koperdam",
    kvk="00000148",
    endpoint_scheme="0106",
    endpoint_id="00000148",
)
VATS: Final = {
    VatTreatment.OUT_OF_SCOPE: Vat(VatTreatment.OUT_OF_SCOPE, reason="Buiten de heffing van btw"),
    VatTreatment.EXEMPT: Vat(VatTreatment.EXEMPT, reason="Vrijgesteld van btw"),
    VatTreatment.TAXED: Vat(VatTreatment.TAXED, Decimal(21)),
}


def line_of(quantity: str, price: str, name: str = "Bijdrage 2020", unit: str = PERSON) -> InvoiceLine:
    return InvoiceLine(
        name, Decimal(quantity), unit, Decimal(price), line_amount(Decimal(quantity), Decimal(price))
    )


def a_document(
    kind: DocumentKind = DocumentKind.INVOICE,
    profile: Profile = Profile.NLCIUS,
    treatment: VatTreatment = VatTreatment.OUT_OF_SCOPE,
    **changes: object,
) -> InvoiceContent:
    """A document that lacks nothing, with whatever is to be different."""
    is_credit = kind is DocumentKind.CREDIT_NOTE
    vat_number = "" if treatment is VatTreatment.OUT_OF_SCOPE else SELLER_VAT
    content = InvoiceContent(
        kind=kind,
        number="2020-0002" if is_credit else "2020-0001",
        issued_on=ISSUED,
        due_on=None if is_credit else dt.date(2020, 3, 4),
        seller=replace(SELLER, vat_number=vat_number),
        payee=Payee("NL91ABNA0417164300", "Controller", "financien@voorbeeld.invalid", "0570 000 000"),
        buyer=BUYER,
        buyer_reference="Bijdrage veiligheidsnetwerk",
        reference=creditor_reference("2020-0001"),
        lines=(line_of("28485", "0.07"), line_of("1", "12.5", "Zaalhuur", ONE)),
        vat=VATS[treatment],
        profile=profile,
        note="Over het jaar 2020.",
        first_day=dt.date(2020, 1, 1),
        last_day=dt.date(2020, 12, 31),
        credited=Credited("2020-0001", dt.date(2020, 1, 15)) if is_credit else None,
    )
    return replace(content, **changes)  # type: ignore[arg-type]  # a test names the fields


EVERY_FORM: Final = [
    (kind, profile, treatment) for kind in DocumentKind for profile in Profile for treatment in VatTreatment
]

# Any character that XML can hold, and that a keyboard or a paste can bring: accents, quotes, emoji, tabs.
words = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=60).filter(
    lambda text: bool(text.strip())
)
days = st.dates(dt.date(2019, 1, 1), dt.date(2035, 12, 31))


@st.composite
def parties(draw: st.DrawFn, profile: Profile, treatment: VatTreatment, *, is_seller: bool) -> Party:
    number = draw(st.integers(1, 9999))
    oin, kvk = f"9999999900000000{number:04d}", f"0000{number:04d}"
    endpoints = [("0190", oin), ("0106", kvk), ("9944", SELLER_VAT), ("0088", "8712345000004")]
    endpoint = draw(st.sampled_from(endpoints if profile is Profile.PEPPOL else [("", ""), *endpoints]))
    known = draw(st.sampled_from(["oin", "kvk", "both"]))
    may_name_vat = treatment is not VatTreatment.OUT_OF_SCOPE and (is_seller or draw(st.booleans()))
    return Party(
        code=f"GM{number:04d}",
        name=draw(words),
        street=draw(words),
        postcode=draw(st.sampled_from(["7411 AA", "8011pk", "1000AB"])),
        city=draw(words),
        oin=oin if known != "kvk" else "",
        kvk=kvk if known != "oin" else "",
        vat_number=SELLER_VAT if may_name_vat else "",
        endpoint_scheme=endpoint[0],
        endpoint_id=endpoint[1],
    )


@st.composite
def lines(draw: st.DrawFn) -> InvoiceLine:
    quantity = draw(st.decimals("0.0001", 1_000_000, places=4))
    price = draw(st.decimals("0.01", 500, places=draw(st.integers(2, 6))))
    return InvoiceLine(
        draw(words),
        quantity,
        draw(st.sampled_from([PERSON, ONE, "HUR", "H87"])),
        price,
        line_amount(quantity, price),
        draw(st.one_of(st.just(""), words)),
    )


@st.composite
def documents(draw: st.DrawFn) -> InvoiceContent:
    """Any document that lacks nothing."""
    kind, profile, treatment = draw(st.sampled_from(EVERY_FORM))
    issued_on = draw(days)
    is_credit = kind is DocumentKind.CREDIT_NOTE
    number = draw(st.from_regex(r"[A-Z0-9]{1,4}-?[0-9]{1,8}", fullmatch=True))
    rate = Decimal(draw(st.sampled_from(["6", "9", "21", "19.5"])))
    has_period = draw(st.booleans())
    billed = draw(
        st.lists(lines(), min_size=1, max_size=4).filter(
            lambda found: any(line.amount_cents for line in found)
        )
    )
    return InvoiceContent(
        kind=kind,
        number=f"{number}C" if is_credit else number,
        issued_on=issued_on,
        due_on=None if is_credit else issued_on + dt.timedelta(days=draw(st.integers(0, 90))),
        seller=draw(parties(profile, treatment, is_seller=True)),
        payee=Payee("NL91ABNA0417164300", draw(st.one_of(st.just(""), words))),
        buyer=draw(parties(profile, treatment, is_seller=False)),
        buyer_reference=draw(words),
        reference=creditor_reference(number),
        lines=tuple(billed),
        vat=VATS[treatment] if treatment is not VatTreatment.TAXED else Vat(treatment, rate),
        profile=profile,
        order_reference=draw(st.one_of(st.just(""), words)),
        note=draw(st.one_of(st.just(""), words)),
        first_day=dt.date(2020, 1, 1) if has_period else None,
        last_day=dt.date(2020, 12, 31) if has_period else None,
        credited=Credited(number, issued_on) if is_credit else None,
    )
