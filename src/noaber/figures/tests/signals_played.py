"""Months of an invented municipality in which one stands out, taken in as releases, for the tests of signals."""

import datetime as dt
from collections.abc import Container, Mapping
from types import MappingProxyType
from typing import Final

from noaber.core.access import COMMAND, Actor, Grant
from noaber.figures.rules.periods import back, period_key, span
from noaber.figures.rules.tables import MONTHLY, TABLES
from noaber.figures.services.releases import Origin, import_release
from noaber.figures.services.signals.opening import Opened, open_signals
from noaber.figures.tests.police_samples import row, table

NOW: Final = dt.datetime(2020, 6, 1, 10, tzinfo=dt.UTC)
TODAY: Final = dt.date(2020, 6, 1)
AREA, OTHER, KIND = "GM9001", "GM9002", "1.1.1"
LAST: Final = 202004
PEAK: Final = 202003
CONTACT: Final = Actor(7, grants=frozenset({Grant("contact", f"organisation:{AREA}")}))
STRANGER: Final = Actor(8, grants=frozenset({Grant("contact", "organisation:GM9003")}))
NOBODY: Final = Actor(9)


def take_in(
    counts: Mapping[tuple[str, int], int | None],
    *,
    last: int = LAST,
    published: str = "2020-05-15T02:00:00",
    without: Mapping[str, Container[int]] = MappingProxyType({}),
    accept_gone: bool = False,
) -> None:
    """Six years of about 20 a month in two municipalities, but for `counts`; published up to `last`.

    `without`: by area the months that are not published.
    """
    lines = [
        row(area, period_key(period), counts.get((area, period), 18 + (place * 7 + shift) % 5))
        for shift, area in enumerate((AREA, OTHER))
        for place, period in enumerate(span(back(LAST, 71), last))
        if period not in without.get(area, ())
    ]
    now = max(NOW, dt.datetime.fromisoformat(published).replace(tzinfo=dt.UTC))
    offered, origin = table(lines, published), Origin("proef")
    import_release(offered, TABLES[MONTHLY], origin, actor=COMMAND, now=now, accept_gone=accept_gone)


def opened(period: int = PEAK, actor: Actor = COMMAND, now: dt.datetime = NOW) -> Opened:
    return open_signals(period, actor=actor, now=now, today=TODAY)
