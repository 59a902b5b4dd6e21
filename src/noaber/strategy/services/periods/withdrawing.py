"""Taking back a period that was recorded by mistake: it stays to be read with the reason, and no more."""

import datetime as dt
from dataclasses import replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock
from noaber.strategy.access import may_record_period
from noaber.strategy.models import PolicyPeriod
from noaber.strategy.queries.periods.period import resting_on, terms_of
from noaber.strategy.rules.periods.period import LONGEST, PeriodState, withdrawal_fault
from noaber.strategy.services.periods.period import write_terms
from noaber.strategy.services.withdrawing import checked_reason


def withdraw_period(
    code: str,
    reason: str,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> None:
    """Withdraw a period on which nothing rests yet; refused without a reason, twice, and once it was adopted."""
    require(may_record_period(actor))
    typed = checked_reason(reason, missing=_("Vul in waarom u de periode intrekt."), longest=LONGEST["note"])
    with verb("strategy.withdraw_period", actor=actor) as trail:
        found = PolicyPeriod.objects.filter(code=code).values_list("pk", flat=True).first()
        if found is None:
            raise DomainError(_("Deze beleidsperiode is er niet."))
        period = lock(PolicyPeriod, found, revision=expected_revision, label=_("Deze periode"))
        last = period.statements.last()
        if last is None:
            raise DomainError(_("Deze beleidsperiode is er niet."))
        terms = terms_of(last)
        if fault := withdrawal_fault(terms, resting_on(code)):
            raise DomainError(fault)
        gone = replace(terms, state=PeriodState.WITHDRAWN, decided_on=today, source="", note=typed)
        period.revision += 1
        written = write_terms(period, gone, actor=actor, now=now)
        period.save(update_fields=["revision"])
        trail.note(period, {"code": code, "number": period.revision}, records=written)
