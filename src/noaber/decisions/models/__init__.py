"""The tables of decisions."""

from noaber.decisions.models.proposals import Classification, DecisionPoint, Proposal, ProposalVersion
from noaber.decisions.models.routes import Consultation, GateOverride, Position, Stage

__all__ = [
    "Classification",
    "Consultation",
    "DecisionPoint",
    "GateOverride",
    "Position",
    "Proposal",
    "ProposalVersion",
    "Stage",
]
