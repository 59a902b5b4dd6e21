"""What the Dutch forms promise: what is written is read back, and what is refused is named."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.dutch import (
    DateError,
    format_number,
    in_a_row,
    long_date,
    parse_date,
    short_date,
    sort_key,
    weekday_date,
)

years_in_four_digits = st.dates(date(1000, 1, 1), date(9999, 12, 31))


@given(years_in_four_digits)
def test_every_written_date_is_read_back(day: date) -> None:
    assert parse_date(long_date(day)) == parse_date(short_date(day)) == parse_date(day.isoformat()) == day


@pytest.mark.parametrize(
    "typed", ["30-2-2019", "2019-02-30", "31 april 2020", "29-2-2019", "1-13-2019", "0-1-2019"]
)
def test_a_date_that_does_not_exist_is_named(typed: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_date(typed)
    assert str(refusal.value) == f"{typed} bestaat niet"


@pytest.mark.parametrize(
    "typed", ["gisteren", "28-1-19", "1-2019", "28-1-2019 10:00", "28 jan 2019", "20190128"]
)
def test_what_is_no_date_is_quoted_with_an_example(typed: str) -> None:
    with pytest.raises(DateError) as refusal:
        parse_date(typed)
    assert str(refusal.value) == f"‘{typed}’ is geen datum; schrijf bijvoorbeeld 28-1-2019"


def test_an_empty_date_asks_for_one() -> None:
    with pytest.raises(DateError, match="vul een datum in"):
        parse_date("  ")


def test_a_date_may_be_typed_with_slashes_spaces_and_capitals() -> None:
    assert parse_date(" 28/01/2019 ") == parse_date("28 Januari 2019") == date(2019, 1, 28)


def test_an_invitation_names_the_day_of_the_week() -> None:
    assert weekday_date(date(2019, 4, 24)) == "woensdag 24 april 2019"


@pytest.mark.parametrize(
    ("number", "decimals", "written"),
    [
        (0, 0, "0"),
        (-1234, 0, "-1.234"),
        (Decimal("0.5"), 0, "1"),
        (Decimal("-0.04"), 1, "0,0"),
        (Decimal("1234567.891"), 2, "1.234.567,89"),
        (10**40, 2, f"{10**40:,}".replace(",", ".") + ",00"),
        (Decimal("1e-40"), 2, "0,00"),
    ],
)
def test_numbers_are_written_the_dutch_way(number: int | Decimal, decimals: int, written: str) -> None:
    assert format_number(number, decimals) == written


@pytest.mark.parametrize(
    "names",
    [
        ["Aalten", "'s-Graveland", "'t Harde", "Heerde", "Den Helder"],
        ["Édam", "Eemnes", "Épe", "Ermelo"],
        ["Dalfsen", "De", "Dedemsvaart", "Deventer"],
        ["Berg en Dal", "BERGEN", "Berkelland"],
    ],
)
def test_names_stand_in_the_order_of_a_dutch_register(names: list[str]) -> None:
    turned_round = names[::-1]
    assert sorted(turned_round, key=sort_key) == names


def test_a_curly_apostrophe_sorts_like_a_straight_one() -> None:
    assert sort_key("’s-Hertogenbosch") == sort_key("'s-Hertogenbosch")


@pytest.mark.parametrize(("words", "sentence"), [([], ""), (["a"], "a"), (["a", "b"], "a en b")])
def test_short_rows_need_no_comma(words: list[str], sentence: str) -> None:
    assert in_a_row(words) == sentence
