"""The values of an indicator as people write them down, and take them back."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from noaber.strategy.rules.goals.goal import ValueText


@dataclass(frozen=True, slots=True)
class TypedValue:
    """A value as somebody wrote it down, or took it back, with the reason."""

    text: ValueText
    recorded_at: dt.datetime
    reason: str = ""
    is_withdrawn: bool = False


def corrections(typed: Iterable[TypedValue]) -> tuple[tuple[TypedValue, TypedValue], ...]:
    """What was written down of a day and later otherwise, in value or source, in the order of the telling.

    >>> from decimal import Decimal
    >>> day, then, later = dt.date(2020, 1, 1), dt.datetime(2020, 1, 1, 9), dt.datetime(2020, 2, 1, 9)
    >>> first = TypedValue(ValueText(Decimal(40), day, "Telling"), then)
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


def is_mended(text: ValueText, typed: Iterable[TypedValue]) -> bool:
    """Whether on its day another value stands, or the same one from another source.

    >>> from decimal import Decimal
    >>> first = TypedValue(ValueText(Decimal(40), dt.date(2020, 1, 1), "Telling"), dt.datetime(2020, 1, 1, 9))
    >>> is_mended(ValueText(Decimal(4), first.text.on, "Telling"), [first]), is_mended(first.text, [first])
    (True, False)
    """
    return any(each.on == text.on and each != text for each in that_count(typed))


def that_count(typed: Iterable[TypedValue]) -> tuple[ValueText, ...]:
    """In order of days; of one day the last counts, and none where that was taken back.

    >>> from decimal import Decimal
    >>> day, later = dt.date(2020, 1, 1), dt.datetime(2020, 2, 1, 9)
    >>> wrong, right = ValueText(Decimal(400), day, "Telling"), ValueText(Decimal(40), later.date(), "Telling")
    >>> said = [TypedValue(right, later), TypedValue(wrong, later)]
    >>> [str(each.value) for each in that_count(said)]
    ['400', '40']
    >>> [str(each.value) for each in that_count([*said, TypedValue(wrong, later, "Typefout.", is_withdrawn=True)])]
    ['40']
    """
    by_day = {each.text.on: each for each in typed}
    return tuple(by_day[day].text for day in sorted(by_day) if not by_day[day].is_withdrawn)
