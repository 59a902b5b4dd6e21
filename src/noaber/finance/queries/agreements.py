"""Which agreement counts on a day, as it was known at a moment."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.api import proposal
from noaber.finance.models import AgreementStatement, BudgetLine
from noaber.finance.rules.agreements import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.rate_text import plain


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it was last recorded; `number` counts its statements."""

    code: str
    number: int
    revision: int
    recorded_at: dt.datetime
    terms: AgreementTerms


@read_once
def agreement_as_of(asof: AsOf) -> AgreementRow | None:
    """The agreement that was proposed last, on the day or before; one query."""
    said = _newest(asof.known_at).filter(proposed_on__lte=asof.valid_on)
    last = said.order_by("-proposed_on", "-agreement__code").values("pk")[:1]
    return _row(BudgetLine.objects.filter(statement=Subquery(last)))


@read_once
def agreement_called(code: str) -> AgreementRow | None:
    """One agreement as it stands now; one query."""
    return _row(BudgetLine.objects.filter(statement__in=_newest(None).filter(agreement__code=code)))


def is_decided_upon(terms: AgreementTerms, on: dt.date) -> bool:
    """Whether an organisation has taken its own decision on the proposal: then what is asked stands.

    That does not depend on who asks, so it is asked with all rights.
    """
    found = proposal(COMMAND, terms.decided_by, AsOf(on)) if terms.decided_by else None
    return found is not None and any(stage.is_follow_up and stage.cells for stage in found.stages)


def terms_of(statement: AgreementStatement, lines: Sequence[BudgetLine]) -> AgreementTerms:
    """The stored statement as the rules know it."""
    return AgreementTerms(
        title=statement.title,
        source=statement.source,
        proposed_on=statement.proposed_on,
        rate=plain(statement.rate),
        first_year=statement.first_year,
        last_year=statement.last_year,
        fte=plain(statement.fte),
        lines=tuple(
            BudgetItem(Side(each.side), each.title, each.amount_cents, each.purpose) for each in lines
        ),
        facilities=statement.facilities,
        largest_paid=statement.largest_paid,
        decided_by=statement.decided_by,
    )


def _newest(known_at: dt.datetime | None) -> QuerySet[AgreementStatement]:
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    later = AgreementStatement.objects.filter(
        known, agreement=OuterRef("agreement"), number__gt=OuterRef("number")
    )
    return AgreementStatement.objects.filter(known, ~Exists(later))


def _row(lines: QuerySet[BudgetLine]) -> AgreementRow | None:
    """Every statement has a line: an agreement without a budget is refused."""
    found = list(lines.select_related("statement__agreement").order_by("position"))
    if not found:
        return None
    statement = found[0].statement
    agreement = statement.agreement
    return AgreementRow(
        agreement.code,
        statement.number,
        agreement.revision,
        statement.recorded_at,
        terms_of(statement, found),
    )
