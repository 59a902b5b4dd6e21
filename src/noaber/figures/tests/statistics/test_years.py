"""How far years swing is found back, and with it two years are called different as seldom as they should."""

import numpy as np
import pytest

from noaber.figures.rules.statistics.alerts import dispersions
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.comparison import compare
from noaber.figures.rules.statistics.years import (
    FEWEST_CHANGES,
    spread_of_years,
    swing_of_years,
    swing_together,
)
from noaber.figures.tests.statistics.simulated import counted

AREAS, YEARS, PHI = 76, 7, 1.3


def months_of(draw: np.random.Generator, tau: float) -> Floats:
    """Municipalities from a few to two hundred a month, with years that swing and nothing else that changes."""
    level = np.exp(draw.normal(np.log(12), 1.2, AREAS)).clip(0.3, 200)
    mean = level[:, None] * np.exp(draw.normal(0, tau, (AREAS, YEARS)))
    return counted(draw, mean.repeat(12, axis=1), PHI)


def years_of(months: Floats) -> Floats:
    return np.asarray(months.reshape(AREAS, YEARS, 12).sum(axis=-1))


@pytest.mark.parametrize("tau", [0.0, 0.05, 0.1, 0.2])
def test_swings_are_found_back_and_a_change_is_called_one_as_seldom_as_it_should(tau: float) -> None:
    draw, found, called, bold = np.random.default_rng(20190127), [], [], []
    for _round in range(12):
        months = months_of(draw, tau)
        phi, years = dispersions(months), years_of(months)
        swing = swing_of_years(years[:, None, :-1], phi[:, None])
        spread = np.array(
            [
                spread_of_years(phi[[at]], swing, years[[at], -2:].mean(axis=1)[:, None])[0]
                for at in range(AREAS)
            ]
        )
        before, after = years[:, -2], years[:, -1]
        found.append(float(np.sqrt(swing[0])))
        called.append(compare(before, after, phi=spread).p_value < 0.05)
        bold.append(compare(before, after, phi=phi).p_value < 0.05)
    assert abs(np.mean(found) - tau) < 0.03
    # 912 changes: about .05, within four standard errors; the months alone call far more of them changes.
    assert np.mean(called) < 0.05 + 4 * np.sqrt(0.05 * 0.95 / np.size(called))
    assert np.mean(bold) > 0.15 or tau < 0.1


def test_a_change_that_is_larger_than_years_swing_is_seen() -> None:
    draw = np.random.default_rng(3)
    months = months_of(draw, 0.1)
    months[0] = counted(
        draw, np.full(YEARS * 12, 40.0) * np.r_[np.ones((YEARS - 1) * 12), np.full(12, 2.0)], PHI
    )
    phi, years = dispersions(months), years_of(months)
    swing = swing_of_years(years[:, None, :-1], phi[:, None])
    spread = spread_of_years(phi[[0]], swing, years[[0], -2:].mean(axis=1)[:, None])
    assert compare(years[[0], -2], years[[0], -1], phi=spread).p_value[0] < 0.001


def test_what_all_areas_do_together_is_no_swing() -> None:
    together = np.array([400.0, 300, 500, 200, 400])
    totals = np.stack([together, 2 * together, 3 * together])[:, None]
    assert swing_of_years(totals, np.ones((3, 1))) == pytest.approx(0)


def test_too_few_years_say_nothing_and_a_missing_one_is_left_out() -> None:
    years = np.array([[[400.0, 510, 380, 420, 400]], [[200, 210, 190, 190, 185]], [[90, 100, 95, 80, 99]]])
    phi = np.ones((3, 1))
    assert np.isfinite(swing_of_years(years, phi))
    assert np.isnan(swing_of_years(years[:1], phi[:1])), f"fewer than {FEWEST_CHANGES}"
    gap = years.copy()
    gap[2, 0, 1] = np.nan
    without, whole = swing_of_years(gap, phi), swing_of_years(years, phi)
    assert np.isfinite(without)
    assert without != whole
    assert np.isnan(swing_of_years(years, np.full((3, 1), np.nan))).all()


def test_a_kind_that_was_never_counted_does_not_swing() -> None:
    assert swing_of_years(np.zeros((3, 1, 5)), np.ones((3, 1))) == pytest.approx(0)


def test_few_large_areas_do_not_hide_how_far_years_swing() -> None:
    draw, found = np.random.default_rng(5), []
    level = np.array([5_000.0, 100, 100, 100, 100, 100])
    for _round in range(400):
        years = draw.poisson(level[:, None] * np.exp(draw.normal(0, 0.1, (6, 6)))).astype(float)
        found.append(float(swing_of_years(years[:, None], np.ones((6, 1)))[0]))
    assert np.mean(found) > 0.8 * 0.01, "what weighs most is most of the common change itself"


def test_what_all_areas_share_is_chance_of_their_sum() -> None:
    """76 municipalities of which the years swing by ten per cent, and all of them together by five."""
    draw = np.random.default_rng(11)
    alone: list[bool] = []
    known: list[bool] = []
    for _round in range(400):
        level = np.exp(draw.normal(np.log(150), 1.2, AREAS))
        factor = np.exp(draw.normal(0, 0.05, 7) + draw.normal(0, 0.1, (AREAS, 7)))
        years = draw.poisson(level[:, None] * factor).astype(float)[:, None]
        tau = swing_of_years(years[..., :-1], np.ones((AREAS, 1)))
        levels = years[..., -2:].mean(axis=-1)
        sums = years.sum(axis=0)[0, -2:]
        for together, called in ((0.0, alone), (swing_together(years[..., :-1]), known)):
            spread = spread_of_years([1.0], tau, levels, together)
            called.append(bool(compare(sums[:1], sums[1:], phi=spread).p_value[0] < 0.05))
    assert np.mean(alone) > 0.25
    assert np.mean(known) < 0.10
