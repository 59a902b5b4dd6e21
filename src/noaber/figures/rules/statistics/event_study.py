"""Did the areas run alike before the measure, and when does a difference show? An effect for every few months.

Each bin of months is compared with the last before the start, as `effects` compares after with before. The bins
before the start ("leads") are what the assumption rests on; their joint test is Wald's with the cluster-robust
covariance (F with one less than the smaller group), or by placebo starts when few areas started. That it finds
nothing proves little when the figures are small (Roth 2022, "Pretest with caution", AER: Insights 4, 305-322): show
the bins, not only the p-value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy import stats

from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.effects import Estimate, Panel, Stack, estimate
from noaber.figures.rules.statistics.placebo import DRAWS, measure, placebo_intervals


@dataclass(frozen=True, slots=True)
class Bin:
    """Months `first` to `last` after the start (below 0: before it), against the last bin before it.

    `lower` and `upper` of its ratio, 0 and infinite when there are too few placebos for the confidence.
    """

    first: int
    last: int
    estimate: Estimate
    lower: float
    upper: float

    @property
    def is_lead(self) -> bool:
        return self.last < 0


@dataclass(frozen=True, slots=True)
class EventStudy:
    """The bins in order, without the one they are compared with, and the p-value of all leads together being nothing.

    `pre_trend_p` is None when there is no lead: then nothing is known of what went before.
    """

    bins: tuple[Bin, ...]
    pre_trend_p: float | None


def event_study(
    panel: Panel,
    stacks: Sequence[Stack],
    *,
    bin_months: int = 3,
    by_placebo: bool = False,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> EventStudy:
    """All stacks must have the same window, a whole number of bins on either side; ValueError otherwise, and for
    zeros.
    """
    windows = {(each.month - each.first, each.last - each.month) for each in stacks}
    if len(windows) != 1 or any(side % bin_months for side in next(iter(windows))):
        raise ValueError(f"one window for all starts, of whole bins of {bin_months} months on either side")
    before, after = windows.pop()
    firsts = [first for first in range(-before, after, bin_months) if first != -bin_months]
    compared = {first: [_against_last(panel, each, first, bin_months) for each in stacks] for first in firsts}
    estimates = {
        first: found for first in firsts if (found := _estimate(stacks, compared[first])) is not None
    }
    if by_placebo:
        known = [compared[first] for first in estimates]
        between = placebo_intervals(panel, stacks, known, confidence=confidence, draws=draws, seed=seed)
    else:
        between = [found.interval(confidence) for found in estimates.values()]
    bins = [
        Bin(first, first + bin_months - 1, found, *limits)
        for (first, found), limits in zip(estimates.items(), between, strict=True)
    ]
    leads = [each for each in bins if each.is_lead]
    if not leads:
        return EventStudy(tuple(bins), None)
    if by_placebo:
        p_value = _by_placebo(panel, stacks, [compared[each.first] for each in leads], draws, seed)
    else:
        p_value = _wald([each.estimate for each in leads])
    return EventStudy(tuple(bins), p_value)


def _estimate(stacks: Sequence[Stack], counted: Sequence[Floats]) -> Estimate | None:
    parts = [(counts, each.treated, each.compared) for counts, each in zip(counted, stacks, strict=True)]
    try:
        return estimate(parts)
    except ValueError:
        return None


def _against_last(panel: Panel, stack: Stack, first: int, length: int) -> Floats:
    """Counts (areas, 2) of the last bin before the start, and of the bin that begins `first` months after it."""
    sums = [
        panel.counts[:, stack.month + begin : stack.month + begin + length].sum(axis=1)
        for begin in (-length, first)
    ]
    return np.stack(sums, axis=1)


def _wald(leads: Sequence[Estimate]) -> float:
    """F of all being zero; the covariance is the sum over areas of the products of their influences."""
    effects = np.array([each.log_ratio for each in leads])
    influence = np.nan_to_num(np.stack([each.influence for each in leads]))
    clusters = int(np.count_nonzero(np.abs(influence).sum(axis=0)))
    covariance = influence @ influence.T * clusters / max(clusters - 1, 1)
    wald = float(effects @ np.linalg.pinv(covariance, hermitian=True) @ effects)
    freedom = max(min(leads[0].treated, leads[0].compared) - 1, 1)
    return float(stats.f.sf(wald / len(leads), len(leads), freedom))


def _by_placebo(
    panel: Panel, stacks: Sequence[Stack], leads: Sequence[Sequence[Floats]], draws: int, seed: int
) -> float:
    """The share of placebo starts of which the standardised leads have as large a sum of squares."""
    found, _ = measure(panel, stacks, leads, draws, seed).standardised()
    squares = (found**2).sum(axis=1)
    placebos = squares[:-1][np.isfinite(squares[:-1])]
    return float((1 + np.count_nonzero(placebos >= squares[-1] - 1e-9)) / (placebos.size + 1))
