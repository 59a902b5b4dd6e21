"""Policy periods as they stand, or stood at a moment."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.strategy.models import LinkedPlan, PeriodStatement
from noaber.strategy.rules.periods import LinkedTerms, PeriodState, PeriodTerms


@dataclass(frozen=True, slots=True)
class PeriodRow:
    """A period as it was last recorded."""

    code: str
    revision: int
    recorded_at: dt.datetime
    terms: PeriodTerms


@read_once
def periods(asof: AsOf) -> tuple[PeriodRow, ...]:
    """Every period that was known, the latest first; two queries."""
    found = _with_plans(_newest(asof.known_at)).order_by("-starts_on", "-period__code")
    return tuple(_row(statement) for statement in found)


def period(code: str, asof: AsOf) -> PeriodRow | None:
    """One period, from what `periods` reads."""
    return next((row for row in periods(asof) if row.code == code), None)


@read_once
def statements(code: str) -> tuple[PeriodRow, ...]:
    """All that was said of a period, the newest first."""
    found = _with_plans(PeriodStatement.objects.filter(period__code=code)).order_by("-number")
    return tuple(_row(statement) for statement in found)


def terms_of(statement: PeriodStatement) -> PeriodTerms:
    """The stored statement as the rules know it."""
    plans = (
        LinkedTerms(plan.organisation.code, plan.title, plan.starts_on, plan.ends_on, plan.proposal)
        for plan in statement.plans.all()
    )
    return PeriodTerms(
        title=statement.title,
        starts_on=statement.starts_on,
        ends_on=statement.ends_on,
        state=PeriodState(statement.state),
        decided_on=statement.decided_on,
        source=statement.source,
        decided_by=statement.decided_by,
        note=statement.note,
        plans=tuple(plans),
    )


def _with_plans(found: QuerySet[PeriodStatement]) -> QuerySet[PeriodStatement]:
    plans = Prefetch("plans", queryset=LinkedPlan.objects.select_related("organisation"))
    return found.select_related("period").prefetch_related(plans)


def _newest(known_at: dt.datetime | None) -> QuerySet[PeriodStatement]:
    known = Q() if known_at is None else Q(recorded_at__lt=known_at)
    later = PeriodStatement.objects.filter(known, period=OuterRef("period"), number__gt=OuterRef("number"))
    return PeriodStatement.objects.filter(known, ~Exists(later))


def _row(statement: PeriodStatement) -> PeriodRow:
    return PeriodRow(
        statement.period.code, statement.period.revision, statement.recorded_at, terms_of(statement)
    )
