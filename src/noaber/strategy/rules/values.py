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


def corrections(typed: Iterable[TypedValue]) -> tuple[tuple[TypedValue, TypedValue], ...]:
    """What was written down of a day and later otherwise, in value or source, in the order of the telling.

    >>> from decimal import Decimal
    >>> day, later = dt.date(2020, 1, 1), dt.date(2020, 2, 1)
    >>> first = TypedValue(ValueText(Decimal(40), day, "Telling"), day)
    >>> other = TypedValue(ValueText(Decimal(40), day, "Jaarverslag"), later)
    >>> [(then.text.source, now.text.source) for then, now in corrections([first, other, other])]
    [('Telling', 'Jaarverslag')]
    >>> corrections([first, TypedValue(first.text, later, "Typefout.", is_withdrawn=True), other])
    ()
    """
    last: dict[dt.date, TypedValue] = {}
    found = []
    for each in typed:
        before = last.get(each.text.on)
        if before and before.text != each.text and not (before.is_withdrawn or each.is_withdrawn):
            found.append((before, each))
        last[each.text.on] = each
    return tuple(found)


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
