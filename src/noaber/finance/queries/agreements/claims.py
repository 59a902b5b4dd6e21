"""Which agreement stands for which years, and whose the books of a year are."""

import datetime as dt
from collections.abc import Collection
from typing import Final

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.api import Course, closings
from noaber.finance.models import AgreementStatement
from noaber.finance.queries.agreements.agreement import AgreementRow, agreements_as_of, is_underway
from noaber.finance.queries.agreements.carried import carried_by_all
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.carried import Carried, CarriedKind, is_worked_out
from noaber.finance.rules.agreements.overlap import Books, Claim, Weight, keeper

EVER: Final = AsOf(dt.date.max)
_SENT: Final = {
    Course.UNDER_WAY: "Het voorstel bij deze afspraak is verstuurd. Trek dan het voorstel in; de afspraak blijft.",
    Course.ADOPTED: "Het voorstel bij deze afspraak is vastgesteld. De afspraak blijft; iets anders afspreken gaat met "
    "een nieuw voorstel.",
    Course.REJECTED: "Het voorstel bij deze afspraak is afgewezen. De afspraak blijft bewaard bij dat voorstel.",
    Course.WITHDRAWN: "Het voorstel bij deze afspraak is ingetrokken. De afspraak blijft bewaard bij dat voorstel.",
}


def current_agreements() -> tuple[AgreementRow, ...]:
    """Every agreement that was not withdrawn, whenever it was proposed."""
    return agreements_as_of(EVER)


@read_once
def keepers() -> dict[int, AgreementRow]:
    """By year the agreement whose books they are; where no year has two of them, from what is at hand already."""
    rows = current_agreements()
    years = [year for row in rows for year in row.terms.years]
    if len(years) == len(set(years)):
        return {year: row for row in rows for year in row.terms.years}
    by_code, claims = {row.code: row for row in rows}, claims_of(rows)
    found = {year: keeper(claims, year) for year in sorted(set(years))}
    return {year: by_code[claim.code] for year, claim in found.items() if claim}


def why_asked(terms: AgreementTerms) -> str:
    """Why an agreement stays whose proposal was sent: who was asked must find what it was. Empty: it was not sent."""
    if not is_underway(terms):
        return ""
    closed = closings(EVER).get(terms.decided_by)
    course = Course.ADOPTED if closed and closed.is_adopted else closed.course if closed else Course.UNDER_WAY
    return _SENT.get(course, _SENT[Course.UNDER_WAY])


def claims_of(rows: Collection[AgreementRow]) -> list[Claim]:
    """Each with how it stands and its books; four queries."""
    carried = carried_by_all()
    codes = (
        AgreementStatement.objects.filter(number=1).order_by("pk").values_list("agreement__code", flat=True)
    )
    order = {code: place for place, code in enumerate(codes)}
    return [claim_of(row.code, row.terms, carried.get(row.code, ()), order.get(row.code, 0)) for row in rows]


def claim_of(code: str, terms: AgreementTerms, carried: Collection[Carried], order: int = 0) -> Claim:
    """An agreement as it is said, with what hangs on it."""
    known = (code, terms.title, terms.first_year, terms.last_year, order)
    years = {each.year for each in carried}
    books = {year: _books([each for each in carried if each.year == year]) for year in years}
    return Claim(*known, _weight(terms), {year: how for year, how in books.items() if how is not Books.NONE})


def _books(carried: Collection[Carried]) -> Books:
    if any(each.kind is CarriedKind.ACCOUNT for each in carried):
        return Books.ADOPTED
    return Books.KEPT if is_worked_out(carried) else Books.NONE


def _weight(terms: AgreementTerms) -> Weight:
    if not terms.decided_by:
        return Weight.STANDS
    closed = closings(EVER).get(terms.decided_by)
    if closed and closed.course in (Course.WITHDRAWN, Course.REJECTED):
        return Weight.LAPSED
    return Weight.STANDS if closed and closed.is_adopted else Weight.PROPOSED
