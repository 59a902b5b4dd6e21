"""What if: another rate, another date, another budget, or somebody who does not take part."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal

from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.rules.agreements.break_even import WhatIf, break_even_population, what_if
from noaber.finance.rules.agreements.contributions import Contribution
from noaber.finance.rules.agreements.fixed_sum import Division, LargestPay, divide_fixed_sum, largest_pay_all


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; ``without`` are codes of municipalities, the rate is in euro per inhabitant."""

    rate: Decimal
    reference_on: dt.date
    budget_cents: int
    without: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The rate, the fixed sum and the old regime over those that take part, each beside the same budget.

    `population_needed` is None at a rate of zero; `largest` when fewer take part than paid before.
    """

    question: Question
    roll: RollCall
    by_rate: WhatIf
    fixed: Division
    largest: LargestPay | None
    population_needed: int | None

    @property
    def contributions(self) -> dict[str, Contribution]:
        """By code, of those that take part."""
        return {contribution.code: contribution for contribution in self.by_rate.taking_part.contributions}

    @property
    def missed_cents(self) -> int:
        return sum(self.by_rate.missed_cents.values())


def answer(question: Question, roll: RollCall, *, largest_count: int) -> Answer:
    """Work it out; raises ContributionError (Dutch) where there is no answer, such as nobody taking part."""
    by_rate = what_if(roll.populations, question.rate, question.budget_cents, without=question.without)
    staying = _staying(roll, question.without)
    return Answer(
        question=question,
        roll=roll,
        by_rate=by_rate,
        fixed=divide_fixed_sum(question.budget_cents, staying),
        largest=largest_pay_all(question.budget_cents, staying, count=largest_count)
        if 0 < largest_count <= len(staying)
        else None,
        population_needed=break_even_population(question.budget_cents, question.rate)
        if question.rate
        else None,
    )


def _staying(roll: RollCall, without: Collection[str]) -> dict[str, int]:
    return {code: population for code, population in roll.populations.items() if code not in without}
