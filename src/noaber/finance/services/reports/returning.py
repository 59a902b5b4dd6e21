"""Saying which money out of the bank paid a payer its part of an adopted result: never more than either has left.

The report is locked first and the entry after it; sums are made under the lock.
"""

import datetime as dt
import uuid

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock, recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_keep_bank
from noaber.finance.models import BankEntry, Report, ReportAdoption, ResultReturn, RunContribution
from noaber.finance.queries.bank.entries import EntryRow, entry
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.queries.reports.returns import ReturnRow, returns_of
from noaber.finance.services.bank.opposites import undone
from noaber.finance.services.recording import recording


def return_result(account: ReportRow, payer: str, key: int, *, actor: Actor, now: dt.datetime) -> bool:
    """Say that an entry paid what goes back to a payer, as far as both go; False when just that was said before.

    DomainError: nothing goes back to it or all was paid, or the money came in or is for something else.
    """
    require(may_keep_bank(actor))
    with verb("finance.return_result", actor=actor) as trail:
        now = recording(now)
        lock(Report, account.id, revision=None, label=account.period)
        list(BankEntry.objects.select_for_update().filter(pk=key).values_list("pk"))
        row, money = owed(account, payer), entry(key)
        if money is None:
            raise DomainError(_("Deze boeking bestaat niet."), field="entry")
        cents = min(row.open_cents, money.left_cents)
        if not cents and _stands(account, payer, key):
            return False
        if not row.open_cents:
            raise DomainError(_("Dit is al terugbetaald."))
        _refuse_unfit(money)
        made = ResultReturn.objects.create(
            adoption=ReportAdoption.objects.get(report=account.id),
            payer_id=payer_id(account, payer),
            entry_id=key,
            amount_cents=cents,
            **recorded_by(actor, now),
        )
        trail.note(made, {"year": account.year, "payer": payer, "entry": key}, records=[made])
    return True


def release_return(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Undo a payment, whole; False when it was undone before."""
    require(may_keep_bank(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit losmaakt."), field="reason")
    with verb("finance.release_result_return", actor=actor) as trail:
        now = recording(now)
        row = ResultReturn.objects.filter(pk=key, releases__isnull=True).select_related("adoption").first()
        if row is None:
            raise DomainError(_("Deze betaling bestaat niet."))
        lock(Report, row.adoption.report_id, revision=None, label=str(row.adoption_id))
        if ResultReturn.objects.filter(releases=row).exists():
            return False
        made = undone(row, reason, recorded_by(actor, now))
        trail.note(made, {"entry": row.entry_id, "releases": row.pk}, records=[made])
    return True


def owed(account: ReportRow, payer: str) -> ReturnRow:
    """What goes back to a payer, read anew under the lock."""
    known = adopted_accounts(account.agreement_code).get(account.year)
    found = next((row for row in returns_of(known) if row.code == payer), None) if known else None
    if found is None:
        raise DomainError(_("Uit dit resultaat gaat niets terug naar deze betaler."))
    return found


def payer_id(account: ReportRow, payer: str) -> uuid.UUID:
    """The organisation that was asked the contribution."""
    found = RunContribution.objects.filter(
        run__billing_year__agreement__code=account.agreement_code,
        run__billing_year__year=account.year,
        organisation__code=payer,
    )
    return found.values_list("organisation_id", flat=True)[0]


def _refuse_unfit(money: EntryRow) -> None:
    if money.is_incoming:
        raise DomainError(_("Dit geld kwam binnen; daarmee is niets terugbetaald."), field="entry")
    if not money.left_cents:
        raise DomainError(_("Deze boeking is al helemaal verwerkt."), field="entry")


def _stands(account: ReportRow, payer: str, key: int) -> bool:
    found = ResultReturn.objects.filter(adoption__report=account.id, payer__code=payer, entry=key)
    return found.filter(releases__isnull=True, released_by__isnull=True).exists()
