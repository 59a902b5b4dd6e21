"""The account of one payer: what was asked, taken off, paid and given back, with what is open after each.

Units: whole cents; above nought the payer owes, below nought it is owed. Money that came in and was given back stands
in it twice, once as paid and once as given back; money that waits to be booked counts as paid, and is called waiting.
What the bank turned back stood until that day: an invoice was paid by it, a refund had been given.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class MovementKind(StrEnum):
    """`WAITING`: came in and is not booked on an invoice. `RETURNED`: came in and was given back later.

    `WAITING_BACK`: money out that the bank turned back, while nobody said which.
    `TURNED_BACK`: what had paid an invoice until the bank turned it back. `REFUND_BACK`: a refund that came back.
    `FREED`: what had paid an invoice until that was credited; it waits from then on, or pays another.
    `RESULT`: the part of an adopted result that goes back to the payer, and `RESULT_PAID` what the bank paid of it.
    `SET_OFF`: what an invoice asks less by such a part, and `RESULT_SET_OFF` what the result gives less by that.
    """

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    FREED = "freed"
    PAYMENT = "payment"
    TURNED_BACK = "turned_back"
    RETURNED = "returned"
    WAITING = "waiting"
    WAITING_BACK = "waiting_back"
    REFUND = "refund"
    REFUND_BACK = "refund_back"
    RESULT = "result"
    RESULT_PAID = "result_paid"
    RESULT_SET_OFF = "result_set_off"
    SET_OFF = "set_off"


ASKS = frozenset(
    {
        MovementKind.INVOICE,
        MovementKind.FREED,
        MovementKind.TURNED_BACK,
        MovementKind.REFUND,
        MovementKind.RESULT_PAID,
        MovementKind.RESULT_SET_OFF,
    }
)
"""What makes the payer owe more; everything else makes it owe less."""


ON_INVOICES = frozenset(
    {MovementKind.FREED, MovementKind.PAYMENT, MovementKind.TURNED_BACK, MovementKind.SET_OFF}
)
"""What settles an invoice, or no more."""


BOOKED = frozenset(
    {
        MovementKind.INVOICE,
        MovementKind.CREDIT_NOTE,
        *ON_INVOICES,
    }
)
"""What is about one invoice."""


OF_RESULTS = frozenset({MovementKind.RESULT, MovementKind.RESULT_PAID, MovementKind.RESULT_SET_OFF})
"""What is about the result of a year, and neither about an invoice nor money that came in."""


@dataclass(frozen=True, slots=True)
class Movement:
    """One thing on the account; `number` is the document that it is about, if any, `credits` what that takes off.

    `year` is that of a result, if it is about one; `before` whom it goes back for, where that is no more.
    """

    on: dt.date
    kind: MovementKind
    cents: int
    number: str = ""
    credits: str = ""
    year: int | None = None
    before: str = ""

    @property
    def signed_cents(self) -> int:
        """
        >>> Movement(dt.date(2020, 2, 3), MovementKind.PAYMENT, 5).signed_cents
        -5
        """
        return self.cents if self.kind in ASKS else -self.cents


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A movement with what is open after it."""

    movement: Movement
    balance_cents: int


@dataclass(frozen=True, slots=True)
class Standing:
    """What is open on invoices, what came in and waits at the bank, what invoices got beyond what they ask, and
    what of adopted results still goes back (`back_cents`).

    `twice_cents`: what of results had been given twice, as by the bank while it was set off as well.
    """

    open_cents: int
    waiting_cents: int
    over_cents: int
    back_cents: int
    twice_cents: int = 0

    @property
    def balance_cents(self) -> int:
        asked = self.open_cents + self.twice_cents
        return asked - self.waiting_cents - self.over_cents - self.back_cents


@dataclass(frozen=True, slots=True)
class Account:
    """Every movement up to a day, in order of days."""

    until: dt.date
    lines: tuple[AccountLine, ...]

    def total_cents(self, *kinds: MovementKind) -> int:
        return sum(line.movement.cents for line in self.lines if line.movement.kind in kinds)

    @property
    def movements(self) -> tuple[Movement, ...]:
        return tuple(line.movement for line in self.lines)

    @property
    def balance_cents(self) -> int:
        return self.lines[-1].balance_cents if self.lines else 0

    @property
    def came_in_cents(self) -> int:
        """All that the payer paid; a refund that came back is no payment, and what came free is one no more."""
        came = self.total_cents(MovementKind.PAYMENT, MovementKind.RETURNED, MovementKind.WAITING)
        return came - self.total_cents(MovementKind.FREED)

    @property
    def went_back_cents(self) -> int:
        """What of that went back to it, by us or by the bank."""
        went = self.total_cents(MovementKind.REFUND, MovementKind.TURNED_BACK)
        return went - self.total_cents(MovementKind.REFUND_BACK, MovementKind.WAITING_BACK)

    @property
    def paid_by_number(self) -> Mapping[str, int]:
        """What stands booked on each invoice, or was set off against it."""
        paid: Counter[str] = Counter()
        for movement in self.movements:
            if movement.kind in ON_INVOICES:
                paid[movement.number] -= movement.signed_cents
        return paid

    @property
    def standing(self) -> Standing:
        """The balance in its parts.

        >>> day = dt.date(2020, 2, 3)
        >>> asked = [Movement(day, MovementKind.INVOICE, cents, number) for number, cents in (("a", 100), ("b", 70))]
        >>> off = Movement(day, MovementKind.CREDIT_NOTE, 70, "c", credits="b")
        >>> paid = Movement(day, MovementKind.PAYMENT, 60, "b"), Movement(day, MovementKind.WAITING, 25)
        >>> account_of([*asked, off, *paid, Movement(day, MovementKind.RESULT, 9, year=2019)], day).standing
        Standing(open_cents=100, waiting_cents=25, over_cents=60, back_cents=9, twice_cents=0)
        """
        on_invoices: Counter[str] = Counter()
        of_results: Counter[int | None] = Counter()
        waiting = 0
        for movement in self.movements:
            if movement.kind in BOOKED:
                on_invoices[movement.credits or movement.number] += movement.signed_cents
            elif movement.kind in OF_RESULTS:
                of_results[movement.year] -= movement.signed_cents
            else:
                waiting -= movement.signed_cents
        return Standing(
            sum(cents for cents in on_invoices.values() if cents > 0),
            waiting,
            -sum(cents for cents in on_invoices.values() if cents < 0),
            sum(max(0, cents) for cents in of_results.values()),
            sum(max(0, -cents) for cents in of_results.values()),
        )


@dataclass(frozen=True, slots=True)
class Received:
    """Money of this payer alone: what of it waits, and what of it went back on which days.

    `came_back`: what of it is a refund that came back, with the days on which that had been given.
    `is_turned_back`: the bank says that what waits is money that it turned back.
    """

    on: dt.date
    waiting_cents: int = 0
    returned: tuple[tuple[dt.date, int], ...] = ()
    came_back: tuple[tuple[dt.date, int], ...] = ()
    is_turned_back: bool = False


def movements_of(
    documents: Iterable[Movement],
    booked: Iterable[Movement],
    received: Iterable[Received],
    until: dt.date,
) -> list[Movement]:
    """All movements as on a day: documents, what stands booked on invoices, and what else came in of this payer.

    What is given back after that day still waits on it.

    >>> came, back = dt.date(2020, 2, 3), dt.date(2020, 5, 20)
    >>> money = [Received(came, returned=((back, 100),))]
    >>> [[each.kind.value for each in movements_of([], [], money, day)] for day in (came, back)]
    [['waiting'], ['returned', 'refund']]
    """
    found = [*documents, *booked]
    for each in received:
        gone = [(on, cents) for on, cents in each.returned if on <= until]
        waiting = each.waiting_cents + sum(cents for on, cents in each.returned if on > until)
        if waiting:
            kind = MovementKind.WAITING_BACK if each.is_turned_back else MovementKind.WAITING
            found.append(Movement(each.on, kind, waiting))
        for on, cents in gone:
            found.append(Movement(each.on, MovementKind.RETURNED, cents))
            found.append(Movement(on, MovementKind.REFUND, cents))
        for on, cents in each.came_back:
            found.append(Movement(on, MovementKind.REFUND, cents))
            found.append(Movement(each.on, MovementKind.REFUND_BACK, cents))
    return found


def movements_of_result(
    year: int,
    on: dt.date,
    due_cents: int,
    paid: Iterable[tuple[dt.date, int]],
    before: str = "",
    set_off: Iterable[Movement] = (),
) -> list[Movement]:
    """What goes back of the result of a year from a day on, and what was paid of that; never paid more than due.

    `set_off`: what of it was set off against invoices, after that day.

    What the bank paid on an earlier day went back from that day on: on no day the payer owes money that it had to get.

    >>> day = dt.date(2021, 6, 1)
    >>> [(str(each.on), each.kind.value, each.cents) for each in movements_of_result(2020, day, 9, [(day.min, 4)])]
    [('0001-01-01', 'result', 4), ('0001-01-01', 'result_paid', 4), ('2021-06-01', 'result', 5)]
    """
    found, left = list(set_off), due_cents
    for paid_on, cents in paid:
        if paid_on < on:
            found.append(Movement(paid_on, MovementKind.RESULT, cents, year=year, before=before))
            left -= cents
        found.append(Movement(paid_on, MovementKind.RESULT_PAID, cents, year=year, before=before))
    return [*found, Movement(on, MovementKind.RESULT, left, year=year, before=before)] if left > 0 else found


def account_of(movements: Iterable[Movement], until: dt.date) -> Account:
    """The account as on a day; on one day what is asked comes before what is paid.

    >>> day = dt.date(2020, 2, 3)
    >>> found = [Movement(day, MovementKind.PAYMENT, 60), Movement(day, MovementKind.INVOICE, 100)]
    >>> [line.balance_cents for line in account_of(found, day).lines]
    [100, 40]
    >>> account_of(found, dt.date(2020, 2, 2)).balance_cents
    0
    """
    order = list(MovementKind)
    known = sorted(
        (each for each in movements if each.on <= until),
        key=lambda each: (each.on, order.index(each.kind), each.number),
    )
    lines, balance = [], 0
    for each in known:
        balance += each.signed_cents
        lines.append(AccountLine(each, balance))
    return Account(until, tuple(lines))
