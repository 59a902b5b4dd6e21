"""What is remarkable in a month: every municipality and kind of offence against its own past, and what chance gives."""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.figures.models import Release
from noaber.figures.queries.matrix import Matrix, matrix
from noaber.figures.queries.observations import release_of_month
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
from noaber.figures.rules.tables import TOTAL
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
class Quiet:
    """A series that was asked for and is no signal; what is not known, or was not tested, is None."""

    area: str
    offence: str
    count: int | None
    expected: float | None
    upper: float | None
    p_value: float | None
    q_value: float | None


@dataclass(frozen=True, slots=True)
class MonthSignals:
    """The signals of a month, the surest first, and what to expect of chance. `not_tested`: series by why not.

    `quiet`: of the series that were asked for those that are no signal.
    """

    period: int
    release: Release
    signals: tuple[Signal, ...]
    budget: FalseAlarmBudget
    not_tested: Mapping[Standing, int]
    quiet: tuple[Quiet, ...] = ()


def month_signals(
    period: int, actor: Actor, today: dt.date, *, asked: Collection[tuple[str, str]] = ()
) -> MonthSignals:
    """All municipalities of the network together; of the series `asked` (area, offence) also what is no signal.

    DomainError where no release has the month.
    """
    release = release_of_month(period)
    rows = municipalities(actor, AsOf(today))
    if not rows:
        raise DomainError(_("Er staan nog geen gemeenten in het register."))
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
    quiet = tuple(_quiet(found, alerts, asked))
    return MonthSignals(period, release, signals, alerts.budget, not_tested, quiet)


def _quiet(found: Matrix, alerts: MonthAlerts, asked: Collection[tuple[str, str]]) -> Iterator[Quiet]:
    areas = {code: place for place, code in enumerate(found.areas)}
    kinds = {code: place for place, code in enumerate(found.kinds)}
    columns = (alerts.expected, alerts.upper, alerts.p_value, alerts.q_value)
    for area, kind in sorted(asked):
        if area in areas and kind in kinds:
            place = areas[area] * len(kinds) + kinds[kind]
            if not alerts.is_alarm[place]:
                count = _known(alerts.observed[place])
                yield Quiet(
                    area,
                    kind,
                    None if count is None else int(count),
                    *(_known(each[place]) for each in columns),
                )


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


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
