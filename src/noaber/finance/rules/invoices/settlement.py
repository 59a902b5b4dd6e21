"""How far an invoice is paid, on a day. Units: whole cents."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class Settled(StrEnum):
    """`OVERPAID`: more was booked on it than it asks, as when it was credited after it was paid."""

    OPEN = "open"
    PARTLY = "partly"
    PAID = "paid"
    OVERPAID = "overpaid"
    CREDITED = "credited"


@dataclass(frozen=True, slots=True)
class Settlement:
    """What an invoice asks, what was booked on it and what a credit note took off; all with the tax that is on it.

    Income is what it asks without that tax (`tax_cents`): what was paid counts for as much of it as of the whole.

    >>> half = Settlement(100, 40)
    >>> half.state.value, half.open_cents, half.is_overdue(dt.date(2020, 3, 2), dt.date(2020, 3, 3))
    ('partly', 60, True)
    >>> [Settlement(*each).state.value for each in ((100,), (100, 100), (100, 0, 100), (100, 40, 100))]
    ['open', 'paid', 'credited', 'overpaid']
    >>> [Settlement(121, paid, 0, 21).received_cents for paid in (121, 60, 130)], Settlement(121, 60, 0, 21).due_cents
    ([100, 49, 100], 51)
    """

    total_cents: int
    paid_cents: int = 0
    credited_cents: int = 0
    tax_cents: int = 0

    @property
    def income_cents(self) -> int:
        """What it brings in: what stands of it, without tax."""
        return self._untaxed(self.total_cents - self.credited_cents)

    @property
    def received_cents(self) -> int:
        """What of that came in."""
        return self._untaxed(self.paid_cents - self.over_cents)

    @property
    def due_cents(self) -> int:
        """What of that did not come in yet."""
        return self.income_cents - self.received_cents

    @property
    def open_cents(self) -> int:
        """What is still to be paid, never below nought."""
        return max(0, self.total_cents - self.paid_cents - self.credited_cents)

    @property
    def over_cents(self) -> int:
        """What was booked on it and is not asked any more."""
        return max(0, self.paid_cents + self.credited_cents - self.total_cents)

    def _untaxed(self, cents: int) -> int:
        return cents * (self.total_cents - self.tax_cents) // self.total_cents if self.total_cents else 0

    @property
    def state(self) -> Settled:
        if self.over_cents:
            return Settled.OVERPAID
        if self.credited_cents:
            return Settled.CREDITED
        if not self.open_cents:
            return Settled.PAID
        return Settled.PARTLY if self.paid_cents else Settled.OPEN

    def is_overdue(self, due_on: dt.date | None, on: dt.date) -> bool:
        """Whether something is open after the last day to pay."""
        return bool(self.open_cents) and due_on is not None and due_on < on
