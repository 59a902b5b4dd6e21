"""How far the years of an area swing, beyond what its single months tell.

A year can be higher than the next as a whole: a gang that stays for ten months, a mild winter. Months beside each other
do not show that, so the spread of months alone (`alerts.dispersions`) makes a test of two years too bold: it calls
swings a change. What years do is learnt from all areas together: how far each moved from one year to the next, beside
what all of them did (DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188, with the changes as studies). The
last year, of which the change is judged, takes no part in it. What all areas do together is a change of each of them;
of areas taken together it is a swing as well, as far as it did so in earlier years.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from noaber.figures.rules.statistics.arrays import Floats, counts_of

FEWEST_CHANGES: Final = 5
"""Degrees of freedom under which nothing is known of how years swing."""
FEWEST_TOGETHER: Final = 3
"""Changes of all areas together under which nothing is known of how their sum swings."""


def swing_of_years(totals: ArrayLike, phi: ArrayLike) -> Floats:
    """Tau squared of every kind: the variance of the factor of a year beside the years around it; 0 for none.

    `totals` (areas, kinds, years), the oldest first and each beside the next; NaN where a year is not known. `phi`
    (areas, kinds): the overdispersion of months, NaN where that is not known. NaN where fewer than `FEWEST_CHANGES`
    remain. ValueError for totals that are no counts.

    One area that goes up and down by half while the others stay as they are:

    >>> steady, wild = [400.0, 410, 395, 405, 400], [400.0, 600, 350, 620, 380]
    >>> swing_of_years([[steady], [wild], [steady]], np.ones((3, 1))).round(3)
    array([0.052])
    >>> swing_of_years([[steady], [steady], [steady]], np.ones((3, 1)))
    array([0.])
    """
    counts = counts_of(totals)
    before, after = counts[..., :-1], counts[..., 1:]
    months = np.asarray(phi, dtype=np.float64)[..., None]
    is_known = np.isfinite(before + after + months)
    before, after = np.where(is_known, before, 0.0), np.where(is_known, after, 0.0)
    common, lost = _common_change(before, after, is_known)
    level = (before * common + after) / 2
    is_used = is_known & (level > 0) & (common > 0)
    scale = np.where(is_used, months, 1.0) * (1 + common)
    with np.errstate(divide="ignore", invalid="ignore"):
        surprise = np.where(is_used, (after - before * common) ** 2 / (scale * level), 0.0)
    freedom = (is_used.sum(axis=0) - lost).clip(min=0).sum(axis=-1)
    weight = np.where(is_used, 2 * level / scale, 0.0)
    told = (weight.sum(axis=0) - lost * _share(weight)).sum(axis=-1)
    excess = surprise.sum(axis=(0, 2)) - freedom
    tau = np.divide(excess, told, out=np.zeros(excess.shape), where=told > 0).clip(min=0)
    # Where nothing was counted, nothing swings: that is known as well.
    is_enough = (is_known.sum(axis=0) - lost).clip(min=0).sum(axis=-1) >= FEWEST_CHANGES
    return np.where(is_enough, tau * _for_few(freedom), np.nan)


def _share(weight: Floats) -> Floats:
    """What of the weight is spent on learning the common change: sum of squares by sum, (kinds, years)."""
    whole = weight.sum(axis=0)
    return np.asarray(np.divide((weight**2).sum(axis=0), whole, out=np.zeros(whole.shape), where=whole > 0))


def _for_few(freedom: Floats) -> Floats:
    """How much larger a variance must be taken that was learnt from few: the square of Student's t beside the normal.

    >>> _for_few(np.array([4.0, 300.0])).round(2)
    array([2.01, 1.01])
    """
    return np.asarray((stats.t.ppf(0.975, np.maximum(freedom, 1)) / stats.norm.ppf(0.975)) ** 2)


def swing_together(totals: ArrayLike) -> Floats:
    """Tau squared of all areas together, by kind: the variance of the factor of a year of their sum; 0 for none.

    `totals` as for `swing_of_years`; a change counts the areas that are known on both sides. A steady fall or rise is
    no swing. NaN where fewer than `FEWEST_TOGETHER` changes are known.

    >>> swing_together([[[1000.0, 900, 810, 729, 656]], [[1000, 900, 810, 729, 656]]]).round(4)
    array([0.])
    >>> swing_together([[[1000.0, 1100, 990, 1120, 1010]], [[1000, 1100, 990, 1120, 1010]]]).round(3)
    array([0.019])
    """
    counts = counts_of(totals)
    before, after = counts[..., :-1], counts[..., 1:]
    is_known = np.isfinite(before + after)
    old, new = (np.where(is_known, each, 0.0).sum(axis=0) for each in (before, after))
    is_used = (old > 0) & (new > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        change = np.where(is_used, np.log(new / old), 0.0)
        chance = np.where(is_used, 1 / new + 1 / old, 0.0)
    number = is_used.sum(axis=-1)
    mean = change.sum(axis=-1) / np.maximum(number, 1)
    spread = np.where(is_used, (change - mean[..., None]) ** 2, 0.0).sum(axis=-1) / np.maximum(number - 1, 1)
    tau = ((spread - chance.sum(axis=-1) / np.maximum(number, 1)) / 2).clip(min=0)
    return np.where(number >= FEWEST_TOGETHER, tau * _for_few(number - 1.0), np.nan)


def _common_change(before: Floats, after: Floats, is_known: Floats) -> tuple[Floats, Floats]:
    """After as a part of before of all areas together (kinds, years), and what learning it costs: a degree of freedom.

    An area alone has no others to see it beside: then nothing changed in common, and nothing is lost.
    """
    has_others = is_known.sum(axis=0) > 1
    whole = before.sum(axis=0)
    change = np.divide(after.sum(axis=0), whole, out=np.ones(whole.shape), where=has_others & (whole > 0))
    return change, has_others.astype(np.float64)


def spread_of_years(phi: ArrayLike, tau: ArrayLike, levels: ArrayLike, together: ArrayLike = 0.0) -> Floats:
    """The overdispersion of a year of an area: that of its months, and the swing of the years of its parts.

    `phi` and `tau` (squared, kinds); `levels` (parts, kinds): what a year of each part has. Parts swing by themselves,
    so that together they swing less, and as far as all of them do so `together` (squared, kinds). NaN where one of them
    is not known.

    >>> spread_of_years([1.5], [0.01], [[100.0]]), spread_of_years([1.5], [0.01], [[50.0], [50.0]])
    (array([2.5]), array([2.]))
    >>> spread_of_years([1.5], [0.01], [[50.0], [50.0]], [0.01])
    array([3.])
    """
    parts = np.nan_to_num(np.asarray(levels, dtype=np.float64))
    whole = parts.sum(axis=0)
    shared = np.divide((parts**2).sum(axis=0), whole, out=np.zeros(whole.shape), where=whole > 0)
    return np.asarray(np.asarray(phi) + np.asarray(tau) * shared + np.asarray(together) * whole)
