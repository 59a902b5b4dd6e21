"""Numbers of organisations and accounts: right ones pass as data has them, wrong ones say in Dutch what is wrong."""

from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.identifiers import (
    IdentifierError,
    checked_address,
    checked_gln,
    checked_iban,
    checked_kvk,
    checked_oin,
    checked_postcode,
    checked_vat_number,
)

Check = Callable[[str], str]
ALL: tuple[Check, ...] = (
    checked_oin,
    checked_kvk,
    checked_iban,
    checked_vat_number,
    checked_gln,
    checked_postcode,
)


@pytest.mark.parametrize(
    ("check", "typed", "number"),
    [
        (checked_oin, "00000001003214345000", "00000001003214345000"),
        (checked_oin, "00000003012345670000", "00000003012345670000"),
        (checked_oin, "00000004000000148000", "00000004000000148000"),
        (checked_oin, "99999999000000000141", "99999999000000000141"),
        (checked_kvk, "0123 4567", "01234567"),
        (checked_iban, "nl91 abna 0417 1643 00", "NL91ABNA0417164300"),
        (checked_iban, "BE68 5390 0754 7034", "BE68539007547034"),
        (checked_vat_number, "nl004495445b01", "NL004495445B01"),
        (checked_gln, "8712345000004", "8712345000004"),
        (checked_postcode, "8011pk", "8011 PK"),
    ],
)
def test_right_numbers_are_answered_as_data_has_them(check: Check, typed: str, number: str) -> None:
    assert check(typed) == number


@pytest.mark.parametrize(
    ("check", "typed", "reason"),
    [
        (checked_oin, "", "heeft 0 tekens"),
        (checked_oin, "0000000100321434500", "heeft 19 tekens"),
        (checked_oin, "0000000100321434500X", "geen cijfer"),
        (checked_oin, "00000001003214345001", "eindigt op 000"),
        (checked_oin, "00000001003214344000", "RSIN dat niet klopt"),
        (checked_oin, "12345678003214345000", "zo begint geen OIN"),
        (checked_oin, "00000003012345678000", "eindigt op 0000"),
        (checked_oin, "00000003000000000000", "bestaat uit nullen"),
        (checked_kvk, "1234567", "heeft 7 tekens"),
        (checked_kvk, "1234567A", "geen cijfer"),
        (checked_kvk, "00000000", "bestaat uit nullen"),
        (checked_kvk, "١٢٣٤٥٦٧٨", "geen cijfer"),
        (checked_iban, "", "klopt niet"),
        (checked_iban, "NL92ABNA0417164300", "klopt niet"),
        (checked_iban, "NL91ABNA041716430", "klopt niet"),
        (checked_iban, "XX91ABNA0417164300", "klopt niet"),
        (checked_vat_number, "BE0428759497", "begint niet met NL"),
        (checked_vat_number, "NL004495446B01", "klopt niet"),
        (checked_vat_number, "NL4495445B01", "klopt niet"),
        (checked_gln, "8712345000005", "klopt niet"),
        (checked_postcode, "0811 PK", "klopt niet"),
        (checked_postcode, "8011", "klopt niet"),
    ],
)
def test_wrong_numbers_say_what_is_wrong(check: Check, typed: str, reason: str) -> None:
    with pytest.raises(IdentifierError, match=reason):
        check(typed)


@pytest.mark.parametrize("scheme", ["", "0001", "190", "NL:KVK", "9944 "])
def test_an_unknown_kind_of_address_is_refused(scheme: str) -> None:
    with pytest.raises(IdentifierError, match="onbekend schema"):
        checked_address(scheme, "01234567")


@given(st.text(max_size=40))
def test_any_text_gives_a_number_that_is_right_itself_or_a_refusal(typed: str) -> None:
    for check in ALL:
        with suppress(IdentifierError):
            assert check(check(typed)) == check(typed)


@given(st.integers(0, 9), st.integers(0, 8))
def test_one_wrong_digit_of_an_rsin_is_seen(digit: int, place: int) -> None:
    rsin = "003214345"
    other = rsin[:place] + str(digit) + rsin[place + 1 :]
    if other != rsin:
        with pytest.raises(IdentifierError, match="RSIN"):
            checked_oin(f"00000001{other}000")
