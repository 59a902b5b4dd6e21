"""Setting off what goes back of an adopted result against an open invoice of the same payer, and undoing that.

Never more than either has left. The report is locked first and the invoice after it; sums are made under the lock.
"""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import Invoice, Report, ReportAdoption, ResultSetOff
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.queries.reports.result_set_offs import invoices_to_set_off
from noaber.finance.services.billing.credited_results import take_back
from noaber.finance.services.recording import recording
from noaber.finance.services.reports.returning import owed, payer_id


@dataclass(frozen=True, slots=True)
class SetOff:
    """What of a payer's part goes off which invoice. `seen_left`: what the editor saw as left of that part."""

    payer: str
    number: str
    cents: int
    reason: str = ""
    seen_left: int | None = None


def set_off_result(
    account: ReportRow, asked: SetOff, *, actor: Actor, now: dt.datetime, today: dt.date
) -> bool:
    """Take a part of what goes back off what an invoice asks; False when just that was said since it was seen.

    DomainError: an invoice of another payer, or more than either has left. Conflict: something else was paid of it or
    set off since it was seen.
    """
    require(may_keep_bank(actor))
    with verb("finance.set_off_result", actor=actor) as trail:
        now = recording(now)
        lock(Report, account.id, revision=None, label=account.period)
        row, open_cents = owed(account, asked.payer), _locked(asked.number)
        is_changed = asked.seen_left is not None and asked.seen_left != row.open_cents
        if is_changed or not row.open_cents:
            if _stands(account, asked):
                return False
            raise Conflict(_("Dit resultaat"), revision=0)
        if asked.number not in invoices_to_set_off(asked.payer, today):
            raise DomainError(_("Kies een factuur van dezelfde betaler die nog openstaat."), field="invoice")
        most = min(row.open_cents, open_cents)
        if not 0 < asked.cents <= most:
            text = _("Verreken meer dan nul en ten hoogste %(most)s.") % {"most": format_euro(most)}
            raise DomainError(text, field="amount")
        made = ResultSetOff.objects.create(
            adoption=ReportAdoption.objects.get(report=account.id),
            payer_id=payer_id(account, asked.payer),
            invoice=Invoice.objects.get(number=asked.number),
            amount_cents=asked.cents,
            set_off_on=today,
            reason=asked.reason.strip()[:500],
            **recorded_by(actor, now),
        )
        about = {"payer": asked.payer, "invoice": asked.number}
        trail.note(made, {"year": account.year, **about}, records=[made])
    return True


def release_result_set_off(key: int, *, reason: str, actor: Actor, now: dt.datetime, today: dt.date) -> bool:
    """Undo it, whole: the invoice asks it again and it goes back again. False when it was undone before."""
    require(may_keep_bank(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit losmaakt."), field="reason")
    with verb("finance.release_result_set_off", actor=actor) as trail:
        now = recording(now)
        found = ResultSetOff.objects.filter(pk=key, releases__isnull=True)
        row = found.select_related("adoption", "invoice").first()
        if row is None:
            raise DomainError(_("Deze verrekening bestaat niet."))
        lock(Report, row.adoption.report_id, revision=None, label=str(row.adoption_id))
        _locked(row.invoice.number)
        if ResultSetOff.objects.filter(releases=row).exists():
            return False
        take_back(row, reason, trail, today, recorded_by(actor, now))
    return True


def _locked(number: str) -> int:
    """What is open of an invoice, under its lock."""
    list(Invoice.objects.select_for_update().filter(number=number).values_list("pk"))
    return sum(row.settlement.open_cents for row in settlements([number]))


def _stands(account: ReportRow, asked: SetOff) -> bool:
    found = ResultSetOff.objects.filter(
        adoption__report=account.id,
        payer__code=asked.payer,
        invoice__number=asked.number,
        amount_cents=asked.cents,
    )
    return found.filter(releases__isnull=True, released_by__isnull=True).exists()
