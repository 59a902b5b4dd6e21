"""What a rate brings in beside the budget, over one reference date or over the years of the agreement."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from noaber.core.asof import AsOf
from noaber.finance.queries.roll_calls import RollCall, known_dates, memo_date, roll_calls
from noaber.finance.rules.agreements import AgreementTerms
from noaber.finance.rules.contributions import (
    AgreedYears,
    Balance,
    ContributionList,
    list_contributions,
    over_years,
)


class Reading(StrEnum):
    """The memo names no reference date. Two readings: one date for all years, or each year's own 1 January."""

    MEMO = "memo"
    EACH_YEAR = "elk-jaar"


@dataclass(frozen=True, slots=True)
class Outcome:
    """The list of one reference date at the proposed rate, beside the budget of one year."""

    roll: RollCall
    owed: ContributionList
    balance: Balance

    @property
    def reference_on(self) -> dt.date:
        return self.roll.reference_on


@dataclass(frozen=True, slots=True)
class AgreementOutcomes:
    """The agreement worked out on the memo's date and on 1 January of each year, as far as figures are known."""

    terms: AgreementTerms
    memo: Outcome | None
    by_year: dict[int, Outcome]

    def of(self, year: int, reading: Reading) -> Outcome | None:
        return self.memo if reading is Reading.MEMO else self.by_year.get(year)

    def rolls_by_year(self, reading: Reading) -> dict[int, RollCall]:
        """Which roll call counts for which year; years without figures are left out."""
        chosen = {year: self.of(year, reading) for year in self.terms.years}
        return {year: outcome.roll for year, outcome in chosen.items() if outcome}

    def together(self, reading: Reading) -> AgreedYears | None:
        """All years of the agreement for which figures are known."""
        populations = {year: roll.populations for year, roll in self.rolls_by_year(reading).items()}
        if not populations:
            return None
        return over_years(populations, self.terms.rate, self.terms.budget_cents)


def agreement_outcomes(asof: AsOf, terms: AgreementTerms) -> AgreementOutcomes:
    """Work out both readings; four queries."""
    dates = known_dates(asof)
    memo_on = memo_date(dates, terms.proposed_on)
    own_dates = {year: terms.reference_on(year) for year in terms.years if terms.reference_on(year) in dates}
    calls = roll_calls({*own_dates.values(), *([memo_on] if memo_on else [])}, asof, terms)
    by_date = {date: outcome(call, terms) for date, call in calls.items() if call.populations}
    return AgreementOutcomes(
        terms,
        by_date.get(memo_on) if memo_on else None,
        {year: by_date[date] for year, date in own_dates.items() if date in by_date},
    )


def memo_outcome(asof: AsOf, terms: AgreementTerms) -> Outcome | None:
    """The agreement on the memo's own reference date alone."""
    memo_on = memo_date(known_dates(asof), terms.proposed_on)
    call = roll_calls([memo_on], asof, terms)[memo_on] if memo_on else None
    return outcome(call, terms) if call and call.populations else None


def outcome_of_day(asof: AsOf, terms: AgreementTerms) -> tuple[int, Reading, Outcome] | None:
    """The year of the agreement that holds the day, or is nearest to it, on its own 1 January once that is known."""
    year = min(max(asof.valid_on.year, terms.first_year), terms.last_year)
    own_date = terms.reference_on(year)
    call = roll_calls([own_date], asof, terms)[own_date] if own_date in known_dates(asof) else None
    if call and call.populations:
        return year, Reading.EACH_YEAR, outcome(call, terms)
    on_memo = memo_outcome(asof, terms)
    return (year, Reading.MEMO, on_memo) if on_memo else None


def outcome(roll: RollCall, terms: AgreementTerms) -> Outcome:
    owed = list_contributions(roll.populations, terms.rate)
    return Outcome(roll, owed, owed.against(terms.budget_cents))
