"""What a point asks of each of its addressees, year by year, and how far an organisation is with it.

Expected since the council of its district consented; binding by its own decision (a district council cannot bind a
municipality); then in its budget, for a municipality by 15 November (Gemeentewet 189-192). Never an amount: rates are
euros per inhabitant, capacity is in fte.

Source: the memo of 28 January 2019, R57 (76 x 4 years), R58 (at least 0.5 fte each, each year), R59 (evaluation).
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum


class ObligationKind(StrEnum):
    """What is asked."""

    CONTRIBUTION = "contribution"
    CAPACITY = "capacity"
    EVALUATION = "evaluation"


@dataclass(frozen=True, slots=True)
class Terms:
    """Asked in each year from `first_year` up to and including `last_year`.

    >>> Terms(ObligationKind.CONTRIBUTION, 2020, 2023, rate=Decimal("0.07")).years
    (2020, 2021, 2022, 2023)
    """

    kind: ObligationKind
    first_year: int
    last_year: int
    rate: Decimal | None = None
    fte: Decimal | None = None
    reminder_on: dt.date | None = None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.last_year + 1))
