"""A strategy and the plan beside it that were adopted on different days: what can be done about it (R13)."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import long_date
from noaber.decisions.api import Role, Standing, closings, proposal
from noaber.strategy.queries.periods.period import periods, titles
from noaber.strategy.rules.periods.period import PeriodState


@dataclass(frozen=True, slots=True)
class TwoDays:
    """Of a strategy (`period`, its code) that is still prepared, its proposal and the day of that; and of the plan."""

    period: str
    title: str
    strategy: str
    on: dt.date
    plan: str
    plan_on: dt.date


def two_days(asof: AsOf) -> Iterator[TwoDays]:
    """Every strategy that is to be recorded as adopted on a day of its own, or of which a day is to be put right.

    Where nothing was adopted on two days, which is nearly always, no strategy is read.
    """
    if not any(each.is_other_day for each in closings(asof).values()):
        return
    for row in titles(asof):
        closing = closings(asof).get(row.decided_by) if row.state is PeriodState.PREPARATION else None
        if closing and closing.is_other_day and closing.on and closing.linked_on:
            yield TwoDays(row.code, row.title, row.decided_by, closing.on, closing.linked, closing.linked_on)


def two_days_of(period: str, asof: AsOf) -> TwoDays | None:
    """That of one period."""
    return next((each for each in two_days(asof) if each.period == period), None)


def on_two_days(found: Standing) -> Iterator[str]:
    """For who writes the proposals: at that of the strategy, and at that of the plan."""
    if found.adopted_on is None:
        return
    for each in two_days(AsOf(clock.today())):
        if found.code == each.strategy:
            text = _(
                "Is de strategie echt op een andere dag vastgesteld dan het plan? Leg dan bij ‘%(title)s’ vast dat zij "
                "op %(on)s is vastgesteld, en in de toelichting waarom op een eigen dag. Daarna staat dit besluit vast."
            )
        elif found.code == each.plan:
            text = _(
                "‘%(title)s’ gaat samen met dit plan, maar is op een andere dag vastgesteld: %(on)s. Klopt een van "
                "beide dagen niet? Zet die dan recht: hier met ‘Rectificeer de dag’, bij de strategie door het "
                "standpunt opnieuw vast te leggen. Kloppen ze allebei? Leg dan bij ‘%(title)s’ vast dat de strategie "
                "op haar eigen dag is vastgesteld, en in de toelichting waarom."
            )
        else:
            continue
        yield text % {"title": each.title, "on": long_date(each.on)}


def way_to_mend(each: TwoDays, asof: AsOf) -> str:
    """The address where the day of the plan is put right: rectified, or said anew while it waits for the strategy."""
    found, closing = proposal(COMMAND, each.plan, asof), closings(asof).get(each.plan)
    for stage in found.stages if found else ():
        for party in stage.parties if stage.role is Role.ADOPT else ():
            address = f"{proposal_address(each.plan)}standpunt/{party.consultation_id}/"
            return f"{address}rectificeren/" if closing and closing.is_adopted else address
    return proposal_address(each.plan)


def strategy_stays_behind(found: Standing) -> Iterator[str]:
    """For who is about to adopt the plan beside a strategy: that the strategy is not adopted with it, or that day."""
    asof = AsOf(clock.today())
    for row in periods(asof):
        if row.terms.state is not PeriodState.PREPARATION or not found.adopted_on:
            continue
        if found.code not in {plan.proposal for plan in row.terms.plans} - {row.terms.decided_by}:
            continue
        closing = closings(asof).get(row.terms.decided_by)
        if closing and closing.on == found.adopted_on:
            continue
        text = _(
            "‘%(title)s’ gaat samen met dit plan, en is hiermee niet vastgesteld. Zij hoort op dezelfde dag te worden "
            "vastgesteld."
        )
        if closing and closing.on:
            text = _(
                "‘%(title)s’ gaat samen met dit plan, maar is op een andere dag vastgesteld: %(on)s. Zo is het niet "
                "rond."
            )
        title = f"{row.terms.title} {row.terms.years}"
        yield text % {"title": title, "on": long_date(closing.on) if closing and closing.on else ""}
