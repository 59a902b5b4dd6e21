"""Figures, months and windows as they are said: Dutch, and never finer than what is known."""

from decimal import Decimal
from math import isnan

from noaber.core.rules.dutch import MONTHS, format_number
from noaber.figures.rules.periods import back

NO_FIGURE = "geen cijfer"


def rate_text(rate: float) -> str:
    """Per 1,000 inhabitants: two decimals, and one from ten on.

    >>> rate_text(2.4), rate_text(12.345), rate_text(float("nan"))
    ('2,40', '12,3', 'geen cijfer')
    """
    if isnan(rate):
        return NO_FIGURE
    return format_number(Decimal(repr(float(rate))), 1 if rate >= 9.995 else 2)


def interval_text(lower: float, upper: float) -> str:
    """
    >>> interval_text(2.162, 2.65)
    '2,16 tot 2,65'
    """
    return NO_FIGURE if isnan(lower) else f"{rate_text(lower)} tot {rate_text(upper)}"


def count_text(count: float) -> str:
    """
    >>> count_text(1203.0), count_text(0.0), count_text(float("nan"))
    ('1.203', '0', 'geen cijfer')
    """
    return NO_FIGURE if isnan(count) else format_number(int(count))


def month_text(period: int) -> str:
    """
    >>> month_text(202001), month_text(202000)
    ('januari 2020', '2020')
    """
    year, month = divmod(period, 100)
    return f"{MONTHS[month - 1]} {year}" if month else str(year)


def window_text(last: int) -> str:
    """The twelve months up to and including this one; a calendar year by its number.

    >>> window_text(202001), window_text(201912)
    ('februari 2019 tot en met januari 2020', '2019')
    """
    if last % 100 == 12:
        return str(last // 100)
    return f"{month_text(back(last, 11))} tot en met {month_text(last)}"


def in_window(last: int) -> str:
    """The same after what was counted.

    >>> in_window(202001), in_window(201912)
    ('van februari 2019 tot en met januari 2020', 'in 2019')
    """
    return f"{'in' if last % 100 == 12 else 'van'} {window_text(last)}"


def day_of(period: int) -> str:
    """The first of the month, in ISO form: where a chart draws it.

    >>> day_of(202001)
    '2020-01-01'
    """
    return f"{period // 100}-{period % 100:02d}-01"
