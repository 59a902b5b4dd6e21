"""The only door of decisions for other rooms."""

from noaber.decisions.queries.agendas import agenda, offers
from noaber.decisions.queries.inserts import InsertTable, register_insert
from noaber.decisions.queries.matrix import Cell, GateState, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.queries.sittings import sittings
from noaber.decisions.rules.attendance import Presence
from noaber.decisions.rules.outcomes import Outcome, StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.actions import ActionText, agree_action, record_step
from noaber.decisions.services.agendas import ItemText, add_item, record_treatment
from noaber.decisions.services.attendance import Attended, record_attendance
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.papers import release_paper
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.sittings import SittingPlan, plan_sitting
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText

__all__ = [
    "ActionText",
    "Answer",
    "Attended",
    "Cell",
    "GateState",
    "InsertTable",
    "ItemText",
    "ObligationText",
    "Outcome",
    "Party",
    "PointKind",
    "PointRow",
    "PointText",
    "Presence",
    "ProposalRow",
    "ProposalText",
    "Role",
    "Said",
    "SittingPlan",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "Verdict",
    "add_item",
    "agenda",
    "agree_action",
    "draft_proposal",
    "offers",
    "override_gate",
    "plan_sitting",
    "proposal",
    "proposals",
    "record_attendance",
    "record_positions",
    "record_step",
    "record_treatment",
    "register_insert",
    "release_paper",
    "send_proposal",
    "sittings",
]
