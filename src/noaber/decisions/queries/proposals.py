"""Which proposals there are, for who may read them."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Max

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.decisions.models import Classification, ProposalVersion
from noaber.decisions.queries.standing import Standing, standing

KEEPERS: Final = ("coordinator", "administrator")  # who write proposals


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """One proposal in the list."""

    code: str
    title: str
    sender: str
    dated_on: dt.date
    is_sent: bool
    is_public: bool


def proposals(actor: Actor) -> list[ProposalRow]:
    """The proposals that the actor may read, the newest first."""
    return [row for row in _all() if _is_for(actor, row)]


def _is_for(actor: Actor, found: "ProposalRow | Standing") -> bool:
    """A draft is its writers'; what was sent is the network's, and everyone's when it is public."""
    if not found.is_sent:
        return actor.has(*KEEPERS)
    return found.is_public or actor.is_in_network


@read_once
def _all() -> tuple[ProposalRow, ...]:
    latest = ProposalVersion.objects.annotate(last=Max("proposal__versions__number"))
    rows = latest.select_related("proposal").order_by("-dated_on", "proposal__code")
    return tuple(
        ProposalRow(
            row.proposal.code,
            row.title,
            row.sender,
            row.dated_on,
            row.sent_at is not None,
            row.proposal.classification == Classification.PUBLIC,
        )
        for row in rows
        if row.number == row.last
    )


def proposal(actor: Actor, code: str, asof: AsOf) -> Standing | None:
    """How one proposal stands; None when it is not there, or not for this actor."""
    found = standing(code, asof)
    return found if found and _is_for(actor, found) else None
