"""The journal of a year, with what opens and closes it; what the accounts that were adopted fixed stays as it was.

The network has one chain of books: a year begins where the one before it ended, whichever agreement they belong to.
"""

from collections.abc import Iterable

from noaber.core.reading import read_once
from noaber.finance.queries.agreements.claims import keepers
from noaber.finance.queries.reports.report import ReportRow, adopted_by_year, annual_accounts
from noaber.finance.queries.reports.result_set_offs import set_off_postings
from noaber.finance.queries.reports.returns import return_postings
from noaber.finance.queries.spending.journal import all_postings
from noaber.finance.rules.reports.year_books import Adopted, year_books
from noaber.finance.rules.spending.journal import Posting


@read_once
def books() -> dict[int, tuple[Posting, ...]]:
    """The journal of every year from the first to the last with an agreement or anything in it, and one year more."""
    found = (*all_postings(), *return_postings(), *set_off_postings())
    kept = keepers()
    years = _span({*kept, *(each.year for each in found), *(_bank_year(each) for each in found)} - {0})
    if not years:
        return {}
    adopted = {year: _adopted(row) for year, row in adopted_by_year().items()}
    without = frozenset(years) - frozenset(kept)
    return year_books(years, found, adopted, _reserve_at_start(), without)


@read_once
def books_of(agreement_code: str) -> dict[int, tuple[Posting, ...]]:
    """The journals that stand with an agreement: of its years, and of years without one beside them."""
    return {year: rows for year, rows in books().items() if stands_with(year) == agreement_code}


def journal_postings(agreement_code: str, year: int) -> tuple[Posting, ...]:
    """The journal of one year."""
    return books_of(agreement_code).get(year, ())


def stands_with(year: int) -> str:
    """With which agreement the journal of a year stands: its own, else the one before it, else the one after."""
    kept = keepers()
    before = max((each for each in kept if each <= year), default=None)
    nearest = before if before is not None else min(kept, default=None)
    return kept[nearest].code if nearest is not None else ""


def _span(years: Iterable[int]) -> tuple[int, ...]:
    known = tuple(years)
    return tuple(range(min(known), max(known) + 1)) if known else ()


def _bank_year(posting: Posting) -> int:
    return posting.at_bank.on.year if posting.at_bank else 0


def _reserve_at_start() -> int:
    """What the first account says that there was; that of later ones is what the account before left."""
    return next((row.content.opening_cents for row in annual_accounts()), 0)


def _adopted(row: ReportRow) -> Adopted:
    if row.adopted is None:
        raise LookupError(row.period)
    names = {payer.code: payer.name for payer in row.content.figures.payers}
    back = tuple((names[code], cents) for code, cents in row.content.back_by_payer.items() if cents)
    return Adopted(row.adopted.at, row.content.appropriation, back)
