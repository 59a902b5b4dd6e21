"""Months for a demonstration: invented, whole, and together exactly the year that was really published.

The police publishes months as well, but they cannot be had everywhere. What is invented is only how a year spreads over
its months: a season by kind of offence, and chance around it. The same always gives the same.
"""

import math
import random
from collections.abc import Mapping, Sequence
from typing import Final

from noaber.core.rules.money import split_by_largest_remainder

_DARK: Final = (1.35, 1.15, 1.05, 0.92, 0.83, 0.75, 0.78, 0.82, 0.9, 1.03, 1.17, 1.3)
_WARM: Final = (0.75, 0.75, 0.9, 1.0, 1.12, 1.2, 1.15, 1.15, 1.15, 1.1, 0.95, 0.78)
_EVEN: Final = (1.0, 0.95, 1.0, 0.98, 1.02, 1.02, 0.97, 0.97, 1.0, 1.03, 1.02, 1.04)
_SEASONS: Final[Mapping[str, Sequence[float]]] = {"1.1.1": _DARK, "1.2.3": _WARM, "1.4.5": _WARM}
_BURSTS: Final[Mapping[tuple[str, str, int], tuple[int, float]]] = {
    ("GM0153", "1.2.3", 2019): (6, 2.2),
    ("GM0200", "1.1.1", 2018): (11, 2.3),
    ("GM0268", "2.2.1", 2020): (9, 2.0),
    ("GM0150", "1.1.1", 2021): (3, 2.4),
    ("GM0193", "2.5.1", 2022): (10, 2.2),
}
"""In these, one month stands out by a factor, so that a demonstration has something to look into."""
_SMOOTH: Final = 10_000
_KNOWN_LATER: Final = 2
_SHARE_LATER: Final = 12


def months_of(year_count: int, *, area: str, kind: str, year: int) -> tuple[int, ...]:
    """Twelve counts that add up to that of the year.

    >>> months_of(381, area="GM0153", kind="1.1.1", year=2019)
    (37, 52, 36, 31, 25, 17, 20, 31, 25, 31, 37, 39)
    >>> sum(months_of(3, area="GM0277", kind="1.1.1", year=2019))
    3
    """
    chance = random.Random(f"{area} {kind} {year}")  # noqa: S311  # invented figures, no secret
    spread = math.sqrt(12 / max(year_count, 1) + 0.01)
    burst, factor = _BURSTS.get((area, kind, year), (0, 1.0))
    weights = {
        f"{month:02d}": round(
            _SMOOTH * max(0.02, share * (1 + chance.gauss(0, spread))) * (factor if month == burst else 1)
        )
        for month, share in enumerate(_SEASONS.get(kind, _EVEN), 1)
    }
    return tuple(split_by_largest_remainder(year_count, weights).values())


def as_published(months: Sequence[int], last: int) -> tuple[int, ...]:
    """The months of a year that is not over, up to the last that is published: the last two are still too low.

    >>> as_published([24] * 12, 4)
    (24, 24, 22, 22)
    >>> as_published([24] * 12, 12)
    (24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24, 24)
    """
    if last == len(months):
        return tuple(months)
    early = len(months[:last]) - _KNOWN_LATER
    return tuple(
        count if place < early else count - count // _SHARE_LATER for place, count in enumerate(months[:last])
    )
