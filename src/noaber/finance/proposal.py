"""The proposal as the memo of 28 January 2019 makes it, until agreements are kept in the register.

The memo names no reference date for the inhabitants and no rounding; the screens say so.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Final


@dataclass(frozen=True, slots=True)
class Proposal:
    """A contribution per inhabitant for some calendar years; the budget is for one year."""

    source: str
    proposed_on: dt.date
    rate: Decimal
    budget_cents: int
    years: tuple[int, ...]
    largest_paid: int
    """How many of the largest municipalities paid everything before."""

    def reference_on(self, year: int) -> dt.date:
        """1 January of the year: one of the two readings of the memo."""
        return dt.date(year, 1, 1)

    def members_on(self, reference_on: dt.date) -> dt.date:
        """The day that decides which municipalities take part: the reference date, or the proposal's own date.

        >>> PROPOSAL.members_on(dt.date(2018, 1, 1)), PROPOSAL.members_on(dt.date(2020, 1, 1))
        (datetime.date(2019, 1, 28), datetime.date(2020, 1, 1))
        """
        return max(reference_on, self.proposed_on)


PROPOSAL: Final = Proposal(
    source="Memo Veiligheidsstrategie Oost-Nederland 2019-2022 en financieringsvoorstel 2020-2023, 28 januari 2019",
    proposed_on=dt.date(2019, 1, 28),
    rate=Decimal("0.07"),
    budget_cents=230_000_00,
    years=(2020, 2021, 2022, 2023),
    largest_paid=7,
)
