"""How far the years of an area swing, beyond what its single months tell.

A year can be higher than the next as a whole: a gang that stays for ten months, a mild winter. Months beside each other
do not show that, so the spread of months alone (`alerts.dispersions`) makes a test of two years too bold: it calls
swings a change. What years do is learnt from all areas together: how far each moved from one year to the next, beside
what all of them did, in years that went before (DerSimonian & Laird 1986, Controlled Clinical Trials 7, 177-188, with
the changes as studies). The years that are compared take no part in it.
"""

from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from noaber.figures.rules.statistics.arrays import Floats, counts_of

FEWEST_CHANGES: Final = 5
"""Degrees of freedom under which nothing is known of how years swing."""


def swing_of_years(totals: ArrayLike, phi: ArrayLike) -> Floats:
    """Tau squared of every kind: the variance of the factor of a year beside the years around it; 0 for none.

    `totals` (areas, kinds, years), the oldest first and each beside the next; NaN where a year is not known. `phi`
    (areas, kinds): the overdispersion of months, NaN where that is not known. NaN where fewer than `FEWEST_CHANGES`
    remain. ValueError for totals that are no counts.

    One area that goes up and down by half while the others stay as they are:

    >>> steady, wild = [400.0, 410, 395, 405, 400], [400.0, 600, 350, 620, 380]
    >>> swing_of_years([[steady], [wild], [steady]], np.ones((3, 1))).round(3)
    array([0.025])
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
    weight = np.where(is_used, 2 * level / scale, 0.0).sum(axis=(0, 2))
    excess = surprise.sum(axis=(0, 2)) - freedom
    tau = np.divide(excess, weight, out=np.full(excess.shape, np.nan), where=weight > 0).clip(min=0)
    return np.where(freedom >= FEWEST_CHANGES, tau, np.nan)


def _common_change(before: Floats, after: Floats, is_known: Floats) -> tuple[Floats, Floats]:
    """After as a part of before of all areas together (kinds, years), and what learning it costs: a degree of freedom.

    An area alone has no others to see it beside: then nothing changed in common, and nothing is lost.
    """
    has_others = is_known.sum(axis=0) > 1
    whole = before.sum(axis=0)
    change = np.divide(after.sum(axis=0), whole, out=np.ones(whole.shape), where=has_others & (whole > 0))
    return change, has_others.astype(np.float64)


def spread_of_years(phi: ArrayLike, tau: ArrayLike, levels: ArrayLike) -> Floats:
    """The overdispersion of a year of an area: that of its months, and the swing of the years of its parts.

    `phi` and `tau` (squared, kinds); `levels` (parts, kinds): what a year of each part has. Parts swing by themselves,
    so that together they swing less. NaN where one of them is not known.

    >>> spread_of_years([1.5], [0.01], [[100.0]]), spread_of_years([1.5], [0.01], [[50.0], [50.0]])
    (array([2.5]), array([2.]))
    """
    parts = np.nan_to_num(np.asarray(levels, dtype=np.float64))
    whole = parts.sum(axis=0)
    shared = np.divide((parts**2).sum(axis=0), whole, out=np.zeros(whole.shape), where=whole > 0)
    return np.asarray(np.asarray(phi) + np.asarray(tau) * shared)
