"""The only door of strategy for other rooms."""

from noaber.strategy.queries.grants import grant_titles
from noaber.strategy.queries.local import Finder, finder
from noaber.strategy.queries.periods.period import PeriodRow, period, periods
from noaber.strategy.rules.goals.goal import (
    ActivityState,
    ActivityText,
    GoalStatus,
    GoalText,
    IndicatorText,
    UpdateText,
    ValueText,
)
from noaber.strategy.rules.goals.participation import ParticipationKind, ParticipationText
from noaber.strategy.rules.grants.grant import GrantText, StepKind, StepText
from noaber.strategy.rules.inventory import PlanText, PriorityText, SourceKind
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms
from noaber.strategy.rules.positions import EntryText, PositionText
from noaber.strategy.rules.results.claims import ClaimText
from noaber.strategy.rules.results.result import EvidenceText, PartnerText, ResultState, ResultText
from noaber.strategy.rules.reviews.review import FindingText, Finishing, ReviewKind, ReviewText
from noaber.strategy.rules.selection.round import (
    USUAL_CRITERIA,
    ChoiceText,
    CriterionText,
    OptionText,
    RoundText,
    Verdict,
)
from noaber.strategy.rules.surveys import ResponseText, SurveyKind, SurveyText, usual_questions
from noaber.strategy.rules.texts import TextPart, WrittenText
from noaber.strategy.rules.themes.names import ThemeNames
from noaber.strategy.services.goals.goal import record_activity, record_goal, record_indicator, record_value
from noaber.strategy.services.goals.participation import record_participation
from noaber.strategy.services.goals.updates import Said, update_goals
from noaber.strategy.services.grants import record_grant, record_grant_step, state_need
from noaber.strategy.services.inventory.asking import ask_missing
from noaber.strategy.services.inventory.plans import hand_in_plan, record_source
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.positions import log_lobby, record_position
from noaber.strategy.services.results.partner_words import say_partner_words
from noaber.strategy.services.results.result import record_result
from noaber.strategy.services.reviews.findings import take_over_findings
from noaber.strategy.services.reviews.reactions import answer_reaction, react
from noaber.strategy.services.reviews.review import finish_review, share_review, write_review
from noaber.strategy.services.selection.round import (
    Given,
    give_scores,
    open_round,
    prepare_round,
    record_choice,
)
from noaber.strategy.services.surveys.answers import answer_survey
from noaber.strategy.services.surveys.survey import open_survey, prepare_survey
from noaber.strategy.services.texts import write_text
from noaber.strategy.services.themes.names import name_theme

__all__ = [
    "USUAL_CRITERIA",
    "ActivityState",
    "ActivityText",
    "ChoiceText",
    "ClaimText",
    "CriterionText",
    "EntryText",
    "EvidenceText",
    "Finder",
    "FindingText",
    "Finishing",
    "Given",
    "GoalStatus",
    "GoalText",
    "GrantText",
    "IndicatorText",
    "LinkedTerms",
    "OptionText",
    "ParticipationKind",
    "ParticipationText",
    "PartnerText",
    "PeriodRow",
    "PeriodState",
    "PeriodTerms",
    "PlanText",
    "PositionText",
    "PriorityText",
    "ResponseText",
    "ResultState",
    "ResultText",
    "ReviewKind",
    "ReviewText",
    "RoundText",
    "Said",
    "SourceKind",
    "StepKind",
    "StepText",
    "SurveyKind",
    "SurveyText",
    "TextPart",
    "ThemeNames",
    "UpdateText",
    "ValueText",
    "Verdict",
    "WrittenText",
    "answer_reaction",
    "answer_survey",
    "ask_missing",
    "finder",
    "finish_review",
    "give_scores",
    "grant_titles",
    "hand_in_plan",
    "log_lobby",
    "name_theme",
    "open_round",
    "open_survey",
    "period",
    "periods",
    "prepare_round",
    "prepare_survey",
    "react",
    "record_activity",
    "record_choice",
    "record_goal",
    "record_grant",
    "record_grant_step",
    "record_indicator",
    "record_participation",
    "record_period",
    "record_position",
    "record_result",
    "record_source",
    "record_value",
    "say_partner_words",
    "share_review",
    "state_need",
    "take_over_findings",
    "update_goals",
    "usual_questions",
    "write_review",
    "write_text",
]
