"""Money on a line: asked for, committed while there is room, released. Sums are made under the lock of the year."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.reasons import names_something
from noaber.finance.access import may_commit, may_request_commitment
from noaber.finance.models import BudgetPost, Commitment
from noaber.finance.models import CommitmentStep as StepTaken
from noaber.finance.queries.budget.year_budget import YearBudget, budget_of
from noaber.finance.queries.spending.bookings import CommitmentRow, commitment_of, commitments_of
from noaber.finance.queries.spending.commitment_subjects import posts_for, subject_of
from noaber.finance.rules.agreements.agreement import HIGHEST_CENTS
from noaber.finance.rules.budget.year_budget import BudgetSide, LineFigures
from noaber.finance.rules.reasons import says_something
from noaber.finance.rules.spending.bookings import (
    LONGEST_TEXT,
    CommitmentState,
    CommitmentStep,
    SpendingError,
    check_commitment,
)
from noaber.finance.services.billing.terms import agreement_to_bill
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.budget.year_budget import lock_budget_year


@dataclass(frozen=True, slots=True)
class Wanted:
    """Money that somebody asks for. `subject_kind` and `subject_key`: the thing of another room that it is for."""

    agreement_code: str
    year: int
    post: str
    title: str
    amount_cents: int
    party: str = ""
    subject_kind: str = ""
    subject_key: str = ""


def request_commitment(wanted: Wanted, *, actor: Actor, now: dt.datetime) -> int:
    """Ask for money on a line; answer the key of it, that of the same request when that waits already.

    DomainError: a line of no approved budget, a thing that may not be on this line (R48), or nothing in words.
    """
    require(may_request_commitment(actor))
    _refuse_faulty(wanted)
    with verb("finance.request_commitment", actor=actor) as trail:
        locked = lock_budget_year(wanted.agreement_code, wanted.year)
        refuse_closed(wanted.agreement_code, wanted.year)
        spendable_line(approved_budget(wanted.agreement_code, wanted.year), wanted.post)
        before = commitments_of(wanted.agreement_code, wanted.year)
        same = next(
            (row for row in before if row.state is CommitmentState.REQUESTED and _is_same(row, wanted)), None
        )
        if same:
            return same.id
        made = Commitment.objects.create(
            budget_year=locked,
            post=BudgetPost.objects.get(agreement__code=wanted.agreement_code, code=wanted.post),
            number=len(before) + 1,
            title=wanted.title.strip(),
            party=wanted.party.strip(),
            subject_kind=wanted.subject_kind,
            subject_key=wanted.subject_key,
            amount_cents=wanted.amount_cents,
            **recorded_by(actor, now),
        )
        trail.note(made, {"year": wanted.year, "post": wanted.post}, records=[made])
    return made.pk


def commit(key: int, *, actor: Actor, now: dt.datetime, note: str = "") -> bool:
    """Enter into a commitment; False when that was done before. DomainError: the line has less left than it asks."""
    require(may_commit(actor))
    return _take(key, CommitmentStep.COMMITTED, note, actor, now)


def release_commitment(key: int, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Release what a commitment still keeps, or take a request back; False when that was done before."""
    require(may_commit(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom dit vrijkomt."), field="reason")
    return _take(key, CommitmentStep.RELEASED, reason, actor, now)


VERBS = {CommitmentStep.COMMITTED: "commit", CommitmentStep.RELEASED: "release_commitment"}


def why_not(row: CommitmentRow, step: CommitmentStep) -> str:
    """Why a commitment cannot take this step, in Dutch; empty when it can."""
    if row.state is CommitmentState.RELEASED:
        return _("Dit is al vrijgegeven.")
    if step is CommitmentStep.COMMITTED and row.state is CommitmentState.COMMITTED:
        return _("Dit is al vastgelegd.")
    return ""


def approved_budget(agreement_code: str, year: int) -> YearBudget:
    """The budget of a year that money can be taken from. DomainError: it was not approved yet."""
    found = budget_of(agreement_to_bill(agreement_code, year), year)
    if not found.is_approved:
        raise DomainError(_("Voor %(year)s is nog geen begroting goedgekeurd.") % {"year": year})
    return found


def spendable_line(budget: YearBudget, code: str) -> LineFigures:
    """A line of expenditure of that budget."""
    line = budget.line(code)
    if line is None or line.side is not BudgetSide.EXPENDITURE:
        raise DomainError(
            _("Deze post staat niet bij de uitgaven van %(year)s.") % {"year": budget.year}, field="post"
        )
    return line


def _take(key: int, step: CommitmentStep, note: str, actor: Actor, now: dt.datetime) -> bool:
    row = find_commitment(key)
    with verb(f"finance.{VERBS[step]}", actor=actor) as trail:
        lock_budget_year(row.agreement_code, row.year)
        row = find_commitment(key)
        if row.state.value == step.value:
            return False
        if reason := why_not(row, step):
            raise DomainError(reason)
        if step is CommitmentStep.COMMITTED:
            refuse_closed(row.agreement_code, row.year)
            _check_room(row)
        taken = StepTaken.objects.create(
            commitment_id=key, kind=step.value, note=note.strip(), **recorded_by(actor, now)
        )
        trail.note("finance.commitment", {"year": row.year, "number": row.number}, key=key, records=[taken])
    return True


def find_commitment(key: int) -> CommitmentRow:
    found = commitment_of(key)
    if found is None:
        raise DomainError(_("Deze verplichting bestaat niet."))
    return found


def _check_room(row: CommitmentRow) -> None:
    line = spendable_line(approved_budget(row.agreement_code, row.year), row.post)
    try:
        check_commitment(row.amount_cents, line.left_cents, line.title)
    except SpendingError as error:
        raise DomainError(str(error)) from error


def _is_same(row: CommitmentRow, wanted: Wanted) -> bool:
    return (row.post, row.title, row.party, row.subject_kind, row.subject_key, row.amount_cents) == (
        wanted.post,
        wanted.title.strip(),
        wanted.party.strip(),
        wanted.subject_kind,
        wanted.subject_key,
        wanted.amount_cents,
    )


def _refuse_faulty(wanted: Wanted) -> None:
    if not names_something(wanted.title) or len(wanted.title) > LONGEST_TEXT:
        raise DomainError(_("Schrijf in een paar woorden waarvoor het geld is."), field="title")
    if not 0 < wanted.amount_cents <= HIGHEST_CENTS:
        raise DomainError(_("Het bedrag moet meer dan nul zijn."), field="amount")
    if not wanted.subject_kind:
        return
    posts = posts_for(wanted.subject_kind)
    if posts is None or subject_of(wanted.subject_kind, wanted.subject_key) is None:
        raise DomainError(_("Waarvoor dit geld is, bestaat niet."), field="subject")
    if wanted.post not in posts:
        raise DomainError(_("Geld voor een project komt van de post projecten."), field="post")
