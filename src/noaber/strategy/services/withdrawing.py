"""Taking back what was recorded wrongly, or holds no more: it stays to be read, with the reason.

All are one shape: hold the subject, ask whether this actor may, check the reason, find what still stands, and append
that it was taken back. Of a goal a part or a value is said anew as withdrawn; of the others a withdrawal stands beside.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import Subject, count_change, recorded_by
from noaber.strategy.access import (
    may_keep_survey,
    may_prepare_round,
    may_record_grant,
    may_record_position,
    may_state_need,
)
from noaber.strategy.models import (
    Activity,
    ActivityDoer,
    ActivityStatement,
    GoalIndicator,
    GrantNeed,
    GrantNeedWithdrawal,
    GrantStepWithdrawal,
    LobbyWithdrawal,
    RoundWithdrawal,
    SurveyWithdrawal,
)
from noaber.strategy.queries.grants import step_text, steps_of
from noaber.strategy.queries.periods.period import refuse_withdrawn
from noaber.strategy.queries.reviews.kept_surveys import kept_survey_fault
from noaber.strategy.rules import surveys as survey_rules
from noaber.strategy.rules.grants.grant import step_withdrawal_fault
from noaber.strategy.rules.selection.round import LONGEST_TEXT
from noaber.strategy.rules.withdrawals import LONGEST_REASON, NO_REASON, reason_fault
from noaber.strategy.services.goals.goal import kept_goal, part_of
from noaber.strategy.services.grants import held_grant, theme_of
from noaber.strategy.services.positions import held_position, standing_entries
from noaber.strategy.services.selection.round import hold_round
from noaber.strategy.services.stating import next_statement, refuse_overtaken
from noaber.strategy.services.surveys.survey import hold_survey

Part = type[Activity] | type[GoalIndicator]
T = TypeVar("T")


def withdraw_round(
    period: str, number: int, reason: str, *, actor: Actor, now: dt.datetime, expected_revision: int | None
) -> None:
    """Take a draft or an opened round back; refused without a reason, twice, and once something was chosen."""
    require(may_prepare_round(actor))
    typed = checked_reason(reason, missing=_("Vul in waarom u de ronde intrekt."), longest=LONGEST_TEXT)
    with verb("strategy.withdraw_round", actor=actor) as trail:
        kept = hold_round(period, number, expected_revision)
        if kept.choices.exists():
            raise DomainError(_("De keuze is gemaakt; leg een andere keuze vast als zij niet klopt."))
        withdrawal = RoundWithdrawal(round=kept, reason=typed, recorded_at=now, recorded_by_id=actor.user_id)
        _take_back(trail, kept, {"period": period, "number": number}, withdrawal)


def withdraw_survey(
    period: str,
    code: str,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take a survey back, whatever its state; refused without a reason, and twice. What was answered stays, unread."""
    require(may_keep_survey(actor))
    longest = survey_rules.LONGEST["reason"]
    typed = checked_reason(reason, missing=_("Vul in waarom u de peiling intrekt."), longest=longest)
    with verb("strategy.withdraw_survey", actor=actor) as trail:
        kept, row = hold_survey(period, code, today, expected_revision)
        refuse_withdrawn(period, AsOf(today))
        if fault := kept_survey_fault(row, AsOf(today)):
            raise DomainError(fault)
        withdrawal = SurveyWithdrawal(
            survey=kept, reason=typed, withdrawn_on=today, recorded_at=now, recorded_by_id=actor.user_id
        )
        _take_back(trail, kept, {"period": period, "survey": code}, withdrawal)


def withdraw_grant_step(
    code: str,
    key: int,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take a step back; refused while another one rests on it."""
    with verb("strategy.withdraw_grant_step", actor=actor) as trail:
        kept = held_grant(code, expected_revision)
        require(may_record_grant(actor, theme_of(kept), AsOf(today)))
        typed = checked_reason(reason)
        step = _standing(kept.steps.filter(pk=key, withdrawal__isnull=True).first())
        if fault := step_withdrawal_fault(step_text(step), steps_of(kept)):
            raise DomainError(fault)
        withdrawal = GrantStepWithdrawal(step=step, reason=typed, **recorded_by(actor, now))
        _take_back(trail, kept, {"code": code, "step": key}, withdrawal)


def withdraw_need(
    code: str,
    organisation: str,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_key: int | None = None,
) -> None:
    """Say that an organisation does not need this any more. `expected_key`: what the editor saw it needs."""
    require(may_state_need(actor, organisation))
    with verb("strategy.withdraw_need", actor=actor) as trail:
        kept = held_grant(code, None)
        typed = checked_reason(reason)
        last: GrantNeed | None = kept.needs.filter(organisation__code=organisation).last()
        is_gone = hasattr(last, "withdrawal")
        need = _standing(None if is_gone else last)
        if expected_key not in (None, need.pk):
            raise Conflict(_("Deze behoefte"), revision=kept.revision)
        withdrawal = GrantNeedWithdrawal(need=need, reason=typed, **recorded_by(actor, now))
        _take_back(trail, kept, {"code": code, "organisation": organisation}, withdrawal, counts=False)


def withdraw_lobby_entry(
    code: str,
    key: int,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take a line of the log of a position back."""
    with verb("strategy.withdraw_lobby_entry", actor=actor) as trail:
        kept, theme = held_position(code, expected_revision)
        require(may_record_position(actor, theme, AsOf(today)))
        typed = checked_reason(reason)
        entry = _standing(standing_entries(kept).filter(pk=key).first())
        withdrawal = LobbyWithdrawal(entry=entry, reason=typed, **recorded_by(actor, now))
        _take_back(trail, kept, {"code": code, "entry": key}, withdrawal)


def withdraw_part(
    model: Part,
    period: str,
    goal: str,
    number: int,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take an activity or an indicator back, by its number; refused without a reason, and twice."""
    with verb("strategy.withdraw_part", actor=actor) as trail:
        held, _terms = kept_goal(period, goal, actor=actor, today=today)
        part: Activity | GoalIndicator = (
            part_of(Activity, held, number) if model is Activity else part_of(GoalIndicator, held, number)
        )
        last = part.statements.latest("number")
        refuse_overtaken(part, expected_revision, last.title)
        typed = checked_reason(reason)
        said = next_statement(part, actor=actor, now=now, today=today)
        written = _again(last, {**said, "is_withdrawn": True, "reason": typed})
        facts: dict[str, Fact] = {"period": period, "goal": goal, "part": number, "number": part.revision}
        trail.note(part, facts, records=written)


def withdraw_value(
    period: str,
    goal: str,
    number: int,
    on: dt.date,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Take back what was measured on a day; that day then has no value, until somebody writes one down again.

    `expected_revision`: how many values the editor saw. Refused without a reason, and where there is no value.
    """
    with verb("strategy.withdraw_value", actor=actor) as trail:
        held, _terms = kept_goal(period, goal, actor=actor, today=today)
        part = part_of(GoalIndicator, held, number)
        count = part.values.count()
        if expected_revision not in (None, count):
            raise Conflict(_("Deze indicator"), revision=count)
        last = part.values.filter(said_on=on).order_by("number").last()
        if last is None or last.is_withdrawn:
            raise DomainError(_("Op deze dag staat geen waarde."), field="on")
        said = {"number": count + 1, "is_withdrawn": True, "reason": checked_reason(reason)}
        written = _again(last, {**said, **recorded_by(actor, now)})
        facts: dict[str, Fact] = {"period": period, "goal": goal, "part": number, "number": count + 1}
        trail.note(part, facts, records=written)


def checked_reason(reason: str, *, missing: str = NO_REASON, longest: int = LONGEST_REASON) -> str:
    """The reason as it is kept; `DomainError` at its field where it is not there, or too long."""
    if fault := reason_fault(reason, missing=missing, longest=longest):
        raise DomainError(fault, field="reason")
    return reason.strip()


def _standing(found: T | None) -> T:
    """What can be taken back, as it is there and nobody took it back before."""
    if found is None:
        raise DomainError(_("Dit is er niet, of het is al ingetrokken."))
    return found


def _take_back(
    trail: Trail, kept: Subject, facts: Mapping[str, Fact], withdrawal: Model, *, counts: bool = True
) -> None:
    """Append the withdrawal to a subject that is held. `counts`: as a change of it; a need is none, each organisation
    states its own beside the others."""
    withdrawal.save(force_insert=True)
    if counts:
        count_change(kept)
    trail.note(kept, facts, records=[withdrawal])


def _again(last: Any, otherwise: dict[str, Any]) -> list[Model]:
    """What was said last of a part, said anew with a few things otherwise; the rows to record."""
    names = [field.attname for field in last._meta.concrete_fields if not field.primary_key]
    kept = {name: getattr(last, name) for name in names}
    statement: Any = type(last)._default_manager.create(**{**kept, **otherwise})
    if not isinstance(last, ActivityStatement):
        return [statement]
    doers = ActivityDoer.objects.bulk_create(
        ActivityDoer(statement=statement, organisation_id=each.organisation_id) for each in last.doers.all()
    )
    return [statement, *doers]
