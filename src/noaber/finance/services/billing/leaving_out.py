"""Not invoicing again who got a credit note without replacement, and lifting that."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import lock, recorded_by
from noaber.finance.access import may_make_run
from noaber.finance.models import BillingYear, Invoice, LeaveOutStep
from noaber.finance.queries.billing.left_out import last_step
from noaber.finance.rules.reasons import WORDS_NEEDED, says_something


def note_left_out(note: Invoice, reason: str, *, actor: Actor, now: dt.datetime) -> LeaveOutStep:
    """Mark a credit note that was just made: its municipality gets no other invoice of the year."""
    return LeaveOutStep.objects.create(
        credit_note=note, number=1, is_left_out=True, reason=reason, **recorded_by(actor, now)
    )


def bill_again(note: Invoice, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Have a next run ask who was left out; False when it is not left out (any more)."""
    require(may_make_run(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf waarom deze gemeente weer meedoet. ") + WORDS_NEEDED, field="reason")
    with verb("finance.bill_again", actor=actor) as trail:
        contribution = note.credits.contribution if note.credits else None
        if contribution is None:
            raise DomainError(_("Dit is geen creditnota van een bijdrage."))
        year = contribution.run.billing_year
        lock(BillingYear, year.pk, revision=None, label=str(year.year))
        said = last_step(note)
        if said is None or not said.is_left_out:
            return False
        step = LeaveOutStep.objects.create(
            credit_note=note,
            number=said.number + 1,
            is_left_out=False,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        trail.note(note, {"number": note.number}, records=[step])
    return True
