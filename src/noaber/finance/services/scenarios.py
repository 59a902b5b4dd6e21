"""Saving a scenario, saying it anew, and withdrawing it: each time a statement more, the earlier ones stay."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.reasons import names_something
from noaber.finance.access import may_keep_scenarios
from noaber.finance.models import Scenario, ScenarioStatement
from noaber.finance.models.scenarios import LONGEST_CODE, LONGEST_NAME, LONGEST_TEXT
from noaber.finance.queries.scenarios import agreement_asked, worked_out
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.reasons import says_something
from noaber.finance.rules.scenarios.questions import QuestionError, ScenarioQuestion, to_json

TAKEN: Final = ("nieuw", "vergelijken")  # addresses of pages


@dataclass(frozen=True, slots=True)
class Said:
    """What a version says."""

    name: str
    explanation: str
    question: ScenarioQuestion
    is_public: bool


def save_scenario(
    name: str,
    explanation: str,
    question: ScenarioQuestion,
    *,
    is_public: bool = False,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
) -> tuple[str, bool]:
    """Keep a question under a name; its code, and False when it stood there just so. DomainError: a name in use.

    It is for who is in the network; with `is_public` everyone reads it.
    """
    require(may_keep_scenarios(actor))
    name, explanation = _checked_words(name, explanation)
    _refuse_without_answer(question, actor, today)
    code = slugify(name)[:LONGEST_CODE].strip("-")
    said = Said(name, explanation, question, is_public)
    with verb("finance.record_scenario", actor=actor) as trail:
        scenario, _is_new = Scenario.objects.get_or_create(code=code)
        scenario = lock(Scenario, scenario.pk, revision=None, label=code)
        last = scenario.statements.last()
        if last is None:
            _state(scenario, trail, said, actor=actor, now=now)
            return code, True
        if not _says(last, said):
            raise DomainError(_("Er is al een scenario met deze naam. Kies een andere."), field="name")
    return code, False


def change_scenario(
    code: str,
    name: str,
    explanation: str,
    question: ScenarioQuestion,
    *,
    is_public: bool = False,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None,
) -> bool:
    """Another version of the same scenario; False when it was known to be just so."""
    require(may_keep_scenarios(actor))
    name, explanation = _checked_words(name, explanation)
    _refuse_without_answer(question, actor, today)
    said = Said(name, explanation, question, is_public)
    with verb("finance.record_scenario", actor=actor) as trail:
        scenario, last = _held(code)
        if _says(last, said):
            return False
        _refuse_overtaken(scenario, expected_revision)
        if last.reason:
            raise DomainError(_("Dit scenario is ingetrokken. Maak er een kopie van om verder te rekenen."))
        _state(scenario, trail, said, actor=actor, now=now)
    return True


def withdraw_scenario(
    code: str, reason: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None
) -> bool:
    """Take a scenario out of the list, with the reason; False when it was. Its versions stay readable."""
    require(may_keep_scenarios(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u het scenario intrekt."), field="reason")
    with verb("finance.withdraw_scenario", actor=actor) as trail:
        scenario, last = _held(code)
        if last.reason:
            return False
        _refuse_overtaken(scenario, expected_revision)
        count_change(scenario)
        statement = ScenarioStatement.objects.create(
            scenario=scenario,
            number=scenario.revision,
            name=last.name,
            explanation=last.explanation,
            question=last.question,
            reason=reason.strip(),
            is_public=last.is_public,
            **recorded_by(actor, now),
        )
        trail.note(scenario, {"code": code, "number": statement.number}, records=[statement])
    return True


def _held(code: str) -> tuple[Scenario, ScenarioStatement]:
    """The scenario, locked, with its last statement."""
    scenario = Scenario.objects.filter(code=code).first()
    if scenario is None:
        raise DomainError(_("Dit scenario bestaat niet."))
    locked = lock(Scenario, scenario.pk, revision=None, label=code)
    return locked, locked.statements.latest("number")


def _refuse_overtaken(scenario: Scenario, expected: int | None) -> None:
    if expected is not None and scenario.revision != expected:
        raise Conflict(_("Dit scenario"), revision=scenario.revision)


def _state(scenario: Scenario, trail: Trail, said: Said, *, actor: Actor, now: dt.datetime) -> None:
    count_change(scenario)
    statement = ScenarioStatement.objects.create(
        scenario=scenario,
        number=scenario.revision,
        name=said.name,
        explanation=said.explanation,
        question=to_json(said.question),
        is_public=said.is_public,
        **recorded_by(actor, now),
    )
    trail.note(scenario, {"code": scenario.code, "number": statement.number}, records=[statement])


def _says(last: ScenarioStatement, said: Said) -> bool:
    known = (last.name, last.explanation, last.question, last.is_public, last.reason)
    return known == (said.name, said.explanation, to_json(said.question), said.is_public, "")


def _checked_words(name: str, explanation: str) -> tuple[str, str]:
    name, explanation = " ".join(name.split()), explanation.strip()
    if not names_something(name) or slugify(name) in ("", *TAKEN):
        raise DomainError(_("Geef het scenario een naam waaraan anderen het herkennen."), field="name")
    for text, longest, field in ((name, LONGEST_NAME, "name"), (explanation, LONGEST_TEXT, "explanation")):
        if len(text) > longest:
            raise DomainError(
                _("Deze tekst is te lang: ten hoogste %(count)s tekens.") % {"count": longest}, field=field
            )
    return name, explanation


def _refuse_without_answer(question: ScenarioQuestion, actor: Actor, today: dt.date) -> None:
    """What cannot be worked out is not kept."""
    asof = AsOf(today)
    agreement = agreement_asked(actor, asof, question.agreement)
    if agreement is None:
        raise DomainError(_("Er is geen afspraak over bijdragen om dit scenario naast te leggen."))
    try:
        worked_out(question, agreement, asof)
    except QuestionError as error:
        raise DomainError(_sentence(str(error)), field=error.field) from error
    except ContributionError as error:
        raise DomainError(_sentence(str(error))) from error


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."
