"""What a measure did: areas that started it, before and after, beside areas that had not started.

Difference in differences on the logarithm, as Poisson regression with effects of area and month. Areas that start at
different times are compared only with those that do not start within the window, each start by itself ("stacked":
Cengiz, Dube, Lindner & Zipperer 2019, Quarterly Journal of Economics 134, 1405-1454); an area that started earlier is
never a comparison, which is what goes wrong in two-way fixed effects (Goodman-Bacon 2021, J. Econometrics 225,
254-277; Callaway & Sant'Anna 2021, ibid. 200-230).

For one start the maximum likelihood of that regression is in closed form: with T and C the totals of the areas that
started and of the others, log (T_after / T_before) - log (C_after / C_before); the effects of area and month drop
out. More starts have one common effect, each start weighing by its information. Standard errors are robust to
anything that goes on within an area (clusters: Liang & Zeger 1986, Biometrika 73, 13-22; why that is needed: Bertrand,
Duflo & Mullainathan 2004, Quarterly Journal of Economics 119, 249-275). How sure it is with few
areas: `placebo`; whether they ran alike before: `event_study`. All supposes that without the measure the areas would
have moved alike.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Floats, Whole, counts_of

BEFORE: Final = 24
AFTER: Final = 12
"""Months of the window around a start."""
NEVER: Final = -1
_STEPS: Final = 50


@dataclass(frozen=True, slots=True)
class Panel:
    """`counts` (areas, months), oldest first, NaN where not known; `starts` (areas,): the month, or NEVER."""

    areas: tuple[str, ...]
    counts: Floats
    starts: Whole


@dataclass(frozen=True, slots=True)
class Stack:
    """One start: the areas that started in `month` and those compared with, as rows of the panel.

    `left_out` are areas that started then, or could be compared with, but miss a month of the window.
    """

    month: int
    first: int
    last: int
    treated: Whole
    compared: Whole
    left_out: Whole


@dataclass(frozen=True, slots=True)
class Estimate:
    """`log_ratio` with its cluster-robust standard error; how many areas were `treated` and `compared`.

    `influence` (areas of the panel,) is how far each moved it, NaN for one that took no part.
    """

    log_ratio: float
    standard_error: float
    treated: int
    compared: int
    influence: Floats

    @property
    def ratio(self) -> float:
        """0.8: a fifth fewer than without the measure, as the others went."""
        return float(np.exp(self.log_ratio))

    def interval(self, confidence: float = 0.95) -> tuple[float, float]:
        """Of the ratio, with Student's t at one less than the smaller group; not wide enough for fewer than ten
        areas.
        """
        freedom = max(min(self.treated, self.compared) - 1, 1)
        reach = float(stats.t.ppf(0.5 + confidence / 2, freedom)) * self.standard_error
        return float(np.exp(self.log_ratio - reach)), float(np.exp(self.log_ratio + reach))


def panel_of(areas: Sequence[str], counts: ArrayLike, started: Mapping[str, int]) -> Panel:
    """A panel from counts (areas, months) and the month (column) in which each area that did started.

    ValueError for an area that is there twice or not at all, and for a start outside the months.
    """
    found = counts_of(counts)
    if found.ndim != 2 or len(areas) != len(found) or len(set(areas)) != len(areas):
        raise ValueError("one row of counts for each area, and each area once")
    if unknown := sorted(set(started) - set(areas)):
        raise ValueError(f"there are no counts of {', '.join(unknown)}")
    if outside := sorted(area for area, month in started.items() if not 0 <= month < found.shape[1]):
        raise ValueError(f"the start lies outside the months that were counted: {', '.join(outside)}")
    return Panel(tuple(areas), found, np.array([started.get(area, NEVER) for area in areas], dtype=np.int64))


def stacks_of(panel: Panel, before: int = BEFORE, after: int = AFTER) -> list[Stack]:
    """One for each month in which areas started, with `before` months before it and `after` from it on.

    Compared with: areas that never start, or not before the window is over, and had not started before it either. A
    start whose window does not fit, or that has no area left on either side, gives no stack.
    """
    if before < 1 or after < 1:
        raise ValueError("a window has a month or more on either side")
    stacks = []
    for month in sorted({int(start) for start in panel.starts if start != NEVER}):
        first, last = month - before, month + after
        if first < 0 or last > panel.counts.shape[1]:
            continue
        complete = np.isfinite(panel.counts[:, first:last]).all(axis=1)
        is_treated = panel.starts == month
        is_compared = (panel.starts == NEVER) | (panel.starts >= last)
        treated, compared = np.flatnonzero(is_treated & complete), np.flatnonzero(is_compared & complete)
        left_out = np.flatnonzero((is_treated | is_compared) & ~complete)
        if treated.size and compared.size:
            stacks.append(Stack(month, first, last, treated, compared, left_out))
    return stacks


def halves(panel: Panel, stack: Stack) -> Floats:
    """Counts before and after the start of every area, (areas, 2)."""
    return np.stack(
        [
            panel.counts[:, stack.first : stack.month].sum(axis=1),
            panel.counts[:, stack.month : stack.last].sum(axis=1),
        ],
        axis=1,
    )


Part = tuple[Floats, Whole, Whole]
"""Of one stack: counts (areas, 2) of two periods, and which rows are treated and which compared."""


def difference_in_differences(panel: Panel, stacks: Sequence[Stack]) -> Estimate:
    """The common effect over all stacks, with standard errors robust within areas.

    ValueError without a stack, and when a total over all stacks is zero: then there is no ratio.
    """
    return estimate([(halves(panel, each), each.treated, each.compared) for each in stacks])


def estimate(parts: Sequence[Part]) -> Estimate:
    """From the counts of two periods for each stack; ValueError when there is nothing to make a ratio of."""
    told = [each for each in parts if table_of(*each).sum(axis=0).all() and table_of(*each).sum(axis=1).all()]
    tables = np.array([table_of(*each) for each in told]).reshape(-1, 2, 2)
    effect = float(common_log_ratio(tables[None])[0])
    if not np.isfinite(effect):
        raise ValueError("no start has a whole window with counts on either side, and areas to compare with")
    influence = _influence(told, tables, effect)
    treated, compared = (len({row for each in told for row in each[side].tolist()}) for side in (1, 2))
    clusters = np.count_nonzero(~np.isnan(influence))
    variance = np.nansum(influence**2) * clusters / (clusters - 1)
    return Estimate(effect, float(np.sqrt(variance)), treated, compared, influence)


def _influence(parts: Sequence[Part], tables: Floats, effect: float) -> Floats:
    """How far each area moves the estimate (areas,), NaN for those in no stack; the squares add up to its variance."""
    fitted = fitted_tables(tables, np.full(len(tables), effect))
    information = 1 / (1 / fitted).sum(axis=(1, 2))
    influence = np.full(len(parts[0][0]), np.nan)
    for (counted, treated, compared), each, weight in zip(parts, fitted, information, strict=True):
        for side, rows, sign in ((0, treated, 1.0), (1, compared, -1.0)):
            own = sign * (counted[rows, 1] / each[side, 1] - counted[rows, 0] / each[side, 0])
            influence[rows] = np.nan_to_num(influence[rows]) + weight / information.sum() * own
    return influence


def table_of(counted: Floats, treated: Whole, compared: Whole) -> Floats:
    """Totals [[T before, T after], [C before, C after]]."""
    return np.stack([counted[treated].sum(axis=0), counted[compared].sum(axis=0)])


def common_log_ratio(tables: Floats) -> Floats:
    """The maximum likelihood of one common log ratio of ratios: (samples, stacks, 2, 2) becomes (samples,).

    With one stack it is the logarithm of T_after C_before / (T_before C_after). With more, the sum over the stacks of
    what is expected of the treated after the start, given the margins, equals what was counted. NaN where the totals
    over the stacks have a zero.
    """
    totals = tables.sum(axis=1)
    can = (totals > 0).all(axis=(1, 2))
    safe = np.maximum(totals, 0.5)
    effect = np.log(safe[:, 0, 1] * safe[:, 1, 0] / (safe[:, 0, 0] * safe[:, 1, 1]))
    for _ in range(_STEPS):
        fitted = fitted_tables(tables, effect[:, None])
        surplus = (tables[..., 0, 1] - fitted[..., 0, 1]).sum(axis=1)
        with np.errstate(divide="ignore"):
            information = (1 / (1 / fitted).sum(axis=(-2, -1))).sum(axis=1)
        step = np.where(can, surplus / np.maximum(information, 1e-12), 0.0)
        effect = effect + np.clip(step, -2, 2)
        if (np.abs(step) < 1e-10).all():
            break
    return np.where(can, effect, np.nan)


def fitted_tables(tables: Floats, effect: Floats) -> Floats:
    """What is expected of each (..., 2, 2), with its margins, under a log ratio of ratios `effect` (...).

    T after, x, solves the quadratic x (total - row - column + x) = exp(effect) (row - x)(column - x), as in the test
    of Breslow & Day (1980) for common odds ratios.
    """
    odds = np.exp(effect)
    row, column = tables[..., 0, :].sum(axis=-1), tables[..., :, 1].sum(axis=-1)
    total = tables.sum(axis=(-2, -1))
    a, b, c = odds - 1, -(total + (odds - 1) * (row + column)), odds * row * column
    root = np.sqrt(np.maximum(b**2 - 4 * a * c, 0.0))
    cell = np.where(
        np.abs(a) < 1e-12, row * column / np.maximum(total, 1e-300), 2 * c / np.maximum(root - b, 1e-300)
    )
    other = [[row - cell, cell], [total - row - column + cell, column - cell]]
    return np.stack([np.stack(each, axis=-1) for each in other], axis=-2)
