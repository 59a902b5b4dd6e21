"""When a proposal is closed: adopted, rejected, withdrawn, or waiting for the plan that goes with it.

A proposal is adopted when every adopting stage has passed. Linked to another plan it closes only together with it, on
the same date. A link binds the proposal that makes it, and nobody else (ADR 17): two plans that neither want to be
final without the other, are each linked to the other. A link of a link counts: with A linked to B and B to C, A closes
with both. So what was adopted never hangs on a proposal that came later.

Source: the memo of 28 January 2019, R13: the Veiligheidsstrategie and the Meerjarenbeleidsplan Politie are adopted
together, in the Bestuurscollege of 24 April 2019.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from noaber.decisions.rules.outcomes import StageRule, Verdict, outcome
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Given


class Course(StrEnum):
    """Where a proposal is on its way."""

    DRAFT = "draft"
    UNDER_WAY = "under_way"
    WAITS = "waits"  # adopted itself; the linked plan is not yet
    OTHER_DAY = "other_day"  # both adopted, not on the same date
    ADOPTED = "adopted"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    OVERTAKEN = "overtaken"  # a room above went on with it: nobody is asked any more


@dataclass(frozen=True, slots=True)
class Plan:
    """What became of one proposal by itself; ``adopted_on`` is the day on which its last adopting stage passed."""

    is_sent: bool = True
    adopted_on: date | None = None
    is_rejected: bool = False
    is_withdrawn: bool = False
    code: str = ""
    is_overtaken: bool = False


@dataclass(frozen=True, slots=True)
class Closing:
    """The course of a proposal; ``on`` is the day of its own adoption, ``linked_on`` that of the linked plan.

    ``is_lost``: a linked plan was rejected or withdrawn, so that waiting for it leads nowhere; ``may_return``: it was
    rejected, and may come back in a next version. ``linked``: the code of the plan that it is about: the one that is
    lost, not adopted yet or adopted on another day, or else the first. ``is_apart``: it was recorded as adopted without
    that plan.
    """

    course: Course
    on: date | None = None
    linked_on: date | None = None
    is_lost: bool = False
    linked: str = ""
    may_return: bool = field(default=False, repr=False)
    is_apart: bool = field(default=False, repr=False)

    @property
    def is_adopted(self) -> bool:
        return self.course is Course.ADOPTED

    @property
    def is_other_day(self) -> bool:
        """Whether it was adopted itself, and the linked plan as well, but not on the same day."""
        return self.course is Course.OTHER_DAY

    @property
    def settled_on(self) -> date | None:
        """The day on which it was adopted, if a room may record it so: also where the linked plan was lost, or was
        adopted on another day. There is nothing to wait for then (R13)."""
        return self.on if self.is_adopted or self.is_lost or self.is_other_day else None


def closing(own: Plan, linked: Iterable[Plan] = ()) -> Closing:
    """How a proposal stands, given the plans that must be adopted on the same day as it.

    >>> closing(Plan(is_overtaken=True)).course.value
    'overtaken'
    >>> own, police = Plan(adopted_on=date(2019, 4, 24)), Plan(adopted_on=date(2019, 4, 24))
    >>> closing(own).course.value, closing(own, [police]).course.value, closing(own, [Plan()]).course.value
    ('adopted', 'adopted', 'waits')
    >>> closing(own, [Plan(adopted_on=date(2019, 5, 8))])
    Closing(course=<Course.OTHER_DAY: 'other_day'>, on=datetime.date(2019, 4, 24), \
linked_on=datetime.date(2019, 5, 8), is_lost=False, linked='')
    >>> [(found.is_lost, found.may_return) for found in (
    ...     closing(own, [Plan(is_withdrawn=True)]), closing(own, [Plan(is_rejected=True)]))]
    [(True, False), (True, True)]
    """
    if not own.is_sent:
        return Closing(Course.DRAFT)
    if own.is_withdrawn:
        return Closing(Course.WITHDRAWN)
    if own.is_rejected:
        return Closing(Course.REJECTED)
    if own.is_overtaken and own.adopted_on is None:
        return Closing(Course.OVERTAKEN)
    others = list(linked)
    lost = next((other for other in others if other.is_withdrawn or other.is_rejected), None)
    late = next((other for other in others if other.adopted_on is None), None)
    first = lost or late or next(iter(others), Plan())
    returns = lost is not None and not lost.is_withdrawn
    if own.adopted_on is None or lost or late:
        course = Course.WAITS if own.adopted_on else Course.UNDER_WAY
        return Closing(course, own.adopted_on, None, bool(lost), first.code, returns)
    for other in others:
        if other.adopted_on != own.adopted_on:
            return Closing(Course.OTHER_DAY, own.adopted_on, other.adopted_on, linked=other.code)
    return Closing(Course.ADOPTED, own.adopted_on, own.adopted_on if others else None, linked=first.code)


@dataclass(frozen=True, slots=True)
class Asked:
    """A point at an adopting stage with who is asked it, each with its weight (1 when they are not weighed)."""

    label: str
    kind: PointKind
    parties: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Said:
    """An answer that stands, and the day on which it was decided."""

    given: Given
    on: date


def verdicts(
    rule: StageRule, asked: Iterable[Asked], said: Iterable[Said], quorum: int = 0, until: date = date.max
) -> list[Verdict]:
    """The outcome of each point by what was decided up to and including a day."""
    given = [each.given for each in said if each.on <= until]
    return [outcome(rule, each.kind, each.parties, given, each.label, quorum).verdict for each in asked]


def passed_on(rule: StageRule, asked: Sequence[Asked], said: Sequence[Said], quorum: int = 0) -> date | None:
    """The first day on which every point had passed, by the answers that stand now; None as long as one has not.

    ``said`` holds the last answer of each party on each point. Who answers after a majority was reached, moves
    nothing. A stage without points passes nothing.

    >>> from noaber.decisions.rules.positions import Answer
    >>> asked = [Asked("1", PointKind.ADOPT, {"a": 1, "b": 1, "c": 1})]
    >>> days = {"a": date(2019, 4, 20), "b": date(2019, 4, 24), "c": date(2019, 5, 1)}
    >>> said = [Said(Given(party, "1", Answer.CONSENT, 1), day) for party, day in days.items()]
    >>> [str(passed_on(rule, asked, said)) for rule in (StageRule.ALL, StageRule.MAJORITY)]
    ['2019-05-01', '2019-04-24']
    """

    def has_passed(until: date) -> bool:
        found = verdicts(rule, asked, said, quorum, until)
        return bool(found) and all(each is Verdict.PASSED for each in found)

    if not has_passed(date.max):
        return None
    return next((day for day in sorted({each.on for each in said}) if has_passed(day)), None)
