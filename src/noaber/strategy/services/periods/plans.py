"""What a policy period says of the plans beside it: each with a proposal of its own, adopted on its very day (R13)."""

import datetime as dt
from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.api import closings
from noaber.strategy.queries.consulting.course import still_runs
from noaber.strategy.queries.periods.period import periods
from noaber.strategy.queries.selection.chosen import proposals_ever
from noaber.strategy.rules.periods.notes import PLAN_NEEDED, tells_of_plan
from noaber.strategy.rules.periods.period import LinkedTerms, PeriodState, PeriodTerms


def check_plans(terms: PeriodTerms, known: PeriodTerms | None, today: dt.date) -> None:
    """A plan beside the strategy that is decided here is adopted on the same day: they go together (R13).

    Where the strategy was adopted without it, not linked or the plan lost, the note tells what becomes of it.
    """
    is_new = known is None or known.state is PeriodState.PREPARATION
    if terms.state is not PeriodState.ADOPTED or not is_new:
        return
    for plan in apart(terms, AsOf(today)):
        text = _("‘%(plan)s’ is niet op die dag vastgesteld. Het plan en de strategie gaan samen.")
        text %= {"plan": plan.title}
        if not terms.decided_by:
            raise DomainError(text, field="decided_by")
        if not tells_of_plan(terms.note):
            way = _("Zeg in de toelichting dat het plan apart wordt vastgesteld, waarom, en wanneer.")
            closing = closings(AsOf(today)).get(plan.proposal)
            if closing and closing.on:
                way = _("Zeg in de toelichting waarom het plan op een andere dag is vastgesteld.")
            if not still_runs(COMMAND, plan.proposal, AsOf(today)):
                way = _("Zeg in de toelichting waarom het plan niet is vastgesteld, en wat ermee gebeurt.")
            raise DomainError(f"{text} {way} {PLAN_NEEDED}", field="note")


def check_own_plans(code: str, terms: PeriodTerms, today: dt.date) -> None:
    """A plan beside the strategy has a proposal of its own: not that of the strategy, nor that of an earlier plan."""
    asof = AsOf(today)
    own = {terms.decided_by, *proposals_ever(code, asof)}
    others = {plan.proposal for row in periods(asof) if row.code != code for plan in row.terms.plans}
    for plan in terms.plans:
        if plan.proposal and plan.proposal in own | others:
            text = _(
                "Het voorstel bij ‘%(plan)s’ gaat over iets anders: de strategie zelf, of een eerder plan."
            )
            raise DomainError(text % {"plan": plan.title}, field="plans")


def apart(terms: PeriodTerms, asof: AsOf) -> Iterator[LinkedTerms]:
    """The plans beside a strategy with a proposal that was not adopted on its day."""
    for plan in terms.plans:
        closing = closings(asof).get(plan.proposal) if plan.proposal else None
        if plan.proposal and not (closing and closing.is_adopted and closing.on == terms.decided_on):
            yield plan
