"""A planted effect is found back, nothing is said where nothing can be, and what stands beside it goes with it."""

import numpy as np
import pytest

from noaber.figures.rules.effect.measuring import FEWEST_CASES, Counts, Measured, Standing, measure_effect
from noaber.figures.rules.periods import back
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.tests.statistics.simulated import counted, panel

PERIODS = tuple(back(201912, 59 - at) for at in range(60))
AREAS = tuple(f"GM{number:04d}" for number in range(76))


def even(level: float, seed: int = 1, areas: int = 76) -> Floats:
    """The same level everywhere, varying half as much again as Poisson."""
    return counted(np.random.default_rng(seed), np.full((areas, 60), level), 1.5)


def asked(counts: Floats, months: dict[int, int], before: int = 24, after: int = 12) -> Measured:
    people = np.full(counts.shape, 30_000.0)
    found = Counts(AREAS[: len(counts)], PERIODS, counts, people)
    started = {AREAS[area]: PERIODS[month] for area, month in months.items()}
    return measure_effect(found, started, before, after, draws=199)


def test_a_planted_fall_is_found_back_by_all_readings() -> None:
    starts = {3: 36, 8: 36, 20: 40, 30: 40, 50: 44}
    planted = panel(np.random.default_rng(22), starts, effect=0.7)
    found = asked(planted.counts, starts)

    assert found.standing is Standing.TOLD
    assert found.effect.lower < 0.7 < found.effect.upper < 1
    assert found.treated == ("GM0003", "GM0008", "GM0020", "GM0030", "GM0050")
    assert (len(found.compared), found.started_in) == (71, (PERIODS[36], PERIODS[40], PERIODS[44]))
    assert found.totals.after / found.totals.elsewhere == pytest.approx(found.effect.ratio, abs=0.05)
    assert found.months is not None
    assert sum(found.months.counted[:24]) == found.totals.before
    assert sum(found.months.elsewhere[:24]) == pytest.approx(found.totals.before, abs=1)
    assert found.alone is not None
    assert found.beside is not None
    assert found.beside.level.interval()[0] < 0.7
    assert found.growth == (1.0, 1.0)


@pytest.mark.parametrize(
    ("level", "months", "window", "standing"),
    [
        (20, {0: 12}, (24, 12), Standing.NO_WINDOW),
        (20, {0: 55}, (24, 12), Standing.NO_WINDOW),
        (20, dict.fromkeys(range(76), 36), (24, 12), Standing.NOTHING_BESIDE),
        (
            20,
            dict.fromkeys(range(60), 36) | dict.fromkeys(range(60, 76), 20),
            (24, 12),
            Standing.NOTHING_BESIDE,
        ),
        (0.5, {0: 36}, (24, 12), Standing.TOO_SMALL),
        (20, {0: 36}, (3, 12), Standing.NO_LEADS),
    ],
    ids=[
        "too early",
        "too late",
        "all started",
        "all started before or at once",
        "villages",
        "no months before",
    ],
)
def test_where_nothing_can_be_said_it_is_not(
    level: float, months: dict[int, int], window: tuple[int, int], standing: Standing
) -> None:
    assert asked(even(level), months, *window).standing is standing


def test_a_month_that_is_not_known_and_a_nought_are_two_things() -> None:
    unknown, nought = even(20), even(20)
    unknown[0, 30], nought[0, 36:] = np.nan, 0

    assert asked(unknown, {0: 36}).standing is Standing.UNKNOWN_MONTHS
    assert asked(nought, {0: 36}).standing is Standing.NONE_AFTER


def test_who_misses_a_month_is_not_compared_with_and_is_named() -> None:
    counts = even(20)
    counts[5, 30] = np.nan  # within the window of the start at 36
    counts[6, 2] = np.nan  # before either window
    counts[7, 50] = np.nan  # within that of the start at 44 alone
    counts[1, 30] = np.nan  # it started itself

    found = asked(counts, {0: 36, 1: 36, 2: 44})
    assert found.left_out == ("GM0005", "GM0007")
    assert "GM0005" not in found.compared
    assert "GM0007" in found.compared, "beside the other start"
    assert "GM0001" in found.effect.left_out


def test_with_a_dozen_municipalities_there_is_no_interval() -> None:
    assert asked(even(20, areas=12), {0: 36}).standing is Standing.TOO_FEW_AREAS


def test_areas_that_fell_already_are_not_judged() -> None:
    counts = even(60)
    counts[:8] = np.round(counts[:8] * np.exp(-0.03 * np.arange(60)))

    assert asked(counts, dict.fromkeys(range(8), 36)).standing is Standing.RAN_APART


def test_below_the_fewest_cases_a_halving_is_not_seen_by_the_arithmetic_that_sets_it() -> None:
    def error(after: float) -> float:
        return float(np.sqrt(1.5 * (1 / after + 1 / (2 * after))))

    assert 1.96 * error(FEWEST_CASES) == pytest.approx(abs(np.log(0.5)), abs=0.05)
