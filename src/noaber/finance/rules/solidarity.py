"""Whether everyone carries the network together in a year (R50): who decided to, and who paid or delivered."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from noaber.finance.rules.budget.co_funding import FteCheck
from noaber.finance.rules.invoices.settlement import Settled, Settlement


class Borne(StrEnum):
    """What became of what a partner gives in a year. The first two count as given."""

    PAID = "paid"
    DELIVERED = "delivered"
    PLEDGED = "pledged"
    SHORT = "short"
    PARTLY = "partly"
    OPEN = "open"
    LATE = "late"
    WAITING = "waiting"
    CREDITED = "credited"
    NOT_INVOICED = "not_invoiced"
    NOT_RECORDED = "not_recorded"


GIVEN = (Borne.PAID, Borne.DELIVERED)


@dataclass(frozen=True, slots=True)
class Share:
    """What one of the partners did for a year. `is_asked`: a decision of its own is asked of it."""

    code: str
    name: str
    is_decided: bool
    borne: Borne
    is_asked: bool = True

    @property
    def is_given(self) -> bool:
        return self.borne in GIVEN


@dataclass(frozen=True, slots=True)
class Solidarity:
    """All of a year: how many decided and gave, of how many, and who is missing in each."""

    total: int
    decided: int
    given: int
    undecided: tuple[str, ...]
    lacking: tuple[str, ...]
    is_asked: bool = True
    """Whether a decision is asked of anyone."""

    @property
    def is_complete(self) -> bool:
        return self.total > 0 and self.decided == self.given == self.total


def solidarity_of(shares: Iterable[Share]) -> Solidarity:
    """The counts and the names that lack; both are of the same partners.

    >>> found = solidarity_of([Share("a", "A", True, Borne.PAID), Share("b", "B", True, Borne.NOT_RECORDED)])
    >>> found.decided, found.given, found.total, found.lacking, found.is_complete
    (2, 1, 2, ('B',), False)

    Who was not asked to decide, does not lack in it.

    >>> found = solidarity_of([Share("a", "A", False, Borne.PAID, is_asked=False)])
    >>> found.decided, found.undecided, found.is_asked
    (0, (), False)
    """
    rows = list(shares)
    decided = sum(row.is_decided for row in rows)
    undecided = tuple(row.name for row in rows if row.is_asked and not row.is_decided)
    lacking = tuple(row.name for row in rows if not row.is_given)
    is_asked = any(row.is_asked for row in rows)
    return Solidarity(len(rows), decided, len(rows) - len(lacking), undecided, lacking, is_asked)


def borne_of(settlement: Settlement, *, is_overdue: bool, is_waiting: bool = False) -> Borne:
    """How an invoice counts; `is_waiting`: money for it came in that nobody booked yet.

    >>> late = Settlement(100, 40)
    >>> [borne_of(late, is_overdue=True, is_waiting=each).value for each in (False, True)]
    ['late', 'waiting']
    >>> borne_of(Settlement(100, 120), is_overdue=False).value
    'paid'

    What was credited is not given, also where the money that was paid was not returned yet.

    >>> borne_of(Settlement(100, 100, 100), is_overdue=False).value
    'credited'
    """
    if settlement.credited_cents:
        return Borne.CREDITED
    if settlement.state in (Settled.PAID, Settled.OVERPAID):
        return Borne.PAID
    if is_waiting:
        return Borne.WAITING
    if is_overdue:
        return Borne.LATE
    return Borne.PARTLY if settlement.state is Settled.PARTLY else Borne.OPEN


def capacity_borne(check: FteCheck, *, is_over: bool) -> Borne:
    """How the capacity of a partner counts; `is_over`: the year has ended, so what is not delivered does not come.

    >>> from decimal import Decimal
    >>> from fractions import Fraction
    >>> half, part = Decimal("0.5"), Fraction(1, 4)
    >>> capacity_borne(FteCheck("RIEC", half, half, Fraction(1, 2)), is_over=True).value
    'delivered'
    >>> [capacity_borne(FteCheck("RIEC", half, half, part), is_over=each).value for each in (False, True)]
    ['pledged', 'short']
    >>> capacity_borne(FteCheck("RIEC", half, half), is_over=True).value
    'pledged'
    >>> capacity_borne(FteCheck("RIEC", half, Decimal("0.4")), is_over=False).value
    'short'
    >>> capacity_borne(FteCheck("RIEC", half, Decimal(0)), is_over=True).value
    'not_recorded'
    """
    if not check.pledged and not check.delivered:
        return Borne.NOT_RECORDED
    if check.delivered >= (check.asked or check.pledged):
        return Borne.DELIVERED
    return Borne.SHORT if not check.is_promised or (is_over and check.delivered) else Borne.PLEDGED
