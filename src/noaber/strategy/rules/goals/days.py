"""Of which days something is said of a period, and until when that is done.

One rule for all: what was on a day of the period can be recorded until it is closed; nothing is said of days after its
end, and nothing new comes under it then.
"""

import datetime as dt
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.strategy.rules.faults import Fault
from noaber.strategy.rules.goals.goal import Term
from noaber.strategy.rules.periods.period import PeriodState

LIVING: Final = (PeriodState.ADOPTED, PeriodState.EXTENDED)
"""In such a period one says how the goals go."""


def saying_refusal(state: PeriodState, term: Term, day: dt.date) -> str:
    """Why nobody can say on a day how the goals of a period go; empty when one can.

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> saying_refusal(PeriodState.EXTENDED, term, dt.date(2023, 1, 1))
    ''
    >>> saying_refusal(PeriodState.CLOSED, term, dt.date(2023, 5, 1))
    'Deze periode is afgesloten; de doelen ervan staan vast.'
    >>> saying_refusal(PeriodState.PREPARATION, term, dt.date(2019, 1, 1))
    'De strategie is nog niet vastgesteld; de voortgang komt daarna.'
    """
    if state is PeriodState.PREPARATION:
        return "De strategie is nog niet vastgesteld; de voortgang komt daarna."
    if state not in LIVING:
        return "Deze periode is afgesloten; de doelen ervan staan vast."
    if day < term.starts_on:
        return f"Deze periode begint op {long_date(term.starts_on)}. De voortgang komt daarna."
    return ""


def over_fault(term: Term, on: dt.date) -> list[Fault]:
    """What is wrong with saying something of a day: that it comes after the period.

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> over_fault(term, dt.date(2022, 12, 31))
    []
    >>> [fault.message for fault in over_fault(term, dt.date(2023, 1, 1))]
    ['Deze periode liep tot en met 31 december 2022. Kies die dag of een eerdere.']
    """
    if on <= term.ends_on:
        return []
    return [
        Fault("on", f"Deze periode liep tot en met {long_date(term.ends_on)}. Kies die dag of een eerdere.")
    ]


def new_refusal(term: Term, today: dt.date) -> str:
    """Why nothing new comes under a period any more; empty when it still can.

    >>> new_refusal(Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31)), dt.date(2023, 1, 1))
    'Deze periode liep tot en met 31 december 2022. Er komt niets nieuws meer bij.'
    """
    if today <= term.ends_on:
        return ""
    return f"Deze periode liep tot en met {long_date(term.ends_on)}. Er komt niets nieuws meer bij."


def participation_refusal(term: Term, today: dt.date) -> str:
    """Why it is not said any more who takes part: that is said of the day itself."""
    if today <= term.ends_on:
        return ""
    return f"Deze periode liep tot en met {long_date(term.ends_on)}. Wie eraan meedeed, staat vast."


def day_of_saying(term: Term, today: dt.date) -> dt.date:
    """Today, or the last day of a period that is over.

    >>> day_of_saying(Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31)), dt.date(2023, 1, 9))
    datetime.date(2022, 12, 31)
    """
    return min(today, term.ends_on)


def is_asked_for(state: PeriodState, term: Term, day: dt.date) -> bool:
    """Whether people are asked how the goals go: as long as the period lasts.

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> [is_asked_for(PeriodState.ADOPTED, term, dt.date(year, 12, 31)) for year in (2022, 2023)]
    [True, False]
    """
    return day <= term.ends_on and not saying_refusal(state, term, day)


def needs_owner(state: PeriodState, term: Term, day: dt.date) -> bool:
    """Whether somebody must hold the seats that own the goals: while the period is prepared, and while it lasts (R12).

    >>> term = Term(dt.date(2019, 1, 1), dt.date(2022, 12, 31))
    >>> [needs_owner(state, term, dt.date(2023, 1, 1)) for state in (PeriodState.PREPARATION, PeriodState.ADOPTED)]
    [True, False]
    """
    return state is PeriodState.PREPARATION or is_asked_for(state, term, day)


def is_news(on: dt.date, recorded_on: dt.date, since: dt.date, met_on: dt.date | None) -> bool:
    """Whether what was said of a day is news for a meeting: of since the last one (`met_on`), or said after it.

    >>> met, day = dt.date(2021, 4, 14), dt.date(2021, 4, 10)
    >>> is_news(day, day, met, met), is_news(day, dt.date(2021, 5, 20), met, met)
    (False, True)
    """
    return on >= since or (met_on is not None and recorded_on > met_on)


def quarter(day: dt.date) -> tuple[dt.date, dt.date]:
    """The first and the last day of the quarter of a day.

    >>> quarter(dt.date(2021, 11, 30))
    (datetime.date(2021, 10, 1), datetime.date(2021, 12, 31))
    """
    first = dt.date(day.year, day.month - (day.month - 1) % 3, 1)
    after = dt.date(day.year + first.month // 10, (first.month + 3 - 1) % 12 + 1, 1)
    return first, after - dt.timedelta(days=1)


def asked_until(last_on: dt.date | None, since: dt.date) -> dt.date:
    """The last day of the quarter in which the next update is asked, after the last one, or since the goal is there.

    >>> asked_until(dt.date(2021, 3, 20), dt.date(2019, 4, 24)), asked_until(None, dt.date(2019, 4, 24))
    (datetime.date(2021, 6, 30), datetime.date(2019, 6, 30))
    """
    last_day = quarter(last_on or since)[1]
    return last_day if last_on is None else quarter(last_day + dt.timedelta(days=1))[1]


def is_update_due(last_on: dt.date | None, since: dt.date, today: dt.date) -> bool:
    """Whether nothing was said of a goal in the quarter of today.

    >>> since = dt.date(2019, 4, 24)
    >>> is_update_due(dt.date(2021, 3, 20), since, dt.date(2021, 3, 31)), is_update_due(None, since, since)
    (False, True)
    >>> is_update_due(dt.date(2021, 3, 20), since, dt.date(2021, 4, 1))
    True
    """
    return last_on is None or last_on < quarter(today)[0]
