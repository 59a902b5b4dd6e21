"""The values of an indicator as people write them down, and take them back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from noaber.strategy.rules.goals import ValueText


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as somebody wrote it down, or took it back, with the reason."""

    text: ValueText
    recorded_on: dt.date
    reason: str = ""
    is_withdrawn: bool = False


def that_count(typed: Iterable[TypedValue]) -> tuple[ValueText, ...]:
    """In order of days; of one day the last counts, and none where that was taken back.

    >>> from decimal import Decimal
    >>> day, later = dt.date(2020, 1, 1), dt.date(2020, 2, 1)
    >>> wrong, right = ValueText(Decimal(400), day, "Telling"), ValueText(Decimal(40), later, "Telling")
    >>> said = [TypedValue(right, later), TypedValue(wrong, day)]
    >>> [str(each.value) for each in that_count(said)]
    ['400', '40']
    >>> [str(each.value) for each in that_count([*said, TypedValue(wrong, later, "Typefout.", is_withdrawn=True)])]
    ['40']
    """
    by_day = {each.text.on: each for each in typed}
    return tuple(by_day[day].text for day in sorted(by_day) if not by_day[day].is_withdrawn)
