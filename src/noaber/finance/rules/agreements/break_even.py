"""Which rate, or how many inhabitants, would bring in the budget, and what if some do not take part.

Units and rounding as in `noaber.finance.rules.agreements.contributions`. Two ways of counting are kept apart by name:
*break even* is on the total, nothing rounded; *covering* counts the rounding of each invoice.
"""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import to_cents
from noaber.finance.rules.agreements.contributions import (
    Balance,
    ContributionError,
    ContributionList,
    Populations,
    checked_budget,
    checked_populations,
    checked_rate,
    list_contributions,
    refuse_named,
)


@dataclass(frozen=True, slots=True)
class ExactRate:
    """A rate in euro per inhabitant that need not end: 230,000 over 3,228,403 is 7.12426... cents."""

    euros: Fraction

    def in_cents(self, decimals: int = 3) -> str:
        """Write it in cents, cut off and never rounded; three dots say that it goes on.

        >>> ExactRate(Fraction(230_000, 3_228_403)).in_cents(), ExactRate(Fraction(7, 100)).in_cents()
        ('7,124…', '7')
        """
        cents = self.euros * 100
        if cents.denominator == 1:
            return format_number(cents.numerator)
        cut_off = Fraction(floor(cents * 10**decimals), 10**decimals)
        written = format_number(Decimal(cut_off.numerator) / cut_off.denominator, decimals)
        return written if cut_off == cents else f"{written}…"

    def rounded_up(self, decimals: int = 4) -> Decimal:
        """The lowest rate in euro with so many decimals that is not below it.

        >>> ExactRate(Fraction(230_000, 3_228_403)).rounded_up()
        Decimal('0.0713')
        """
        return Decimal(ceil(self.euros * 10**decimals)).scaleb(-decimals)

    @property
    def nearest_cents(self) -> int:
        """In whole cents, half up: the figure for a headline."""
        return to_cents(self.euros)


def break_even_population(budget_cents: int, rate: Decimal) -> int:
    """The smallest number of inhabitants that brings in the budget at this rate.

    Counted on the total, without rounding per municipality: that depends on how the inhabitants are spread
    and moves a list by at most half a cent per municipality (at whole cents, such as 7, by nothing at all).

    >>> break_even_population(230_000_00, Decimal("0.07"))
    3285715
    """
    if checked_rate(rate) == 0:
        raise ContributionError("bij een tarief van nul komt er nooit iets binnen")
    return ceil(Fraction(checked_budget(budget_cents), 100) / Fraction(rate))


def break_even_rate(budget_cents: int, population: int) -> ExactRate:
    """The exact rate at which so many inhabitants bring in the budget, on the total, nothing rounded.

    >>> break_even_rate(230_000_00, 3_228_403).in_cents()
    '7,124…'
    """
    if population <= 0:
        raise ContributionError("er zijn geen inwoners om het bedrag over te verdelen")
    return ExactRate(Fraction(checked_budget(budget_cents), population * 100))


def covering_rate(budget_cents: int, populations: Populations, *, decimals: int = 4) -> Decimal:
    """The lowest rate with so many decimals (euro) whose invoices together bring in the budget.

    Unlike `break_even_rate` this counts the rounding per municipality, so it can be a step lower or higher.

    >>> covering_rate(1_00, {"GM01": 5, "GM02": 5}), break_even_rate(1_00, 10).rounded_up()
    (Decimal('0.0990'), Decimal('0.1000'))
    """
    known = checked_populations(populations)
    exact = break_even_rate(budget_cents, sum(known.values())).euros
    # Rounding takes at most half a cent from each, so this many steps surely suffice.
    enough = ceil((exact + Fraction(len(known), 200 * sum(known.values()))) * 10**decimals)

    def raised_cents(step: int) -> int:
        rate = Fraction(step, 10**decimals)
        return sum(to_cents(rate * population) for population in known.values())

    return Decimal(bisect_left(range(enough), budget_cents, key=raised_cents)).scaleb(-decimals)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """The list when some do not take part, what that costs, and the rate at which the others carry it all."""

    taking_part: ContributionList
    balance: Balance
    missed_cents: Mapping[str, int]
    exact_rate: ExactRate
    covering_rate: Decimal


def what_if(
    populations: Populations, rate: Decimal, budget_cents: int, *, without: Collection[str] = ()
) -> WhatIf:
    """Ask what happens at another rate, or when the municipalities ``without`` do not take part.

    ``missed_cents`` is what those would have paid at this rate; ``exact_rate`` and ``covering_rate`` (four
    decimals, rounding per municipality counted) bring in the budget from those that remain.

    >>> answer = what_if({"GM01": 60, "GM02": 40}, Decimal("0.50"), 50_00, without={"GM02"})
    >>> answer.balance.shortfall_cents, dict(answer.missed_cents), answer.exact_rate.in_cents()
    (2000, {'GM02': 2000}, '83,333…')
    """
    refuse_named([code for code in without if code not in populations], "niet op de lijst")
    staying = {code: population for code, population in populations.items() if code not in without}
    contributions = list_contributions(staying, rate)
    missed = list_contributions(populations, rate, participants=without).amounts_cents if without else {}
    return WhatIf(
        taking_part=contributions,
        balance=contributions.against(budget_cents),
        missed_cents=missed,
        exact_rate=break_even_rate(budget_cents, contributions.population),
        covering_rate=covering_rate(budget_cents, staying),
    )
