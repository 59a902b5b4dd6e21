"""The only door of decisions for other rooms."""

from noaber.decisions.queries.adopted import AdoptedRow, adopted
from noaber.decisions.queries.continuation import Continuation, Partner, continuation
from noaber.decisions.queries.decided import has_own_decisions
from noaber.decisions.queries.drift import Seen, text_seen
from noaber.decisions.queries.inserts import InsertTable, register_insert
from noaber.decisions.queries.matrix import Cell, GateState, GoesOn, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.obligation_steps import StepState, register_obligation_step
from noaber.decisions.queries.obligations import ObligationRow, Taken, obligations
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.queries.remarks import RemarkRow, remarks, unanswered
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.budgets import record_budget_entry
from noaber.decisions.services.continuing import record_continuation
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText

__all__ = [
    "AdoptedRow",
    "Answer",
    "Cell",
    "Continuation",
    "ContinuationState",
    "GateState",
    "GoesOn",
    "InsertTable",
    "ObligationKind",
    "ObligationRow",
    "ObligationState",
    "ObligationText",
    "Outcome",
    "Partner",
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
    "StepState",
    "Taken",
    "Verdict",
    "adopted",
    "answer_remark",
    "assign_remarks",
    "continuation",
    "draft_proposal",
    "has_own_decisions",
    "obligations",
    "override_gate",
    "proposal",
    "proposals",
    "record_budget_entry",
    "record_continuation",
    "record_positions",
    "register_insert",
    "register_obligation_step",
    "remarks",
    "send_proposal",
    "text_seen",
    "unanswered",
]
