"""What of an answer was put right after the decision rested on it: what stood then beside what stands now.

At a closed step nothing is recorded any more but what puts right, so that is all that can differ. Of who is heard, what
was first told after it is no correction; what was changed of that since, is.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from noaber.decisions.rules.positions import Answer


class PutRight(StrEnum):
    """What can be put right of an answer."""

    GONE = "gone"  # it was never given
    ADDED = "added"  # it was given after all
    DAY = "day"
    ANSWER = "answer"
    BOTH = "both"  # what was answered, and on which day


@dataclass(frozen=True, slots=True)
class Told:
    """One recorded position of a party on a point, in the order of recording."""

    answer: Answer
    text: str
    on: dt.date
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Change:
    """What was put right, when that was recorded last, and of which day the answer was and is."""

    what: PutRight
    at: dt.datetime
    was_on: dt.date
    now_on: dt.date


def put_right(told: Iterable[Told], since: dt.datetime, *, is_hearing: bool = False) -> Change | None:
    """What one party said on a point otherwise than it stood at a moment (`since`); None where it stands the same.

    >>> moment, day = dt.datetime(2019, 4, 24, tzinfo=dt.UTC), dt.date(2019, 4, 3)
    >>> def what(*rows, **more):
    ...     found = put_right([Told(answer, "", day.replace(day=on), moment + dt.timedelta(days=at))
    ...                        for at, answer, on in rows], moment, **more)
    ...     return found and (found.what.value, (found.at - moment).days, found.was_on.day, found.now_on.day)
    >>> yes, back = (-9, Answer.CONSENT, 3), (1, Answer.RETRACTED, 3)
    >>> what(yes), what(yes, back), what(yes, back, (1, Answer.CONSENT, 2)), what(yes, back, (1, Answer.OBJECTION, 3))
    (None, ('gone', 1, 3, 3), ('day', 1, 3, 2), ('answer', 1, 3, 3))
    >>> what(yes, back, (2, Answer.CONSENT, 3)), what(yes, back, (1, Answer.OBJECTION, 2))
    (None, ('both', 1, 3, 2))
    >>> late = (1, Answer.CONSENT, 3)
    >>> what(late), what(late, is_hearing=True), what(late, (2, Answer.RETRACTED, 3), is_hearing=True)
    (('added', 1, 3, 3), None, ('gone', 2, 3, 3))
    """
    was: Told | None = None
    now: Told | None = None
    last = since
    for each in told:
        stands = None if each.answer is Answer.RETRACTED else each
        if each.at < since or (is_hearing and was is None):
            was = stands
        elif stands != now:
            last = each.at
        now = stands
    if now is None or was is None:
        known = now or was
        what = PutRight.ADDED if now else PutRight.GONE
        return Change(what, last, known.on, known.on) if known else None
    is_other_day, is_other = was.on != now.on, (was.answer, was.text) != (now.answer, now.text)
    if not (is_other_day or is_other):
        return None
    what = PutRight.BOTH if is_other_day and is_other else PutRight.DAY if is_other_day else PutRight.ANSWER
    return Change(what, last, was.on, now.on)
