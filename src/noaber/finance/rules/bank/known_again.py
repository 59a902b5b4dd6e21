"""Whether an entry of a statement is kept already, or only looks as one that is.

With a reference of the bank's own (AcctSvcrRef) there is nothing to decide: the bank gives it to one entry, so
reference, day, amount and direction are that entry, in whatever statement, whatever the texts beside it. Only a batch
may hold one reference several times; the n-th in a statement is the n-th that is kept.

Without, two equal payments on a day are as real as one payment that is exported twice. What tells them apart:

- *Whole days.* camt.053 and MT940 are made when a day is over. So a statement with entries on several days holds those
  days whole; only a page of it, that is numbered so (5/2), may begin or end within a day. Of a whole day nothing is
  missing: of three in it, of which two are kept, one is new. Order and texts of others do not matter.
- *Places.* All entries of an account are one row, and a statement is a stretch of it that begins at a balance. So the
  balance after an entry is its place, the same in every export, in whichever order files are read. Equal entries at
  different places are two payments. Because an export may list a day in another order, only a place that no order of
  the statement can reach counts as different.
- *Pages of one statement* (5/1 and 5/2) have no entry in common.

What is left cannot be decided: an equal entry at the same place in two statements of one day is either the same entry
in another export, or the balance came back to where it was (+5, -5, +5). That is a `Doubt`, which a person answers:
neither is taken as the truth in silence.

Units: cents.
"""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Answer(StrEnum):
    """What a person says of the entries in doubt of a file: known already, as far as they are kept; or all new."""

    KNOWN = "known"
    NEW = "new"


@dataclass(frozen=True, slots=True)
class Doubt:
    """An entry that may be kept already, and the statement that has one like it."""

    label: str
    day: dt.date
    signed_cents: int
    who: str
    text: str
    kept_in: str


@dataclass(frozen=True, slots=True)
class DayPart:
    """What a statement holds of one day: the balance before it, what came in and (below zero) what went out."""

    opening_cents: int
    in_cents: int = 0
    out_cents: int = 0

    def with_entry(self, signed_cents: int) -> "DayPart":
        return DayPart(
            self.opening_cents,
            self.in_cents + max(0, signed_cents),
            self.out_cents + min(0, signed_cents),
        )

    def reaches(self, balance_cents: int, signed_cents: int) -> bool:
        """Whether some order of these entries has this balance after an entry of that amount.

        >>> part = DayPart(100, 30, -20)
        >>> [part.reaches(balance, 10) for balance in (89, 90, 130, 131)]
        [False, True, True, False]
        """
        lowest = self.opening_cents + self.out_cents + max(0, signed_cents)
        highest = self.opening_cents + self.in_cents + min(0, signed_cents)
        return lowest <= balance_cents <= highest


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry that is kept: which of its key, the balance after it (None: not known), and its statement.

    `is_of_whole_day`: its statement held all of that day.
    """

    number: int
    balance_cents: int | None
    is_of_whole_day: bool
    sequence: str
    label: str
    opening_cents: int
    closing_cents: int

    def is_elsewhere(self, part: DayPart, signed_cents: int, sequence: str) -> bool:
        """Whether it cannot be an entry of this part of another statement.

        Its own statement may have been listed from the last entry to the first: both balances are looked at.

        >>> five = Kept(1, 2010, False, "2", "2", 2005, 2010)
        >>> five.is_elsewhere(DayPart(2000, 5), 5, "1"), five.is_elsewhere(DayPart(2005, 5), 5, "3")
        (True, False)
        >>> five.is_elsewhere(DayPart(2005, 5), 5, "2/1")
        False
        """
        if are_pages_of_one(self.sequence, sequence):
            return True
        if self.balance_cents is None:
            return False
        turned = self.opening_cents + self.closing_cents - self.balance_cents + signed_cents
        return not any(part.reaches(each, signed_cents) for each in (self.balance_cents, turned))


def whole_days(days: Collection[dt.date], sequence: str) -> frozenset[dt.date]:
    """The days of which a statement with entries on `days` holds all there is.

    >>> days = [dt.date(2020, 5, 1), dt.date(2020, 5, 2), dt.date(2020, 5, 3)]
    >>> [sorted(day.day for day in whole_days(days, each)) for each in ("5", "5/1", "5/2")]
    [[1, 2, 3], [1, 2], [2]]
    >>> whole_days(days[:1], "5")
    frozenset()
    """
    found = sorted(days)
    if len(found) < 2:
        return frozenset()
    page = page_of(sequence)
    if page is None:
        return frozenset(found)
    return frozenset(found[:-1] if page[1] == 1 else found[1:-1])


def page_of(sequence: str) -> tuple[str, int] | None:
    """The number of the statement, and which page of it; None where it has no pages.

    >>> page_of("12501/2"), page_of("12501")
    (('12501', 2), None)
    """
    number, _slash, page = sequence.rpartition("/")
    return (number, int(page)) if number and page.strip().isdecimal() else None


def are_pages_of_one(one: str, other: str) -> bool:
    """Whether these numbers are of two pages of one statement.

    >>> are_pages_of_one("5/1", "5/2"), are_pages_of_one("5/1", "5/1"), are_pages_of_one("5", "6")
    (True, False, False)
    """
    first, second = page_of(one), page_of(other)
    return first is not None and second is not None and first[0] == second[0] and first != second
