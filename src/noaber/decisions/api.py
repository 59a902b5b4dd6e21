"""The only door of decisions for other rooms."""

from noaber.decisions.queries.adopted import AdoptedRow, adopted
from noaber.decisions.queries.agendas import agenda, offers
from noaber.decisions.queries.closing import closing_of, closings
from noaber.decisions.queries.continuation import Continuation, Partner, continuation
from noaber.decisions.queries.decided import has_own_decisions
from noaber.decisions.queries.drift import Seen, text_seen
from noaber.decisions.queries.inserts import InsertTable, register_insert
from noaber.decisions.queries.matrix import Cell, GateState, GoesOn, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.obligation_steps import StepState, register_obligation_step
from noaber.decisions.queries.obligations import ObligationRow, Taken, obligations
from noaber.decisions.queries.prerequisites import register_prerequisite
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.queries.remarks import RemarkRow, remarks, unanswered
from noaber.decisions.queries.sittings import sittings
from noaber.decisions.rules.attendance import Presence
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.actions import ActionText, agree_action, record_step
from noaber.decisions.services.agendas import ItemText, add_item, record_treatment
from noaber.decisions.services.attachments import add_attachment
from noaber.decisions.services.attendance import Attended, record_attendance
from noaber.decisions.services.budgets import record_budget_entry
from noaber.decisions.services.continuing import record_continuation
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.papers import release_paper
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.services.route_templates import keep_recess, keep_template
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.sittings import SittingPlan, plan_sitting
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText

__all__ = [
    "ActionText",
    "AdoptedRow",
    "Answer",
    "Attended",
    "Cell",
    "Closing",
    "Continuation",
    "ContinuationState",
    "Course",
    "GateState",
    "GoesOn",
    "InsertTable",
    "ItemText",
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
    "Presence",
    "ProposalRow",
    "ProposalText",
    "RemarkRow",
    "Role",
    "Said",
    "Seen",
    "SittingPlan",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "StepState",
    "Taken",
    "Verdict",
    "add_attachment",
    "add_item",
    "adopted",
    "agenda",
    "agree_action",
    "answer_remark",
    "assign_remarks",
    "closing_of",
    "closings",
    "continuation",
    "draft_proposal",
    "has_own_decisions",
    "keep_recess",
    "keep_template",
    "obligations",
    "offers",
    "override_gate",
    "plan_sitting",
    "proposal",
    "proposals",
    "record_attendance",
    "record_budget_entry",
    "record_continuation",
    "record_positions",
    "record_step",
    "record_treatment",
    "register_insert",
    "register_obligation_step",
    "register_prerequisite",
    "release_paper",
    "remarks",
    "send_proposal",
    "sittings",
    "text_seen",
    "unanswered",
]
