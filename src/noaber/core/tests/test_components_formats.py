"""Dutch forms in templates."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from noaber.core.templatetags.noaber import datum, datumkort, euro, getal, moment, percentage


@pytest.mark.parametrize(
    ("cents", "text"),
    [(123_456, "€\xa01.234,56"), (-401_179, "€\xa0-4.011,79"), (0, "€\xa00,00"), (None, "")],
)
def test_euro(cents: int | None, text: str) -> None:
    assert euro(cents) == text


@pytest.mark.parametrize(
    ("number", "decimals", "text"),
    [
        (3_228_403, 0, "3.228.403"),
        (Decimal("7.1245"), 3, "7,125"),
        (0.5, 1, "0,5"),
        ("zeven", 0, ""),
        (None, 0, ""),
    ],
)
def test_getal(number: object, decimals: int, text: str) -> None:
    assert getal(number, decimals) == text


def test_percentage_takes_a_fraction() -> None:
    assert (percentage(Decimal("0.61")), percentage(0.305, 1), percentage(None)) == ("61%", "30,5%", "")


def test_dates_are_written_long_in_text_and_short_in_tables() -> None:
    assert (datum(date(2019, 1, 28)), datumkort(date(2019, 1, 28)), datum(None)) == (
        "28 januari 2019",
        "28-1-2019",
        "",
    )


def test_a_moment_is_told_on_the_dutch_clock() -> None:
    late = datetime(2019, 6, 30, 22, 30, tzinfo=UTC)

    assert moment(late) == "1 juli 2019, 00:30 uur"
    assert datum(late) == "1 juli 2019"
