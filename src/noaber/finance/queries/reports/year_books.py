"""The journal of a year, with what opens and closes it; what the accounts that were adopted fixed stays as it was."""

from collections.abc import Sequence

from noaber.core.reading import read_once
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.reports.report import ReportRow, reports_of
from noaber.finance.queries.reports.result_set_offs import set_off_postings
from noaber.finance.queries.reports.returns import return_postings
from noaber.finance.queries.spending.journal import postings_of
from noaber.finance.rules.reports.report import ReportKind
from noaber.finance.rules.reports.year_books import Adopted, year_books
from noaber.finance.rules.spending.journal import Posting


@read_once
def books_of(agreement_code: str) -> dict[int, tuple[Posting, ...]]:
    """The journal of every year of an agreement, and of the year after the last what came when all were closed."""
    agreement = agreement_called(agreement_code)
    if agreement is None:
        return {}
    accounts = [row for row in reports_of(agreement_code) if row.kind is ReportKind.ANNUAL]
    adopted = {row.year: _adopted(row) for row in accounts if row.adopted}
    years = agreement.terms.years
    of_results = (*return_postings(agreement_code), *set_off_postings(agreement_code))
    found = (*postings_of(agreement_code), *of_results)
    postings = [each for each in found if each.year in years]
    return year_books(years, postings, adopted, _reserve_at_start(accounts, years))


def journal_postings(agreement_code: str, year: int) -> tuple[Posting, ...]:
    """The journal of one year."""
    return books_of(agreement_code).get(year, ())


def _reserve_at_start(accounts: Sequence[ReportRow], years: Sequence[int]) -> int:
    return next((row.content.opening_cents for row in accounts if row.year == years[0]), 0)


def _adopted(row: ReportRow) -> Adopted:
    if row.adopted is None:
        raise LookupError(row.period)
    names = {payer.code: payer.name for payer in row.content.figures.payers}
    back = tuple((names[code], cents) for code, cents in row.content.back_by_payer.items() if cents)
    return Adopted(row.adopted.at, row.content.appropriation, back)
