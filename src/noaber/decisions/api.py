"""The only door of decisions for other rooms."""

from noaber.decisions.closing_words import objections_words, rejected_words
from noaber.decisions.decided_words import decided_status, deciding_stage
from noaber.decisions.markup import without_marks
from noaber.decisions.models import Classification, Effect
from noaber.decisions.obligation_words import continuation_status, former_decision_words
from noaber.decisions.queries.adopted import adopted, adopters
from noaber.decisions.queries.answers.decided import has_own_decisions
from noaber.decisions.queries.answers.occasions import Occasion, register_occasion
from noaber.decisions.queries.answers.offers import Offer, offers
from noaber.decisions.queries.answers.treated import Treated, treated_by
from noaber.decisions.queries.calendar.entries import Entry, due_entry, register_calendar_source
from noaber.decisions.queries.drafts.draft import Draft, draft_of
from noaber.decisions.queries.follow_up.contacts import Contact, Contacts, contacts_on
from noaber.decisions.queries.follow_up.letters import LetterAbout, PostAbout, letters_about
from noaber.decisions.queries.obligations.continuation import Continuation, continuation
from noaber.decisions.queries.obligations.obligation import ObligationRow, obligations
from noaber.decisions.queries.obligations.steps import StepState, register_obligation_step
from noaber.decisions.queries.proposals.asked import asked_title, is_changed_for
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.queries.proposals.consent import (
    ConsentRow,
    consents,
    heard,
    objectors,
    said_since,
)
from noaber.decisions.queries.proposals.inserts import (
    Insert,
    InsertTable,
    local_tables,
    register_insert,
    register_insert_source,
)
from noaber.decisions.queries.proposals.linked import LinkedProposal
from noaber.decisions.queries.proposals.matrix import Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.origins import register_origin
from noaber.decisions.queries.proposals.papers import attachments_of
from noaber.decisions.queries.proposals.points_asked import points_for
from noaber.decisions.queries.proposals.prerequisites import (
    Requirement,
    register_before_adopting,
    register_before_rectifying,
    register_before_withdrawing,
    register_beside_question,
    register_overtaken,
    register_prerequisite,
    register_requirement,
    register_settled,
    register_told_of_rectifying,
    register_told_of_withdrawing,
)
from noaber.decisions.queries.proposals.proposal import (
    any_sent,
    may_read_proposal,
    proposal,
    proposal_id,
    proposals,
    sent_among,
)
from noaber.decisions.queries.proposals.put_right import RightedRow, reason_of_righting, righted
from noaber.decisions.queries.proposals.rejected import Rejected, rejected
from noaber.decisions.queries.proposals.righted import with_righted
from noaber.decisions.queries.proposals.standing import draft_standing, point_rows
from noaber.decisions.queries.proposals.waiting import objected_to, running_for
from noaber.decisions.queries.remarks import RemarkRow, remarks, unanswered
from noaber.decisions.righted_words import righted_what, righted_words
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.following import said_by_following
from noaber.decisions.services.answers.recording import Said, override_gate, record_positions
from noaber.decisions.services.drafts.attachments import add_attachment, remove_attachment
from noaber.decisions.services.drafts.draft import keep_as_it_is
from noaber.decisions.services.drafts.drafting import draft_proposal
from noaber.decisions.services.drafts.editing import Around, suggested_code, write_text
from noaber.decisions.services.drafts.letting_go import register_letting_go
from noaber.decisions.services.drafts.points import add_point, change_point, remove_point
from noaber.decisions.services.drafts.route_templates import keep_recess, keep_template
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.written import ObligationText, PointText, ProposalText, StageText
from noaber.decisions.services.follow_up.asking import ask_again
from noaber.decisions.services.obligations.budgets import record_budget_entry
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.treated_blocks import answered_points, asked_points, background
from noaber.decisions.words import answer_words, hearing_words

__all__ = [
    "Answer",
    "Around",
    "Classification",
    "Closing",
    "ConsentRow",
    "Contact",
    "Contacts",
    "Continuation",
    "ContinuationState",
    "Course",
    "Draft",
    "Effect",
    "Entry",
    "Insert",
    "InsertTable",
    "LetterAbout",
    "LinkedProposal",
    "ObligationKind",
    "ObligationRow",
    "ObligationState",
    "ObligationText",
    "Occasion",
    "Offer",
    "Party",
    "PointKind",
    "PointRow",
    "PointText",
    "PostAbout",
    "ProposalText",
    "Rejected",
    "RemarkRow",
    "Requirement",
    "RightedRow",
    "Role",
    "Said",
    "StageRule",
    "StageStanding",
    "StageText",
    "Standing",
    "StepState",
    "Treated",
    "Verdict",
    "add_attachment",
    "add_point",
    "adopted",
    "adopters",
    "answer_remark",
    "answer_words",
    "answered_points",
    "any_sent",
    "ask_again",
    "asked_points",
    "asked_title",
    "assign_remarks",
    "attachments_of",
    "background",
    "change_point",
    "closings",
    "consents",
    "contacts_on",
    "continuation",
    "continuation_status",
    "decided_status",
    "deciding_stage",
    "draft_of",
    "draft_proposal",
    "draft_standing",
    "due_entry",
    "former_decision_words",
    "has_own_decisions",
    "heard",
    "hearing_words",
    "is_changed_for",
    "keep_as_it_is",
    "keep_recess",
    "keep_template",
    "letters_about",
    "local_tables",
    "may_read_proposal",
    "objected_to",
    "objections_words",
    "objectors",
    "obligations",
    "offers",
    "override_gate",
    "point_rows",
    "points_for",
    "proposal",
    "proposal_id",
    "proposals",
    "reason_of_righting",
    "record_budget_entry",
    "record_positions",
    "register_before_adopting",
    "register_before_rectifying",
    "register_before_withdrawing",
    "register_beside_question",
    "register_calendar_source",
    "register_insert",
    "register_insert_source",
    "register_letting_go",
    "register_obligation_step",
    "register_occasion",
    "register_origin",
    "register_overtaken",
    "register_prerequisite",
    "register_requirement",
    "register_settled",
    "register_told_of_rectifying",
    "register_told_of_withdrawing",
    "rejected",
    "rejected_words",
    "remarks",
    "remove_attachment",
    "remove_point",
    "righted",
    "righted_what",
    "righted_words",
    "running_for",
    "said_by_following",
    "said_since",
    "send_proposal",
    "sent_among",
    "suggested_code",
    "treated_by",
    "unanswered",
    "with_righted",
    "without_marks",
    "write_text",
]
