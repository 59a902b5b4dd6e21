"""Saying how goals are going: several at once, what nobody changed is left as it was (R12, R35)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import recorded_by
from noaber.strategy.models import GoalUpdate
from noaber.strategy.rules.goals.days import day_of_saying, over_fault, saying_refusal
from noaber.strategy.rules.goals.goal import GoalStatus, UpdateText, update_faults
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.goals.goal import kept_goal, term_of
from noaber.strategy.services.stating import refuse


@dataclass(frozen=True, slots=True)
class Said:
    """How a goal is going; `seen`: the number of the last update that the editor saw, None for whoever saw none."""

    text: UpdateText
    seen: int | None = None


def update_goals(
    period: str,
    said: Mapping[str, Said],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    on: dt.date | None = None,
) -> int:
    """Record how goals (by code) are going on a day, today or the last day unless told; answers how many.

    All or nothing. `DomainError` names the goal and the field that are wrong ("<code>__sentence"). `Conflict` when
    somebody said something of one of them since the editor looked.
    """
    if on and on > today:
        raise DomainError(_("Deze dag ligt na vandaag."), field="on")
    with verb("strategy.update_goals", actor=actor) as trail:
        for code, each in said.items():
            goal, terms = kept_goal(period, code, actor=actor, today=today)
            day = on or day_of_saying(term_of(terms), today)
            _require_running(terms, day, today)
            text = replace(each.text, sentence=each.text.sentence.strip(), asked=each.text.asked.strip())
            last = goal.updates.last()
            for fault in update_faults(text, GoalStatus(last.status) if last else None):
                raise DomainError(fault.message, field=f"{code}__{fault.field}")
            number = last.number if last else 0
            if each.seen not in (None, number):
                conflict = Conflict(_("De voortgang van dit doel"), revision=number)
                conflict.field = f"{code}__status"
                raise conflict
            if last and day < last.said_on:
                raise DomainError(_("Er is al iets gezegd over een latere dag."), field="on")
            written = GoalUpdate.objects.create(
                goal=goal,
                number=number + 1,
                said_on=day,
                status=text.status.value,
                sentence=text.sentence,
                asked=text.asked,
                **recorded_by(actor, now),
            )
            facts: dict[str, Fact] = {"period": period, "goal": code, "status": text.status.value}
            trail.note(goal, facts, records=[written])
    return len(said)


def _require_running(terms: PeriodTerms, day: dt.date, today: dt.date) -> None:
    """A period tells how its goals go until it is closed, of its own days."""
    if refusal := saying_refusal(terms.state, term_of(terms), today):
        raise DomainError(refusal)
    refuse(over_fault(term_of(terms), day))
    if day < terms.starts_on:
        raise DomainError(_("Deze dag ligt voor het begin van de periode."), field="on")
