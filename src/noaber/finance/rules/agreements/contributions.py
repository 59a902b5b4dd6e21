"""What municipalities contribute: rate x inhabitants, per municipality, per year, beside the budget.

Units: a rate is a ``Decimal`` in euro per inhabitant, an amount is whole cents, a population is the number of
inhabitants on one reference date, by municipality code. Everything is exact until the one rounding, half up
to the cent *per municipality*, because each gets its own invoice; a total is what these invoices come to.

Source: the memo of 28 January 2019 (7 cents per inhabitant a year, 2020-2023, budget EUR 230,000 a year).
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cached_property

from noaber.core.rules.dutch import format_number, in_a_row
from noaber.core.rules.money import EURO, format_euro, round_half_up, to_cents

Populations = Mapping[str, int | None]
"""Inhabitants by municipality code on one reference date; None where no figure is known."""


class ContributionError(ValueError):
    """A question without an answer. The message is Dutch; ``codes`` are the municipalities it is about."""

    def __init__(self, message: str, *codes: str) -> None:
        super().__init__(message)
        self.codes = codes


@dataclass(frozen=True, slots=True)
class Working:
    """The sum as it stands on paper, each piece in Dutch notation; ``product`` is not rounded."""

    population: str
    rate: str
    product: str
    amount: str

    def __str__(self) -> str:
        sum_on_paper = f"{self.population} × {self.rate} = {self.product}"
        return sum_on_paper if self.product == self.amount else f"{sum_on_paper}, afgerond {self.amount}"


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one municipality pays on one reference date.

    `set_cents`: what the terms of a year make of it, where that is not the rate x its inhabitants (part of a year, or
    of a fixed sum).
    """

    code: str
    population: int
    rate: Decimal
    set_cents: int | None = None

    @property
    def exact_cents(self) -> Fraction:
        """Before rounding."""
        return Fraction(self.rate) * self.population * 100

    @property
    def amount_cents(self) -> int:
        """Half up to the cent: what the invoice says."""
        return round_half_up(self.exact_cents) if self.set_cents is None else self.set_cents

    @property
    def working(self) -> Working:
        """The sum to show beside the amount.

        >>> str(Contribution("GM0148", 28485, Decimal("0.07")).working)
        '28.485 × €\\xa00,07 = €\\xa01.993,95'
        >>> str(Contribution("GM0148", 28485, Decimal("0.0712")).working)
        '28.485 × €\\xa00,0712 = €\\xa02.028,132, afgerond €\\xa02.028,13'
        """
        return Working(
            population=format_number(self.population),
            rate=_exact_euro(Fraction(self.rate)),
            product=_exact_euro(self.exact_cents / 100),
            amount=format_euro(self.amount_cents),
        )


@dataclass(frozen=True, slots=True)
class Balance:
    """What comes in beside what is needed; a difference is shown, never hidden."""

    budget_cents: int
    raised_cents: int

    @property
    def difference_cents(self) -> int:
        """Above zero is left over, below zero is still to be found."""
        return self.raised_cents - self.budget_cents

    @property
    def shortfall_cents(self) -> int:
        return max(0, -self.difference_cents)

    @property
    def surplus_cents(self) -> int:
        return max(0, self.difference_cents)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """A group of municipalities (a district, a province) within a list."""

    group: str
    municipalities: int
    population: int
    amount_cents: int


@dataclass(frozen=True)
class ContributionList:
    """One rate on one reference date, a contribution per municipality, in order of code."""

    rate: Decimal
    contributions: tuple[Contribution, ...]

    @cached_property
    def population(self) -> int:
        return sum(contribution.population for contribution in self.contributions)

    @cached_property
    def total_cents(self) -> int:
        """What all invoices together come to: rounded per municipality, then added."""
        return sum(contribution.amount_cents for contribution in self.contributions)

    @property
    def rounded_total_cents(self) -> int:
        """The rate x all inhabitants, rounded once; differs only where the rate has parts of a cent."""
        return to_cents(Fraction(self.rate) * self.population)

    @cached_property
    def amounts_cents(self) -> Mapping[str, int]:
        """Cents by municipality code; a table asks for it once per row."""
        return {contribution.code: contribution.amount_cents for contribution in self.contributions}

    def against(self, budget_cents: int) -> Balance:
        return Balance(checked_budget(budget_cents), self.total_cents)

    def subtotals(self, group_of: Mapping[str, str]) -> tuple[Subtotal, ...]:
        """Add up per group, in order of group; a municipality without a group is a ContributionError."""
        refuse_named([c.code for c in self.contributions if c.code not in group_of], "hoort bij geen groep")
        groups: dict[str, list[Contribution]] = {}
        for contribution in self.contributions:
            groups.setdefault(group_of[contribution.code], []).append(contribution)
        return tuple(
            Subtotal(name, len(group), sum(c.population for c in group), sum(c.amount_cents for c in group))
            for name, group in sorted(groups.items())
        )


def list_contributions(
    populations: Populations, rate: Decimal, *, participants: Collection[str] | None = None
) -> ContributionList:
    """Work out what each participant pays; without ``participants`` everyone in ``populations`` takes part.

    Raises ContributionError for a missing or negative population, with its codes, and for an empty list.

    >>> owed = list_contributions({"GM0148": 28485, "GM0150": 99957}, Decimal("0.07"))
    >>> owed.amounts_cents, owed.total_cents
    ({'GM0148': 199395, 'GM0150': 699699}, 899094)
    >>> owed.against(9_000_00).shortfall_cents
    906
    """
    checked_rate(rate)
    known = checked_populations(populations, participants)
    return ContributionList(rate, tuple(Contribution(code, known[code], rate) for code in known))


@dataclass(frozen=True, slots=True)
class YearContributions:
    """One year of an agreement; its reference date is 1 January of that year."""

    year: int
    contributions: ContributionList
    balance: Balance

    @property
    def reference_on(self) -> date:
        return date(self.year, 1, 1)


@dataclass(frozen=True, slots=True)
class AgreedYears:
    """Several years at one rate and one yearly budget, in order of year."""

    years: tuple[YearContributions, ...]

    @property
    def balance(self) -> Balance:
        """All years together."""
        return Balance(
            sum(year.balance.budget_cents for year in self.years),
            sum(year.balance.raised_cents for year in self.years),
        )


def over_years(
    populations_by_year: Mapping[int, Populations], rate: Decimal, budget_cents: int
) -> AgreedYears:
    """Work out each year from the populations on 1 January of that year; ``budget_cents`` is for one year.

    >>> two = over_years({2021: {"GM01": 110}, 2020: {"GM01": 100}}, Decimal("0.07"), 7_50)
    >>> [(year.year, year.balance.difference_cents) for year in two.years], two.balance.raised_cents
    ([(2020, -50), (2021, 20)], 1470)
    """
    if not populations_by_year:
        raise ContributionError("kies ten minste één jaar")
    lists = {
        year: list_contributions(populations_by_year[year], rate) for year in sorted(populations_by_year)
    }
    return AgreedYears(
        tuple(YearContributions(year, owed, owed.against(budget_cents)) for year, owed in lists.items())
    )


def checked_populations(
    populations: Populations, participants: Collection[str] | None = None
) -> dict[str, int]:
    """The populations of the participants, all known and none negative, in order of code."""
    codes = sorted(populations if participants is None else set(participants))
    if not codes:
        raise ContributionError("er doet geen enkele gemeente mee")
    known = {code: population for code in codes if (population := populations.get(code)) is not None}
    refuse_named([code for code in codes if code not in known], "geen inwonertal op deze peildatum")
    for code, population in known.items():
        if isinstance(population, bool) or not isinstance(population, int):
            raise TypeError(f"a population is an int, not {population!r} ({code})")
        if population < 0:
            raise ContributionError(
                f"het inwonertal van {code} is negatief ({format_number(population)})", code
            )
    return known


def checked_rate(rate: Decimal) -> Decimal:
    if not isinstance(rate, Decimal):
        raise TypeError(f"a rate is a Decimal in euro per inhabitant, not {rate!r}")
    if not rate.is_finite() or rate < 0:
        raise ContributionError("het tarief moet een bedrag van nul of meer zijn")
    return rate


def checked_budget(cents: int) -> int:
    if cents < 0:
        raise ContributionError(f"het bedrag is negatief ({format_euro(cents)})")
    return cents


def refuse_named(codes: list[str], complaint: str) -> None:
    if codes:
        raise ContributionError(f"{complaint}: {in_a_row(sorted(codes))}", *sorted(codes))


def _exact_euro(euros: Fraction) -> str:
    """Write an amount with all its decimals, two at least; a product of decimals always has an end."""
    decimals = 2
    while (euros * 10**decimals).denominator != 1:
        decimals += 1
    return f"{EURO}{format_number(Decimal(int(euros * 10**decimals)).scaleb(-decimals), decimals)}"
