"""The runs in which reports were sent, and what became of every mail."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import MailState, OutboxMail
from noaber.figures.models import ReportDelivery, ReportRun
from noaber.figures.queries.reports.readers import readers
from noaber.network.api import people

STALLED_AFTER: Final = dt.timedelta(minutes=2)
GOING: Final = (MailState.WAITING, MailState.SENDING)


def runs() -> list[ReportRun]:
    """The newest month first, and of a month the newest edition."""
    return list(ReportRun.objects.select_related("release").order_by("-period", "-edition"))


def last_run(period: int) -> ReportRun | None:
    found = ReportRun.objects.select_related("release", "release__table", "release__areas")
    return found.filter(period=period).order_by("-edition").first()


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A report for one reader, as it was sent last: `state` is that of its mail, empty where that is gone."""

    run_id: uuid.UUID
    edition: int
    person_id: uuid.UUID
    area: str
    name: str
    attempt: int
    sent_at: dt.datetime
    state: str
    is_reader: bool = True

    @property
    def can_go_again(self) -> bool:
        """Not while it is still on its way, nor to who gets none any more."""
        return self.is_reader and self.state not in GOING

    @property
    def has_failed(self) -> bool:
        return self.state == MailState.FAILED


def deliveries(period: int, today: dt.date) -> list[DeliveryRow]:
    """Of every edition of a month, the newest first; each reader once per edition, by the last time."""
    found = ReportDelivery.objects.filter(run__period=period).select_related("run").order_by("pk")
    last = {(each.run_id, each.area, each.person_id): each for each in found}
    keys = [each.mail_key for each in last.values()]
    states = dict(OutboxMail.objects.filter(key__in=keys).values_list("key", "state"))
    names = {row.id: row.name or row.job_title for row in people(COMMAND, AsOf(today))}
    reached = {(each.choice.person_id, each.choice.area) for each in readers(today) if not each.hindrance}
    rows = [
        DeliveryRow(
            each.run_id,
            each.run.edition,
            each.person_id,
            each.area,
            names.get(each.person_id, ""),
            each.attempt,
            each.recorded_at,
            states.get(each.mail_key, ""),
            (each.person_id, each.area) in reached,
        )
        for each in last.values()
    ]
    return sorted(rows, key=lambda row: (-row.edition, row.area, row.name))
