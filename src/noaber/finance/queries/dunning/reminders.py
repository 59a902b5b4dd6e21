"""Who did not pay in time, what was sent about that, and what is disputed."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, OuterRef
from django.utils.text import slugify

from noaber.core.reading import read_once
from noaber.finance.models import REMINDERS, DisputeStep, PaymentReminder, ReminderStatement
from noaber.finance.queries.bank.entries import entries, proposals
from noaber.finance.queries.invoices.deliveries import addresses_on
from noaber.finance.queries.invoices.open_items import OpenRow, settlements
from noaber.finance.rules.bank.proposals import Confidence
from noaber.finance.rules.dunning.reminders import NextStep, ReminderStep, ReminderTerms, due_step, next_step

SCHEME: Final = "network"
SURE: Final = (Confidence.CERTAIN, Confidence.PROBABLE)


@dataclass(frozen=True, slots=True)
class KnownTerms:
    """The terms that hold; `number` is nought while nobody set any."""

    terms: ReminderTerms
    number: int = 0


@dataclass(frozen=True, slots=True)
class DisputeRow:
    """What was last said of it; `number` counts."""

    is_disputed: bool
    reason: str
    recorded_at: dt.datetime
    recorded_by_id: int | None
    number: int


@dataclass(frozen=True, slots=True)
class ReminderRow:
    """A reminder that was sent."""

    id: int
    number: str
    step: ReminderStep
    sent_on: dt.date
    due_on: dt.date
    pay_until: dt.date
    paid_cents: int
    open_cents: int
    recipient: str
    network: str
    recorded_at: dt.datetime
    recorded_by_id: int | None

    @property
    def file_name(self) -> str:
        """What the letter is called as a file, without its ending: `tweede-herinnering-2021-0001`."""
        return f"{slugify(REMINDERS[self.step])}-{self.number}"


@dataclass(frozen=True, slots=True)
class LateRow:
    """An invoice that is open after its last day: what can be done today, and what comes next.

    `is_waiting`: money came in that seems to be for it, and nobody booked that yet; so it is not reminded of.
    """

    invoice: OpenRow
    sent: Mapping[ReminderStep, dt.date]
    dispute: DisputeRow | None
    due: ReminderStep | None
    next: NextStep | None
    email: str
    is_waiting: bool = False

    @property
    def is_disputed(self) -> bool:
        return self.dispute is not None and self.dispute.is_disputed


def reminder_terms() -> KnownTerms:
    """The newest terms, else the usual ones; one query."""
    said = ReminderStatement.objects.filter(scheme__code=SCHEME).order_by("-number").first()
    if said is None:
        return KnownTerms(ReminderTerms())
    days = (said.first_days, said.second_days, said.demand_days, said.answer_days)
    return KnownTerms(ReminderTerms(*days, said.motive), said.number)


def sent_steps(numbers: Iterable[str] | None = None) -> dict[str, dict[ReminderStep, dt.date]]:
    """The day of each step that was taken, by invoice; one query."""
    found = PaymentReminder.objects.order_by("sent_on", "pk")
    if numbers is not None:
        found = found.filter(invoice__number__in=list(numbers))
    sent: dict[str, dict[ReminderStep, dt.date]] = {}
    for number, step, on in found.values_list("invoice__number", "step", "sent_on"):
        sent.setdefault(number, {})[ReminderStep(step)] = on
    return sent


def disputes(numbers: Iterable[str] | None = None) -> dict[str, DisputeRow]:
    """What was last said of each invoice that somebody disputed at some time; one query."""
    later = DisputeStep.objects.filter(invoice=OuterRef("invoice"), number__gt=OuterRef("number"))
    found = DisputeStep.objects.filter(~Exists(later)).select_related("invoice")
    if numbers is not None:
        found = found.filter(invoice__number__in=list(numbers))
    return {
        each.invoice.number: DisputeRow(
            each.is_disputed, each.reason, each.recorded_at, each.recorded_by_id, each.number
        )
        for each in found
    }


@read_once
def late_rows(today: dt.date, *, with_addresses: bool = True) -> tuple[LateRow, ...]:
    """Every invoice that is too late on a day, the oldest first; at most ten queries."""
    late = [row for row in settlements() if row.settlement.is_overdue(row.due_on, today)]
    if not late:
        return ()
    terms, sent, disputed = reminder_terms().terms, sent_steps(), disputes()
    emails, waiting = addresses_on(today) if with_addresses else {}, seem_paid(today)
    found = []
    for row in late:
        steps, dispute = sent.get(row.number, {}), disputed.get(row.number)
        is_held = row.number in waiting or (dispute is not None and dispute.is_disputed)
        found.append(
            LateRow(
                row,
                steps,
                dispute,
                None if is_held else due_step(row.due_on, steps, terms, today),
                next_step(row.due_on, steps, terms),
                emails.get(row.buyer_code, ""),
                row.number in waiting,
            )
        )
    return tuple(found)


@read_once
def seem_paid(until: dt.date) -> frozenset[str]:
    """For which invoices money came in by a day that waits to be booked; at most four queries."""
    incoming = [row for row in entries(unexplained=True) if row.is_incoming and row.said.booked_on <= until]
    if not incoming:
        return frozenset()
    sure = [row.proposal for row in proposals(incoming) if row.proposal.confidence in SURE]
    return frozenset(share.number for proposal in sure for share in proposal.shares)


def to_remind(today: dt.date, *, with_addresses: bool = True) -> list[LateRow]:
    """Those of which a step can be taken today."""
    return [row for row in late_rows(today, with_addresses=with_addresses) if row.due]


@read_once
def due_sums(today: dt.date) -> tuple[int, int]:
    """How many invoices can be reminded of on a day, and what is open of them; for who only asks whether."""
    due = to_remind(today, with_addresses=False)
    return len(due), sum(row.invoice.settlement.open_cents for row in due)


@read_once
def dispute_on(number: str) -> DisputeRow | None:
    """The dispute of one invoice that stands; one query."""
    said = disputes([number]).get(number)
    return said if said and said.is_disputed else None


@read_once
def reminders_of(number: str) -> tuple[ReminderRow, ...]:
    """All that was sent about an invoice, the first one first; one query."""
    found = PaymentReminder.objects.filter(invoice__number=number).select_related("invoice")
    return tuple(reminder_row(each) for each in found.order_by("sent_on", "pk"))


def reminder_row(each: PaymentReminder) -> ReminderRow:
    return ReminderRow(
        each.pk,
        each.invoice.number,
        ReminderStep(each.step),
        each.sent_on,
        each.due_on,
        each.pay_until,
        each.paid_cents,
        each.open_cents,
        each.recipient,
        each.network,
        each.recorded_at,
        each.recorded_by_id,
    )
