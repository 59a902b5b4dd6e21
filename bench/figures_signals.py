"""The month alerts of a whole country, beside one regression after another, and what the alerts are worth.

342 municipalities x 58 offences x 160 months, trend, season and overdispersion in all of them: once against the five
years before (as the signals are made), once against all 159 months. The peer is the GLM of statsmodels on the same
months with the same terms, one fit per series with nothing around it, timed on a sample of the same series.

Then the alarms themselves: how many false ones where nothing happened, beside the level that was named, and in how many
of the series a month at twice its mean is seen.

Bars: all series in under 5 seconds, in under 1.5 GB; false alarms, over all kinds of series together, at most 1.2 times
the level.
"""

import time
import tracemalloc
from typing import Final

import numpy as np
import statsmodels.api as sm

from noaber.figures.rules.statistics.alerts import LEVEL, MonthAlerts, month_alerts
from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.tests.statistics.simulated import counted, monthly_means, series

MUNICIPALITIES: Final = 342
OFFENCES: Final = 58
MONTHS: Final = 160
FIVE_YEARS: Final = 60
SAMPLE: Final = 100
MOST_SECONDS: Final = 5.0
MOST_MEGABYTES: Final = 1_500.0
MOST_FALSE: Final = 1.2
KIND: Final = 10_000
"""Series of each kind for the rate of false alarms; a fifth of it for the power."""
MEANS: Final = (5.0, 20.0, 100.0)
DISPERSIONS: Final = (1.0, 1.5, 3.0)
FINER: Final = 0.005


def run() -> bool:
    """Measure and print; False when a bar is missed."""
    counts = _country()
    is_quick = [_timed(counts, baseline) for baseline in (FIVE_YEARS, MONTHS - 1)]
    is_true = _false_alarms()
    print(f"bar: under {MOST_SECONDS:.0f} s and {MOST_MEGABYTES:.0f} MB, at most {MOST_FALSE} x the level\n")
    return all(is_quick) and is_true


def _country() -> Floats:
    """Levels from under one a month to hundreds, as municipalities and offences have; shape (19,836, 160)."""
    draw = np.random.default_rng(6)
    level = draw.lognormal(2.0, 1.2, MUNICIPALITIES * OFFENCES)
    return counted(draw, level[:, None] * monthly_means(1.0, MONTHS), 1.5)


def _timed(counts: Floats, baseline: int) -> bool:
    began = time.perf_counter()
    found = month_alerts(counts, baseline_months=baseline)
    seconds = time.perf_counter() - began
    tracemalloc.start()
    month_alerts(counts, baseline_months=baseline)
    megabytes = tracemalloc.get_traced_memory()[1] / 1e6
    tracemalloc.stop()
    peer = _one_by_one(counts[found.standing == 0][:SAMPLE, -(baseline + 1) : -1])
    _print_time(found, baseline, seconds, peer)
    print(f"{'memory above the counts':44}{megabytes:8.0f} MB")
    return seconds < MOST_SECONDS and megabytes < MOST_MEGABYTES


def _print_time(found: MonthAlerts, baseline: int, seconds: float, peer: float) -> None:
    ours = seconds / found.budget.tested
    print(f"{len(found.standing):,} series against {baseline} months before; tested {found.budget.tested:,}")
    print(f"{'noaber, all series (fitted three times)':44}{seconds:8.2f} s {ours * 1e6:12.0f} us a series")
    print(
        f"{'statsmodels, one fit a series':44}{peer * found.budget.tested:8.2f} s {peer * 1e6:12.0f} us a series"
    )
    print(f"{'the peer takes':44}{peer / ours:8.1f} times as long")


def _one_by_one(past: Floats) -> float:
    """Seconds for each."""
    after = np.arange(-past.shape[1], 0)
    design = np.column_stack([after / 12, np.eye(12)[after % 12]])
    began = time.perf_counter()
    for one in past:
        sm.GLM(one + 0.01, design, family=sm.families.Poisson()).fit()
    return (time.perf_counter() - began) / len(past)


def _false_alarms() -> bool:
    draw = np.random.default_rng(7)
    print(
        f"{'alarms, of series of':24}{'phi':>5}"
        + "".join(f"{f'false at {level}':>18}{'seen at twice':>15}" for level in (FINER, LEVEL))
    )
    rates: dict[float, list[float]] = {FINER: [], LEVEL: []}
    for mean in MEANS:
        for phi in DISPERSIONS:
            quiet = series(draw, KIND, mean, phi)
            doubled = quiet[: KIND // 5].copy()
            doubled[:, -1] += draw.poisson(monthly_means(mean, 1), KIND // 5)
            line = f"{f'{mean:.0f} a month':24}{phi:5.1f}"
            for level, found in rates.items():
                found.append(float(month_alerts(quiet, level=level).is_alarm.mean()))
                power = month_alerts(doubled, level=level).is_alarm.mean()
                line += f"{found[-1]:18.4f}{power:15.2f}"
            print(line)
    together = {level: float(np.mean(found)) / level for level, found in rates.items()}
    print("".join(f"together at {level}: {ratio:.2f} x the level   " for level, ratio in together.items()))
    return max(together.values()) <= MOST_FALSE
