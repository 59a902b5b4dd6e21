"""Who has not answered, of the stages that have begun; what was asked of them before; what they reported."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max, OuterRef, Subquery

from noaber.core.asof import AsOf
from noaber.decisions.models import Classification, Consultation, Proposal, Reminder, Report
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing


@dataclass(frozen=True, slots=True)
class OpenAnswer:
    """One party that still has to answer, at a stage that has begun. `labels`: the points that are still open."""

    found: Standing
    stage: StageStanding
    party: Party
    labels: tuple[str, ...]

    @property
    def id(self) -> uuid.UUID:
        return self.party.consultation_id

    @property
    def is_put_off(self) -> bool:
        """Whether they answered that they have not decided yet."""
        return any((self.party.key, label) in self.stage.cells for label in self.labels)

    @property
    def decided(self) -> tuple[str, ...]:
        """The points on which they did decide."""
        return tuple(label for label in self.party.labels if label not in self.labels)

    @property
    def is_restricted(self) -> bool:
        return self.found.classification == Classification.RESTRICTED


def outstanding(found: Standing) -> list[OpenAnswer]:
    """Who has not answered every point that is asked of them, the first deadline first.

    Nobody of a draft or of what was withdrawn or rejected, nobody at a stage that may not begin yet, and nobody whose
    answer was not waited for (`StageStanding.lapsed`). Who put a point off, or did not discuss it, has decided nothing
    yet: it stays open, and is shown as such (`is_put_off`).
    """
    if not found.is_sent or found.withdrawn_at:
        return []
    rows = [
        OpenAnswer(found, stage, party, labels)
        for stage in found.stages
        if stage.gate.is_open
        for party in stage.parties
        if (labels := stage.open_labels(party))
    ]
    return sorted(rows, key=lambda row: (row.party.due_on or dt.date.max, row.stage.number, row.party.name))


def all_outstanding(today: dt.date) -> list[OpenAnswer]:
    """Of every proposal, whoever may read it; a few queries per proposal, for the worker."""
    running = Proposal.objects.filter(withdrawn_at=None, versions__sent_at__isnull=False)
    codes = running.order_by("code").distinct().values_list("code", flat=True)
    found = (standing(code, AsOf(today)) for code in codes)
    return [row for each in found if each for row in outstanding(each)]


def sent_reminders(consultations: Collection[uuid.UUID]) -> Mapping[uuid.UUID, list[Reminder]]:
    """What went out about these questions, by question, the latest last; one query."""
    found: dict[uuid.UUID, list[Reminder]] = defaultdict(list)
    for each in Reminder.objects.filter(consultation__in=consultations):
        found[each.consultation_id].append(each)
    return found


def last_reminder(rows: Iterable[OpenAnswer]) -> int:
    """The number of the last letter about these questions, 0 without one: what a preview has seen.

    Whoever sends holds the questions, so that of one question a later letter has a higher number.
    """
    found = Reminder.objects.filter(consultation__in=ids(rows)).aggregate(last=Max("pk"))
    return found["last"] or 0


@dataclass(frozen=True, slots=True)
class Before:
    """What was done about a question: when somebody was last asked, and the report that waits for the coordinator."""

    reminded_at: dt.datetime | None
    report_id: uuid.UUID | None


def done_before(consultations: Collection[uuid.UUID]) -> Mapping[uuid.UUID, Before]:
    """By question, in one query."""
    waits = Report.objects.filter(state=Report.State.WAITING, link__consultation=OuterRef("pk"))
    rows = Consultation.objects.filter(pk__in=consultations).annotate(
        reminded_at=Max("reminders__sent_at"), report_id=Subquery(waits.values("pk")[:1])
    )
    return {key: Before(*rest) for key, *rest in rows.values_list("pk", "reminded_at", "report_id")}


def without_report(rows: Collection[OpenAnswer]) -> list[OpenAnswer]:
    """Who must still be asked: not those whose report waits for the coordinator; one query."""
    waits = Report.objects.filter(state=Report.State.WAITING, link__consultation__in=ids(rows))
    reported = set(waits.values_list("link__consultation", flat=True))
    return [row for row in rows if row.id not in reported]


def ids(rows: Iterable[OpenAnswer]) -> list[uuid.UUID]:
    return sorted(row.id for row in rows)
