"""What of a result was set off against an invoice and is taken back, as when that invoice is credited."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.audit import Trail, verb
from noaber.core.history import recorded_by
from noaber.finance.models import ResultSetOff


def release_of_credited(numbers: Collection[str], *, actor: Actor, now: dt.datetime, today: dt.date) -> None:
    """What is credited asks nothing, so what was set off against it goes back again. The caller locked the invoices."""
    standing = ResultSetOff.objects.filter(
        invoice__number__in=list(numbers), releases__isnull=True, released_by__isnull=True
    )
    for row in standing.select_related("invoice").order_by("pk"):
        with verb("finance.release_result_set_off", actor=actor) as trail:
            reason = _("Factuur %(number)s is gecrediteerd.") % {"number": row.invoice.number}
            take_back(row, reason, trail, today, recorded_by(actor, now))


def take_back(
    row: ResultSetOff, reason: str, trail: Trail, today: dt.date, recorded: Mapping[str, Any]
) -> None:
    """The opposite row, whole; the caller holds the lock of the invoice and knows that it stands."""
    made = ResultSetOff.objects.create(
        adoption_id=row.adoption_id,
        payer_id=row.payer_id,
        invoice_id=row.invoice_id,
        amount_cents=-row.amount_cents,
        set_off_on=today,
        reason=reason.strip()[:500],
        releases=row,
        **recorded,
    )
    trail.note(made, {"invoice": row.invoice.number, "releases": row.pk}, records=[made])
