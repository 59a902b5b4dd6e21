"""What this room holds about a person: what they were asked, handed in, scored and recorded, with their own words."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence

from django.db.models import Q

from noaber.accounts.api import User
from noaber.core.access import Actor
from noaber.core.audit import Fact
from noaber.core.personal_data import PersonalData
from noaber.strategy.models import (
    LocalPlanStatement,
    LocalPriority,
    PartnerWords,
    PeriodStatement,
    PriorityRequest,
    ReactionAnswer,
    ReviewReaction,
    ReviewStatement,
    Score,
    StrategyTextStatement,
    SurveyAnswer,
    SurveyReminder,
    SurveyResponse,
    ThemeChoice,
    ThemeNaming,
)

Rows = Sequence[Mapping[str, object]]


class StrategyOfPersons:
    """The side of strategy of export and erasure. What was asked and said stays; the name behind it goes."""

    name = "strategy"

    def collect(self, person_key: str) -> PersonalData:
        try:
            key = uuid.UUID(person_key)
        except ValueError:
            return PersonalData()
        asked = PriorityRequest.objects.filter(person=key)
        reminded, reminder = (
            SurveyReminder.objects.filter(person=key),
            ("survey__period__code", "survey__code"),
        )
        records: dict[str, Rows] = {
            "priority_requests": list(asked.values("period__code", "organisation__code", "sent_at")),
            "survey_reminders": list(reminded.values(*reminder, "organisation__code", "sent_at")),
        }
        for user in User.objects.filter(person=key).values_list("pk", flat=True):
            records |= _recorded_by(user)
        return PersonalData({name: rows for name, rows in records.items() if rows})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        return {}


def _recorded_by(user: int) -> dict[str, Rows]:
    """What somebody recorded, or had recorded in their name."""
    theirs = Q(recorded_by_id=user) | Q(on_behalf_of_id=user)
    plans = LocalPlanStatement.objects.filter(theirs)
    whose = ("plan__period__code", "plan__organisation__code", "plan__source", "number")
    parts = LocalPriority.objects.filter(statement__in=plans)
    of_part = tuple(f"statement__{column}" for column in whose)
    scores = Score.objects.filter(Q(scorer_id=user) | Q(recorded_by_id=user))
    scored = ("option__round__period__code", "option__round__number", "option__code", "criterion__code")
    periods = PeriodStatement.objects.filter(theirs)
    choices = ThemeChoice.objects.filter(recorded_by_id=user)
    named = ThemeNaming.objects.filter(theirs)
    texts = StrategyTextStatement.objects.filter(theirs)
    of_text = ("text__period__code", "text__part", "text__theme__code")
    reviews = ReviewStatement.objects.filter(theirs)
    reactions = ReviewReaction.objects.filter(theirs)
    reaction_answers = ReactionAnswer.objects.filter(theirs)
    of_review = ("review__period__code", "review__kind", "number")
    words = PartnerWords.objects.filter(theirs)
    return {
        "plans": list(plans.values(*whose, "title", "recorded_at")),
        "priorities": list(parts.values(*of_part, "rank", "field_id", "wording", "page", "ambition")),
        "scores": list(scores.values(*scored, "value", "motive", "recorded_at")),
        "periods": list(periods.values("period__code", "number", "title", "state", "note", "recorded_at")),
        "choices": list(choices.values("round__period__code", "round__number", "decided_on", "recorded_at")),
        **_answered_by(theirs),
        "texts": list(texts.values(*of_text, "number", "body", "is_shared", "reason", "recorded_at")),
        "reviews": list(reviews.values(*of_review, "state", "conclusion", "recorded_at")),
        "review_reactions": list(reactions.values(*of_review, "organisation__code", "text", "recorded_at")),
        "reaction_answers": list(
            reaction_answers.values("reaction__number", "effect", "answer", "recorded_at")
        ),
        "partner_words": list(
            words.values("result__period__code", "result__code", "sentence", "recorded_at")
        ),
        "theme_names": list(named.values("theme__field_id", "number", "name", "earlier", "recorded_at")),
    }


def _answered_by(theirs: Q) -> dict[str, Rows]:
    """What somebody answered to surveys for their organisation."""
    responses = SurveyResponse.objects.filter(theirs)
    survey = ("survey__period__code", "survey__code", "organisation__code", "number")
    answers = SurveyAnswer.objects.filter(response__in=responses)
    answered = (*(f"response__{column}" for column in survey), "question__number")
    return {
        "survey_responses": list(responses.values(*survey, "said_on", "recorded_at")),
        "survey_answers": list(answers.values(*answered, "opinion", "text")),
    }
