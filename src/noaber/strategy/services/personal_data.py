"""What this room holds about a person: what they were asked, handed in, scored and recorded, with their own words."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from typing import Final

from django.db.models import Model, Q

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
            "priority_requests": list(
                asked.values("period__code", "organisation__code", "sent_at", "due_on")
            ),
            "survey_reminders": list(reminded.values(*reminder, "organisation__code", "sent_at")),
        }
        for user in User.objects.filter(person=key).values_list("pk", flat=True):
            records |= _recorded_by(user)
        return PersonalData({name: rows for name, rows in records.items() if rows})

    def erase(self, person_key: str, *, actor: Actor, now: dt.datetime) -> Mapping[str, Fact]:
        return {}


SAID: Final = (
    ("plans", LocalPlanStatement, "", "{plan} number title recorded_at"),
    ("priorities", LocalPriority, "statement__", "{statement} rank field_id wording page ambition"),
    ("periods", PeriodStatement, "", "period__code number title state note recorded_at"),
    ("survey_responses", SurveyResponse, "", "{survey} number said_on recorded_at"),
    ("survey_answers", SurveyAnswer, "response__", "{response} question__number opinion text"),
    ("texts", StrategyTextStatement, "", "{text} number body is_shared reason recorded_at"),
    ("reviews", ReviewStatement, "", "review__period__code review__kind number state conclusion recorded_at"),
    (
        "review_reactions",
        ReviewReaction,
        "",
        "review__period__code review__kind number organisation__code text recorded_at",
    ),
    ("reaction_answers", ReactionAnswer, "", "reaction__number effect answer recorded_at"),
    ("partner_words", PartnerWords, "", "result__period__code result__code sentence recorded_at"),
    ("theme_names", ThemeNaming, "", "theme__field_id number name earlier recorded_at"),
)
"""What somebody can have said or had said: under which name, in which table, by whose statement, with which columns."""
WHOSE: Final = {
    "plan": "plan__period__code plan__organisation__code plan__source",
    "statement": "statement__plan__period__code statement__plan__organisation__code statement__plan__source "
    "statement__number",
    "survey": "survey__period__code survey__code organisation__code",
    "response": "response__survey__period__code response__survey__code response__organisation__code response__number",
    "text": "text__period__code text__part text__theme__code",
}


def _recorded_by(user: int) -> dict[str, Rows]:
    """What somebody recorded, or had recorded in their name."""
    scores = Score.objects.filter(Q(scorer_id=user) | Q(recorded_by_id=user))
    scored = ("option__round__period__code", "option__round__number", "option__code", "criterion__code")
    choices = ThemeChoice.objects.filter(recorded_by_id=user)
    return {
        "scores": list(scores.values(*scored, "value", "motive", "recorded_at")),
        "choices": list(choices.values("round__period__code", "round__number", "decided_on", "recorded_at")),
        **{name: _said_by(user, model, by, columns) for name, model, by, columns in SAID},
    }


def _said_by(user: int, model: type[Model], by: str, columns: str) -> Rows:
    theirs = Q(**{f"{by}recorded_by_id": user}) | Q(**{f"{by}on_behalf_of_id": user})
    return list(model._default_manager.filter(theirs).values(*columns.format(**WHOSE).split()))
