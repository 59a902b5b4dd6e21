"""Two counts: the exact test and its interval beside scipy and statsmodels, and what it does on real years."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.rates import test_poisson_2indep

from noaber.figures.rules.statistics.comparison import compare, e_test, wheeler_z
from noaber.figures.rules.statistics.verdicts import Verdict
from noaber.figures.tests.statistics.facts import counts, inhabitants

test_poisson_2indep.__test__ = False
COUNT = st.integers(0, 3_000)


@given(COUNT, COUNT, st.integers(1, 50), st.integers(1, 50))
def test_interval_and_p_value_are_the_exact_ones(before: int, after: int, old: int, new: int) -> None:
    found = compare(before, after, old, new)
    chance, both = new / (old + new), before + after

    low, high = proportion_confint(after, both, method="beta") if both else (0.0, 1.0)
    tails = [stats.binom.cdf(after, both, chance), stats.binom.sf(after - 1, both, chance)]
    assert found.p_value == pytest.approx(min(1.0, 2 * min(tails)), rel=1e-6, abs=1e-15)
    assert found.lower / (found.lower + old / new) == pytest.approx(low, abs=1e-9)
    assert before == 0 or found.upper / (found.upper + old / new) == pytest.approx(high, abs=1e-9)


@given(COUNT, COUNT)
def test_p_value_and_interval_never_disagree(before: int, after: int) -> None:
    found = compare(before, after, 3, 2)

    assert (found.p_value < 0.05) == (found.verdicts() != [Verdict.UNKNOWN])


@given(st.integers(1, 3_000), st.integers(1, 3_000))
def test_the_other_way_round_is_the_inverse(before: int, after: int) -> None:
    there, back = compare(before, after, 3, 2), compare(after, before, 2, 3)

    assert there.p_value == pytest.approx(back.p_value)
    assert there.z == pytest.approx(-back.z)
    assert [there.lower, there.upper] == pytest.approx([1 / back.upper, 1 / back.lower])


def test_the_example_of_krishnamoorthy_and_thomson() -> None:
    """Dodder seeds (their section 6): 0 and 3 in 100 each, E-test .088; the exact conditional one is cautious, .25."""
    assert e_test(0, 3, 100, 100) == pytest.approx(0.0884, abs=0.0001)
    assert compare(0, 3, 100, 100).p_value == pytest.approx(0.25)


@pytest.mark.parametrize(("before", "after"), [(60, 30), (8, 15), (381, 412)])
def test_the_e_test_is_that_of_statsmodels(before: int, after: int) -> None:
    theirs = test_poisson_2indep(before, 2.0, after, 3.0, method="etest-wald").pvalue

    assert e_test(before, after, 2.0, 3.0) == pytest.approx(theirs, rel=1e-3)


def test_wheelers_z_on_burglary_from_2018_to_2019() -> None:
    """Undivided, more than 3 flags 11 of the 76; a standard deviation of 1 makes that 3 / sqrt 2."""
    before, after = counts("1.1.1", 2018), counts("1.1.1", 2019)

    assert (np.abs(2 * (np.sqrt(after) - np.sqrt(before))) > 3).sum() == 11
    assert (np.abs(wheeler_z(before, after)) > 3 / np.sqrt(2)).sum() == 11
    assert np.allclose(wheeler_z(before, after), compare(before, after).z)


def test_wheelers_z_is_standard_normal_when_nothing_changed() -> None:
    draw = np.random.default_rng(3)

    z = wheeler_z(*draw.poisson(80, (2, 20_000)))

    assert z.std() == pytest.approx(1, abs=0.02)


def test_the_exact_test_keeps_its_level_and_overdispersion_breaks_it() -> None:
    """Counts that vary twice as Poisson: one in six called different where nothing changed; with phi = 2 one in
    twenty.
    """
    draw = np.random.default_rng(4)
    poisson, more = draw.poisson(60, (2, 4_000)), draw.negative_binomial(60, 0.5, (2, 4_000))

    assert (compare(*poisson).p_value < 0.05).mean() < 0.05
    assert (compare(*more).p_value < 0.05).mean() > 0.12
    assert (compare(*more, phi=2.0).p_value < 0.05).mean() < 0.055


def test_zero_and_missing() -> None:
    found = compare([0, 5, 0, np.nan], [4, 0, 0, 3])

    assert found.lower[:3].tolist() == [found.lower[0], 0.0, 0.0]
    assert np.isinf(found.upper[[0, 2]]).all()
    assert np.isnan([found.ratio[2], found.p_value[3], found.lower[3], found.upper[3]]).all()
    assert found.verdicts()[2:] == [Verdict.UNKNOWN, Verdict.UNKNOWN]


def test_the_76_together_fell_and_most_alone_cannot_be_told() -> None:
    before, after = counts("1.1.1", 2018), counts("1.1.1", 2019)

    alone = compare(before, after, inhabitants(2018), inhabitants(2019)).verdicts()

    assert compare(9_534, 6_083).verdicts() == [Verdict.FEWER]
    assert alone.count(Verdict.UNKNOWN) > 50


@pytest.mark.parametrize(("exposure", "phi"), [(0.0, 1.0), (1.0, 0.5)])
def test_what_is_refused(exposure: float, phi: float) -> None:
    with pytest.raises(ValueError, match=r"above zero|1 or more"):
        compare(1, 2, exposure, 1.0, phi=phi)
