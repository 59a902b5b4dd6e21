"""Periods of the source: `2019MM06` is a month, `2019JJ00` a year. Kept as a number, 201906 and 201900, that sorts.

A quarter (`2019KW02`) is the sum of its months and is not kept: totals and their parts are never added up.
"""

import re
from collections.abc import Iterator
from typing import Final

_KEY: Final = re.compile(r"(?P<year>(?:19|20)[0-9]{2})(?P<grain>MM|JJ|KW)(?P<number>[0-9]{2})")
_TYPED: Final = re.compile(r"((?:19|20)[0-9]{2})(?:-(0[1-9]|1[0-2]))?")


def period_of(key: str) -> int | None:
    """The number of a period; None for a quarter. ValueError where it is none.

    >>> period_of("2019MM06"), period_of("2019JJ00"), period_of("2019KW02")
    (201906, 201900, None)
    >>> period_of("2019MM13")
    Traceback (most recent call last):
        ...
    ValueError: 2019MM13
    """
    found = _KEY.fullmatch(key)
    number = int(found["number"]) if found else 0
    last = {"MM": 12, "KW": 4, "JJ": 0}[found["grain"]] if found else 0
    if found is None or number > last or (last and not number):
        raise ValueError(key)
    return None if found["grain"] == "KW" else int(found["year"]) * 100 + number


def period_key(period: int) -> str:
    """The key that the source has for it.

    >>> period_key(201906), period_key(201900)
    ('2019MM06', '2019JJ00')
    """
    year, month = divmod(period, 100)
    return f"{year}MM{month:02d}" if month else f"{year}JJ00"


def period_text(period: int) -> str:
    """In ISO form, for files and addresses.

    >>> period_text(201906), period_text(201900)
    ('2019-06', '2019')
    """
    year, month = divmod(period, 100)
    return f"{year}-{month:02d}" if month else str(year)


def typed_period(text: str) -> int:
    """A month or a year as people type it (`2019-06`, `2019`). ValueError, in Dutch, where it is neither.

    >>> typed_period("2019-06"), typed_period("2019")
    (201906, 201900)
    """
    found = _TYPED.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"‘{text}’ is geen maand (2019-06) en geen jaar (2019)")
    return int(found[1]) * 100 + int(found[2] or 0)


def is_month(period: int) -> bool:
    return period % 100 > 0


def span(first: int, last: int) -> tuple[int, ...]:
    """All months, or all years, from the first to the last. ValueError where one is a month and the other a year.

    >>> span(201811, 201902)
    (201811, 201812, 201901, 201902)
    >>> span(201800, 202000)
    (201800, 201900, 202000)
    """
    if is_month(first) != is_month(last):
        raise ValueError("kies twee maanden of twee jaren")
    return tuple(_months(first, last)) if is_month(first) else tuple(range(first, last + 1, 100))


def _months(first: int, last: int) -> Iterator[int]:
    for number in range(_count(first), _count(last) + 1):
        yield number // 12 * 100 + number % 12 + 1


def _count(period: int) -> int:
    return period // 100 * 12 + period % 100 - 1


def back(period: int, count: int) -> int:
    """The month, or the year, that many earlier; a negative count goes ahead.

    >>> back(201901, 1), back(201901, 11), back(201900, 2), back(201912, -1)
    (201812, 201802, 201700, 202001)
    """
    if not is_month(period):
        return period - 100 * count
    number = _count(period) - count
    return number // 12 * 100 + number % 12 + 1


RECENT: Final = 2
"""The last months of a release: reports still come in, so they are mostly too low."""


def still_open(last: int, newest: int) -> int:
    """How many of the months up to `last` may still rise, where a release goes up to `newest`.

    >>> still_open(202001, 202001), still_open(201912, 202001), still_open(201906, 202001)
    (2, 1, 0)
    """
    return max(RECENT - (_count(newest) - _count(last)), 0)
