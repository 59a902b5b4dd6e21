"""A proposal as one party treats it: at its stage, with the points that it is asked and what it said of them."""

import uuid
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.decisions.queries.proposals.matrix import Cell, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing


@dataclass(frozen=True, slots=True)
class Treated:
    """A proposal, at the stage and as the party that a body is in it."""

    proposal: Standing
    stage: StageStanding
    party: Party

    @property
    def points(self) -> list[PointRow]:
        """The points that this party is asked."""
        return [point for point in self.proposal.points if point.label in self.party.labels]

    def answer(self, label: str) -> Cell | None:
        return self.stage.cells.get((self.party.key, label))


def treated_by(consultation: uuid.UUID | None, proposal_code: str, asof: AsOf) -> Treated | None:
    """What was asked and answered by that day; what came after is not in it."""
    found = standing(proposal_code, asof) if proposal_code else None
    if found is None:
        return None
    places = ((stage, party) for stage in found.stages for party in stage.parties)
    own = next((place for place in places if place[1].consultation_id == consultation), None)
    return Treated(found, *own) if own else None
