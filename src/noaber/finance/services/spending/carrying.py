"""Carrying what is left of a commitment to the next year: released here and entered there, in one transaction."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.finance.access import may_commit
from noaber.finance.models import BudgetPost, BudgetYear, CarriedCommitment, Commitment, CommitmentStep
from noaber.finance.queries.spending.bookings import CommitmentRow, commitments_of
from noaber.finance.rules.reasons import says_something
from noaber.finance.rules.spending.bookings import CommitmentState, SpendingError, check_commitment
from noaber.finance.rules.spending.bookings import CommitmentStep as Step
from noaber.finance.services.budget.year_budget import lock_budget_year
from noaber.finance.services.spending.commitments import approved_budget, find_commitment, spendable_line


def carry_commitment(
    key: int, *, reason: str, actor: Actor, now: dt.datetime, today: dt.date
) -> tuple[int, bool]:
    """Answer the key of the commitment of the next year, and whether it is new: twice is once.

    DomainError: nothing is left, the year is not over, or the same line of the next year has less left than it asks.
    """
    require(may_commit(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom dit doorloopt."), field="reason")
    row = find_commitment(key)
    with verb("finance.carry_commitment", actor=actor) as trail:
        lock_budget_year(row.agreement_code, row.year)  # the years in order, so that two wait for each other
        row = find_commitment(key)
        if row.carried_to:
            return row.carried_to[0], False
        if why := why_not_carry(row, today):
            raise DomainError(why)
        locked = lock_budget_year(row.agreement_code, row.year + 1)
        _check_room(row)
        made = _entered(row, locked, actor, now)
        motive, by = reason.strip(), recorded_by(actor, now)
        steps = CommitmentStep.objects.bulk_create(
            CommitmentStep(commitment_id=each, kind=kind.value, note=motive, **by)
            for each, kind in ((key, Step.RELEASED), (made.pk, Step.COMMITTED))
        )
        carried = CarriedCommitment.objects.create(before_id=key, after=made, reason=motive, **by)
        trail.note(made, {"year": row.year + 1, "carried": key}, records=[made, *steps, carried])
    return made.pk, True


def why_not_carry(row: CommitmentRow, today: dt.date) -> str:
    """Why a commitment cannot go on in the next year, in Dutch; empty when it can."""
    if row.state is not CommitmentState.COMMITTED:
        return _("Alleen een verplichting die vastligt, kan doorlopen.")
    if not row.open_cents:
        return _("Van deze verplichting is niets meer over.")
    if today.year <= row.year:
        return _("%(year)s is nog niet voorbij. Daarna kan wat over is doorlopen.") % {"year": row.year}
    return ""


def _check_room(row: CommitmentRow) -> None:
    """Under the lock of the next year."""
    line = spendable_line(approved_budget(row.agreement_code, row.year + 1), row.post)
    try:
        check_commitment(row.open_cents, line.left_cents, line.title)
    except SpendingError as error:
        raise DomainError(str(error)) from error


def _entered(row: CommitmentRow, locked: BudgetYear, actor: Actor, now: dt.datetime) -> Commitment:
    return Commitment.objects.create(
        budget_year=locked,
        post=BudgetPost.objects.get(agreement__code=row.agreement_code, code=row.post),
        number=len(commitments_of(row.agreement_code, row.year + 1)) + 1,
        title=row.title,
        party=row.party,
        subject_kind=row.subject_kind,
        subject_key=row.subject_key,
        amount_cents=row.open_cents,
        **recorded_by(actor, now),
    )
