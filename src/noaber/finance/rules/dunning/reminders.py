"""When an invoice that is not paid is reminded of, and how: two reminders and a demand, each with days to pay.

No law sets these steps for a contribution under an agreement. What is usual: a public body pays within 30 days
(Burgerlijk Wetboek 6:119b), a demand gives two weeks more (Awb 4:112; Burgerlijk Wetboek 6:82 asks a reasonable term).
Interest and costs of collection (Burgerlijk Wetboek 6:96, Wet normering buitengerechtelijke incassokosten) are never
claimed here: partners of one network settle that among themselves.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.finance.rules.reasons import says_something

MOST_DAYS: Final = 120
LONGEST_MOTIVE: Final = 500


class ReminderStep(StrEnum):
    """In the order in which they are taken."""

    FIRST = "first"
    SECOND = "second"
    DEMAND = "demand"


@dataclass(frozen=True, slots=True)
class ReminderTerms:
    """Days before each step, and the days that a letter gives to pay; `motive` says why these."""

    first_days: int = 14
    second_days: int = 14
    demand_days: int = 14
    answer_days: int = 14
    motive: str = ""

    def days_before(self, step: ReminderStep) -> int:
        return {
            ReminderStep.FIRST: self.first_days,
            ReminderStep.SECOND: self.second_days,
            ReminderStep.DEMAND: self.demand_days,
        }[step]


@dataclass(frozen=True, slots=True)
class TermsFault:
    """What is wrong with the terms, and at which of them."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step that comes next, and the first day for it."""

    step: ReminderStep
    from_on: dt.date


def faults_of(terms: ReminderTerms) -> Iterator[TermsFault]:
    """What a controller has to mend.

    >>> [fault.name for fault in faults_of(ReminderTerms(0, 14, 500, 14, "x"))]
    ['first_days', 'demand_days', 'motive']
    """
    for name in ("first_days", "second_days", "demand_days", "answer_days"):
        if not 1 <= getattr(terms, name) <= MOST_DAYS:
            yield TermsFault(name, f"Dit is 1 tot en met {MOST_DAYS} dagen.")
    if not says_something(terms.motive):
        yield TermsFault("motive", "Schrijf in een paar woorden waarom u dit zo instelt.")
    if len(terms.motive) > LONGEST_MOTIVE:
        yield TermsFault("motive", f"Deze tekst is te lang: ten hoogste {LONGEST_MOTIVE} tekens.")


def next_step(due_on: dt.date, sent: Mapping[ReminderStep, dt.date], terms: ReminderTerms) -> NextStep | None:
    """What comes after the steps that were taken; None after the last one.

    Days count from the last step that was taken, and from the last day to pay where that is later: a due date that
    moves puts a step off and never drops it.

    >>> due = dt.date(2023, 3, 8)
    >>> next_step(due, {}, ReminderTerms())
    NextStep(step=<ReminderStep.FIRST: 'first'>, from_on=datetime.date(2023, 3, 22))
    >>> next_step(due, {ReminderStep.FIRST: dt.date(2023, 4, 3)}, ReminderTerms()).from_on
    datetime.date(2023, 4, 17)
    >>> next_step(due, dict.fromkeys(ReminderStep, due), ReminderTerms()) is None
    True
    """
    step = next((each for each in ReminderStep if each not in sent), None)
    if step is None:
        return None
    start = max([due_on, *sent.values()])
    return NextStep(step, start + dt.timedelta(days=terms.days_before(step)))


def due_step(
    due_on: dt.date, sent: Mapping[ReminderStep, dt.date], terms: ReminderTerms, on: dt.date
) -> ReminderStep | None:
    """The step that can be taken on a day; None while there is time, and after the last one."""
    found = next_step(due_on, sent, terms)
    return found.step if found and found.from_on <= on else None
