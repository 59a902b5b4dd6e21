"""On which invoices a payment stood on a day, and what of it was free then: the one rule of every reading as of a day.

- What stands on an invoice counts there from the day of the bank, and not before the day of that invoice: until then
  the money is free.
- What was taken off because something happened later stood until the day of that: the bank turned the payment back, or
  the invoice was credited, by hand or by a correction. From that day on the money is gone, or free again.
- What is booked of a payment after a part of it came free in that way counts from the day on which it was booked.
- What a person took off because it was a mistake counts on no day; leave it out.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class Happened(StrEnum):
    PAID = "paid"
    TURNED_BACK = "turned_back"
    FREED = "freed"


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a payment on an invoice; `said` and `undone` give the order in which people or the bank said so.

    `freed_on`: the day on which its invoice was credited. `turned_on`: on which the bank turned the payment back.
    """

    number: str
    cents: int
    from_on: dt.date
    said: int
    undone: int = 0
    freed_on: dt.date | None = None
    turned_on: dt.date | None = None

    def counts_by(self, day: dt.date) -> bool:
        """Whether it came on its invoice by a day; what was turned back before that was paid nor turned back there."""
        return min(self.from_on, self.turned_on or self.from_on) <= day

    def is_freed_by(self, day: dt.date) -> bool:
        return self.freed_on is not None and max(self.freed_on, self.from_on) <= day


@dataclass(frozen=True, slots=True)
class Line:
    """What happened to a part of a payment, and on which invoice."""

    on: dt.date
    happened: Happened
    number: str
    cents: int


@dataclass(frozen=True, slots=True)
class OnADay:
    """What had happened to a payment, and what of it stood on no invoice, by the day on which that came in or free."""

    lines: tuple[Line, ...]
    free: tuple[tuple[dt.date, int], ...]


def on_a_day(booked_on: dt.date, cents: int, parts: Iterable[Part], day: dt.date) -> OnADay:
    """A payment as it stood on a day.

    >>> at = lambda number: dt.date(2023, 5, number)
    >>> found = Part("1", 60, at(2), said=1, undone=2, freed_on=at(15)), Part("3", 70, at(20), said=3)
    >>> for number in (3, 16, 20):
    ...     shown = on_a_day(at(2), 90, found, at(number))
    ...     print([(each.on.day, each.happened.value, each.number, each.cents) for each in shown.lines])
    ...     print([(on.day, cents) for on, cents in shown.free])
    [(2, 'paid', '1', 60)]
    [(2, 30)]
    [(2, 'paid', '1', 60), (15, 'freed', '1', 60)]
    [(15, 60), (2, 30)]
    [(2, 'paid', '1', 60), (15, 'freed', '1', 60), (15, 'paid', '3', 60), (2, 'paid', '3', 10)]
    [(2, 20)]
    """
    if day < booked_on:
        return OnADay((), ())
    free, lines = {booked_on: cents}, []
    for _at, is_undone, part in _in_order(parts, day):
        if is_undone and part.freed_on:
            on = max(part.freed_on, part.from_on)
            lines.append(Line(on, Happened.FREED, part.number, part.cents))
            free[on] = free.get(on, 0) + part.cents
            continue
        for on, taken in taken_of(free, part.cents):
            lines.append(Line(on, Happened.PAID, part.number, taken))
        if part.turned_on and part.turned_on <= day:
            lines.append(Line(part.turned_on, Happened.TURNED_BACK, part.number, part.cents))
    left = sorted(((on, each) for on, each in free.items() if each), reverse=True)
    return OnADay(tuple(lines), tuple(left))


def taken_of(free: dict[dt.date, int], cents: int) -> list[tuple[dt.date, int]]:
    """Take an amount of what is free, what came free last first; what is not there is not taken."""
    found = []
    for on in sorted(free, reverse=True):
        if taken := min(cents, free[on]):
            found.append((on, taken))
            free[on] -= taken
            cents -= taken
    return found


def _in_order(parts: Iterable[Part], day: dt.date) -> list[tuple[int, bool, Part]]:
    known = [each for each in parts if each.counts_by(day)]
    steps = [(each.said, False, each) for each in known]
    steps += [(each.undone, True, each) for each in known if each.is_freed_by(day)]
    return sorted(steps, key=lambda step: step[:2])
