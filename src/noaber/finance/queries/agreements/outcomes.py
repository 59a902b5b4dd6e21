"""What a rate brings in beside the budget, over one reference date or over the years of the agreement."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.roll_calls import RollCall, known_dates, memo_date, roll_calls
from noaber.finance.queries.billing.participation import participations
from noaber.finance.queries.billing.terms import rules_known
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import (
    AgreedYears,
    Balance,
    ContributionList,
    YearContributions,
    list_contributions,
)
from noaber.finance.rules.billing.participation import Participation, days_taking_part
from noaber.finance.rules.billing.terms import YearRules, owed_on


class Reading(StrEnum):
    """The memo names no reference date. Two readings: one date for all years, or each year's own 1 January.

    Once it was set how a year is billed, the date that was set is that of the year; the readings stand beside it.
    """

    SET = "vastgesteld"
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
class SetYear:
    """A year of which it was set how it is billed, and what comes in then."""

    rules: YearRules
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class AgreementOutcomes:
    """The agreement worked out on the memo's date and on 1 January of each year, as far as figures are known."""

    terms: AgreementTerms
    memo: Outcome | None
    by_year: dict[int, Outcome]
    set_years: dict[int, SetYear]

    def of(self, year: int, reading: Reading) -> Outcome | None:
        if reading is Reading.SET and year in self.set_years:
            return self.set_years[year].outcome
        return self.memo if reading is Reading.MEMO else self.by_year.get(year)

    def is_set(self, year: int | None) -> bool:
        """Whether it was set how a year is billed, or any of them."""
        return bool(self.set_years) if year is None else year in self.set_years

    def rolls_by_year(self, reading: Reading) -> dict[int, RollCall]:
        """Which roll call counts for which year; years without figures are left out."""
        chosen = {year: self.of(year, reading) for year in self.terms.years}
        return {year: outcome.roll for year, outcome in chosen.items() if outcome}

    def together(self, reading: Reading) -> AgreedYears | None:
        """All years of the agreement for which figures are known."""
        found = {year: self.of(year, reading) for year in sorted(self.terms.years)}
        years = tuple(
            YearContributions(year, each.owed, each.balance) for year, each in found.items() if each
        )
        return AgreedYears(years) if years else None


def set_years(agreement: AgreementRow, asof: AsOf) -> dict[int, SetYear]:
    """Every year of which it was set how it is billed and of which there are figures, by year."""
    return {each.rules.year: each for each in _set_years(agreement, asof)}


@read_once
def _set_years(agreement: AgreementRow, asof: AsOf) -> tuple[SetYear, ...]:
    known = rules_known(agreement.code, asof)
    calls = roll_calls({rules.reference_on for rules in known}, asof, agreement.terms) if known else {}
    return tuple(_worked_out(agreement, known, calls, asof))


@read_once
def _participations(agreement_code: str) -> tuple[tuple[str, Participation], ...]:
    return tuple(participations(agreement_code).items())


def _worked_out(
    agreement: AgreementRow, known: Iterable[YearRules], calls: Mapping[dt.date, RollCall], asof: AsOf
) -> Iterator[SetYear]:
    said = _participations(agreement.code) if known else ()
    budget_cents = agreement.terms.budget_cents
    for rules in known:
        call = calls[rules.reference_on]
        days = {code: days_taking_part(each, rules.year) for code, each in said}
        if rules.reference_on <= asof.valid_on and any(days.get(code, 1) for code in call.populations):
            owed = owed_on(call.populations, rules, budget_cents, days)
            yield SetYear(rules, Outcome(call, owed, owed.against(budget_cents)))


def agreement_outcomes(asof: AsOf, agreement: AgreementRow) -> AgreementOutcomes:
    """Work out both readings, and what was set."""
    terms = agreement.terms
    dates = known_dates(asof)
    memo_on = memo_date(dates, terms.proposed_on)
    own_dates = {year: terms.reference_on(year) for year in terms.years if terms.reference_on(year) in dates}
    known = rules_known(agreement.code, asof)
    set_dates = {rules.reference_on for rules in known}
    calls = roll_calls({*own_dates.values(), *set_dates, *([memo_on] if memo_on else [])}, asof, terms)
    by_date = {date: outcome(call, terms) for date, call in calls.items() if call.populations}
    return AgreementOutcomes(
        terms,
        by_date.get(memo_on) if memo_on else None,
        {year: by_date[date] for year, date in own_dates.items() if date in by_date},
        {each.rules.year: each for each in _worked_out(agreement, known, calls, asof)},
    )


def memo_outcome(asof: AsOf, terms: AgreementTerms) -> Outcome | None:
    """The agreement on the memo's own reference date alone."""
    memo_on = memo_date(known_dates(asof), terms.proposed_on)
    call = roll_calls([memo_on], asof, terms)[memo_on] if memo_on else None
    return outcome(call, terms) if call and call.populations else None


def outcome_of_day(asof: AsOf, agreement: AgreementRow) -> tuple[int, Reading, Outcome] | None:
    """The year of the agreement that holds the day, or is nearest to it, on the date that was set for it.

    Else on its own 1 January once that is known.
    """
    terms = agreement.terms
    year = min(max(asof.valid_on.year, terms.first_year), terms.last_year)
    if found := set_years(agreement, asof).get(year):
        return year, Reading.SET, found.outcome
    own_date = terms.reference_on(year)
    call = roll_calls([own_date], asof, terms)[own_date] if own_date in known_dates(asof) else None
    if call and call.populations:
        return year, Reading.EACH_YEAR, outcome(call, terms)
    on_memo = memo_outcome(asof, terms)
    return (year, Reading.MEMO, on_memo) if on_memo else None


def outcome(roll: RollCall, terms: AgreementTerms) -> Outcome:
    owed = list_contributions(roll.populations, terms.rate)
    return Outcome(roll, owed, owed.against(terms.budget_cents))
