"""What the counts say of a measure: the effect, whether anything may be said of it, and readings beside it.

The effect itself is `statistics.measures`: stacked difference in differences, with placebo starts. Here it is asked
whether numbers are large enough, and what else the same counts say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np

from noaber.figures.rules.effect.question import BIN
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.effects import Panel, Stack, panel_of, stacks_of
from noaber.figures.rules.statistics.interrupted import Interrupted, interrupted_series
from noaber.figures.rules.statistics.measures import Effect, Reason, earlier_start, effect_of
from noaber.figures.rules.statistics.placebo import DRAWS
from noaber.figures.rules.statistics.segmented import Segmented, segmented

FEWEST_CASES: Final = 20
"""Before the start and, as it went elsewhere, after it; with fewer nothing is said.

With 40 before and 20 after, varying half as much again as Poisson, the logarithm of the ratio has a standard error of
sqrt(1.5 (1/20 + 1/40)) = 0.34: even a halving (0.69) then lies only just outside what chance gives. With fewer, no
measure that ever was could be told from chance, and a figure would only be read as one.
"""


class Standing(StrEnum):
    """Whether an outcome is told, or why not."""

    TOLD = "told"
    NO_WINDOW = "no start has its whole window within the months that were counted"
    NOTHING_BESIDE = "no area is left to compare with"
    UNKNOWN_MONTHS = "a month is missing in every area that started, or in all beside them"
    TOO_SMALL = "too few cases"
    NONE_AFTER = "nothing was counted after the start, so that there is no ratio"
    TOO_FEW_AREAS = "too few areas to compare with"
    RAN_APART = "the areas did not run alike before"
    NO_LEADS = "nothing is known of before"


@dataclass(frozen=True, slots=True)
class Counts:
    """`periods` in a row; `counts` and `people` (areas, months), NaN where not known."""

    areas: tuple[str, ...]
    periods: tuple[int, ...]
    counts: Floats
    people: Floats


@dataclass(frozen=True, slots=True)
class Totals:
    """Of the whole window, over all starts: of the areas that started and of those beside them.

    `elsewhere`: how many there would have been after the start had it gone as elsewhere.
    """

    before: int
    after: int
    others_before: int
    others_after: int
    elsewhere: float


@dataclass(frozen=True, slots=True)
class AroundStart:
    """Per month of the window: counted in the areas that started, and as it would have gone as elsewhere."""

    before: int
    counted: tuple[float, ...]
    elsewhere: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """All that is known. `earlier`, `alone` and `beside` are second readings, None where they cannot be had.

    `growth`: how inhabitants grew from before to after, here and elsewhere. Areas are codes; `started_in` are the
    months in which those in it started. `left_out` could have been compared with but miss a month; one that does so
    around one start only is among `compared` as well.
    """

    standing: Standing
    totals: Totals
    effect: Effect
    months: AroundStart | None
    earlier: Effect | None
    alone: Segmented | None
    beside: Interrupted | None
    growth: tuple[float, float]
    treated: tuple[str, ...]
    compared: tuple[str, ...]
    left_out: tuple[str, ...]
    started_in: tuple[int, ...]


def measure_effect(
    found: Counts, started: Mapping[str, int], before: int, after: int, *, draws: int = DRAWS
) -> Measured:
    """`started`: by area the period of the first month after its start, one of `found.periods`."""
    column = {period: at for at, period in enumerate(found.periods)}
    panel = panel_of(found.areas, found.counts, {area: column[period] for area, period in started.items()})
    stacks = stacks_of(panel, before, after)
    effect = effect_of(panel, before=before, after=after, bin_months=BIN, draws=draws)
    totals = _totals(panel, stacks)
    standing = _standing(panel, stacks, effect, totals, (before, after))
    is_seen = standing in (Standing.TOLD, Standing.RAN_APART, Standing.NO_LEADS)
    return Measured(
        standing,
        totals,
        effect,
        _around(panel, stacks, before) if is_seen else None,
        earlier_start(panel, before, BIN, draws=draws) if is_seen else None,
        _alone(found, panel, stacks, before) if is_seen else None,
        _beside(panel, stacks, before) if is_seen else None,
        _growth(found, stacks),
        _codes(panel, [each.treated.tolist() for each in stacks]),
        _codes(panel, [each.compared.tolist() for each in stacks]),
        _codes(panel, [_left_out(panel, each) for each in stacks]),
        tuple(found.periods[each.month] for each in stacks),
    )


def _left_out(panel: Panel, stack: Stack) -> list[int]:
    """Who did not start then but could have been compared with, had no month been missing."""
    return [row for row in stack.left_out.tolist() if panel.starts[row] != stack.month]


def _codes(panel: Panel, rows: Sequence[Sequence[int]]) -> tuple[str, ...]:
    return tuple(panel.areas[row] for row in sorted(set().union(*rows)))


def _totals(panel: Panel, stacks: Sequence[Stack]) -> Totals:
    here, there = _halves(panel, stacks)
    expected = sum(
        ours[0] * theirs[1] / theirs[0] for ours, theirs in zip(here, there, strict=True) if theirs[0]
    )
    sums = [int(side[:, half].sum()) for side in (here, there) for half in (0, 1)]
    return Totals(sums[0], sums[1], sums[2], sums[3], float(expected))


def _halves(panel: Panel, stacks: Sequence[Stack]) -> tuple[Floats, Floats]:
    """Totals before and after of each start: (stacks, 2), here and elsewhere."""
    sides: tuple[list[list[float]], list[list[float]]] = ([], [])
    for each in stacks:
        for side, rows in zip(sides, (each.treated, each.compared), strict=True):
            counts = panel.counts[rows]
            side.append(
                [
                    float(counts[:, each.first : each.month].sum()),
                    float(counts[:, each.month : each.last].sum()),
                ]
            )
    return np.array(sides[0]).reshape(-1, 2), np.array(sides[1]).reshape(-1, 2)


def _standing(
    panel: Panel, stacks: Sequence[Stack], effect: Effect, totals: Totals, window: tuple[int, int]
) -> Standing:
    if not stacks:
        return _why_none(panel, window)
    if min(totals.before, totals.elsewhere, totals.others_before, totals.others_after) < FEWEST_CASES:
        return Standing.TOO_SMALL
    if not totals.after:
        return Standing.NONE_AFTER
    if np.isnan(effect.ratio) or Reason.TOO_FEW_AREAS in effect.reasons:
        return Standing.TOO_FEW_AREAS
    silent = {Reason.RAN_APART: Standing.RAN_APART, Reason.NO_LEADS: Standing.NO_LEADS}
    return next((silent[each] for each in effect.reasons if each in silent), Standing.TOLD)


def _why_none(panel: Panel, window: tuple[int, int]) -> Standing:
    before, after = window
    months = {int(start) for start in panel.starts if start >= 0}
    fitting = [each for each in months if each >= before and each + after <= panel.counts.shape[1]]
    if not fitting:
        return Standing.NO_WINDOW
    if not any(((panel.starts < 0) | (panel.starts >= each + after)).any() for each in fitting):
        return Standing.NOTHING_BESIDE
    return Standing.UNKNOWN_MONTHS


def _around(panel: Panel, stacks: Sequence[Stack], before: int) -> AroundStart:
    here, there = _sums(panel.counts, stacks)
    scale = here[:, :before].sum(axis=1) / np.maximum(there[:, :before].sum(axis=1), 1)
    elsewhere = (there * scale[:, None]).sum(axis=0)
    return AroundStart(before, tuple(here.sum(axis=0).tolist()), tuple(np.round(elsewhere, 2).tolist()))


def _sums(values: Floats, stacks: Sequence[Stack]) -> tuple[Floats, Floats]:
    """Per start and month of its window, (stacks, window), here and elsewhere."""
    return (
        np.array([values[each.treated, each.first : each.last].sum(axis=0) for each in stacks]),
        np.array([values[each.compared, each.first : each.last].sum(axis=0) for each in stacks]),
    )


def _alone(found: Counts, panel: Panel, stacks: Sequence[Stack], before: int) -> Segmented | None:
    months = np.array([[period % 100 for period in found.periods[each.first : each.last]] for each in stacks])
    try:
        return segmented(_sums(panel.counts, stacks)[0], _sums(found.people, stacks)[0], before, months)
    except ValueError:
        return None


def _beside(panel: Panel, stacks: Sequence[Stack], before: int) -> Interrupted | None:
    try:
        return interrupted_series(*_sums(panel.counts, stacks), before)
    except (ValueError, np.linalg.LinAlgError):
        return None


def _growth(found: Counts, stacks: Sequence[Stack]) -> tuple[float, float]:
    """Ratios of the mean number of inhabitants after to before; NaN where it is not known."""
    if not stacks:
        return float("nan"), float("nan")
    before = stacks[0].month - stacks[0].first
    here, there = (side.sum(axis=0) for side in _sums(found.people, stacks))
    grown = [float(side[before:].mean() / side[:before].mean()) for side in (here, there)]
    return grown[0], grown[1]
