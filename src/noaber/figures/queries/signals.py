"""What is remarkable in a month: every municipality and kind of offence against its own past, and what chance gives."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.figures.models import Release
from noaber.figures.queries.matrix import Matrix, matrix
from noaber.figures.queries.observations import the_release
from noaber.figures.queries.offences import offence_titles
from noaber.figures.rules.periods import back, span
from noaber.figures.rules.statistics.alerts import (
    BASELINE_MONTHS,
    FEWEST_MONTHS,
    LEVEL,
    MonthAlerts,
    Standing,
    month_alerts,
)
from noaber.figures.rules.statistics.discovery import FalseAlarmBudget
from noaber.figures.rules.tables import MONTHLY, TOTAL
from noaber.network.api import municipalities

DISCOVERY_RATE = 0.05
LONGEST_SINCE = 6


@dataclass(frozen=True, slots=True)
class Signal:
    """A month that was higher than trend, season and chance explain.

    `since`: the first month of the row of such months. `is_discovery`: also when all series of the month are taken
    together, so that at most one in twenty of these is chance.
    """

    area: str
    area_name: str
    offence: str
    offence_title: str
    period: int
    since: int
    count: int
    expected: float
    upper: float
    p_value: float
    q_value: float
    is_discovery: bool


@dataclass(frozen=True, slots=True)
class MonthSignals:
    """The signals of a month, the surest first, and what to expect of chance. `not_tested`: series by why not."""

    period: int
    release: Release
    signals: tuple[Signal, ...]
    budget: FalseAlarmBudget
    not_tested: Mapping[Standing, int]


def month_signals(period: int, actor: Actor, today: dt.date) -> MonthSignals:
    """All municipalities of the network together. DomainError where nothing was published of that month."""
    release = the_release(MONTHLY)
    rows = municipalities(actor, AsOf(today))
    names, titles = {row.code: row.name for row in rows}, dict(offence_titles())
    periods = span(back(period, BASELINE_MONTHS + LONGEST_SINCE), period)
    kinds = [code for code in sorted(titles) if code != TOTAL]
    found = matrix(release, sorted(names), kinds, periods)
    alerts = _alerts(found, 0)
    discoveries = alerts.discoveries(DISCOVERY_RATE)
    since = _since(found, alerts)
    signals = tuple(
        Signal(
            area := found.areas[place // len(kinds)],
            names[area],
            kind := kinds[place % len(kinds)],
            titles[kind],
            period,
            since[place],
            int(alerts.observed[place]),
            float(alerts.expected[place]),
            float(alerts.upper[place]),
            float(alerts.p_value[place]),
            float(alerts.q_value[place]),
            bool(discoveries[place]),
        )
        for place in sorted(np.flatnonzero(alerts.is_alarm).tolist(), key=lambda place: alerts.p_value[place])
    )
    not_tested: dict[Standing, int] = {
        why: int((alerts.standing == why).sum()) for why in Standing if why is not Standing.TESTED
    }
    return MonthSignals(period, release, signals, alerts.budget, not_tested)


def _alerts(found: Matrix, months_back: int) -> MonthAlerts:
    series = found.counts.reshape(-1, len(found.periods))
    return month_alerts(series[:, : series.shape[1] - months_back], level=LEVEL)


def _since(found: Matrix, alerts: MonthAlerts) -> dict[int, int]:
    """Of each alarm the first month of its row; looked back at most half a year."""
    going = set(np.flatnonzero(alerts.is_alarm).tolist())
    since = dict.fromkeys(going, found.periods[-1])
    for months_back in range(1, LONGEST_SINCE + 1):
        if not going or len(found.periods) - months_back <= FEWEST_MONTHS:
            break
        series = found.counts.reshape(-1, len(found.periods))[sorted(going)]
        before = month_alerts(series[:, : series.shape[1] - months_back], level=LEVEL)
        going = {place for place, is_alarm in zip(sorted(going), before.is_alarm, strict=True) if is_alarm}
        since |= dict.fromkeys(going, found.periods[-1 - months_back])
    return since
