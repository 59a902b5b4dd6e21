"""How sure an effect is when few areas started: what is found when areas start that did not.

Placebo starts are given to areas that never started; how much these "effects" vary is how much chance and
everything else make areas differ (Conley & Taber 2011, Rev. Econ. Stat. 93, 113-125; MacKinnon & Webb 2020, J.
Econometrics 218, 435-450). A small area varies more than a large one, so each is divided by the standard deviation
that goes with its size: its square is phi x the variance of Poisson + tau^2 x (sum of squared shares), both fitted
on the placebos (Ferman & Pinto 2019, Rev. Econ. Stat. 101, 452-467). Cluster-robust errors are far too small with
few treated areas; this is not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb
from typing import Final

import numpy as np
from scipy import optimize

from noaber.figures.rules.statistics.arrays import Floats, Whole, share_of
from noaber.figures.rules.statistics.effects import Panel, Stack, common_log_ratio, fitted_tables, halves

DRAWS: Final = 999


@dataclass(frozen=True, slots=True)
class Placebo:
    """`lower` and `upper` of the ratio, 0 and infinite when there are too few `placebos` for this confidence."""

    lower: float
    upper: float
    p_value: float
    placebos: int


@dataclass(frozen=True, slots=True)
class Measured:
    """Of samples (the last is the real one): estimates (samples, k), their Poisson variance, and sums of squared
    shares.
    """

    log_ratio: Floats
    poisson: Floats
    shares: Floats

    def standardised(self) -> tuple[Floats, Floats]:
        """Estimates over the standard deviation of their size, and that standard deviation: (samples, k) each."""
        known = np.isfinite(self.log_ratio[:-1])
        squares = self.log_ratio[:-1][known] ** 2
        parts = np.stack([self.poisson[:-1][known], self.shares[:-1][known]], axis=1)
        weights = 1 / parts.sum(axis=1)  # a square varies as its mean does
        (phi, tau2), _ = optimize.nnls(parts * weights[:, None], squares * weights)
        deviation = np.sqrt(np.maximum(phi * self.poisson + tau2 * self.shares, 1e-12))
        return self.log_ratio / deviation, deviation


def placebo_interval(
    panel: Panel, stacks: Sequence[Stack], *, confidence: float = 0.95, draws: int = DRAWS, seed: int = 0
) -> Placebo:
    """Interval and p-value of `effects.difference_in_differences` by placebo starts, at most `draws`; seeded.

    One treated area and n others give n placebos; for 95 % nineteen are needed, or the interval is everything.
    """
    share_of(confidence, "confidence")
    counted = [halves(panel, each) for each in stacks]
    measured = measure(panel, stacks, [counted], draws, seed)
    found, deviation = measured.standardised()
    sizes = np.sort(np.abs(found[:-1, 0][np.isfinite(found[:-1, 0])]))
    p_value = (1 + np.count_nonzero(sizes >= abs(found[-1, 0]) - 1e-9)) / (sizes.size + 1)
    rank = int(np.ceil(confidence * (sizes.size + 1) - 1e-9))
    if rank > sizes.size:
        return Placebo(0.0, float("inf"), float(p_value), sizes.size)
    reach = sizes[rank - 1] * deviation[-1, 0]
    effect = measured.log_ratio[-1, 0]
    return Placebo(float(np.exp(effect - reach)), float(np.exp(effect + reach)), float(p_value), sizes.size)


def placebo_intervals(
    panel: Panel,
    stacks: Sequence[Stack],
    comparisons: Sequence[Sequence[Floats]],
    *,
    confidence: float = 0.95,
    draws: int = DRAWS,
    seed: int = 0,
) -> list[tuple[float, float]]:
    """Of the ratio in each of the comparisons of `measure`, each by itself, by the same placebo starts."""
    if not comparisons:
        return []
    measured = measure(panel, stacks, comparisons, draws, seed)
    found, deviation = measured.standardised()
    intervals = []
    for effect, sizes, width in zip(measured.log_ratio[-1], np.abs(found[:-1].T), deviation[-1], strict=True):
        known = np.sort(sizes[np.isfinite(sizes)])
        rank = int(np.ceil(confidence * (known.size + 1) - 1e-9))
        reach = known[rank - 1] * width if rank <= known.size else np.inf
        intervals.append((float(np.exp(effect - reach)), float(np.exp(effect + reach))))
    return intervals


def measure(
    panel: Panel, stacks: Sequence[Stack], comparisons: Sequence[Sequence[Floats]], draws: int, seed: int
) -> Measured:
    """The real estimate and those of placebos, for each of k `comparisons`: per stack the counts (areas, 2) compared.

    The pool is the areas that never start and have every month of every stack; a stack gets as many of them as
    treated it. ValueError when it has not more areas than that.
    """
    pool = np.array(sorted(set.intersection(*(set(each.compared.tolist()) for each in stacks))))
    pool = pool[panel.starts[pool] < 0] if pool.size else pool
    numbers = [each.treated.size for each in stacks]
    if pool.size <= sum(numbers):
        raise ValueError("too few areas that never started to give placebo starts to")
    chosen = _chosen(pool.size, numbers, draws, seed)
    columns = []
    for counted in comparisons:
        real = _measured(
            [(each[stack.treated], each[stack.compared]) for stack, each in zip(stacks, counted, strict=True)]
        )
        placebos = _drawn([each[pool] for each in counted], chosen)
        columns.append([np.append(some, one) for some, one in zip(placebos, real, strict=True)])
    return Measured(*(np.stack(each, axis=1) for each in zip(*columns, strict=True)))


def _chosen(pool: int, numbers: Sequence[int], draws: int, seed: int) -> list[Whole]:
    """For each stack which of the pool start in which draw, (draws, number): each choice once, all when these are
    few.
    """
    total = sum(numbers)
    if len(numbers) == 1 and comb(pool, total) <= draws:
        return [np.array(list(combinations(range(pool), total)))]
    order = np.random.default_rng(seed).random((draws, pool)).argsort(axis=1)
    ends = np.cumsum([0, *numbers]).tolist()
    parts = [np.sort(order[:, start:end], axis=1) for start, end in pairwise(ends)]
    different = np.unique(np.concatenate(parts, axis=1), axis=0)
    return [different[:, start:end] for start, end in pairwise(ends)]


def _drawn(counted: Sequence[Floats], chosen: Sequence[Whole]) -> tuple[Floats, Floats, Floats]:
    taken = np.zeros((len(chosen[0]), len(counted[0])), dtype=bool)
    for rows in chosen:
        np.put_along_axis(taken, rows, True, axis=1)
    tables, squares = [], []
    for each, rows in zip(counted, chosen, strict=True):
        treated = each[rows].sum(axis=1)
        tables.append(np.stack([treated, (~taken).astype(float) @ each], axis=1))
        squares.append((each[rows].sum(axis=2) ** 2).sum(axis=1))
    return _sized(np.stack(tables, axis=1), np.stack(squares, axis=1))


def _measured(sides: Sequence[tuple[Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    tables = np.array([[treated.sum(axis=0), compared.sum(axis=0)] for treated, compared in sides])
    squares = np.array([(treated.sum(axis=1) ** 2).sum() for treated, _ in sides])
    return _sized(tables[None], squares[None])


def _sized(tables: Floats, squares: Floats) -> tuple[Floats, Floats, Floats]:
    """Estimate, variance by Poisson and sum of squared shares of the treated, for each sample.

    A half is added where a total is zero, so that a placebo among villages with no case is not left out for it.
    """
    safe = np.where(tables == 0, 0.5, tables)
    effect = common_log_ratio(safe)
    information = (1 / (1 / fitted_tables(safe, effect[:, None])).sum(axis=(-2, -1))).sum(axis=1)
    shares = squares.sum(axis=1) / np.maximum(safe[:, :, 0].sum(axis=(1, 2)), 1) ** 2
    return effect, 1 / information, shares
