"""Five classes of rates for a map, with about as many areas in each."""

from collections.abc import Sequence
from math import isnan

from noaber.figures.rules.numbers import rate_text

CLASSES = 5


def class_limits(rates: Sequence[float], classes: int = CLASSES) -> list[float]:
    """The highest rate of every class but the last, rising; fewer where rates are the same.

    >>> class_limits([1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0])
    [2.0, 4.0, 6.0, 8.0]
    >>> class_limits([1.0, 1.0, float("nan")])
    []
    """
    known = sorted(each for each in rates if not isnan(each))
    found = {
        known[len(known) * part // classes - 1] for part in range(1, classes) if len(known) * part >= classes
    }
    return sorted(each for each in found if each < known[-1])


def class_of(rate: float, limits: Sequence[float]) -> int:
    """From 1 for the lowest.

    >>> class_of(2.0, [2.0, 4.0]), class_of(2.1, [2.0, 4.0]), class_of(9.0, [2.0, 4.0])
    (1, 2, 3)
    """
    return 1 + sum(rate > limit for limit in limits)


def class_label(number: int, limits: Sequence[float]) -> str:
    """
    >>> class_label(1, [2.0, 4.0]), class_label(2, [2.0, 4.0]), class_label(3, [2.0, 4.0]), class_label(1, [])
    ('tot en met 2,00', 'boven 2,00 tot en met 4,00', 'boven 4,00', 'alle gemeenten')
    """
    if not limits:
        return "alle gemeenten"
    if number == 1:
        return f"tot en met {rate_text(limits[0])}"
    above = f"boven {rate_text(limits[number - 2])}"
    return above if number > len(limits) else f"{above} tot en met {rate_text(limits[number - 1])}"
