"""How documents were sent: each sending with its last step, and the whole log of one document."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from noaber.core.reading import read_once
from noaber.finance.models import Transmission, TransmissionStep
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.rules.invoices.transmissions import Channel, Progress, StepKind


@dataclass(frozen=True, slots=True)
class TransmissionRow:
    """One sending, as far as it is."""

    id: int
    invoice_id: int
    invoice: str
    kind: DocumentKind
    buyer_code: str
    buyer_name: str
    number: int
    channel: Channel
    recipient: str
    queued_at: dt.datetime
    progress: Progress
    step_number: int
    reason: str
    external_id: str


@dataclass(frozen=True, slots=True)
class LogRow:
    """One line of the log of a document."""

    number: int
    channel: Channel
    recipient: str
    kind: StepKind
    at: dt.datetime
    attempt: int
    reason: str
    external_id: str


def last_transmissions(numbers: Iterable[str] | None = None) -> dict[str, TransmissionRow]:
    """The last sending of each document, by number; one query."""
    newer = Transmission.objects.filter(
        invoice=OuterRef("transmission__invoice"), number__gt=OuterRef("transmission__number")
    )
    found = _last_steps().filter(~Exists(newer))
    if numbers is not None:
        found = found.filter(transmission__invoice__number__in=list(numbers))
    return {row.invoice: row for row in map(_row, found)}


def transmissions() -> list[TransmissionRow]:
    """Every sending, the last one first; one query."""
    return [_row(each) for each in _last_steps().order_by("-transmission__recorded_at", "-transmission")]


def transmission(key: int) -> TransmissionRow | None:
    """One sending; one query."""
    return next((_row(each) for each in _last_steps().filter(transmission=key)), None)


@read_once
def log_of(number: str) -> tuple[LogRow, ...]:
    """All that happened with a document, the first thing first; one query."""
    found = TransmissionStep.objects.filter(transmission__invoice__number=number)
    return tuple(
        LogRow(
            each.transmission.number,
            Channel(each.transmission.channel),
            each.transmission.recipient,
            StepKind(each.kind),
            each.recorded_at,
            each.attempt,
            each.reason,
            each.external_id,
        )
        for each in found.select_related("transmission").order_by("transmission__number", "number")
    )


def _last_steps() -> QuerySet[Any]:
    later = TransmissionStep.objects.filter(
        transmission=OuterRef("transmission"), number__gt=OuterRef("number")
    )
    return TransmissionStep.objects.filter(~Exists(later)).values(
        "transmission",
        "transmission__invoice",
        "transmission__invoice__number",
        "transmission__invoice__kind",
        "transmission__invoice__buyer__code",
        "transmission__invoice__content__buyer__name",
        "transmission__number",
        "transmission__channel",
        "transmission__recipient",
        "transmission__recorded_at",
        "number",
        "kind",
        "recorded_at",
        "attempt",
        "next_at",
        "reason",
        "external_id",
    )


def _row(row: Any) -> TransmissionRow:
    return TransmissionRow(
        row["transmission"],
        row["transmission__invoice"],
        row["transmission__invoice__number"],
        DocumentKind(row["transmission__invoice__kind"]),
        row["transmission__invoice__buyer__code"],
        row["transmission__invoice__content__buyer__name"],
        row["transmission__number"],
        Channel(row["transmission__channel"]),
        row["transmission__recipient"],
        row["transmission__recorded_at"],
        Progress(StepKind(row["kind"]), row["recorded_at"], row["attempt"], row["next_at"]),
        row["number"],
        row["reason"],
        row["external_id"],
    )
