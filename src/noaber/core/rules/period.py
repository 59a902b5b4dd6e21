"""Periods of whole days, half-open: the first day counts, ``until`` is the first day that does not.

So periods that follow on each other share one date, and no day is in two of them or in none.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from noaber.core.rules.dutch import long_date


class PeriodError(ValueError):
    """A period without a single day; the message is Dutch and can be shown as it is."""


@dataclass(frozen=True, slots=True)
class Period:
    """The days from ``start`` up to, not including, ``until``; without ``until`` it has no end.

    >>> funding = Period(date(2020, 1, 1), date(2024, 1, 1))
    >>> date(2023, 12, 31) in funding, date(2024, 1, 1) in funding
    (True, False)
    >>> str(funding)
    'van 1 januari 2020 tot en met 31 december 2023'
    """

    start: date
    until: date | None = None

    def __post_init__(self) -> None:
        if self.until is not None and self.until <= self.start:
            raise PeriodError(
                f"het einde ({long_date(self.until)}) moet na het begin ({long_date(self.start)}) liggen"
            )

    @classmethod
    def of_years(cls, first: int, last: int | None = None) -> Self:
        """Whole calendar years, both counted; one year when ``last`` is left out.

        >>> Period.of_years(2020, 2023) == Period(date(2020, 1, 1), date(2024, 1, 1))
        True
        """
        return cls(date(first, 1, 1), date((first if last is None else last) + 1, 1, 1))

    @classmethod
    def through(cls, first_day: date, last_day: date | None) -> Self:
        """Make a period from its first and last day, as people write it ("tot en met").

        >>> Period.through(date(2019, 1, 1), date(2019, 1, 31)).until
        datetime.date(2019, 2, 1)
        """
        if last_day is not None and last_day < first_day:
            raise PeriodError(
                f"de laatste dag ({long_date(last_day)}) ligt voor de eerste dag ({long_date(first_day)})"
            )
        return cls(first_day, None if last_day is None else last_day + timedelta(days=1))

    @property
    def last_day(self) -> date | None:
        """The last day that counts; None when the period has no end."""
        return None if self.until is None else self.until - timedelta(days=1)

    @property
    def months(self) -> int | None:
        """The number of complete months; None when the period has no end.

        >>> Period.of_years(2020, 2023).months, Period(date(2019, 1, 31), date(2019, 2, 28)).months
        (48, 1)
        """
        if self.until is None:
            return None
        begun = (self.until.year - self.start.year) * 12 + self.until.month - self.start.month
        # A month that began on the 31st is complete on the last day of a shorter month.
        due_day = min(self.start.day, monthrange(self.until.year, self.until.month)[1])
        return begun if self.until.day >= due_day else begun - 1

    def contains(self, day: date) -> bool:
        """Is this day in the period?"""
        return self.start <= day and (self.until is None or day < self.until)

    __contains__ = contains

    def covers(self, other: "Period") -> bool:
        """Is every day of ``other`` in this period?

        >>> Period.of_years(2020, 2023).covers(Period.of_years(2021))
        True
        >>> Period.of_years(2020, 2023).covers(Period(date(2021, 1, 1)))
        False
        """
        return not other.minus(self)

    def overlaps(self, other: "Period") -> bool:
        """Do the two share a day?"""
        return (other.until is None or self.start < other.until) and (
            self.until is None or other.start < self.until
        )

    def adjoins(self, other: "Period") -> bool:
        """Does the one start on the day the other stops?

        >>> Period.of_years(2019).adjoins(Period.of_years(2020))
        True
        """
        return self.until == other.start or other.until == self.start

    def intersect(self, other: "Period") -> "Period | None":
        """The days that both have; None when there are none.

        >>> str(Period.of_years(2019, 2022).intersect(Period.of_years(2020, 2023)))
        'van 1 januari 2020 tot en met 31 december 2022'
        """
        if not self.overlaps(other):
            return None
        ends = [until for until in (self.until, other.until) if until is not None]
        return Period(max(self.start, other.start), min(ends, default=None))

    def minus(self, other: "Period") -> "tuple[Period, ...]":
        """The days of this period that are not in ``other``: none, one or two periods, in order.

        >>> [str(part) for part in Period(date(2019, 1, 1)).minus(Period.of_years(2020))]
        ['van 1 januari 2019 tot en met 31 december 2019', 'vanaf 1 januari 2021']
        """
        if not self.overlaps(other):
            return (self,)
        parts = []
        if self.start < other.start:
            parts.append(Period(self.start, other.start))
        if other.until is not None and (self.until is None or other.until < self.until):
            parts.append(Period(other.until, self.until))
        return tuple(parts)

    def joined_with(self, other: "Period") -> "Period":
        """One period over both; they must overlap or adjoin, else PeriodError."""
        if not (self.overlaps(other) or self.adjoins(other)):
            raise PeriodError(
                f"tussen de perioden {self} en {other} liggen dagen die in geen van beide vallen"
            )
        if self.until is None or other.until is None:
            return Period(min(self.start, other.start), None)
        return Period(min(self.start, other.start), max(self.until, other.until))

    def __str__(self) -> str:
        """Describe the period in Dutch, with the last day that counts.

        >>> str(Period(date(2020, 1, 1))), str(Period(date(2019, 1, 28), date(2019, 1, 29)))
        ('vanaf 1 januari 2020', 'op 28 januari 2019')
        """
        if self.last_day is None:
            return f"vanaf {long_date(self.start)}"
        if self.last_day == self.start:
            return f"op {long_date(self.start)}"
        return f"van {long_date(self.start)} tot en met {long_date(self.last_day)}"
