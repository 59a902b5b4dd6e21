"""Taking back what is done for a goal, or by what it is measured: it stays to be read with the reason (R49)."""

import datetime as dt
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.strategy.models import Activity, ActivityDoer, ActivityStatement, GoalIndicator
from noaber.strategy.rules.goals import withdrawal_fault
from noaber.strategy.services.goals import counted, kept_goal, part_of, refuse_overtaken

Part = type[Activity] | type[GoalIndicator]


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
        if fault := withdrawal_fault(reason):
            raise DomainError(fault, field="reason")
        said = counted(part, actor=actor, now=now, today=today)
        written = _again(last, {**said, "is_withdrawn": True, "reason": reason.strip()})
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
        if fault := withdrawal_fault(reason):
            raise DomainError(fault, field="reason")
        said = {"number": count + 1, "is_withdrawn": True, "reason": reason.strip()}
        written = _again(last, {**said, **recorded_by(actor, now)})
        facts: dict[str, Fact] = {"period": period, "goal": goal, "part": number, "number": count + 1}
        trail.note(part, facts, records=written)


def _again(last: Any, otherwise: dict[str, Any]) -> list[Model]:
    """What was said last, said anew with a few things otherwise."""
    names = [field.attname for field in last._meta.concrete_fields if not field.primary_key]
    kept = {name: getattr(last, name) for name in names}
    statement: Any = type(last)._default_manager.create(**{**kept, **otherwise})
    if not isinstance(last, ActivityStatement):
        return [statement]
    doers = ActivityDoer.objects.bulk_create(
        ActivityDoer(statement=statement, organisation_id=each.organisation_id) for each in last.doers.all()
    )
    return [statement, *doers]
