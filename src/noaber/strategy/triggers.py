"""What the database itself refuses: changing what was said of a period, and what an organisation handed in."""

from typing import Final

from noaber.core.append_only import Frozen, freezing
from noaber.core.append_only import statements as appending

APPENDED: Final = (
    "strategy_periodstatement",
    "strategy_linkedplan",
    "strategy_localplanstatement",
    "strategy_localpriority",
    "strategy_priorityrequest",
    "strategy_themenaming",
)
CHOSEN: Final = ("strategy_score", "strategy_themechoice", "strategy_choiceline")
ADDED: Final = ("strategy_roundwithdrawal", "strategy_measured")
CHANGED: Final = ("strategy_choicechange",)
GOALS: Final = (
    "strategy_goalstatement",
    "strategy_goalupdate",
    "strategy_activitystatement",
    "strategy_activitydoer",
    "strategy_indicatorstatement",
    "strategy_indicatorvalue",
    "strategy_participation",
)
REACHED: Final = (
    "strategy_resultstatement",
    "strategy_resultpartner",
    "strategy_resultevidence",
    "strategy_figureclaim",
    "strategy_jointpositionstatement",
    "strategy_lobbyentry",
    "strategy_grantstatement",
    "strategy_grantneed",
    "strategy_grantstep",
)
SURVEYED: Final = (
    "strategy_surveyresponse",
    "strategy_surveyanswer",
    "strategy_surveyclosing",
    "strategy_surveywithdrawal",
    "strategy_surveyreminder",
)
EXTENDED: Final = ("strategy_surveyextension",)
TEXTS: Final = ("strategy_strategytextstatement",)
REVIEWED: Final = (
    "strategy_reviewstatement",
    "strategy_themeconclusion",
    "strategy_reviewfinding",
    "strategy_reviewreaction",
    "strategy_reactionanswer",
)
TAKEN_BACK: Final = (
    "strategy_lobbywithdrawal",
    "strategy_grantneedwithdrawal",
    "strategy_grantstepwithdrawal",
)
SPOKEN: Final = ("strategy_partnerwords",)
_ROUND_OPEN: Final = (
    "EXISTS (SELECT 1 FROM strategy_selectionround round "
    "WHERE round.id = {row}.round_id AND round.opened_at IS NOT NULL)"
)
# Criteria, weights and themes stand from opening on, before anybody gives a score (R08).
ROUNDS: Final = (
    Frozen(
        "strategy_selectionround",
        ("period_id", "number", "title", "places", "body_id", "opened_at"),
        when="{row}.opened_at IS NOT NULL",
        unique=(),
    ),
    Frozen(
        "strategy_criterion",
        ("round_id", "position", "code", "name", "meaning", "weight", "computed"),
        when=_ROUND_OPEN,
        takes_no_more=True,
    ),
    Frozen(
        "strategy_themeoption",
        ("round_id", "position", "code", "name", "field_id", "evaluation", "offence", "named_by", "answered"),
        when=_ROUND_OPEN,
        takes_no_more=True,
    ),
)
_SURVEY_OPEN: Final = (
    "EXISTS (SELECT 1 FROM strategy_survey survey "
    "WHERE survey.id = {row}.survey_id AND survey.opened_at IS NOT NULL)"
)
# What is asked stands from opening on, before anybody answers.
SURVEYS: Final = (
    Frozen(
        "strategy_survey",
        (
            "period_id",
            "code",
            "kind",
            "title",
            "introduction",
            "closes_on",
            "is_named",
            "opened_on",
            "opened_at",
        ),
        when="{row}.opened_at IS NOT NULL",
        unique=(),
    ),
    Frozen(
        "strategy_surveyquestion",
        ("survey_id", "number", "kind", "text", "theme_id"),
        when=_SURVEY_OPEN,
        takes_no_more=True,
    ),
)
_IS_FINAL: Final = (
    "EXISTS (SELECT 1 FROM strategy_review review {join}"
    "WHERE review.id = {of} AND review.final_at IS NOT NULL)"
)
_OF_STATEMENT: Final = _IS_FINAL.format(
    join="JOIN strategy_reviewstatement said ON said.id = {row}.statement_id ", of="said.review_id"
)
_OF_REACTION: Final = _IS_FINAL.format(
    join="JOIN strategy_reviewreaction reaction ON reaction.id = {row}.reaction_id ", of="reaction.review_id"
)
_OF_REVIEW: Final = _IS_FINAL.format(join="", of="{row}.review_id")
# Once a review is final nothing is added to it either: no version, no finding, no reaction and no answer.
FINAL_REVIEWS: Final = (
    Frozen(
        "strategy_review",
        ("period_id", "kind", "final_at"),
        when="{row}.final_at IS NOT NULL",
        unique=(),
    ),
    Frozen("strategy_reviewstatement", ("review_id",), when=_OF_REVIEW, takes_no_more=True),
    Frozen("strategy_themeconclusion", ("statement_id",), when=_OF_STATEMENT, takes_no_more=True),
    Frozen("strategy_reviewfinding", ("statement_id",), when=_OF_STATEMENT, takes_no_more=True),
    Frozen("strategy_reviewreaction", ("review_id",), when=_OF_REVIEW, takes_no_more=True),
    Frozen("strategy_reactionanswer", ("reaction_id",), when=_OF_REACTION, takes_no_more=True),
)


def statements(vendor: str) -> list[str]:
    """All that the migrations of this room ran, for `core.guards`."""
    written = (
        *APPENDED,
        *CHOSEN,
        *ADDED,
        *CHANGED,
        *GOALS,
        *REACHED,
        *TAKEN_BACK,
        *SPOKEN,
        *SURVEYED,
        *EXTENDED,
        *TEXTS,
        *REVIEWED,
    )
    return [*appending(vendor, written), *freezing(vendor, (*ROUNDS, *SURVEYS, *FINAL_REVIEWS))]
