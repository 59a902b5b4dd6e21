"""Which agreements there are on a day, as they were known at a moment."""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Exists, OuterRef, Q, QuerySet

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import ANSWERS_KEPT, read_once, read_with_state
from noaber.decisions.api import has_own_decisions, proposals
from noaber.finance.models import Agreement, AgreementStatement, BudgetLine
from noaber.finance.rules.agreements.agreement import AgreementTerms, BudgetItem, Side
from noaber.finance.rules.rate_text import plain


@dataclass(frozen=True, slots=True)
class AgreementRow:
    """An agreement as it was last recorded; `number` counts its statements."""

    code: str
    number: int
    revision: int
    recorded_at: dt.datetime
    terms: AgreementTerms


def agreements_as_of(asof: AsOf) -> tuple[AgreementRow, ...]:
    """Every agreement that was proposed on the day or before, the last one first; on a page it seldom costs a query.

    One that was taken back has no lines any more, so it is not among them. Statements are never changed, so what was
    read up to the last of them holds until there is another.
    """
    return tuple(row for row in _read(_last_mark(), asof.known_at) if row.terms.proposed_on <= asof.valid_on)


@read_with_state
def _last_mark() -> QuerySet[AgreementStatement, uuid.UUID]:
    """The mark of the last statement of all agreements."""
    return AgreementStatement.objects.order_by("-pk").values_list("mark", flat=True)


@lru_cache(maxsize=ANSWERS_KEPT)
def _read(mark: uuid.UUID | None, known_at: dt.datetime | None) -> tuple[AgreementRow, ...]:
    order = ("-statement__proposed_on", "-statement__agreement__code")
    lines = BudgetLine.objects.filter(statement__in=_newest(known_at)).order_by(*order, "position")
    found: dict[int, list[BudgetLine]] = {}
    for line in lines.select_related("statement__agreement"):
        found.setdefault(line.statement_id, []).append(line)
    return tuple(_of_lines(each) for each in found.values())


def agreements_of(proposal_code: str, known_at: dt.datetime | None) -> tuple[AgreementRow, ...]:
    """The agreements that are decided upon with a proposal, the last proposed first; on a page seldom a query."""
    return tuple(row for row in _read(_last_mark(), known_at) if row.terms.decided_by == proposal_code)


@read_once
def agreement_called(code: str) -> AgreementRow | None:
    """One agreement as it stands now; one query."""
    return _row(BudgetLine.objects.filter(statement__in=_newest(None).filter(agreement__code=code)))


def was_agreement(code: str) -> bool:
    """Whether there ever was one with this code, also if it was withdrawn; one query."""
    return Agreement.objects.filter(code=code).exists()


def is_decided_upon(terms: AgreementTerms) -> bool:
    """Whether an organisation has taken its own decision on the proposal: then what is asked stands."""
    return bool(terms.decided_by) and has_own_decisions(terms.decided_by)


def is_underway(terms: AgreementTerms) -> bool:
    """Whether its proposal was sent: who was asked something must be able to find what it was."""
    return any(row.code == terms.decided_by and row.is_sent for row in proposals(COMMAND))


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
    """Every statement has a line, but for one that takes the agreement back."""
    found = list(lines.select_related("statement__agreement").order_by("position"))
    return _of_lines(found) if found else None


def _of_lines(found: Sequence[BudgetLine]) -> AgreementRow:
    statement = found[0].statement
    agreement = statement.agreement
    return AgreementRow(
        agreement.code,
        statement.number,
        agreement.revision,
        statement.recorded_at,
        terms_of(statement, found),
    )
