"""A payment code holds what the invoice asks, within what banks accept, and says so to who does not see it."""

from decimal import Decimal

import pytest
import segno
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from noaber.finance.formats.payment_qr import payment_qr_svg
from noaber.finance.rules.invoices.payment_qr import HIGHEST_CENTS, LARGEST, PaymentQrError, payment_payload
from noaber.finance.rules.invoices.references import creditor_reference

IBAN = "NL91ABNA0417164300"
RF = creditor_reference("2020-0001")
SVG = "{http://www.w3.org/2000/svg}"

names = st.text(st.characters(exclude_categories=["C"]), min_size=1, max_size=120).filter(
    lambda name: bool(name.strip())
)


@given(names, st.integers(1, HIGHEST_CENTS), st.from_regex(r"[A-Z0-9]{1,21}", fullmatch=True))
def test_every_datum_stands_in_its_own_line(name: str, cents: int, number: str) -> None:
    lines = payment_payload(name, IBAN, cents, creditor_reference(number)).split("\n")
    assert lines[:5] == ["BCD", "002", "1", "SCT", ""]
    assert 1 <= len(lines[5]) <= 70
    assert lines[6:] == [IBAN, lines[7], "", creditor_reference(number)]
    assert Decimal(lines[7].removeprefix("EUR")) * 100 == cents
    assert len("\n".join(lines).encode()) <= LARGEST


@pytest.mark.parametrize(
    ("name", "iban", "cents", "reference", "reason"),
    [
        ("", IBAN, 100, RF, "naam van de ontvanger ontbreekt"),
        ("\n", IBAN, 100, RF, "naam van de ontvanger ontbreekt"),
        ("a\x00", IBAN, 100, RF, "vreemd teken"),
        ("Voorbeeld", "NL92ABNA0417164300", 100, RF, "IBAN .* klopt niet"),
        ("Voorbeeld", IBAN, 0, RF, "tussen 1 cent"),
        ("Voorbeeld", IBAN, -100, RF, "tussen 1 cent"),
        ("Voorbeeld", IBAN, HIGHEST_CENTS + 1, RF, "tussen 1 cent"),
        ("Voorbeeld", IBAN, 100, "", "Betalingskenmerk"),
        ("Voorbeeld", IBAN, 100, "RF00123", "Betalingskenmerk"),
        ("𣖁" * 70, IBAN, 100, RF, "te lang"),
    ],
)
def test_what_no_bank_accepts_is_refused(
    name: str, iban: str, cents: int, reference: str, reason: str
) -> None:
    with pytest.raises(PaymentQrError, match=reason):
        payment_payload(name, iban, cents, reference)


def test_a_name_cannot_add_a_line() -> None:
    payload = payment_payload("Voorbeeld\nNL00FRAU0000000000\nEUR999", IBAN, 100, RF)
    assert payload.split("\n")[6:8] == [IBAN, "EUR1.00"]


def test_the_picture_is_the_code_of_the_payload_and_has_a_title() -> None:
    svg = payment_qr_svg('Gemeente "Voorbeeld" & <Zoon>', IBAN, 1_993_95, RF)
    root = etree.fromstring(svg.encode())
    title = root[0]
    assert title.tag == f"{SVG}title"
    assert title.text == root.get("aria-label")
    assert 'aan Gemeente "Voorbeeld" & <Zoon>, IBAN NL91 ABNA 0417 1643 00' in (title.text or "")
    assert root.get("role") == "img"
    side = (root.get("viewBox") or "").split()[2]
    payload = payment_payload('Gemeente "Voorbeeld" & <Zoon>', IBAN, 1_993_95, RF)
    code = segno.make(payload.encode(), error="m", micro=False, boost_error=False, mode="byte")
    assert int(side) == code.symbol_size()[0]
    assert [path.get("d") for path in root.iter(f"{SVG}path")][-1] == paths_of(code)
    assert svg == payment_qr_svg('Gemeente "Voorbeeld" & <Zoon>', IBAN, 1_993_95, RF)


def paths_of(code: segno.QRCode) -> str:
    [path] = etree.fromstring(code.svg_inline(border=4).encode()).iter("path")
    return path.get("d") or ""


@settings(max_examples=20)
@given(st.text("ABCDEFGÉ ", min_size=1, max_size=70).filter(lambda name: bool(name.strip())))
def test_a_code_is_never_larger_than_banks_scan(name: str) -> None:
    code = segno.make(
        payment_payload(name, IBAN, HIGHEST_CENTS, RF).encode(), error="m", micro=False, boost_error=False
    )
    assert int(code.version) <= 13
    assert code.error == "M"
