"""What a scenario comes to, year by year and per municipality, beside the budget and the agreement as it stands.

Inhabitants that grow are whole people, rounded half up per municipality and year, so that what is shown times the rate
is the amount; the first year has no growth. Then everything is exact until the one rounding, half up to the cent; a
total is what the amounts come to. A sum that is divided goes to the cent by largest remainder.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil

from noaber.core.rules.money import round_half_up, split_by_largest_remainder
from noaber.core.rules.ranking import largest_first
from noaber.finance.rules.agreements.break_even import ExactRate
from noaber.finance.rules.agreements.contributions import (
    Balance,
    ContributionError,
    Populations,
    checked_populations,
    checked_rate,
)
from noaber.finance.rules.scenarios.questions import Key, QuestionError, ScenarioQuestion, checked

Amounts = Mapping[str, int]
"""Cents by municipality code."""


@dataclass(frozen=True, slots=True)
class YearOutcome:
    """One year. `amounts_cents`: who pays, by code; `cut_off_cents`: what a cap took off, by code.

    `unplaced_cents` is what of that nobody else pays. `exact_rate`: the rate at which this key brings in the budget, or
    what a divided sum comes to per inhabitant; None where no rate does. `population_needed` belongs to a rate.
    """

    year: int
    population: int
    amounts_cents: Amounts
    balance: Balance
    agreed_cents: int
    cut_off_cents: Amounts
    unplaced_cents: int
    exact_rate: ExactRate | None
    population_needed: int | None

    @property
    def raised_cents(self) -> int:
        return self.balance.raised_cents


@dataclass(frozen=True, slots=True)
class Effect:
    """What a scenario does to one municipality, all its years together, beside the agreement as it stands."""

    code: str
    agreed_cents: int
    asked_cents: int

    @property
    def difference_cents(self) -> int:
        return self.asked_cents - self.agreed_cents

    @property
    def share(self) -> Fraction | None:
        """The difference as a part of what was agreed; None where nothing was agreed."""
        return Fraction(self.difference_cents, self.agreed_cents) if self.agreed_cents else None

    @property
    def rounded_share(self) -> Decimal | None:
        """The same to four decimals, so that per cents have two."""
        return None if self.share is None else Decimal(round_half_up(self.share * 10_000)).scaleb(-4)


@dataclass(frozen=True)
class ScenarioOutcome:
    """All years of a question, and the effect per municipality in order of code."""

    question: ScenarioQuestion
    years: tuple[YearOutcome, ...]
    effects: tuple[Effect, ...]

    @cached_property
    def balance(self) -> Balance:
        """All years together."""
        return Balance(
            sum(year.balance.budget_cents for year in self.years),
            sum(year.balance.raised_cents for year in self.years),
        )

    @property
    def agreed_by_code(self) -> Amounts:
        """What the agreement asks in one year."""
        return {effect.code: effect.agreed_cents // len(self.years) for effect in self.effects}

    @property
    def agreed_cents(self) -> int:
        return sum(year.agreed_cents for year in self.years)

    @property
    def unplaced_cents(self) -> int:
        return sum(year.unplaced_cents for year in self.years)


def work_out(
    question: ScenarioQuestion, populations: Populations, *, agreed_rate: Decimal
) -> ScenarioOutcome:
    """Work out every year; `agreed_rate` is asked of all of them, each year, by the agreement as it stands.

    Raises QuestionError or ContributionError, in Dutch, with the codes that it is about.

    >>> import datetime as dt
    >>> asked = ScenarioQuestion("a", Decimal("0.50"), dt.date(2019, 1, 1), 2020, 2, 60_00, budget_growth=Decimal(10))
    >>> found = work_out(asked, {"GM01": 60, "GM02": 40}, agreed_rate=Decimal("0.40"))
    >>> [(year.year, year.raised_cents, year.balance.difference_cents) for year in found.years]
    [(2020, 5000, -1000), (2021, 5000, -1600)]
    >>> [(effect.code, effect.difference_cents, effect.share) for effect in found.effects]
    [('GM01', 1200, Fraction(1, 4)), ('GM02', 800, Fraction(1, 4))]
    """
    checked(question)
    unknown = sorted({code for code, _year in question.leaving} - populations.keys())
    if unknown:
        raise QuestionError(f"niet op de lijst: {', '.join(unknown)}", *unknown, field="leaving")
    known = checked_populations(populations)
    agreed = _rounded(Fraction(checked_rate(agreed_rate)) * 100, known)
    years = tuple(_year(question, known, at, sum(agreed.values())) for at in range(question.year_count))
    count = question.year_count
    effects = tuple(
        Effect(code, agreed[code] * count, sum(year.amounts_cents.get(code, 0) for year in years))
        for code in known
    )
    return ScenarioOutcome(question, years, effects)


def _year(question: ScenarioQuestion, known: Amounts, at: int, agreed_cents: int) -> YearOutcome:
    year = question.first_year + at
    leaving = question.leaves_in(year)
    staying = _grown(known, _factor(question.population_growth, at), leaving)
    if not staying:
        raise QuestionError(f"in {year} doet er geen enkele gemeente mee", field="leaving")
    budget = round_half_up(question.budget_cents * _factor(question.budget_growth, at))
    asked = _asked(question, staying, at)
    exact, needed = _break_even(question, staying, budget, asked)
    return YearOutcome(
        year=year,
        population=sum(staying.values()),
        amounts_cents=asked.amounts,
        balance=Balance(budget, sum(asked.amounts.values())),
        agreed_cents=agreed_cents,
        cut_off_cents=asked.cut_off,
        unplaced_cents=asked.unplaced,
        exact_rate=exact,
        population_needed=needed,
    )


def _grown(known: Amounts, factor: Fraction, leaving: Container[str]) -> Amounts:
    """Whole inhabitants of who stays, half up; in whole numbers, because this is done for every year.

    >>> _grown({"A": 101, "B": 99, "C": 7}, Fraction(101, 100), {"C"})
    {'A': 102, 'B': 100}
    """
    above, below = 2 * factor.numerator, 2 * factor.denominator
    return {
        code: (above * count + factor.denominator) // below
        for code, count in known.items()
        if code not in leaving
    }


def _factor(growth: Decimal, at: int) -> Fraction:
    return (1 + Fraction(growth) / 100) ** at


@dataclass(frozen=True, slots=True)
class _Asked:
    amounts: Amounts
    cut_off: Amounts
    unplaced: int = 0


def _asked(question: ScenarioQuestion, staying: Amounts, at: int) -> _Asked:
    if not question.is_rated:
        return _Asked(_divided(question, staying, at), {})
    fixed = question.fixed_cents if question.key is Key.FIXED_PLUS else 0
    amounts = _rounded(Fraction(question.rate) * 100, staying, fixed)
    if question.key is not Key.CAPPED or question.cap_cents is None:
        return _Asked(amounts, {})
    return _capped(amounts, staying, question.cap_cents, spreads=question.spreads_cut_off)


def _rounded(cents: Fraction, populations: Amounts, fixed: int = 0) -> dict[str, int]:
    """So many cents per inhabitant, half up; in whole numbers, because this is most of the work of many years."""
    above, below = 2 * cents.numerator, 2 * cents.denominator
    return {code: fixed + (above * count + cents.denominator) // below for code, count in populations.items()}


def _divided(question: ScenarioQuestion, staying: Amounts, at: int) -> dict[str, int]:
    """A sum over the inhabitants of all, or of the largest; it grows as the budget does."""
    payers = staying
    if question.key is Key.LARGEST:
        if question.largest_count > len(staying):
            text = f"er doen {len(staying)} gemeenten mee: {question.largest_count} daarvan kiezen gaat niet"
            raise QuestionError(text, field="largest_count")
        payers = {code: staying[code] for code in largest_first(staying)[: question.largest_count]}
    if not any(payers.values()):
        raise ContributionError("er zijn geen inwoners om het bedrag over te verdelen")
    base = question.budget_cents if question.sum_cents is None else question.sum_cents
    return split_by_largest_remainder(round_half_up(base * _factor(question.budget_growth, at)), payers)


def _capped(amounts: Amounts, populations: Amounts, cap: int, *, spreads: bool) -> _Asked:
    """Nobody pays more than the cap; what it takes off is spread by inhabitants over who has room, if asked.

    >>> kept = _capped({"A": 90, "B": 40, "C": 10}, {"A": 9, "B": 4, "C": 1}, 50, spreads=True)
    >>> kept.amounts, kept.cut_off, kept.unplaced
    ({'A': 50, 'B': 50, 'C': 40}, {'A': 40}, 0)
    """
    cut_off = {code: cents - cap for code, cents in amounts.items() if cents > cap}
    kept = {code: min(cents, cap) for code, cents in amounts.items()}
    left = sum(cut_off.values())
    while spreads and left:
        room = {code: populations[code] for code, cents in kept.items() if cents < cap and populations[code]}
        if not room:
            break
        for code, share in split_by_largest_remainder(left, room).items():
            given = min(share, cap - kept[code])
            kept[code] += given
            left -= given
    return _Asked(kept, cut_off, left)


def _break_even(
    question: ScenarioQuestion, staying: Amounts, budget: int, asked: _Asked
) -> tuple[ExactRate | None, int | None]:
    """The rate and the number of inhabitants that bring in the budget, on the total, nothing rounded."""
    if not question.is_rated:
        paying = sum(staying[code] for code in asked.amounts)
        return ExactRate(Fraction(sum(asked.amounts.values())) / 100 / paying), None
    if question.key is Key.CAPPED and question.cap_cents is not None:
        return _capped_rate(staying, budget, question.cap_cents), None
    fixed = question.fixed_cents * len(staying) if question.key is Key.FIXED_PLUS else 0
    short, people = max(0, budget - fixed), sum(staying.values())
    rate = ExactRate(Fraction(short, 100) / people) if people else None
    return rate, ceil(Fraction(short, 100) / Fraction(question.rate)) if question.rate else None


def _capped_rate(staying: Amounts, budget: int, cap: int) -> ExactRate | None:
    """The lowest rate at which what all pay, none more than the cap, comes to the budget; None where none does."""
    left = Fraction(budget)
    people = sum(staying.values())
    for code in largest_first(staying):
        if people <= 0:
            return None
        cents = left / people
        if cents * staying[code] <= cap:
            return ExactRate(cents / 100)
        left -= cap
        people -= staying[code]
    return None
