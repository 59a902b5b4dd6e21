"""A fixed sum divided by inhabitants: over everyone or, as before 2020, over the largest municipalities.

Shares always add up to the sum; cents left over go to the largest remainders.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from noaber.core.rules.money import split_by_largest_remainder
from noaber.core.rules.ranking import largest_first
from noaber.finance.rules.agreements.break_even import ExactRate, break_even_rate
from noaber.finance.rules.agreements.contributions import (
    ContributionError,
    Populations,
    checked_budget,
    checked_populations,
)


@dataclass(frozen=True, slots=True)
class Division:
    """A fixed sum over inhabitants; ``shares_cents`` by code always add up to ``total_cents``."""

    total_cents: int
    populations: Mapping[str, int]
    shares_cents: Mapping[str, int]

    @property
    def population(self) -> int:
        return sum(self.populations.values())

    @property
    def rate(self) -> ExactRate:
        """What it comes to per inhabitant."""
        return break_even_rate(self.total_cents, self.population)


def divide_fixed_sum(total_cents: int, populations: Populations) -> Division:
    """Divide a fixed sum by inhabitants to the cent; cents left over go to the largest remainders.

    >>> divide_fixed_sum(100_00, {"GM03": 1, "GM01": 1, "GM02": 1}).shares_cents
    {'GM01': 3334, 'GM02': 3333, 'GM03': 3333}
    """
    known = checked_populations(populations)
    if not any(known.values()):
        raise ContributionError("er zijn geen inwoners om het bedrag over te verdelen")
    return Division(total_cents, known, split_by_largest_remainder(checked_budget(total_cents), known))


@dataclass(frozen=True, slots=True)
class LargestPay:
    """The regime before 2020: the largest municipalities pay all, divided by their own inhabitants."""

    division: Division
    population_of_all: int

    @property
    def payers(self) -> tuple[str, ...]:
        """Who pays, the largest first."""
        return largest_first(self.division.populations)

    @property
    def share_of_inhabitants(self) -> Fraction:
        """Which part of all inhabitants bears the whole sum."""
        return Fraction(self.division.population, self.population_of_all)


def largest_pay_all(total_cents: int, populations: Populations, *, count: int = 7) -> LargestPay:
    """Who the ``count`` largest are follows from the populations of the date; ties go to the lowest code.

    >>> old = largest_pay_all(100_00, {"GM01": 10, "GM02": 30, "GM03": 10}, count=2)
    >>> old.payers, dict(old.division.shares_cents), old.share_of_inhabitants
    (('GM02', 'GM01'), {'GM01': 2500, 'GM02': 7500}, Fraction(4, 5))
    """
    known = checked_populations(populations)
    if not 1 <= count <= len(known):
        raise ContributionError(f"er zijn {len(known)} gemeenten: {count} daarvan kiezen gaat niet")
    payers = largest_first(known)[:count]
    return LargestPay(
        divide_fixed_sum(total_cents, {code: known[code] for code in payers}), sum(known.values())
    )
