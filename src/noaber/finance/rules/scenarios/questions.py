"""What a scenario asks: another rate, another key, growth, who does not take part, and several years.

Units: the rate is a ``Decimal`` in euro per inhabitant, an amount is whole cents a year, growth is in per cent a year
and counts from the second year on. A question is plain: what it comes to stands in `rules.scenarios.scenario`.
"""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any, Final

from noaber.core.rules.dutch import format_number
from noaber.finance.rules.agreements.agreement import EARLIEST_YEAR, HIGHEST_CENTS, LATEST_YEAR, Fault
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.rate_text import RateError, checked_size, plain

MOST_YEARS: Final = 10
LOWEST_GROWTH: Final = Decimal(-100)
HIGHEST_GROWTH: Final = Decimal(100)
GROWTH_DECIMALS: Final = 3
FORM: Final = 1
"""Of the JSON in which a question is kept; another form gets another number."""


class Key(StrEnum):
    """How the money is asked of the municipalities."""

    PER_INHABITANT = "per-inhabitant"
    FIXED_PLUS = "fixed-plus"
    CAPPED = "capped"
    LARGEST = "largest"
    DIVIDED = "divided"


RATED: Final = (Key.PER_INHABITANT, Key.FIXED_PLUS, Key.CAPPED)
"""The keys in which a rate per inhabitant is asked; the others divide a sum."""


class QuestionError(ContributionError):
    """A question that cannot be worked out; ``field`` is the field of the question that it is about."""

    def __init__(self, message: str, *codes: str, field: str = "") -> None:
        super().__init__(message, *codes)
        self.field = field


@dataclass(frozen=True, slots=True)
class ScenarioQuestion:
    """A whole question. `agreement`: the code of the one it is held against.

    `fixed_cents` is asked of each municipality beside the rate, `cap_cents` is the most that one pays; what a cap cuts
    off stays away unless `spreads_cut_off`. `sum_cents` is what is divided, the budget when None. `leaving`: who does
    not take part, by code, from which year on.
    """

    agreement: str
    rate: Decimal
    reference_on: dt.date
    first_year: int
    year_count: int
    budget_cents: int
    key: Key = Key.PER_INHABITANT
    fixed_cents: int = 0
    cap_cents: int | None = None
    spreads_cut_off: bool = False
    largest_count: int = 7
    sum_cents: int | None = None
    population_growth: Decimal = Decimal(0)
    budget_growth: Decimal = Decimal(0)
    leaving: tuple[tuple[str, int], ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(range(self.first_year, self.first_year + self.year_count))

    @property
    def is_rated(self) -> bool:
        return self.key in RATED

    def leaves_in(self, year: int) -> frozenset[str]:
        """Who does not take part in a year."""
        return frozenset(code for code, from_year in self.leaving if from_year <= year)


def faults(question: ScenarioQuestion) -> Iterator[Fault]:
    """What is wrong with a question, in Dutch, each with its field.

    >>> asked = ScenarioQuestion("a", Decimal("-0.07"), dt.date(2019, 1, 1), 2020, 0, 230_000_00)
    >>> [fault.message for fault in faults(asked)]
    ['Het tarief moet een bedrag van nul of meer zijn.', 'Reken ten minste één jaar door.']
    """
    yield from _rate_faults(question.rate)
    yield from _year_faults(question)
    for name, cents in (("budget", question.budget_cents), ("sum", question.sum_cents)):
        if cents is not None and cents <= 0:
            yield Fault(name, "Het bedrag moet meer dan nul zijn.")
        elif cents is not None and cents > HIGHEST_CENTS:
            yield Fault(name, "Het bedrag is te hoog. Controleer de nullen.")
    yield from _key_faults(question)
    for name, growth in (
        ("population_growth", question.population_growth),
        ("budget_growth", question.budget_growth),
    ):
        yield from _growth_faults(name, growth)


def _rate_faults(rate: Decimal) -> Iterator[Fault]:
    if not rate.is_finite() or rate < 0:
        yield Fault("rate", "Het tarief moet een bedrag van nul of meer zijn.")
        return
    try:
        checked_size(rate)
    except RateError as error:
        yield Fault("rate", str(error))


def _year_faults(question: ScenarioQuestion) -> Iterator[Fault]:
    first, count = question.first_year, question.year_count
    if not EARLIEST_YEAR <= first <= LATEST_YEAR:
        yield Fault("first_year", f"Het eerste jaar ligt tussen {EARLIEST_YEAR} en {LATEST_YEAR}.")
    if count < 1:
        yield Fault("year_count", "Reken ten minste één jaar door.")
    elif count > MOST_YEARS:
        yield Fault("year_count", f"Reken hoogstens {MOST_YEARS} jaren door.")
    late = [code for code, year in question.leaving if count >= 1 and year not in question.years]
    if late:
        codes = ", ".join(late)
        yield Fault("leaving", f"Het jaar waarin {codes} stopt, valt buiten de jaren van het scenario.")


def _key_faults(question: ScenarioQuestion) -> Iterator[Fault]:
    if question.fixed_cents < 0:
        yield Fault("fixed", "Het vaste deel moet nul of meer zijn.")
    elif question.fixed_cents > HIGHEST_CENTS:
        yield Fault("fixed", "Het vaste deel is te hoog. Controleer de nullen.")
    if question.cap_cents is not None and question.cap_cents < 0:
        yield Fault("cap", "Het hoogste bedrag per gemeente kan niet onder nul liggen.")
    if question.key is Key.CAPPED and question.cap_cents is None:
        yield Fault("cap", "Vul in wat een gemeente hoogstens betaalt.")
    if question.largest_count < 1:
        yield Fault("largest_count", "Kies ten minste één gemeente die betaalt.")


def _growth_faults(name: str, growth: Decimal) -> Iterator[Fault]:
    if not growth.is_finite() or growth < LOWEST_GROWTH:
        yield Fault(name, "De groei kan niet onder -100% per jaar liggen.")
    elif growth > HIGHEST_GROWTH:
        yield Fault(name, "De groei is hoger dan 100% per jaar. Controleer het getal.")
    elif growth != round(growth, GROWTH_DECIMALS):
        yield Fault(name, f"De groei heeft hoogstens {GROWTH_DECIMALS} cijfers achter de komma.")


def checked(question: ScenarioQuestion) -> ScenarioQuestion:
    """The question itself; QuestionError for its first fault."""
    for fault in faults(question):
        raise QuestionError(fault.message, field=fault.field)
    return question


def to_json(question: ScenarioQuestion) -> dict[str, Any]:
    """As it is kept: exact, numbers with decimals as texts."""
    return {
        "form": FORM,
        "agreement": question.agreement,
        "rate": str(question.rate),
        "reference_on": question.reference_on.isoformat(),
        "first_year": question.first_year,
        "year_count": question.year_count,
        "budget_cents": question.budget_cents,
        "key": question.key.value,
        "fixed_cents": question.fixed_cents,
        "cap_cents": question.cap_cents,
        "spreads_cut_off": question.spreads_cut_off,
        "largest_count": question.largest_count,
        "sum_cents": question.sum_cents,
        "population_growth": str(question.population_growth),
        "budget_growth": str(question.budget_growth),
        "leaving": [list(each) for each in question.leaving],
    }


def from_json(kept: Mapping[str, Any]) -> ScenarioQuestion:
    """What was kept, as a question again; another form, or one that lacks something, is refused.

    >>> asked = ScenarioQuestion("a", Decimal("0.07"), dt.date(2019, 1, 1), 2020, 1, 230_000_00)
    >>> from_json(to_json(asked)) == asked
    True
    """
    if kept.get("form") != FORM:
        raise QuestionError("Dit scenario is in een vorm bewaard die deze versie niet kent.")
    try:
        return ScenarioQuestion(
            agreement=kept["agreement"],
            rate=plain(Decimal(kept["rate"])),
            reference_on=dt.date.fromisoformat(kept["reference_on"]),
            first_year=kept["first_year"],
            year_count=kept["year_count"],
            budget_cents=kept["budget_cents"],
            key=Key(kept["key"]),
            fixed_cents=kept["fixed_cents"],
            cap_cents=kept["cap_cents"],
            spreads_cut_off=kept["spreads_cut_off"],
            largest_count=kept["largest_count"],
            sum_cents=kept["sum_cents"],
            population_growth=Decimal(kept["population_growth"]),
            budget_growth=Decimal(kept["budget_growth"]),
            leaving=tuple((code, year) for code, year in kept["leaving"]),
        )
    except (KeyError, ValueError, TypeError, InvalidOperation) as error:
        raise QuestionError("Dit scenario is niet te lezen.") from error


def parse_growth(text: str) -> Decimal:
    """Read a growth as people type it, in per cent a year.

    >>> [str(parse_growth(typed)) for typed in ("0,5", "-1.25 %", "2")]
    ['0.5', '-1.25', '2']
    """
    typed = text.replace("\N{NO-BREAK SPACE}", " ").strip().removesuffix("%").strip().replace(",", ".")
    try:
        growth = Decimal(typed)
    except InvalidOperation:
        growth = Decimal("NaN")
    if not growth.is_finite() or "e" in typed.lower() or "_" in typed:
        raise QuestionError(f"‘{text.strip()[:40]}’ is geen percentage. Schrijf bijvoorbeeld 0,5 of -1.")
    return plain(growth)


def growth_to_type(growth: Decimal) -> str:
    """As it stands in a field and in a sentence.

    >>> growth_to_type(Decimal("0.50")), growth_to_type(Decimal("-1"))
    ('0,5', '-1')
    """
    short = plain(growth)
    exponent = short.as_tuple().exponent
    return format_number(short, max(0, -exponent) if isinstance(exponent, int) else 0)
