"""The municipalities and inhabitants of a reference date, read from the register."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from noaber.core.asof import AsOf
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.network.api import RollEntry, reference_dates, rolls


@dataclass(frozen=True)
class RollCall:
    """Who takes part on a reference date; `missing` are those without a known number of inhabitants."""

    reference_on: dt.date
    entries: tuple[RollEntry, ...]

    @cached_property
    def populations(self) -> dict[str, int]:
        """Known inhabitants by municipality code."""
        return {entry.code: entry.figure.population for entry in self.entries if entry.figure}

    @cached_property
    def by_code(self) -> dict[str, RollEntry]:
        return {entry.code: entry for entry in self.entries}

    @cached_property
    def district_of(self) -> dict[str, str]:
        """The district's name by municipality code."""
        return {entry.code: entry.district_name for entry in self.entries}

    @property
    def missing(self) -> tuple[RollEntry, ...]:
        return tuple(entry for entry in self.entries if entry.figure is None)

    @property
    def provisional_count(self) -> int:
        return sum(entry.figure.is_provisional for entry in self.entries if entry.figure)

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(sorted({entry.figure.source for entry in self.entries if entry.figure}))

    def name_of(self, code: str) -> str:
        return self.by_code[code].name


def known_dates(asof: AsOf) -> list[dt.date]:
    """The reference dates with figures, up to the day that is asked for, newest first."""
    return [date for date in reference_dates(known_at=asof.known_at) if date <= asof.valid_on]


def memo_date(dates: Iterable[dt.date], proposed_on: dt.date) -> dt.date | None:
    """The last reference date before the agreement was proposed; where there is none, the first one after it.

    >>> memo_date([dt.date(2020, 1, 1), dt.date(2019, 1, 1), dt.date(2018, 1, 1)], dt.date(2019, 1, 28))
    datetime.date(2019, 1, 1)
    """
    ordered = sorted(dates)
    before = [date for date in ordered if date <= proposed_on]
    return before[-1] if before else next(iter(ordered), None)


def roll_calls(dates: Iterable[dt.date], asof: AsOf, terms: AgreementTerms | None) -> dict[dt.date, RollCall]:
    """A roll call per reference date, in a fixed number of queries; without an agreement, of the date itself."""
    members_on = {date: terms.members_on(date) if terms else date for date in dates}
    found = rolls(members_on, known_at=asof.known_at)
    return {date: RollCall(date, entries) for date, entries in found.items()}
