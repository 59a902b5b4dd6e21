"""The only door of decisions for other rooms."""

from noaber.decisions.decided_words import decided_status, deciding_stage
from noaber.decisions.markup import without_marks
from noaber.decisions.models import Classification, Effect
from noaber.decisions.obligation_words import continuation_status, former_decision_words
from noaber.decisions.queries.adopted import adopted
from noaber.decisions.queries.asked import asked_title, is_changed_for
from noaber.decisions.queries.calendar_entries import Entry, due_entry, register_calendar_source
from noaber.decisions.queries.closing import closings
from noaber.decisions.queries.consent import ConsentRow, consented, consents, heard, said_since
from noaber.decisions.queries.contacts import Contact, Contacts, contacts_on
from noaber.decisions.queries.continuation import Continuation, continuation
from noaber.decisions.queries.decided import has_own_decisions
from noaber.decisions.queries.drafts import Draft, draft_of
from noaber.decisions.queries.inserts import (
    Insert,
    InsertTable,
    local_tables,
    register_insert,
    register_insert_source,
)
from noaber.decisions.queries.letters import LetterAbout, PostAbout, letters_about
from noaber.decisions.queries.linked import LinkedProposal
from noaber.decisions.queries.matrix import Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.obligation_steps import StepState, register_obligation_step
from noaber.decisions.queries.obligations import ObligationRow, obligations
from noaber.decisions.queries.occasions import Occasion, register_occasion
from noaber.decisions.queries.offers import Offer, offers
from noaber.decisions.queries.origins import register_origin
from noaber.decisions.queries.papers import attachments_of
from noaber.decisions.queries.points_asked import points_for
from noaber.decisions.queries.prerequisites import (
    Requirement,
    register_before_adopting,
    register_before_withdrawing,
    register_prerequisite,
    register_requirement,
    register_settled,
)
from noaber.decisions.queries.proposals import (
    any_sent,
    may_read_proposal,
    proposal,
    proposal_id,
    proposals,
    sent_among,
)
from noaber.decisions.queries.remarks import RemarkRow, remarks, unanswered
from noaber.decisions.queries.standing import draft_standing, point_rows
from noaber.decisions.queries.treated import Treated, treated_by
from noaber.decisions.queries.waiting import running_for
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.asking import ask_again
from noaber.decisions.services.attachments import add_attachment, remove_attachment
from noaber.decisions.services.budgets import record_budget_entry
from noaber.decisions.services.drafting import draft_proposal
from noaber.decisions.services.drafts import keep_as_it_is
from noaber.decisions.services.editing import Around, suggested_code, write_text
from noaber.decisions.services.following import said_by_following
from noaber.decisions.services.letting_go import register_letting_go
from noaber.decisions.services.points import add_point, change_point, remove_point
from noaber.decisions.services.recording import Said, override_gate, record_positions
from noaber.decisions.services.remarks import answer_remark, assign_remarks
from noaber.decisions.services.route_templates import keep_recess, keep_template
from noaber.decisions.services.sending import send_proposal
from noaber.decisions.services.written import ObligationText, PointText, ProposalText, StageText
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
    "RemarkRow",
    "Requirement",
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
    "consented",
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
    "obligations",
    "offers",
    "override_gate",
    "point_rows",
    "points_for",
    "proposal",
    "proposal_id",
    "proposals",
    "record_budget_entry",
    "record_positions",
    "register_before_adopting",
    "register_before_withdrawing",
    "register_calendar_source",
    "register_insert",
    "register_insert_source",
    "register_letting_go",
    "register_obligation_step",
    "register_occasion",
    "register_origin",
    "register_prerequisite",
    "register_requirement",
    "register_settled",
    "remarks",
    "remove_attachment",
    "remove_point",
    "running_for",
    "said_by_following",
    "said_since",
    "send_proposal",
    "sent_among",
    "suggested_code",
    "treated_by",
    "unanswered",
    "without_marks",
    "write_text",
]
