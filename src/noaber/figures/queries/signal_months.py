"""The months that were read for signals, and those that can be; for who is in the network."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.figures.models import SignalMonth
from noaber.figures.queries.releases import latest
from noaber.figures.rules.signals.certainty import chance_among
from noaber.figures.rules.tables import MONTHLY


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A month as it was read last: what was tested, and how many of its signals chance explains."""

    id: int
    period: int
    release_id: int
    release_number: int
    published_at: dt.datetime
    is_invented: bool
    tested: int
    level: float
    signal_count: int
    sure_count: int

    @property
    def expected(self) -> float:
        """How many alarms chance gives when nothing is going on anywhere."""
        return self.tested * self.level

    @property
    def by_chance(self) -> int:
        return chance_among(self.signal_count, self.expected, sure=self.sure_count)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """The last release of the months that was taken in."""

    id: int
    last_period: int
    published_at: dt.datetime
    is_invented: bool


def signal_months(actor: Actor) -> tuple[MonthRow, ...]:
    """Every month that was read, by its newest reading, the newest month first."""
    if not actor.is_in_network:
        return ()
    newest = {row.period: row for row in month_readings()}
    return tuple(newest[period] for period in sorted(newest, reverse=True))


MONTH_COLUMNS: Final = (
    "pk",
    "period",
    "release_id",
    "release__number",
    "release__published_at",
    "release__is_invented",
    "tested",
    "level",
    "signal_count",
    "sure_count",
)
"""The columns of a `MonthRow`, in its order."""


@read_once
def month_readings() -> tuple[MonthRow, ...]:
    """Every reading of every month, in the order of the releases."""
    rows = SignalMonth.objects.order_by("period", "release__number")
    return tuple(MonthRow(*row) for row in rows.values_list(*MONTH_COLUMNS))


@read_once
def last_release() -> ReleaseRow | None:
    """What the months can be read from; None while nothing was taken in."""
    found = latest(MONTHLY)
    return ReleaseRow(found.pk, found.last_period, found.published_at, found.is_invented) if found else None
