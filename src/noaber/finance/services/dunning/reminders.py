"""Reminding who did not pay, once per step, and setting aside what is disputed.

Invoices are locked in order of their number, as booking a payment and crediting lock them: a payment, a credit note or
a dispute that came in between makes that one invoice refused, with the reason; the others go on.
"""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_remind
from noaber.finance.formats.content_json import from_json
from noaber.finance.models import (
    DisputeStep,
    Invoice,
    PaymentReminder,
    ReminderScheme,
    ReminderStatement,
)
from noaber.finance.queries.dunning.reminders import (
    SCHEME,
    DisputeRow,
    disputes,
    reminder_terms,
    sent_steps,
)
from noaber.finance.queries.invoices.deliveries import addresses_on
from noaber.finance.queries.invoices.open_items import OpenRow, settlements
from noaber.finance.rules.billing.composing import network_in
from noaber.finance.rules.dunning.reminders import ReminderStep, ReminderTerms, due_step, faults_of
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.settlement import Settled
from noaber.finance.rules.reasons import says_something
from noaber.finance.services.dunning.letters import mail_reminder


@dataclass(frozen=True, slots=True)
class AskedReminder:
    """A step that a person confirms, with what was open when it was shown."""

    number: str
    step: ReminderStep
    open_cents: int


@dataclass(frozen=True, slots=True)
class RefusedReminder:
    """One that was not sent, and why."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class Reminded:
    """What came of a list that was confirmed."""

    sent: tuple[int, ...] = ()
    refused: tuple[RefusedReminder, ...] = ()


def set_reminder_terms(
    terms: ReminderTerms, *, actor: Actor, now: dt.datetime, expected_number: int | None = None
) -> bool:
    """Say how many days come before each step; False when just that was said. What was sent stands."""
    require(may_remind(actor))
    for fault in faults_of(terms):
        raise DomainError(fault.text, field=fault.name)
    with verb("finance.set_reminder_terms", actor=actor) as trail:
        made, _is_new = ReminderScheme.objects.get_or_create(code=SCHEME)
        label = _("De termijnen")
        known = reminder_terms()
        scheme = lock(ReminderScheme, made.pk, revision=None, label=label)
        if known.number and known.terms == terms:
            return False
        lock(ReminderScheme, made.pk, revision=expected_number, label=label)
        count_change(scheme)
        said = ReminderStatement.objects.create(
            scheme=scheme,
            number=scheme.revision,
            first_days=terms.first_days,
            second_days=terms.second_days,
            demand_days=terms.demand_days,
            answer_days=terms.answer_days,
            motive=terms.motive.strip(),
            **recorded_by(actor, now),
        )
        trail.note(scheme, {"number": said.number}, records=[said])
    return True


def dispute_invoice(number: str, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Say that its payer disputes an invoice: it is reminded of no more. False when that was said before."""
    require(may_remind(actor))
    with verb("finance.dispute_invoice", actor=actor) as trail:
        invoice, before = _to_dispute(number, reason)
        if before is not None and before.is_disputed:
            return False
        _refuse_settled(number)
        said = _say(invoice, before, reason, recorded_by(actor, now), is_disputed=True)
        trail.note(invoice, {"number": number}, records=[said])
    return True


def settle_dispute(number: str, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Say that an invoice is disputed no more, and why. False when that was said before."""
    require(may_remind(actor))
    with verb("finance.settle_dispute", actor=actor) as trail:
        invoice, before = _to_dispute(number, reason)
        if before is None or not before.is_disputed:
            return False
        said = _say(invoice, before, reason, recorded_by(actor, now), is_disputed=False)
        trail.note(invoice, {"number": number}, records=[said])
    return True


def _to_dispute(number: str, reason: str) -> tuple[Invoice, DisputeRow | None]:
    """The invoice under its lock, with what was last said of it."""
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom."), field="reason")
    invoice = _lock([number]).get(number)
    if invoice is None or invoice.kind != DocumentKind.INVOICE:
        raise DomainError(_("Factuur %(number)s bestaat niet.") % {"number": number})
    return invoice, disputes([number]).get(number)


def _say(
    invoice: Invoice,
    before: DisputeRow | None,
    reason: str,
    recorded: Mapping[str, Any],
    *,
    is_disputed: bool,
) -> DisputeStep:
    return DisputeStep.objects.create(
        invoice=invoice,
        number=before.number + 1 if before else 1,
        is_disputed=is_disputed,
        reason=reason.strip(),
        **recorded,
    )


def _refuse_settled(number: str) -> None:
    [row] = settlements([number])
    if why := NOTHING_OPEN.get(row.settlement.state):
        raise DomainError(str(why))


NOTHING_OPEN: Final = {
    Settled.PAID: gettext_lazy("Deze factuur is betaald."),
    Settled.OVERPAID: gettext_lazy("Op deze factuur is meer betaald dan zij nog vraagt."),
    Settled.CREDITED: gettext_lazy("Deze factuur is gecrediteerd."),
}


def send_reminders(
    asked: Sequence[AskedReminder], *, actor: Actor, now: dt.datetime, today: dt.date
) -> Reminded:
    """Send what a person confirmed, each step of an invoice once; the worker makes the letters and mails them."""
    require(may_remind(actor))
    wanted = {each.number: each for each in asked}
    with verb("finance.send_reminders", actor=actor) as trail:
        invoices = _lock(wanted)
        books = _books(wanted, today)
        refused, made = [], []
        for number, each in sorted(wanted.items()):
            if why := books.why_not(each, today):
                refused.append(RefusedReminder(number, why))
                continue
            made.append(_reminder(invoices[number], each, books, today, recorded_by(actor, now)))
            trail.note(invoices[number], {"number": number, "step": each.step.value}, records=[made[-1]])
        for row in made:
            if row.recipient:
                mail_reminder.enqueue(row.pk)
    return Reminded(tuple(row.pk for row in made), tuple(refused))


@dataclass(frozen=True, slots=True)
class _Books:
    """What is known under the lock."""

    open: Mapping[str, OpenRow]
    sent: Mapping[str, Mapping[ReminderStep, dt.date]]
    disputed: Mapping[str, DisputeRow]
    terms: ReminderTerms
    emails: Mapping[str, str]

    def why_not(self, asked: AskedReminder, today: dt.date) -> str:
        """Why this one is not sent now; empty when it can be."""
        row = self.open.get(asked.number)
        if row is None:
            return _("Deze factuur bestaat niet.")
        if why := NOTHING_OPEN.get(row.settlement.state):
            return str(why)
        if asked.number in self.disputed and self.disputed[asked.number].is_disputed:
            return _("Deze factuur is betwist.")
        sent = self.sent.get(asked.number, {})
        if asked.step in sent:
            return _("Deze stap is al verstuurd.")
        if due_step(row.due_on, sent, self.terms, today) is not asked.step:
            return _("Deze stap is vandaag nog niet aan de beurt.")
        if row.settlement.open_cents != asked.open_cents:
            facts = {"open": format_euro(row.settlement.open_cents)}
            return _("Er is intussen betaald: nu staat nog %(open)s open. Kijk het opnieuw na.") % facts
        return ""


def _books(numbers: Collection[str], today: dt.date) -> _Books:
    return _Books(
        {row.number: row for row in settlements(numbers)},
        sent_steps(numbers),
        disputes(numbers),
        reminder_terms().terms,
        addresses_on(today),
    )


def _lock(numbers: Collection[str]) -> dict[str, Invoice]:
    found = Invoice.objects.select_for_update().filter(number__in=list(numbers)).order_by("pk")
    return {row.number: row for row in found.defer("ubl")}


def _reminder(
    invoice: Invoice, asked: AskedReminder, books: _Books, today: dt.date, recorded: Mapping[str, Any]
) -> PaymentReminder:
    row = books.open[asked.number]
    return PaymentReminder.objects.create(
        invoice=invoice,
        step=asked.step.value,
        sent_on=today,
        due_on=row.due_on,
        pay_until=today + dt.timedelta(days=books.terms.answer_days),
        paid_cents=row.settlement.paid_cents,
        open_cents=row.settlement.open_cents,
        recipient=books.emails.get(row.buyer_code, ""),
        network=network_in(from_json(invoice.content)),
        **recorded,
    )
