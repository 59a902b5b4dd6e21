"""What waits for an answer, in one query each: for the thread and the home page."""

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Consultation, GateOverride, Position, ProposalVersion


@dataclass(frozen=True, slots=True)
class Progress:
    """How many of those who are asked have answered anything."""

    code: str
    title: str
    dated_on: dt.date
    is_public: bool
    asked: int
    answered: int


def newest_progress(actor: Actor, asof: AsOf) -> Progress | None:
    """Of the newest proposal of the day that the actor may read."""
    rows = (row for row in _progress() if row.dated_on <= asof.valid_on)
    return next((row for row in rows if row.is_public or actor.is_in_network), None)


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
        is_public=Q(proposal__classification=Classification.PUBLIC),
    )
    columns = ("proposal__code", "title", "dated_on", "is_public", "asked", "answered")
    return tuple(Progress(*row) for row in counted.values_list(*columns))


@dataclass(frozen=True, slots=True)
class Waiting:
    """A body or organisation that has not answered yet, at a stage that has begun."""

    consultation_id: uuid.UUID
    proposal_code: str
    title: str
    body_code: str
    organisation_code: str
    due_on: dt.date | None


@read_once
def waiting_for(bodies: Collection[str], organisations: Collection[str]) -> tuple[Waiting, ...]:
    """Which of these parties have not answered: of stages that wait for none, or whose earlier stage has answered."""
    silent = Consultation.objects.filter(
        stage__number=OuterRef("stage__after"), stage__proposal=OuterRef("stage__proposal")
    )
    silent = silent.exclude(Exists(Position.objects.filter(consultation=OuterRef("pk"))))
    has_begun = (
        Q(stage__after=0) | Exists(GateOverride.objects.filter(stage=OuterRef("stage"))) | ~Exists(silent)
    )
    mine = Q(body__code__in=bodies) | Q(organisation__code__in=organisations)
    sent = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal")).exclude(sent_at=None)
    newest = sent.order_by("-number")
    counted = Position.objects.filter(
        consultation=OuterRef("pk"), point__version__number__gte=OuterRef("since")
    )
    rows = (
        Consultation.objects.filter(mine, has_begun, stage__proposal__withdrawn_at=None)
        .annotate(
            title=Subquery(newest.values("title")[:1]),
            # What was said before the last change that matters, was about another text (R10).
            since=Subquery(newest.filter(is_material=True).values("number")[:1]),
        )
        .filter(~Exists(counted), title__isnull=False)
    )
    columns = ("pk", "stage__proposal__code", "title", "body__code", "organisation__code", "stage__due_on")
    found = rows.order_by(F("stage__due_on").asc(nulls_last=True)).values_list(*columns)
    return tuple(
        Waiting(key, code, title, body or "", organisation or "", due_on)
        for key, code, title, body, organisation, due_on in found
    )
