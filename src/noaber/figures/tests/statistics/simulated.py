"""Series as the police would count them, seeded: trend, season and overdispersion, with outbreaks of a known size."""

import numpy as np

from noaber.figures.rules.statistics.arrays import Floats
from noaber.figures.rules.statistics.effects import Panel, panel_of


def monthly_means(level: float, months: int, *, season: float = 0.3, growth: float = -0.03) -> Floats:
    """A year of one wave with its top in the last month, and a change of `growth` per year; shape (months,)."""
    at = np.arange(months) - (months - 1)
    return np.asarray(level * np.exp(season * np.cos(2 * np.pi * at / 12) + growth * at / 12))


def counted(draw: np.random.Generator, mean: Floats, phi: float) -> Floats:
    """Counts with variance `phi` x mean: Poisson, or negative binomial above 1; in the shape of `mean`."""
    if phi == 1:
        return draw.poisson(mean).astype(float)
    return draw.negative_binomial(mean / (phi - 1), 1 / phi).astype(float)


def series(draw: np.random.Generator, number: int, level: float, phi: float, months: int = 61) -> Floats:
    """`number` series without an outbreak, shape (number, months)."""
    return counted(draw, np.broadcast_to(monthly_means(level, months), (number, months)), phi)


def panel(
    draw: np.random.Generator,
    starts: dict[int, int],
    *,
    effect: float = 1.0,
    areas: int = 76,
    months: int = 60,
) -> Panel:
    """Areas of very different size (2 to 150 a month) that differ from each other by 15 % from year to year, phi 1.5.

    `starts` says in which month an area begins with a measure that makes of every count `effect` times as many.
    """
    size = draw.lognormal(2.5, 1.0, areas)
    yearly = draw.normal(0, 0.15, (areas, months // 12)).repeat(12, axis=1)
    mean = size[:, None] * monthly_means(1.0, months) * np.exp(yearly)
    for area, month in starts.items():
        mean[area, month:] *= effect
    names = [f"GM{area:04d}" for area in range(areas)]
    return panel_of(names, counted(draw, mean, 1.5), {names[area]: month for area, month in starts.items()})
