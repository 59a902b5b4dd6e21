"""From when until when an organisation takes part, and which part of a year it then pays.

Nothing said means: all years of the agreement. Part of a year is counted in days, a day that is not past included.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from noaber.finance.rules.agreements.agreement import Fault
from noaber.finance.rules.reasons import WORDS_NEEDED, says_something

QUANTITY: Final = Decimal("0.0001")
"""The precision of inhabitants x part of a year; EN 16931 takes no more than four decimals."""


@dataclass(frozen=True, slots=True)
class Participation:
    """`from_on`: the first day it takes part, `until_on`: the first day that it does not any more; None: no limit."""

    from_on: dt.date | None = None
    until_on: dt.date | None = None
    reason: str = ""


def days_of(year: int) -> int:
    """
    >>> days_of(2020), days_of(2023)
    (366, 365)
    """
    return (dt.date(year + 1, 1, 1) - dt.date(year, 1, 1)).days


def days_taking_part(said: Participation, year: int) -> int:
    """How many days of a year an organisation takes part.

    >>> days_taking_part(Participation(), 2020), days_taking_part(Participation(until_on=dt.date(2023, 1, 1)), 2023)
    (366, 0)
    >>> days_taking_part(Participation(from_on=dt.date(2023, 7, 1)), 2023)
    184
    """
    first, after = dt.date(year, 1, 1), dt.date(year + 1, 1, 1)
    start = max(first, said.from_on or first)
    end = min(after, said.until_on or after)
    return max(0, (end - start).days)


def billed_quantity(population: int, days: int, year: int) -> Decimal:
    """Inhabitants, by the part of the year that is paid.

    >>> billed_quantity(10_000, 365, 2023), billed_quantity(10_000, 184, 2023)
    (Decimal('10000'), Decimal('5041.0959'))
    """
    whole = days_of(year)
    if days == whole:
        return Decimal(population)
    return (Decimal(population) * days / whole).quantize(QUANTITY, ROUND_HALF_UP)


def participation_faults(said: Participation, first_year: int, last_year: int) -> Iterator[Fault]:
    """What is wrong, for an agreement of these years.

    >>> [fault.field for fault in participation_faults(Participation(dt.date(2024, 1, 1), reason="x"), 2020, 2023)]
    ['from_on', 'reason']
    """
    first, after = dt.date(first_year, 1, 1), dt.date(last_year + 1, 1, 1)
    if said.from_on and not first <= said.from_on < after:
        yield Fault("from_on", "Deze dag ligt niet in de jaren van de afspraak.")
    if said.until_on and not first <= said.until_on <= after:
        yield Fault("until_on", "Deze dag ligt niet in de jaren van de afspraak.")
    if said.from_on and said.until_on and said.from_on >= said.until_on:
        yield Fault("until_on", "Deze dag ligt voor de eerste dag van deelname.")
    if not says_something(said.reason):
        yield Fault("reason", f"Schrijf waarom. {WORDS_NEEDED}")
