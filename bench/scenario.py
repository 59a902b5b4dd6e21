"""A scenario of every municipality of the Netherlands over ten years, beside one year of the network of the memo.

Every key is worked out, each with growth and with somebody who leaves; the slowest counts. The peer is the least that
could be done: one exact product per municipality and year, rounded, with nothing around it.

Bar: 342 municipalities in 10 years under 200 ms, on the machine whose own speed stands above.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Final

from bench.decisions import best
from noaber.core.rules.money import round_half_up
from noaber.finance.rules.scenarios.questions import Key, ScenarioQuestion
from noaber.finance.rules.scenarios.scenario import work_out

SMALL: Final = (76, 1)
LARGE: Final = (342, 10)
"""Municipalities and years."""
MOST_MS: Final = 200.0
RATE: Final = Decimal("0.07")
ASKED: Final = ScenarioQuestion(
    agreement="bench",
    rate=Decimal("0.08"),
    reference_on=dt.date(2019, 1, 1),
    first_year=2020,
    year_count=1,
    budget_cents=230_000_00,
    fixed_cents=500_00,
    cap_cents=4_000_00,
    spreads_cut_off=True,
    population_growth=Decimal("0.515"),
    budget_growth=Decimal("2.25"),
)


def run() -> bool:
    """Measure and print; False when the bar is missed."""
    few, many = (f"{count} x {years}" for count, years in (SMALL, LARGE))
    print(f"{'scenario, municipalities x years':34}{few:>14}{many:>16}{'per cell':>12}")
    slowest = 0.0
    for key in Key:
        small, large = (best(_ask(key, *size)) * 1000 for size in (SMALL, LARGE))
        slowest = max(slowest, large)
        _print(key.value, small, large)
    small, large = (best(_products(*size)) * 1000 for size in (SMALL, LARGE))
    _print("peer: the products only", small, large)
    print(f"{'slowest beside the peer':34}{slowest / large:.1f} times")
    print(f"bar: {many} under {MOST_MS:.0f} ms; it took {slowest:.1f} ms\n")
    return slowest < MOST_MS


def _print(name: str, small: float, large: float) -> None:
    cells = (LARGE[0] * LARGE[1]) / (SMALL[0] * SMALL[1])
    print(f"{name:34}{small:11.2f} ms{large:13.2f} ms{large / small / cells:11.2f}x")


def _ask(key: Key, count: int, years: int) -> Callable[[], object]:
    people = _people(count)
    question = replace(
        ASKED, key=key, year_count=years, leaving=((max(people), ASKED.first_year + years - 1),)
    )
    return lambda: work_out(question, people, agreed_rate=RATE)


def _products(count: int, years: int) -> Callable[[], object]:
    people = _people(count)

    def multiply() -> int:
        growth = 1 + Fraction(ASKED.population_growth) / 100
        return sum(
            round_half_up(Fraction(ASKED.rate) * 100 * growth**at * each)
            for at in range(years)
            for each in people.values()
        )

    return multiply


def _people(count: int) -> dict[str, int]:
    """Invented, spread as they are: many small ones, a few large."""
    draw = Random(9)
    return {f"GM{at:04d}": int(draw.paretovariate(1.3) * 9_000) for at in range(count)}
