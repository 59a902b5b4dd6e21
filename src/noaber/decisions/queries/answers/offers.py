"""What waits for a body to be put on its agenda."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.decisions.queries.answers.own_questions import unnamed_questions
from noaber.decisions.queries.proposals.proposal import may_read_proposal


@dataclass(frozen=True, slots=True)
class Offer:
    """A proposal that waits for this body. `is_deferred`: the body put it off before."""

    consultation_id: uuid.UUID
    proposal_code: str
    title: str
    is_deferred: bool


def offers(actor: Actor, body_code: str) -> list[Offer]:
    """What waits for a body: what it may answer now and did not, or deferred the last time."""
    asked = unnamed_questions(frozenset({body_code}), frozenset(), dt.date.max)
    waiting = [
        row
        for row in asked
        if row.is_waiting and (not row.is_restricted or may_read_proposal(actor, row.code))
    ]
    found = (Offer(row.consultation_id, row.code, row.title, row.is_put_off) for row in waiting)
    return sorted(found, key=lambda row: (row.title, row.consultation_id))
