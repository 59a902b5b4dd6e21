"""The findings of the last review as a source of the next inventory (R06)."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.strategy.access import may_record_period
from noaber.strategy.models import LocalPlan
from noaber.strategy.queries.reviews.findings import SOURCE, offered_findings
from noaber.strategy.rules.inventory import SourceKind
from noaber.strategy.services.inventory.plans import checked, put_text


def take_over_findings(period: str, *, actor: Actor, now: dt.datetime, today: dt.date) -> bool:
    """Put the findings of the final review of the period before with the sources of this one; False when they are.

    A finding on no theme of the taxonomy is not among them: a priority points at one.
    """
    require(may_record_period(actor))
    with verb("strategy.take_over_findings", actor=actor) as trail:
        offer = offered_findings(period, AsOf(today))
        if offer is None or not offer.text.priorities:
            raise DomainError(_("Er zijn geen bevindingen om over te nemen."))
        kept = checked(period, offer.text, now)
        plan, _is_new = LocalPlan.objects.get_or_create(
            period=kept, source=SOURCE, defaults={"kind": SourceKind.REVIEW.value}
        )
        if plan.kind != SourceKind.REVIEW:
            raise DomainError(_("Er is al een andere bron met deze naam. Geef die eerst een andere."))
        return put_text(trail, plan, offer.text, now=now)
