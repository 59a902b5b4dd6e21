"""Which reminder is due on a day, about one deadline and to one person.

Days are calendar days; "days before" is negative after the deadline. Who answered gets nothing any more, whatever was
planned. A deadline that moves begins anew: what was sent about the old one says nothing about the new.

Source: the first network's own practice, as issue 3 asks it (part 7).
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final


class StepKind(StrEnum):
    """What a reminder is: ahead of the deadline, after it, or to who bears the responsibility."""

    SOON = "soon"
    OVERDUE = "overdue"
    ESCALATED = "escalated"


@dataclass(frozen=True, slots=True)
class Step:
    """One moment of reminding; ``lasts``: days during which it is still made up for when nobody was at work."""

    kind: StepKind
    days_before: int
    lasts: int

    def is_due(self, today: date, deadline: date) -> bool:
        """Whether this is the step of the day.

        >>> Step(StepKind.SOON, 7, 3).is_due(date(2019, 11, 8), date(2019, 11, 15))
        True
        >>> Step(StepKind.SOON, 7, 3).is_due(date(2019, 11, 11), date(2019, 11, 15))
        False
        """
        since = (today - deadline + timedelta(days=self.days_before)).days
        return 0 <= since < self.lasts


# After a long weekend without a worker the step is made up for; a reminder "21 days before" in the last week is not.
STEPS: Final = (
    Step(StepKind.SOON, 21, 4),
    Step(StepKind.SOON, 7, 4),
    Step(StepKind.SOON, 1, 2),
    Step(StepKind.OVERDUE, -1, 7),
    Step(StepKind.ESCALATED, -8, 30),
)


@dataclass(frozen=True, slots=True)
class Sent:
    """A reminder that went out: which one, and about which deadline."""

    days_before: int
    about: date


def due_step(
    today: date, deadline: date | None, sent: Collection[Sent], *, is_answered: bool, is_open: bool
) -> Step | None:
    """The reminder that must go out today, None for none.

    ``is_open``: the proposal was sent, is not withdrawn, and this stage has begun. ``sent``: what this person got
    before about this question.

    >>> due = date(2019, 11, 15)
    >>> due_step(date(2019, 10, 25), due, [], is_answered=False, is_open=True)
    Step(kind=<StepKind.SOON: 'soon'>, days_before=21, lasts=4)
    >>> due_step(date(2019, 10, 26), due, [Sent(21, due)], is_answered=False, is_open=True)
    >>> due_step(date(2019, 11, 23), due, [Sent(-1, due)], is_answered=False, is_open=True).kind.value
    'escalated'
    >>> due_step(date(2019, 11, 23), due, [], is_answered=True, is_open=True)
    """
    if deadline is None or is_answered or not is_open:
        return None
    had = {each.days_before for each in sent if each.about == deadline}
    return next(
        (step for step in STEPS if step.is_due(today, deadline) and step.days_before not in had), None
    )


def days_left(today: date, deadline: date | None) -> int | None:
    """Days until the deadline, negative when it has passed; None without one.

    >>> days_left(date(2019, 11, 18), date(2019, 11, 15))
    -3
    """
    return None if deadline is None else (deadline - today).days
