"""Saved scenarios, who may read which, and what one comes to on the figures of the register."""

import datetime as dt
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import long_date
from noaber.finance.models import ScenarioStatement
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import may_see
from noaber.finance.queries.agreements.roll_calls import RollCall, roll_calls
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.scenarios.questions import QuestionError, ScenarioQuestion, from_json
from noaber.finance.rules.scenarios.scenario import ScenarioOutcome, work_out


@dataclass(frozen=True, slots=True)
class ScenarioRow:
    """A version of a scenario; `reason` says why it was withdrawn, and is empty while it stands."""

    code: str
    number: int
    revision: int
    name: str
    explanation: str
    question: ScenarioQuestion
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    is_public: bool = False

    @property
    def is_withdrawn(self) -> bool:
        return bool(self.reason)


@dataclass(frozen=True, slots=True)
class ScenarioAnswer:
    """A question worked out on the register, beside the agreement as it stands."""

    question: ScenarioQuestion
    agreement: AgreementRow
    roll: RollCall
    outcome: ScenarioOutcome

    @property
    def amounts_cents(self) -> dict[str, int]:
        """By code, all years together."""
        return {effect.code: effect.asked_cents for effect in self.outcome.effects}


@read_once
def newest_scenarios() -> tuple[ScenarioRow, ...]:
    """The last version of every scenario, the newest first; one query."""
    later = ScenarioStatement.objects.filter(scenario=OuterRef("scenario"), number__gt=OuterRef("number"))
    return _rows(ScenarioStatement.objects.filter(~Exists(later)).order_by("-recorded_at", "-pk"))


@read_once
def versions_of(code: str) -> tuple[ScenarioRow, ...]:
    """Every version of one scenario, the newest first."""
    return _rows(ScenarioStatement.objects.filter(scenario__code=code).order_by("-number"))


def scenarios_for(actor: Actor, asof: AsOf) -> list[ScenarioRow]:
    """Who may see the agreement that a scenario is held against and is in the network, and what is public as well."""
    agreements = {row.code for row in may_see(actor, asof)}
    return [row for row in newest_scenarios() if row.question.agreement in agreements and _is_for(actor, row)]


def readable_versions(actor: Actor, code: str) -> list[ScenarioRow]:
    """The versions that this reader may read, the newest first; none where the newest is not for this reader."""
    rows = versions_of(code)
    return [row for row in rows if _is_for(actor, row)] if rows and _is_for(actor, rows[0]) else []


def _is_for(actor: Actor, row: ScenarioRow) -> bool:
    return actor.is_in_network or row.is_public


def scenario_for(actor: Actor, asof: AsOf, code: str, number: int | None = None) -> ScenarioRow | None:
    """One scenario at a version, the last one unless asked otherwise; None for who may not read it."""
    agreements = {row.code for row in may_see(actor, asof)}
    found = [row for row in readable_versions(actor, code) if number in (None, row.number)]
    return next((row for row in found if row.question.agreement in agreements), None)


def agreement_asked(actor: Actor, asof: AsOf, code: str) -> AgreementRow | None:
    """The agreement that a question is held against, as this reader may see it."""
    return next((row for row in may_see(actor, asof) if row.code == code), None)


def worked_out(question: ScenarioQuestion, agreement: AgreementRow, asof: AsOf) -> ScenarioAnswer:
    """The answer; ContributionError (Dutch) where there is none. Three queries, on a page seldom one."""
    day = question.reference_on
    return answer_on(question, agreement, roll_calls([day], asof, agreement.terms)[day])


def answer_on(question: ScenarioQuestion, agreement: AgreementRow, roll: RollCall) -> ScenarioAnswer:
    """The same on a roll that was called already."""
    if not roll.populations:
        raise QuestionError(
            f"van {long_date(roll.reference_on)} zijn geen inwonertallen bekend", field="reference_on"
        )
    outcome = work_out(question, roll.populations, agreed_rate=agreement.terms.rate)
    return ScenarioAnswer(question, agreement, roll, outcome)


def _rows(statements: QuerySet[ScenarioStatement]) -> tuple[ScenarioRow, ...]:
    return tuple(
        ScenarioRow(
            code=each.scenario.code,
            number=each.number,
            revision=each.scenario.revision,
            name=each.name,
            explanation=each.explanation,
            question=from_json(each.question),
            reason=each.reason,
            recorded_at=each.recorded_at,
            recorded_by_id=each.recorded_by_id,
            is_public=each.is_public,
        )
        for each in statements.select_related("scenario")
    )


def answers_of(actor: Actor, rows: Iterable[ScenarioRow], asof: AsOf) -> dict[str, ScenarioAnswer]:
    """What several come to, by code, each agreement read once; one that has no answer now is not there."""
    asked = list(rows)
    found: dict[str, ScenarioAnswer] = {}
    for agreement in may_see(actor, asof):
        own = [row for row in asked if row.question.agreement == agreement.code]
        calls = roll_calls({row.question.reference_on for row in own}, asof, agreement.terms)
        for row in own:
            with suppress(ContributionError):
                found[row.code] = answer_on(row.question, agreement, calls[row.question.reference_on])
    return found
