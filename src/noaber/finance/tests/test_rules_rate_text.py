"""A typed rate is read exactly or asked back, never guessed."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.rate_text import RateError, parse_rate, rate_in_words


@pytest.mark.parametrize(
    ("typed", "euros"),
    [
        ("0,07", "0.07"),
        ("0.07", "0.07"),
        ("7 cent", "0.07"),
        ("7ct", "0.07"),
        ("7 cent per inwoner", "0.07"),
        (" 7,124 cent ", "0.07124"),
        ("€ 0,07", "0.07"),
        ("0,07 euro", "0.07"),
        ("0", "0"),
        ("€ 10", "10"),
    ],
)
def test_every_way_of_writing_a_rate_gives_the_same_exact_number(typed: str, euros: str) -> None:
    assert str(parse_rate(typed)) == euros


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("7", "7 cent of 7 euro"),
        ("-0,07", "geen plus of min"),
        ("", "is geen tarief"),
        ("zeven cent", "is geen tarief"),
        ("1.000,00", "is geen tarief"),
        ("€ 7 cent", "euro en cent tegelijk"),
        ("€ 11", "hoger dan €\xa010"),
        ("0,0712345", "meer dan 6 cijfers"),
        ("٧ cent", "is geen tarief"),
    ],
)
def test_what_can_be_misread_is_asked_back(typed: str, reason: str) -> None:
    with pytest.raises(RateError, match=reason):
        parse_rate(typed)


@given(st.integers(0, 10_000_000))
def test_what_is_written_in_words_reads_back_the_same(millionths: int) -> None:
    rate = Decimal(millionths).scaleb(-6)
    assert parse_rate(rate_in_words(rate).replace(".", "")) == rate


@given(st.text(max_size=30))
def test_any_text_gives_a_rate_within_bounds_or_a_refusal(typed: str) -> None:
    with suppress(RateError):
        assert 0 <= parse_rate(typed) <= 10
