"""Issuing invoices and credit notes: numbered in one locked series without gaps, and standing for good from then on.

Nothing is numbered before everything of the run can be: one transaction makes all documents of a run, or none.
"""

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import recorded_by
from noaber.core.rules.reasons import WORDS_NEEDED, says_something
from noaber.finance.access import may_make_run
from noaber.finance.formats.content_json import as_json, from_json
from noaber.finance.formats.ubl_writing import to_ubl
from noaber.finance.models import Allocation, Invoice, InvoiceSeries
from noaber.finance.queries.billing.before_issue import BeforeIssue, Draft, before_issue, sender_on
from noaber.finance.queries.billing.runs import RunRow, standing_invoices
from noaber.finance.queries.billing.terms import host_on
from noaber.finance.queries.parties import PartiesOfDay, parties_on
from noaber.finance.rules.billing.composing import credit_of, number_of, numbered
from noaber.finance.rules.billing.terms import RunStep
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceContent
from noaber.finance.rules.invoices.preflight import Lack, what_lacks
from noaber.finance.services.billing.credited_results import release_of_credited
from noaber.finance.services.billing.leaving_out import note_left_out
from noaber.finance.services.billing.paid_money import PaidMoney, lock_invoices, settle_paid
from noaber.finance.services.billing.runs import lock_run, note_step
from noaber.finance.services.recording import recording


class LacksSomething(DomainError):
    """Documents cannot be made; `lacks` names every missing datum and at which organisation. Nothing was numbered."""

    def __init__(self, lacks: Sequence[Lack]) -> None:
        super().__init__(
            _("Er ontbreken gegevens. Er is niets genummerd: %(first)s")
            % {"first": " ".join(map(str, lacks[:3]))}
        )
        self.lacks = tuple(lacks)


def issue_run(
    run: RunRow, *, actor: Actor, now: dt.datetime, issued_on: dt.date, paid: PaidMoney | None = None
) -> int:
    """Make all invoices of an approved run, and the credit notes of what it replaces; answer how many documents.

    0 when that was done already: a second try after a crash finds all of it or nothing. `LacksSomething`: nothing is
    made. `paid`: what becomes of money that was paid on what is taken off.
    """
    require(may_make_run(actor))
    with verb("finance.issue_run", actor=actor) as trail:
        now = recording(now)
        locked = lock_run(run, RunStep.ISSUED)
        if locked is None:
            return 0
        series = _lock_series(issued_on.year)  # before looking what stands: somebody may be crediting it
        booked = lock_invoices([each.number for each in standing_invoices(*_year_of(run)).values()])
        before = before_issue(run, issued_on)
        refuse_issue(before)
        settle_paid(_on_credited(booked, before.drafts), paid, actor=actor, now=now)
        credited = [each.credits.number for each in before.drafts if each.credits]
        release_of_credited(credited, actor=actor, now=now, today=issued_on)
        made = _numbered_in(series, before.drafts, _Issue(actor, now, issued_on, parties_on(issued_on)))
        step = note_step(locked, RunStep.ISSUED, "", actor=actor, now=now)
        trail.note(locked, {"year": run.year, "number": run.number, "documents": len(made)}, records=[step])
        _note(trail, made)
    return len(made)


def refuse_issue(before: BeforeIssue) -> None:
    """`LacksSomething`, or a DomainError when a run changes nothing."""
    if before.lacks:
        raise LacksSomething(before.lacks)
    if not before.drafts:
        raise DomainError(
            _("Er verandert niets: wie in deze ronde staat, heeft al een factuur over dit bedrag.")
        )


def _year_of(run: RunRow) -> tuple[str, int]:
    return run.agreement_code, run.year


def _on_credited(booked: Sequence[Allocation], drafts: Sequence[Draft]) -> list[Allocation]:
    credited = {each.credits.pk for each in drafts if each.credits}
    return [row for row in booked if row.invoice_id in credited]


def credit_invoice(
    invoice: Invoice,
    *,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    issued_on: dt.date,
    paid: PaidMoney | None = None,
) -> Invoice:
    """Take off a whole invoice with a credit note of its own number, once; nothing comes instead, now or later.

    Who got it is left out of next runs of the year, until `bill_again`. `paid`: what becomes of money that was paid on
    it; a DomainError when there is and nobody says.
    """
    require(may_make_run(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf waarom u de factuur crediteert. ") + WORDS_NEEDED, field="reason")
    with verb("finance.credit_invoice", actor=actor) as trail:
        now = recording(now)
        series = _lock_series(issued_on.year)
        booked = lock_invoices([invoice.number])  # who credits in another year has another series
        refuse_credit(invoice)
        settle_paid(booked, paid, actor=actor, now=now)
        release_of_credited([invoice.number], actor=actor, now=now, today=issued_on)
        day = parties_on(issued_on)
        sender = sender_on(issued_on, host_on(issued_on), day)
        if sender is None:
            raise DomainError(_("Er is nog geen beheerorganisatie vastgelegd."))
        sent = from_json(invoice.content)
        content = credit_of(sent, sender, reason.strip(), day.follower_of(sent.buyer.code))
        if lacks := what_lacks(content, is_numbered=False):
            raise LacksSomething(lacks)
        draft = Draft(content, None, invoice, reason.strip())
        [made] = _numbered_in(series, [draft], _Issue(actor, now, issued_on, day))
        _note(trail, [made])
        step = note_left_out(made, draft.reason, actor=actor, now=now)
        trail.note(made, {"number": made.number}, records=[step])
    return made


@dataclass(frozen=True, slots=True)
class _Issue:
    """Who issues, when, and the register of that day."""

    actor: Actor
    now: dt.datetime
    issued_on: dt.date
    day: PartiesOfDay


def refuse_credit(invoice: Invoice) -> None:
    """DomainError: there is nothing to take off, or that was done."""
    if invoice.kind != DocumentKind.INVOICE:
        raise DomainError(_("Een creditnota kan niet worden gecrediteerd."))
    if Invoice.objects.filter(credits=invoice).exists():
        raise DomainError(_("Deze factuur is al gecrediteerd."))


def _lock_series(year: int) -> InvoiceSeries:
    InvoiceSeries.objects.get_or_create(year=year)
    return InvoiceSeries.objects.select_for_update().get(year=year)


def _numbered_in(series: InvoiceSeries, drafts: Sequence[Draft], issue: _Issue) -> list[Invoice]:
    """Give the next numbers of a series that is locked, without a gap, and keep what was made."""
    first = series.last_number + 1
    rows = [_row(draft, series, number, issue) for number, draft in enumerate(drafts, start=first)]
    series.last_number += len(rows)
    series.save(update_fields=["last_number"])
    return Invoice.objects.bulk_create(rows, batch_size=200)


def _row(draft: Draft, series: InvoiceSeries, sequence: int, issue: _Issue) -> Invoice:
    content = numbered(draft.content, number_of(series.year, sequence))
    return Invoice(
        kind=content.kind.value,
        series=series,
        sequence=sequence,
        number=content.number,
        reference=content.reference,
        buyer_id=_buyer_id(draft, content, issue.day),
        contribution_id=draft.asked.id if draft.asked and draft.credits is None else None,
        issued_on=content.issued_on,
        due_on=content.due_on,
        total_cents=content.total_cents,
        credits=draft.credits,
        reason=draft.reason,
        content=as_json(content),
        ubl=to_ubl(content).decode(),
        **recorded_by(issue.actor, issue.now),
    )


def _buyer_id(draft: Draft, content: InvoiceContent, day: PartiesOfDay) -> uuid.UUID:
    """A credit note goes to whom the invoice went, or to who took over its rights and duties since."""
    if draft.credits and not day.follower_of(draft.credits.content["buyer"]["code"]):
        return draft.credits.buyer_id
    return day.rows[content.buyer.code].id


def _note(trail: Trail, made: Sequence[Invoice]) -> None:
    for each in made:
        trail.note(each, {"number": each.number, "kind": each.kind}, records=[each])
