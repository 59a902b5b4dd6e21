"""What waits for an answer, in one query each: for the thread and the home page."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Case, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import (
    Consultation,
    ContinuationOverride,
    GateOverride,
    Position,
    ProposalVersion,
)
from noaber.decisions.queries.lapsed import lapsed_among, may_have_lapsed
from noaber.decisions.queries.proposals import may_read_sent
from noaber.decisions.rules.outcomes import in_favour_answers
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those who are asked have answered anything.

    `own_asked` and `own_agreed`: of the organisations that decide for themselves, how many last said yes (R50).
    """

    code: str
    title: str
    dated_on: dt.date
    classification: str
    asked: int
    answered: int
    own_asked: int = 0
    own_agreed: int = 0
    goes_on: bool = False


def newest_progress(actor: Actor, asof: AsOf) -> Progress | None:
    """Of the newest proposal of the day that the actor may read."""
    return next(iter(_progress_for(actor, asof)), None)


def newest_own_progress(actor: Actor, asof: AsOf) -> Progress | None:
    """Of the newest one on which organisations decide for themselves."""
    return next((row for row in _progress_for(actor, asof) if row.own_asked), None)


def _progress_for(actor: Actor, asof: AsOf) -> list[Progress]:
    rows = (row for row in _progress() if row.dated_on <= asof.valid_on)
    return [row for row in rows if may_read_sent(actor, row.code, row.classification)]


@read_once
def _progress() -> tuple[Progress, ...]:
    sent = (
        ProposalVersion.objects.exclude(sent_at=None)
        .filter(proposal__withdrawn_at=None)
        .order_by("-dated_on", "-number")
    )
    asked = "proposal__stages__consultations"
    counted = sent.annotate(
        asked=Count(asked, distinct=True),
        answered=Count(asked, filter=Q(**{f"{asked}__positions__isnull": False}), distinct=True),
        own_asked=Count(asked, filter=Q(proposal__stages__is_follow_up=True), distinct=True),
        own_agreed=_own_agreed(),
        goes_on=Exists(ContinuationOverride.objects.filter(proposal=OuterRef("proposal"))),
    )
    columns = ("proposal__code", "title", "dated_on", "proposal__classification", "asked", "answered")
    own = ("own_asked", "own_agreed", "goes_on")
    return tuple(Progress(*row) for row in counted.values_list(*columns, *own))


def _own_agreed() -> Coalesce:
    """How many organisations that decide for themselves last said yes, in the same query."""
    last = Position.objects.filter(consultation=OuterRef("pk")).order_by("-pk").values("answer")[:1]
    deciding = Consultation.objects.filter(stage__proposal=OuterRef("proposal"), stage__is_follow_up=True)
    agreed = deciding.annotate(last=Subquery(last)).filter(last__in=in_favour_answers(PointKind.DECIDE))
    counted = agreed.order_by().values("stage__proposal").annotate(count=Count("pk")).values("count")
    return Coalesce(Subquery(counted), 0)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body or organisation that has not answered yet, at a stage that has begun.

    `is_follow_up`: it decides for itself, and has a page with what is asked and what it costs.
    """

    consultation_id: uuid.UUID
    proposal_code: str
    title: str
    body_code: str
    organisation_code: str
    due_on: dt.date | None
    is_follow_up: bool = False


def has_begun() -> Q:
    """Of a consultation: whether its stage waits for none, or may begin, or whose earlier stage has answered."""
    silent = Consultation.objects.filter(
        stage__number=OuterRef("stage__after"), stage__proposal=OuterRef("stage__proposal")
    )
    silent = silent.exclude(Exists(Position.objects.filter(consultation=OuterRef("pk"))))
    return Q(stage__after=0) | Exists(GateOverride.objects.filter(stage=OuterRef("stage"))) | ~Exists(silent)


def unanswered() -> QuerySet[Consultation]:
    """Who has not decided, at a stage that has begun, of what was sent and not withdrawn.

    Putting off and not discussing decide nothing: it stays on the list. What was said before the last change that
    matters, was about another text (R10).
    """
    sent = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal")).exclude(sent_at=None)
    since = sent.filter(is_material=True).order_by("-number").values("number")[:1]
    decided = Position.objects.filter(
        consultation=OuterRef("pk"), point__version__number__gte=OuterRef("since"), answer__in=sorted(FINAL)
    )
    rows = Consultation.objects.filter(has_begun(), Exists(sent), stage__proposal__withdrawn_at=None)
    return rows.annotate(since=Subquery(since)).filter(~Exists(decided) | Exists(undecided()))


def undecided() -> QuerySet[Position]:
    """The answers of a consultation that say nothing yet and that are the last on their point."""
    later = Position.objects.filter(
        consultation=OuterRef("consultation"), point__label=OuterRef("point__label"), pk__gt=OuterRef("pk")
    )
    return Position.objects.filter(~Q(answer__in=sorted(FINAL)), ~Exists(later), consultation=OuterRef("pk"))


@read_once
def waiting_for(bodies: Collection[str], organisations: Collection[str]) -> tuple[Waiting, ...]:
    """Which of these parties have not answered: of stages that wait for none, or whose earlier stage has answered."""
    mine = Q(body__code__in=bodies) | Q(organisation__code__in=organisations)
    sent = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal")).exclude(sent_at=None)
    title = Subquery(sent.order_by("-number").values("title")[:1])
    rows = unanswered().filter(mine).annotate(title=title, own_due_on=Coalesce("due_on", "stage__due_on"))
    rows = rows.annotate(may_lapse=Case(When(may_have_lapsed(), then=Value(True)), default=Value(False)))
    columns = ("pk", "stage__proposal__code", "title", "body__code", "organisation__code")
    ordered = rows.order_by(F("own_due_on").asc(nulls_last=True))
    own = ("own_due_on", "stage__is_follow_up", "may_lapse", "stage__proposal")
    found = list(ordered.values_list(*columns, *own))
    lapsed = lapsed_among({row[-1] for row in found if row[-2]})
    return tuple(
        Waiting(key, code, title, body or "", organisation or "", due_on, is_follow_up)
        for key, code, title, body, organisation, due_on, is_follow_up, *_rest in found
        if key not in lapsed
    )
