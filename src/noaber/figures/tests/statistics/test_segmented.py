"""The areas that started alone, and starts that were not: beside statsmodels, and where the truth is known."""

import numpy as np
import pytest
import statsmodels.api as sm

from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.effects import stacks_of
from noaber.figures.rules.statistics.interrupted import interrupted_series, lags_of
from noaber.figures.rules.statistics.measures import earlier_start, effect_of
from noaber.figures.rules.statistics.segmented import season, segmented
from noaber.figures.tests.statistics.simulated import counted, panel
from tests.depth import IS_ALL

START, MONTHS = 24, 36
CALENDAR = np.arange(MONTHS) % 12 + 1
TIMES = 1_000 if IS_ALL else 120


def alone(draw: np.random.Generator, jump: float = 1.0) -> Floats:
    """One series with a slope, a season and more than Poisson, which jumps at the start."""
    years = (np.arange(MONTHS) - START) / 12
    mean = (
        40 * np.exp(-0.05 * years + 0.3 * np.cos(2 * np.pi * CALENDAR / 12)) * np.where(years >= 0, jump, 1)
    )
    return counted(draw, mean, 1.5)


def test_it_is_the_poisson_regression_of_statsmodels_with_errors_of_newey_and_west() -> None:
    counts, people = alone(np.random.default_rng(1)), np.linspace(50_000, 51_000, MONTHS)
    ours = segmented(counts, people, START, CALENDAR)

    years = (np.arange(MONTHS) - START) / 12
    after = years >= 0
    matrix = np.column_stack([years, after, years * after, np.ones(MONTHS), season(CALENDAR.astype(float))])
    model = sm.GLM(counts, matrix, family=sm.families.Poisson(), offset=np.log(people))
    theirs = model.fit(
        cov_type="HAC", cov_kwds={"maxlags": lags_of(MONTHS), "use_correction": False}, tol=1e-13
    )

    enlarged = np.sqrt(MONTHS / (MONTHS - 8))
    for at, term in enumerate((ours.slope, ours.level, ours.bend)):
        assert term.value == pytest.approx(theirs.params[at], abs=1e-6)
        assert term.newey_west == pytest.approx(theirs.bse[at] * enlarged, rel=1e-4)


def test_stacks_share_slope_level_and_bend_and_their_months_go_together_within_each() -> None:
    draw = np.random.default_rng(2)
    counts = np.stack([alone(draw), 3 * alone(draw)])
    people, calendar = np.full((2, MONTHS), 9_000.0), np.stack([CALENDAR, (CALENDAR + 4) % 12 + 1])
    ours = segmented(counts, people, START, calendar)

    years = np.tile((np.arange(MONTHS) - START) / 12, 2)
    after, stack = years >= 0, np.repeat([0, 1], MONTHS)
    matrix = np.column_stack(
        [years, after, years * after, stack == 0, stack == 1, season(calendar.ravel().astype(float))]
    )
    model = sm.GLM(
        counts.ravel(), matrix.astype(float), family=sm.families.Poisson(), offset=np.full(72, np.log(9_000))
    )
    kwds = {"groups": stack, "maxlags": lags_of(MONTHS), "use_correction": False}
    theirs = model.fit(cov_type="nw-panel", cov_kwds=kwds, tol=1e-13)

    assert ours.level.value == pytest.approx(theirs.params[1], abs=1e-6)
    assert ours.level.newey_west == pytest.approx(theirs.bse[1] * np.sqrt(72 / (72 - 9)), rel=1e-4)


def test_the_interval_holds_the_jump_that_was_planted_and_none_where_there_was_none() -> None:
    """At 95 %: of 1,000 each 96.2 % held no jump, and 95.7 % one of three tenths (Newey and West alone: 83 %)."""
    draw = np.random.default_rng(3)
    for jump in (1.0, 0.7):
        found = [
            segmented(alone(draw, jump), np.full(MONTHS, 1e4), START, CALENDAR).level for _ in range(TIMES)
        ]
        held = np.mean([each.interval()[0] <= jump <= each.interval()[1] for each in found])
        assert held > 0.95 - 3 * np.sqrt(0.95 * 0.05 / TIMES)
        assert np.median([each.ratio for each in found]) == pytest.approx(jump, rel=0.06)


def test_beside_others_stacks_share_their_terms_too() -> None:
    draw = np.random.default_rng(4)
    ours = np.stack([alone(draw, 0.5) for _ in range(3)])
    theirs = np.stack([sum(alone(draw) for _ in range(5)) for _ in range(3)])
    lower, upper = interrupted_series(ours, theirs, START).level.interval()

    assert lower < 0.5 < upper < 1


@pytest.mark.parametrize(
    ("counts", "start", "said"),
    [
        (np.ones(MONTHS), 6, "before the start"),
        (np.ones(MONTHS), 33, "after it"),
        (np.full(MONTHS, np.nan), START, "every month"),
        (np.zeros(MONTHS), START, "nothing"),
    ],
)
def test_what_is_refused(counts: Floats, start: int, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        segmented(counts, np.ones(MONTHS), start, CALENDAR)


def test_a_start_that_was_not_shows_nothing_of_what_came_later() -> None:
    """The measure halves the counts; a year before there was nothing, and the months after do not count for it."""
    found = panel(np.random.default_rng(5), dict.fromkeys(range(6), 36), effect=0.5)

    earlier = earlier_start(found, draws=199)
    assert earlier is not None
    assert earlier.lower < 1 < earlier.upper
    assert effect_of(found, draws=199).upper < 1
    assert earlier_start(found, before=9) is None


def test_an_interval_of_the_event_study_is_that_of_the_placebos() -> None:
    """With few areas errors by cluster are far too small; the months before hold 1, those after the truth."""
    found = panel(np.random.default_rng(6), dict.fromkeys(range(3), 36), effect=0.5)
    study = effect_of(found, draws=499).study
    assert study is not None
    held = [each.lower <= (1 if each.is_lead else 0.5) <= each.upper for each in study.bins]
    assert sum(held) >= len(held) - 2
    assert len(stacks_of(found)) == 1
