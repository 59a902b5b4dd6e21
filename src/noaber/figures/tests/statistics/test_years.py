"""How far years swing is found back, and with it two years are called different as seldom as they should."""

import numpy as np
import pytest

from noaber.figures.rules.statistics.alerts import dispersions
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.comparison import compare
from noaber.figures.rules.statistics.years import FEWEST_CHANGES, spread_of_years, swing_of_years
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
