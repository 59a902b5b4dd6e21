"""The only door of decisions for other rooms."""

from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.queries.standing import Cell, GateState, Party, PointRow, StageStanding, Standing
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafting import PointText, StageText, draft_proposal, send_proposal
from noaber.decisions.services.recording import Said, override_gate, record_positions

__all__ = [
    "Answer",
    "Cell",
    "GateState",
    "Outcome",
    "Party",
    "PointKind",
    "PointRow",
    "PointText",
    "ProposalRow",
    "Role",
    "Said",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "Verdict",
    "draft_proposal",
    "override_gate",
    "proposal",
    "proposals",
    "record_positions",
    "send_proposal",
]
