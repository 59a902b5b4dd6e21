"""The only door of decisions for other rooms."""

from noaber.decisions.queries.drift import Seen, text_seen
from noaber.decisions.queries.inserts import InsertTable, register_insert
from noaber.decisions.queries.matrix import Cell, GateState, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.queries.remarks import RemarkRow, remarks, unanswered
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText

__all__ = [
    "Answer",
    "Cell",
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
    "RemarkRow",
    "Role",
    "Said",
    "Seen",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "Verdict",
    "answer_remark",
    "assign_remarks",
    "draft_proposal",
    "override_gate",
    "proposal",
    "proposals",
    "record_positions",
    "register_insert",
    "remarks",
    "send_proposal",
    "text_seen",
    "unanswered",
]
