"""What may be said of a measure: the effect, how sure it is, and a word that never claims more than the interval."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

import numpy as np

from noaber.figures.rules.statistics.effects import (
    AFTER,
    BEFORE,
    NEVER,
    Panel,
    Stack,
    difference_in_differences,
    stacks_of,
)
from noaber.figures.rules.statistics.event_study import EventStudy, event_study
from noaber.figures.rules.statistics.placebo import DRAWS, Placebo, placebo_interval
from noaber.figures.rules.statistics.verdicts import Verdict, verdict_of

ENOUGH_AREAS: Final = 20
"""Where placebo starts cannot be given, cluster-robust errors take this many treated areas and as many compared.

Cameron & Miller (2015), J. Human Resources 50, 317-372, and MacKinnon & Webb (2018), Econometrics Journal 21,
114-135: with few treated clusters the robust test rejects far too often, whatever the number of others. Simulated
here, with municipalities of very different size, even 25 were not enough (its 95 % interval held the truth in 90 %),
which is why placebos go first.
"""
PRE_TREND_LEVEL: Final = 0.05


class Basis(StrEnum):
    CLUSTERS = "clusters"
    PLACEBOS = "placebos"


class Reason(StrEnum):
    """Why nothing can be said, or what must be said beside it."""

    NO_WINDOW = "no start has its whole window with areas to compare with"
    TOO_FEW_AREAS = "too few areas to compare with for this confidence"
    RAN_APART = "the areas did not run alike before the start"
    NO_LEADS = "nothing is known of whether the areas ran alike before the start"
    INTERVAL_HOLDS_ONE = "no difference lies within the interval"


_SILENCING: Final = frozenset({Reason.RAN_APART, Reason.NO_LEADS})


@dataclass(frozen=True, slots=True)
class Effect:
    """`ratio` after the measure to what it would have been, its interval, and the word for it.

    `left_out` areas miss a month of the window, `without_window` started with no whole window around it: neither says
    anything here. `p_value` is that of the placebos, None with errors by cluster; `placebos` is how many there were,
    so that it cannot be below one in `placebos` + 1. Numbers are NaN when nothing could be worked out, and the
    interval goes from 0 to infinity when there are too few placebos for it.
    """

    ratio: float
    lower: float
    upper: float
    p_value: float | None
    verdict: Verdict
    reasons: tuple[Reason, ...]
    basis: Basis | None
    treated: int
    compared: int
    study: EventStudy | None
    left_out: tuple[str, ...]
    without_window: tuple[str, ...]
    placebos: int = 0


def effect_of(
    panel: Panel,
    *,
    before: int = BEFORE,
    after: int = AFTER,
    bin_months: int = 3,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> Effect:
    """Judge a measure that areas of the panel started; `before` and `after` are whole numbers of bins.

    With placebo starts where enough areas never started, else by clusters. The word is that of the interval, unless
    the areas did not run alike before the start, or nothing is known of that: then nothing can be said.
    ValueError for a window that is no whole number of bins.
    """
    stacks = stacks_of(panel, before, after)
    aside = _aside(panel, stacks)
    try:
        found = difference_in_differences(panel, stacks)
    except ValueError:
        return _nothing(Reason.NO_WINDOW, aside)
    how: dict[str, Any] = {"confidence": confidence, "draws": draws, "seed": seed}
    placebo = _placebos(panel, stacks, how)
    if placebo is None and min(found.treated, found.compared) < ENOUGH_AREAS:
        return _nothing(Reason.TOO_FEW_AREAS, aside)
    study = event_study(panel, stacks, bin_months=bin_months, by_placebo=placebo is not None, **how)
    lower, upper = (placebo.lower, placebo.upper) if placebo else found.interval(confidence)
    reasons = _reasons(lower, upper, study)
    return Effect(
        found.ratio,
        lower,
        upper,
        placebo.p_value if placebo else None,
        verdict_of(lower, upper) if _SILENCING.isdisjoint(reasons) else Verdict.UNKNOWN,
        reasons,
        Basis.PLACEBOS if placebo else Basis.CLUSTERS,
        found.treated,
        found.compared,
        study,
        *aside,
        placebos=placebo.placebos if placebo else 0,
    )


def _placebos(panel: Panel, stacks: Sequence[Stack], how: Mapping[str, Any]) -> Placebo | None:
    """None where too few areas never started."""
    try:
        return placebo_interval(panel, stacks, **how)
    except ValueError:
        return None


def earlier_start(panel: Panel, before: int = BEFORE, bin_months: int = 3, **asked: Any) -> Effect | None:
    """What is found when every area starts half the window earlier than it did, in months before the real start only.

    Nothing had happened then, so its interval should hold 1: a placebo in time. None where the months before are too
    few for two bins on either side.
    """
    back = before // 2 // bin_months * bin_months
    if back < 2 * bin_months:
        return None
    moved = np.where(panel.starts == NEVER, NEVER, np.maximum(panel.starts - back, 0))
    found = effect_of(
        replace(panel, starts=moved), before=before - back, after=back, bin_months=bin_months, **asked
    )
    return None if np.isnan(found.ratio) else found


def _aside(panel: Panel, stacks: Sequence[Stack]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Areas that miss a month of a window, and areas that started with no whole window around it."""
    missing = {int(row) for each in stacks for row in each.left_out}
    told = missing.union(*(each.treated.tolist() for each in stacks))
    started = {int(row) for row in np.flatnonzero(panel.starts != NEVER)}
    rows = (sorted(missing), sorted(started - told))
    left_out, without_window = (tuple(panel.areas[row] for row in each) for each in rows)
    return left_out, without_window


def _reasons(lower: float, upper: float, study: EventStudy) -> tuple[Reason, ...]:
    found = {
        Reason.TOO_FEW_AREAS: not np.isfinite(upper),
        Reason.RAN_APART: study.pre_trend_p is not None and study.pre_trend_p < PRE_TREND_LEVEL,
        Reason.NO_LEADS: study.pre_trend_p is None,
        Reason.INTERVAL_HOLDS_ONE: bool(np.isfinite(upper)) and lower <= 1 <= upper,
    }
    return tuple(reason for reason, holds in found.items() if holds)


def _nothing(reason: Reason, aside: tuple[tuple[str, ...], tuple[str, ...]]) -> Effect:
    nan = float("nan")
    return Effect(nan, nan, nan, None, Verdict.UNKNOWN, (reason,), None, 0, 0, None, *aside)
