"""What is found in free text, and what is left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.sensitive import find_sensitive, passes_eleven_test


def found(text: str) -> list[str]:
    return [text[finding.start : finding.end] for finding in find_sensitive(text)]


@pytest.mark.parametrize(
    "text", ["111222333", "bel over 111222333.", "(111222333)", "1112.22.333", "111 222 333", "A,111222333,B"]
)
def test_a_citizen_service_number_is_found_as_people_write_it(text: str) -> None:
    assert [finding.kind for finding in find_sensitive(text)] == ["bsn"]


def test_a_number_that_is_called_one_may_miss_its_leading_zero() -> None:
    assert passes_eleven_test("010000008")
    assert found("BSN 10000008") == ["10000008"]
    assert found("zaak 10000008") == []


@pytest.mark.parametrize(
    "text",
    [
        "0612345678",
        "NL91ABNA0417164300",
        "€ 111.222.333",
        "1.111222333",
        "1112223334",
        "x111222333",
        "00000001003214345000",
        "2019-01-28 111222334",
        "000000000",
    ],
)
def test_other_numbers_are_left_alone(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "plate", ["AB-12-34", "12-34-AB", "12-AB-34", "12-ABC-3", "1-ABC-23", "AB-123-C", "G-123-AB"]
)
def test_licence_plates_are_found(plate: str) -> None:
    assert found(f"de auto ({plate}) stond daar") == [plate]


@pytest.mark.parametrize(
    "text", ["28-01-2019", "28-01-19", "R02-R04", "A12-AB-34", "12-AB-34-X", "2019-AB-34", "ab-12-34"]
)
def test_dates_and_codes_are_no_licence_plates(text: str) -> None:
    assert found(text) == []


def test_a_plate_that_is_called_one_may_be_written_in_any_way() -> None:
    assert found("Kenteken: ab123c") == ["ab123c"]


@given(st.integers(1, 999_999_999), st.integers(0, 8), st.integers(1, 9))
def test_one_changed_digit_never_passes_when_the_number_did(number: int, place: int, change: int) -> None:
    """What the eleven test is for: it catches every single mistyped digit."""
    digits = f"{number:09d}"
    if not passes_eleven_test(digits):
        return
    changed = digits[:place] + str((int(digits[place]) + change) % 10) + digits[place + 1 :]
    assert not passes_eleven_test(changed)


@given(st.text())
def test_any_text_can_be_searched(text: str) -> None:
    assert all(0 <= finding.start < finding.end <= len(text) for finding in find_sensitive(text))
