"""Alarms on simulated series: as many false ones as were named, and how often an outbreak of known size is seen."""

import numpy as np
import pytest
from scipy import stats

from noaber.figures.rules.statistics.alerts import (
    FEWEST_CASES,
    LEVEL,
    Standing,
    dispersions,
    month_alerts,
)
from noaber.figures.tests.statistics.simulated import series
from tests.depth import IS_ALL

SERIES = 20_000 if IS_ALL else 2_000
LEVELS = (5, 20, 100)
DISPERSIONS = (1.0, 1.5, 3.0)


def band(number: int, share: float, confidence: float = 0.99) -> tuple[float, float]:
    """In which a share of `number` lies when the true one is `share`."""
    low, high = stats.binom.interval(confidence, number, share)
    return low / number, high / number


@pytest.mark.parametrize("level", [0.01, 0.005])
def test_as_many_false_alarms_as_named(level: float) -> None:
    """Nine kinds of series together within the 99 % band of the level or under it by a quarter; none over 1.5 times.

    Seen with 60,000 series for each phi, as a multiple of the level at .01, .005 and .001: Poisson .7, .7 and .6 (phi
    is never taken below 1, so these are too quiet), phi 1.5 1.1, 1.2 and 1.4, phi 3 1.1, 1.0 and 1.1; together 1.0.
    With the limit of the papers it was 2 to 5 at .005.
    """
    draw = np.random.default_rng(11)
    rates = {
        (mean, phi): month_alerts(series(draw, SERIES, mean, phi), level=level).is_alarm.mean()
        for mean in LEVELS
        for phi in DISPERSIONS
    }
    low, high = band(SERIES * len(rates), level)

    assert low * 0.75 < np.mean(list(rates.values())) < high
    assert max(rates.values()) < 1.5 * band(SERIES, level)[1]


def test_false_alarms_stay_within_their_budget_at_the_level_of_the_product() -> None:
    """Over all kinds together no more than chance would give; for phi 1.5 alone 1.4 times that (as above)."""
    draw = np.random.default_rng(12)
    found = [month_alerts(series(draw, SERIES, mean, phi)) for mean in LEVELS for phi in DISPERSIONS]

    alarms = sum(int(each.is_alarm.sum()) for each in found)
    tested = sum(each.budget.tested for each in found)

    assert stats.binom.sf(alarms - 1, tested, LEVEL) > 0.005
    assert all(each.budget.expected == each.budget.tested * LEVEL for each in found)


def test_an_outbreak_is_seen() -> None:
    """A month at twice its mean, phi 1.5: power at .005 (at .001) is .15 (.06) for 5 a month, .70 (.48) for 20, 1 for
    100.
    """
    draw = np.random.default_rng(13)
    power = {}
    for mean in LEVELS:
        counts = series(draw, 2_000, mean, 1.5)
        counts[:, -1] += draw.poisson(mean * np.exp(0.3), 2_000)
        power[mean] = float(month_alerts(counts, level=0.005).is_alarm.mean())

    assert 0.10 < power[5] < 0.25
    assert power[20] > 0.65
    assert power[100] > 0.99


def test_discoveries_among_many_series_are_mostly_true() -> None:
    draw = np.random.default_rng(14)
    counts = series(draw, 2_000, 20, 1.5)
    rose = np.arange(2_000) < 60
    counts[rose, -1] += 60

    found = month_alerts(counts).discoveries()

    assert (found & rose).sum() > 50
    assert (found & ~rose).sum() <= 6


def test_an_outbreak_a_year_ago_hides_at_most_a_quarter_of_the_next() -> None:
    """The hardest place for one: it is one of only five months that say what this month of the year is."""
    draw = np.random.default_rng(15)
    counts = series(draw, 500, 20, 1.5)
    counts[:, -1] += 40
    before = month_alerts(counts).is_alarm.mean()
    counts[:, -13] += 60

    assert month_alerts(counts).is_alarm.mean() > before - 0.25


def test_missing_is_not_zero() -> None:
    """Months that are not known are left out: with zeros in their place the mean would drop by a sixth."""
    draw = np.random.default_rng(16)
    counts = series(draw, 300, 30, 1.5)
    gaps = counts.copy()
    gaps[:, 5:15] = np.nan

    whole, found = month_alerts(counts), month_alerts(gaps)

    assert np.median(found.expected / whole.expected) == pytest.approx(1, abs=0.02)
    gaps[:, -1] = np.nan
    without = month_alerts(gaps)
    assert (without.standing == Standing.MISSING).all()
    assert not without.is_alarm.any()
    assert np.isnan(without.p_value).all()
    assert without.budget.tested == 0


def test_what_is_not_tested_says_why() -> None:
    quiet = np.tile([0.0, 0.0, 1.0], 20)
    counts = np.stack(
        [np.append(quiet, 2.0), np.append(quiet, 9.0), np.r_[np.full(30, np.nan), np.full(31, 8.0)]]
    )

    found = month_alerts(counts)

    assert found.standing.tolist() == [Standing.SPARSE, Standing.TESTED, Standing.SHORT]
    assert found.is_alarm.tolist() == [False, True, False]
    assert np.isnan(found.expected[[0, 2]]).all()


def test_five_cases_where_there_never_was_one() -> None:
    counts = np.zeros((1, 61))
    counts[0, -1] = FEWEST_CASES

    found = month_alerts(counts)

    assert found.is_alarm[0]
    assert found.expected[0] == pytest.approx(0.5 / 60, rel=0.1)


def test_alarm_score_and_p_value_say_the_same() -> None:
    draw = np.random.default_rng(17)
    found = month_alerts(series(draw, 3_000, 6, 2), level=0.05)

    tested = found.standing == Standing.TESTED
    assert (found.is_alarm == (found.score > 1))[tested].all()
    assert (found.is_alarm == (found.p_value <= 0.05))[tested].all()
    assert (found.p_value <= found.q_value)[tested].all()


def test_a_higher_count_is_never_less_of_an_alarm() -> None:
    counts = np.repeat(series(np.random.default_rng(18), 1, 12, 1.5), 40, axis=0)
    counts[:, -1] = np.arange(40) + 5

    found = month_alerts(counts)

    assert (np.diff(found.p_value) < 0).all()
    assert (np.diff(found.score) > 0).all()


def test_what_is_refused() -> None:
    with pytest.raises(ValueError, match="36 months"):
        month_alerts(np.ones((2, 36)))
    with pytest.raises(ValueError, match="between 0 and 1"):
        month_alerts(np.ones((2, 61)), level=0)
    with pytest.raises(ValueError, match="whole numbers"):
        month_alerts(np.full((2, 61), -1.0))


def test_how_much_months_vary_is_known_also_of_who_is_not_tested_and_never_of_a_short_past() -> None:
    months = np.random.default_rng(7).poisson(20.0, (3, 61)).astype(float)
    months[1, -1] = np.nan
    months[2, :30] = np.nan
    alerts, phi = month_alerts(months), dispersions(months)
    assert phi[0] == alerts.phi[0]
    assert np.isnan(alerts.phi[1])
    assert phi[1] >= 1
    assert np.isnan(phi[2])
