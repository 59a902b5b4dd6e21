"""How far the billing of each year is, for who has the next step to take."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.reading import read_once
from noaber.finance.queries.billing.before_issue import before_issue
from noaber.finance.queries.billing.runs import RunRow, run_of, runs_of_agreement
from noaber.finance.queries.billing.terms import terms_of_years
from noaber.finance.rules.billing.terms import RunState


@dataclass(frozen=True, slots=True)
class YearCourse:
    """One year: its reference date once that is set, and the last run that was not withdrawn."""

    year: int
    reference_on: dt.date | None
    run: RunRow | None


@read_once
def billing_course(agreement_code: str, first_year: int, last_year: int) -> tuple[YearCourse, ...]:
    """Every year, the first one first; three queries."""
    terms, runs = terms_of_years(agreement_code), runs_of_agreement(agreement_code)
    return tuple(
        YearCourse(
            year,
            terms[year].rules.reference_on if year in terms else None,
            next((run for run in reversed(runs.get(year, [])) if run.state is not RunState.WITHDRAWN), None),
        )
        for year in range(first_year, last_year + 1)
    )


@read_once
def count_lacks(agreement_code: str, year: int, number: int, day: dt.date) -> int:
    """How many data are missing to make the documents of a run on a day."""
    run = run_of(agreement_code, year, number)
    return len(set(map(str, before_issue(run, day).lacks))) if run else 0
