"""How many of those who are asked have answered, in one query: for the thread."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Exists, Min, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Consultation,
    ContinuationOverride,
    Position,
    ProposalVersion,
)
from noaber.decisions.queries.proposals.proposal import may_read_sent
from noaber.decisions.queries.proposals.taken_back import counting
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those who consent, are heard or adopt have answered; who decides for itself stands apart.

    `own_asked` and `own_agreed`: of the organisations that decide for themselves, how many last said yes (R50);
    `own_due_on`: by when the first of them should have.
    `has_decision`: that it was decided to go on without all, once; `queries/obligations/continuation.py` says whether
    that holds. `is_objected_to`: by one of who adopts, whether or not that counts any more; `is_council_against`: the
    same of who consents.
    """

    code: str
    title: str
    dated_on: dt.date
    classification: str
    asked: int
    answered: int
    own_asked: int = 0
    own_agreed: int = 0
    has_decision: bool = False
    own_due_on: dt.date | None = None
    is_objected_to: bool = False
    is_council_against: bool = False


def newest_progress(actor: Actor, asof: AsOf) -> Progress | None:
    """Of the newest proposal of the day that the actor may read."""
    return next(iter(_progress_for(actor, asof)), None)


def newest_own_progress(actor: Actor, asof: AsOf) -> Progress | None:
    """Of the newest one on which organisations decide for themselves."""
    return next((row for row in _progress_for(actor, asof) if row.own_asked), None)


def running_for(actor: Actor) -> frozenset[str]:
    """Which proposals were sent and not withdrawn, of those that the actor may read; as a rule without a query."""
    return frozenset(row.code for row in _progress() if may_read_sent(actor, row.code, row.classification))


def objected_to() -> frozenset[str]:
    """The proposals to which one of who adopts ever objected, of those that were not withdrawn; as a rule without a
    query. Whether one was rejected, is read of these only."""
    return frozenset(row.code for row in _progress() if row.is_objected_to)


def _progress_for(actor: Actor, asof: AsOf) -> list[Progress]:
    rows = (row for row in _progress() if row.dated_on <= asof.valid_on)
    return [row for row in rows if may_read_sent(actor, row.code, row.classification)]


def own_decisions_due(actor: Actor, until: dt.date) -> frozenset[str]:
    """On which proposals organisations should have decided for themselves by a day, and not all said yes yet.

    Counted as the thread does; as a rule without a query.
    """
    due = (row for row in _progress() if row.own_due_on and row.own_due_on <= until)
    return frozenset(
        row.code
        for row in due
        if row.own_agreed < row.own_asked and may_read_sent(actor, row.code, row.classification)
    )


@read_once
def _progress() -> tuple[Progress, ...]:
    sent = (
        ProposalVersion.objects.exclude(sent_at=None)
        .filter(proposal__withdrawn_at=None)
        .order_by("-dated_on", "-sent_at", "-pk")  # of one day: what was sent last
    )
    asked = "proposal__stages__consultations"
    together = Q(proposal__stages__is_follow_up=False)
    said = counting().filter(consultation=OuterRef(asked), answer__in=FINAL)
    counted = sent.annotate(
        asked=Count(asked, filter=together, distinct=True),
        answered=Count(asked, filter=together & Q(Exists(said)), distinct=True),
        own_asked=Count(asked, filter=Q(proposal__stages__is_follow_up=True), distinct=True),
        own_agreed=_own_agreed(),
        has_decision=Exists(ContinuationOverride.objects.filter(proposal=OuterRef("proposal"))),
        own_due_on=Min("proposal__stages__due_on", filter=Q(proposal__stages__is_follow_up=True)),
    )
    objected = Position.objects.filter(
        consultation__stage__proposal=OuterRef("proposal"), answer=Answer.OBJECTION
    )
    counted = counted.annotate(
        is_objected_to=Exists(objected.filter(consultation__stage__role=Role.ADOPT)),
        is_council_against=Exists(objected.filter(consultation__stage__role=Role.CONSENT)),
    )
    columns = ("proposal__code", "title", "dated_on", "proposal__classification", "asked", "answered")
    own = ("own_asked", "own_agreed", "has_decision", "own_due_on", "is_objected_to", "is_council_against")
    return tuple(Progress(*row) for row in counted.values_list(*columns, *own))


def _own_agreed() -> Coalesce:
    """How many organisations that decide for themselves last said yes, in the same query."""
    last = counting().filter(consultation=OuterRef("pk")).order_by("-pk").values("answer")[:1]
    deciding = Consultation.objects.filter(stage__proposal=OuterRef("proposal"), stage__is_follow_up=True)
    agreed = deciding.annotate(last=Subquery(last)).filter(last__in=in_favour_answers(PointKind.DECIDE))
    counted = agreed.order_by().values("stage__proposal").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)
