"""Answering a survey for an organisation: as often as it likes until the survey closes; the last answer counts."""

import datetime as dt
import uuid
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.strategy.access import may_answer_survey
from noaber.strategy.models import SurveyAnswer, SurveyResponse
from noaber.strategy.queries.surveys import SurveyRow, answered, asked_of, responses
from noaber.strategy.rules.surveys import ResponseText, response_faults
from noaber.strategy.services.stating import refuse
from noaber.strategy.services.surveys.survey import hold_open

WAY_ON: Final = gettext_lazy(
    "Klopt een antwoord niet, of kwam het te laat? Vraag de coördinator om het in de tekst van de evaluatie te zetten."
)


def answer_survey(
    period: str,
    code: str,
    organisation: str,
    text: ResponseText,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_number: int | None = None,
) -> bool:
    """Record what an organisation (its code) answers; False when that is what it answered last.

    `DomainError` names the question that is wrong ("q<number>"). `Conflict` when somebody answered for the
    organisation since the answer that the editor saw (`expected_number`, 0 for none).
    """
    require(may_answer_survey(actor, organisation))
    said = text.stripped
    with verb("strategy.answer_survey", actor=actor) as trail:
        kept, row = hold_open(period, code, today, way_on=str(WAY_ON))
        asof = AsOf(today)
        place = _place(row, organisation, asof)
        refuse(response_faults(said, {number: each.kind for number, each in row.questions.items()}))
        number = answered(kept.pk, asof).get(organisation, (0, today))[0]
        if number and _last(kept.pk, organisation, asof) == said:
            return False
        if expected_number not in (None, number):
            raise Conflict(_("Het antwoord van deze organisatie"), revision=number)
        response = SurveyResponse.objects.create(
            survey=kept,
            organisation_id=place,
            number=number + 1,
            said_on=today,
            **recorded_by(actor, now),
        )
        answers = _append(response, said)
        facts: dict[str, Fact] = {
            "period": period,
            "survey": code,
            "organisation": organisation,
            "number": number + 1,
        }
        trail.note(kept, facts, records=[response, *answers])
    return True


def _place(row: SurveyRow, code: str, asof: AsOf) -> uuid.UUID:
    """The identity of an organisation that is asked."""
    found = next((each.id for each in asked_of(row, asof) if each.code == code), None)
    if found is None:
        raise DomainError(_("Deze organisatie wordt niet om antwoord gevraagd."))
    return found


def _last(survey_id: uuid.UUID, organisation: str, asof: AsOf) -> ResponseText:
    found = (each.text for each in responses(survey_id, asof) if each.organisation == organisation)
    return next(found, ResponseText())  # one who left every question open answered as well


def _append(response: SurveyResponse, said: ResponseText) -> list[SurveyAnswer]:
    keys = dict(response.survey.questions.values_list("number", "pk"))
    opinions = (
        SurveyAnswer(response=response, question_id=keys[number], opinion=opinion)
        for number, opinion in said.opinions.items()
    )
    remarks = (
        SurveyAnswer(response=response, question_id=keys[number], text=words)
        for number, words in said.remarks.items()
    )
    return SurveyAnswer.objects.bulk_create([*opinions, *remarks])
