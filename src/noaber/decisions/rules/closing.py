"""When a proposal is closed: adopted, rejected, withdrawn, or waiting for the plan that goes with it.

A proposal is adopted when every adopting stage has passed. Linked to another plan it closes only together with it, on
the same date: neither is final without the other.

Source: the memo of 28 January 2019, R13: the Veiligheidsstrategie and the Meerjarenbeleidsplan Politie are adopted
together, in the Bestuurscollege of 24 April 2019.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Course(StrEnum):
    """Where a proposal is on its way."""

    DRAFT = "draft"
    UNDER_WAY = "under_way"
    WAITS = "waits"  # adopted itself; the linked plan is not yet
    OTHER_DAY = "other_day"  # both adopted, not on the same date
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Plan:
    """What became of one proposal by itself; ``adopted_on`` is the day on which its last adopting stage passed."""

    is_sent: bool = True
    adopted_on: date | None = None
    is_rejected: bool = False
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """The course of a proposal; ``on`` is the day of its own adoption, ``linked_on`` that of the linked plan.

    ``is_lost``: the linked plan was rejected or withdrawn, so that waiting for it leads nowhere.
    """

    course: Course
    on: date | None = None
    linked_on: date | None = None
    is_lost: bool = False

    @property
    def is_adopted(self) -> bool:
        return self.course is Course.ADOPTED


def closing(own: Plan, linked: Iterable[Plan] = ()) -> Closing:
    """How a proposal stands, given the plans that must be adopted on the same day as it.

    >>> own, police = Plan(adopted_on=date(2019, 4, 24)), Plan(adopted_on=date(2019, 4, 24))
    >>> closing(own).course.value, closing(own, [police]).course.value, closing(own, [Plan()]).course.value
    ('adopted', 'adopted', 'waits')
    >>> closing(own, [Plan(adopted_on=date(2019, 5, 8))])
    Closing(course=<Course.OTHER_DAY: 'other_day'>, on=datetime.date(2019, 4, 24), \
linked_on=datetime.date(2019, 5, 8), is_lost=False)
    >>> closing(own, [Plan(is_withdrawn=True)]).is_lost
    True
    """
    if not own.is_sent:
        return Closing(Course.DRAFT)
    if own.is_withdrawn:
        return Closing(Course.WITHDRAWN)
    if own.is_rejected:
        return Closing(Course.REJECTED)
    others = list(linked)
    is_lost = any(other.is_withdrawn or other.is_rejected for other in others)
    if own.adopted_on is None:
        return Closing(Course.UNDER_WAY, is_lost=is_lost)
    days = [None if other.is_withdrawn or other.is_rejected else other.adopted_on for other in others]
    if None in days:
        return Closing(Course.WAITS, own.adopted_on, is_lost=is_lost)
    for day in days:
        if day != own.adopted_on:
            return Closing(Course.OTHER_DAY, own.adopted_on, day)
    return Closing(Course.ADOPTED, own.adopted_on, own.adopted_on if others else None)
