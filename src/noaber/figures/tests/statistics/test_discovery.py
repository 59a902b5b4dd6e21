"""False discoveries, beside scipy and the example of the paper; what a month costs in false alarms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from noaber.figures.rules.statistics.discovery import (
    FalseAlarmBudget,
    benjamini_hochberg,
    benjamini_yekutieli,
)

# Benjamini & Hochberg (1995), section 4: fifteen comparisons of a trial; four are rejected at .05.
TRIAL = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000),
]


def test_the_example_of_the_paper() -> None:
    assert (benjamini_hochberg(TRIAL) <= 0.05).sum() == 4


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_as_scipy_has_it(p_values: list[float]) -> None:
    assert np.allclose(benjamini_hochberg(p_values), stats.false_discovery_control(p_values, method="bh"))
    assert np.allclose(benjamini_yekutieli(p_values), stats.false_discovery_control(p_values, method="by"))


def test_what_was_not_tested_does_not_count() -> None:
    grid = np.array([[0.01, np.nan, 0.02], [np.nan, 0.03, 0.5]])

    found = benjamini_hochberg(grid)

    assert np.isnan(found[[0, 1], [1, 0]]).all()
    assert np.allclose(found[np.isfinite(grid)], stats.false_discovery_control([0.01, 0.02, 0.03, 0.5]))
    assert np.isnan(benjamini_hochberg([np.nan])).all()


def test_false_discoveries_stay_under_their_share() -> None:
    """2,000 months of 200 series of which 20 really rose: on average one in twenty of the flags is false, or fewer."""
    draw = np.random.default_rng(6)
    rose = np.arange(200) < 20
    p_values = stats.norm.sf(draw.standard_normal((2_000, 200)) + 3.0 * rose)

    flagged = np.array([benjamini_hochberg(month) <= 0.05 for month in p_values])

    shares = (flagged & ~rose).sum(axis=1) / np.maximum(flagged.sum(axis=1), 1)
    assert 0.040 < shares.mean() < 0.050
    assert (flagged & rose).sum() / (2_000 * 20) > 0.6


def test_the_budget_of_a_month() -> None:
    budget = FalseAlarmBudget(tested=76 * 58, level=0.002)

    assert budget.expected == pytest.approx(8.8, abs=0.05)
    assert stats.binom.cdf(budget.at_most(0.95), 4_408, 0.002) >= 0.95
    assert budget.chance_of(0) == 1.0
    with pytest.raises(ValueError, match="between 0 and 1"):
        FalseAlarmBudget(1, 0)
