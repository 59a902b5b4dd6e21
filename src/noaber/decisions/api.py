"""The only door of decisions for other rooms."""

from noaber.decisions.queries.closing import closing_of, closings
from noaber.decisions.queries.inserts import InsertTable, register_insert
from noaber.decisions.queries.matrix import Cell, GateState, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.prerequisites import register_prerequisite
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.route_templates import keep_recess, keep_template
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText

__all__ = [
    "Answer",
    "Cell",
    "Closing",
    "Course",
    "GateState",
    "InsertTable",
    "ObligationText",
    "Outcome",
    "Party",
    "PointKind",
    "PointRow",
    "PointText",
    "ProposalRow",
    "ProposalText",
    "Role",
    "Said",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "Verdict",
    "closing_of",
    "closings",
    "draft_proposal",
    "keep_recess",
    "keep_template",
    "override_gate",
    "proposal",
    "proposals",
    "record_positions",
    "register_insert",
    "register_prerequisite",
    "send_proposal",
]
