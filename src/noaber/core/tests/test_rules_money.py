"""What the money rules promise, whatever the amounts."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.rules.money import (
    MoneyError,
    format_euro,
    parse_euro,
    round_half_up,
    split_by_largest_remainder,
    to_cents,
)
from noaber.core.rules.ranking import largest_first

amounts = st.integers(-(10**12), 10**12)
codes = st.text("ABC0123", min_size=1, max_size=4)
weights = st.dictionaries(codes, st.integers(0, 10**6), min_size=1, max_size=80).filter(
    lambda weights: any(weights.values())
)


@given(amounts)
def test_what_is_written_is_read_back(cents: int) -> None:
    assert parse_euro(format_euro(cents)) == cents


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("0,07", 7),
        ("70000", 7_000_000),
        ("€70.000", 7_000_000),
        ("€\N{NO-BREAK SPACE}1.234,56", 123_456),
        ("€ -1,00", -100),
        ("-€ 1,00", -100),
        ("230.000,--", 23_000_000),
        ("  5  ", 500),
    ],
)
def test_the_usual_ways_to_type_an_amount_are_read(typed: str, cents: int) -> None:
    assert parse_euro(typed) == cents


@pytest.mark.parametrize(
    "typed", ["", "€", "1.23", "1,5", "1,234", "12.34.567", "1 000", "--1", "-€ -1", "7 cent", "1e3"]
)
def test_an_amount_that_can_be_read_two_ways_is_refused_and_quoted(typed: str) -> None:
    with pytest.raises(MoneyError, match="is geen bedrag") as refusal:
        parse_euro(typed)
    assert f"‘{typed}’" in str(refusal.value)


@given(st.fractions())
def test_rounding_is_never_more_than_a_half_away(number: Fraction) -> None:
    assert abs(round_half_up(number) - number) <= Fraction(1, 2)


@given(st.integers(0, 10**20))
def test_a_half_goes_away_from_zero_on_both_sides(whole: int) -> None:
    half = whole + Fraction(1, 2)
    assert round_half_up(half) == whole + 1
    assert round_half_up(-half) == -whole - 1


def test_more_digits_than_decimal_keeps_are_rounded_once() -> None:
    assert to_cents(Decimal("0.00499999999999999999999999999999999999")) == 0


@given(amounts, weights)
def test_shares_add_up_to_the_cent(total: int, weights: dict[str, int]) -> None:
    assert sum(split_by_largest_remainder(total, weights).values()) == total


@given(amounts, weights)
def test_no_share_is_a_whole_cent_off_its_exact_share(total: int, weights: dict[str, int]) -> None:
    shares = split_by_largest_remainder(total, weights)
    whole = sum(weights.values())
    assert all(abs(share - Fraction(total * weights[code], whole)) < 1 for code, share in shares.items())


@given(st.integers(0, 10**9), weights)
def test_who_weighs_more_never_pays_less(total: int, weights: dict[str, int]) -> None:
    shares = split_by_largest_remainder(total, weights)
    in_order = [shares[code] for code in largest_first(weights)]
    assert in_order == sorted(in_order, reverse=True)


def test_equal_remainders_go_to_the_lowest_code() -> None:
    weights = {"GM9": 1, "GM2000": 1, "GM10": 1}
    assert split_by_largest_remainder(1, weights) == {"GM10": 1, "GM2000": 0, "GM9": 0}


@given(amounts, weights)
def test_the_order_in_which_weights_are_given_does_not_matter(total: int, weights: dict[str, int]) -> None:
    turned = dict(reversed(weights.items()))
    split, split_turned = (
        split_by_largest_remainder(total, weights),
        split_by_largest_remainder(total, turned),
    )
    assert list(split.items()) == list(split_turned.items())


@pytest.mark.parametrize("weights", [{}, {"GM01": 0}, {"GM01": 2, "GM02": -1}])
def test_nothing_to_share_by_is_refused(weights: dict[str, int]) -> None:
    with pytest.raises(MoneyError):
        split_by_largest_remainder(100, weights)
