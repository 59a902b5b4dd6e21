"""The tables of decisions."""

from noaber.decisions.models.consultations import Consultation, GateOverride, Position
from noaber.decisions.models.follow_up import CalendarFeed, Reminder, Report, ReportLink, WeeklyMail
from noaber.decisions.models.obligations import (
    BudgetEntry,
    ContinuationOverride,
    EvaluationEntry,
    ObligationTerms,
)
from noaber.decisions.models.packs import PackBundle
from noaber.decisions.models.proposals import (
    Classification,
    DecisionPoint,
    Proposal,
    ProposalAttachment,
    ProposalInsert,
    ProposalVersion,
)
from noaber.decisions.models.remarks import Disposition, Effect, RemarkOwner
from noaber.decisions.models.routes import Organ, Recess, RouteTemplate, Stage

__all__ = [
    "BudgetEntry",
    "CalendarFeed",
    "Classification",
    "Consultation",
    "ContinuationOverride",
    "DecisionPoint",
    "Disposition",
    "Effect",
    "EvaluationEntry",
    "GateOverride",
    "ObligationTerms",
    "Organ",
    "PackBundle",
    "Position",
    "Proposal",
    "ProposalAttachment",
    "ProposalInsert",
    "ProposalVersion",
    "Recess",
    "RemarkOwner",
    "Reminder",
    "Report",
    "ReportLink",
    "RouteTemplate",
    "Stage",
    "WeeklyMail",
]
