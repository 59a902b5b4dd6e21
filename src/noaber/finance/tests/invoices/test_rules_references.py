"""References: made from a number, read back as people type them, and no single wrong character passes."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum import iso11649

from noaber.finance.rules.invoices.references import (
    ReferenceTextError,
    creditor_reference,
    dutch_check_digit,
    parse_dutch_reference,
    parse_reference,
    references_in,
)

LETTERS_AND_DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
numbers = st.text(LETTERS_AND_DIGITS, min_size=1, max_size=21)


@given(numbers)
def test_what_is_made_is_valid_and_read_back_in_groups_and_small_letters(number: str) -> None:
    reference = creditor_reference(number)
    assert iso11649.is_valid(reference)
    assert parse_reference(iso11649.format(reference).lower()) == reference
    assert reference in references_in(f"Betreft: {iso11649.format(reference)}, bijdrage")


@given(numbers, st.integers(4, 24), st.sampled_from(LETTERS_AND_DIGITS))
def test_one_wrong_character_is_refused(number: str, place: int, other: str) -> None:
    reference = creditor_reference(number)
    place %= len(reference)
    # What ISO 7064 lets through is known: letters may stand for the same remainder, never one digit for another.
    is_digit_for_digit = reference[place].isdigit() and other.isdigit() and reference[place] != other
    if place >= 2 and is_digit_for_digit:
        with pytest.raises(ReferenceTextError, match="klopt niet"):
            parse_reference(reference[:place] + other + reference[place + 1 :])


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("", "geen betalingskenmerk"),
        ("2020/é", "letters en cijfers"),
        ("X" * 22, "te lang"),
        ("--", "letters en cijfers"),
    ],
)
def test_a_number_that_gives_no_reference_says_why(number: str, reason: str) -> None:
    with pytest.raises(ReferenceTextError, match=reason):
        creditor_reference(number)


@pytest.mark.parametrize(
    "typed", ["", "RF", "RF18", "5390 0754 7034", "RFAB1234", "RF18 5390 0754 7034 é", "RF12" + "A" * 22]
)
def test_what_is_no_reference_is_refused(typed: str) -> None:
    with pytest.raises(ReferenceTextError, match="is geen betalingskenmerk"):
        parse_reference(typed)


def test_all_references_in_a_text_are_found_once() -> None:
    first, second = creditor_reference("2020-0001"), creditor_reference("2020-0002")
    assert references_in(f"{first} en {second.lower()} en nogmaals {first}") == (first, second)
    assert references_in("Perf 2020, RFC 1234, geen kenmerk") == ()


@pytest.mark.parametrize("typed", ["1234567", "5000056789012345", "12 2345 3462 2567", "5000.0567.8901.2345"])
def test_dutch_references_of_the_specification_are_read(typed: str) -> None:
    assert parse_dutch_reference(typed).isdigit()


@given(st.text("0123456789", min_size=7, max_size=12))
def test_a_dutch_reference_with_its_length_code_is_read(digits: str) -> None:
    coded = f"{len(digits) % 10}{digits}"
    assert parse_dutch_reference(dutch_check_digit(coded) + coded) == dutch_check_digit(coded) + coded
    wrong_length = f"{(len(digits) + 1) % 10}{digits}"
    with pytest.raises(ReferenceTextError, match="klopt niet"):
        parse_dutch_reference(dutch_check_digit(wrong_length) + wrong_length)


@pytest.mark.parametrize(
    "typed", ["", "123456", "12345678", "123456789012345", "12345678901234567", "RF18", "١٢٣٤٥٦٧"]
)
def test_what_is_no_dutch_reference_is_refused(typed: str) -> None:
    with pytest.raises(ReferenceTextError, match="is geen betalingskenmerk"):
        parse_dutch_reference(typed)


@given(st.text(max_size=60))
def test_any_text_gives_references_or_a_refusal(typed: str) -> None:
    for read in (parse_reference, parse_dutch_reference, creditor_reference):
        with suppress(ReferenceTextError):
            assert read(typed)
    assert all(iso11649.is_valid(reference) for reference in references_in(typed))
