"""What waits for a body to be put on its agenda."""

import uuid
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Subquery

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, Consultation, ProposalVersion
from noaber.decisions.queries.proposals import may_read_proposal
from noaber.decisions.queries.waiting import unanswered, undecided


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that waits for this body. `is_deferred`: the body put it off before."""

    consultation_id: uuid.UUID
    proposal_code: str
    title: str
    is_deferred: bool


def offers(actor: Actor, body_code: str) -> list[Offer]:
    """What waits for a body: unanswered at a stage that has begun, or deferred the last time."""
    return [
        offer
        for offer, is_restricted in _offers(body_code)
        if not is_restricted or may_read_proposal(actor, offer.proposal_code)
    ]


@read_once
def _offers(body_code: str) -> tuple[tuple[Offer, bool], ...]:
    """Each with whether its proposal is restricted."""
    last_sent = ProposalVersion.objects.filter(proposal=OuterRef("stage__proposal"), sent_at__isnull=False)
    rows = Consultation.objects.filter(pk__in=unanswered().values("pk"), body__code=body_code).annotate(
        title=Subquery(last_sent.order_by("-number").values("title")[:1]), is_deferred=Exists(undecided())
    )
    columns = ("pk", "stage__proposal__code", "title", "is_deferred", "stage__proposal__classification")
    found = rows.filter(title__isnull=False).order_by("title", "pk").values_list(*columns)
    return tuple((Offer(*row[:-1]), row[-1] == Classification.RESTRICTED) for row in found)
