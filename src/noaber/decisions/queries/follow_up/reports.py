"""What was reported by a link, for the coordinator: the list, and one report beside what stands recorded."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet

from noaber.core.access import WORKER
from noaber.core.asof import AsOf
from noaber.core.models import StoredFile
from noaber.core.reading import read_with_state
from noaber.decisions.models import Report
from noaber.decisions.queries.answers.own_questions import names_on
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.follow_up.report_links import place_of
from noaber.decisions.queries.proposals.matrix import Cell, Party, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.points import labels_in_order
from noaber.network.api import people, person_name


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in the list."""

    id: uuid.UUID
    code: str
    party: str
    reporter: str
    decided_on: dt.date
    reported_at: dt.datetime
    state: str


def count_waiting() -> int:
    """How many reports wait for the coordinator; read along with the state of the records, for the home page."""
    return _count_waiting() or 0


@read_with_state
def _count_waiting() -> QuerySet[Any, Any]:
    waits = Report.objects.filter(state=Report.State.WAITING).values("state").order_by("state")
    return waits.annotate(count=Count("pk")).values_list("count", flat=True)


def report_rows(today: dt.date) -> list[ReportRow]:
    """Every report: what waits first, then the latest first."""
    names = names_on(today)
    persons = {row.id: row.name for row in people(WORKER, AsOf(today))}
    columns = (
        "pk",
        "link__consultation__stage__proposal__code",
        "link__consultation__body__code",
        "link__consultation__organisation__code",
        "link__person",
        "decided_on",
        "reported_at",
        "state",
    )
    rows = [
        ReportRow(
            key, code, names.get(_key(body, place), body or place or ""), persons.get(person, ""), *rest
        )
        for key, code, body, place, person, *rest in Report.objects.values_list(*columns)
    ]
    waits = Report.State.WAITING
    return sorted(rows, key=lambda row: (row.state != waits, -row.reported_at.timestamp()))


def _key(body: str | None, place: str | None) -> str:
    return f"body:{body}" if body else f"organisation:{place}"


@dataclass(frozen=True, slots=True)
class FoundReport:
    """One report with the question it answers. `cells`: what stands recorded now, by label.

    `is_reporter_gone`: the question is still open and who reported speaks for the party no more, so that a new link
    would open nothing; `asked_now`: the names of whom it would be asked of today.
    """

    id: uuid.UUID
    state: str
    reporter: str
    said: Mapping[str, tuple[str, str]]
    decided_on: dt.date
    evidence: str
    file: StoredFile | None
    reported_at: dt.datetime
    reason: str
    found: Standing
    stage: StageStanding
    party: Party
    cells: Mapping[str, Cell]
    is_reporter_gone: bool
    asked_now: tuple[str, ...]

    @property
    def is_waiting(self) -> bool:
        return self.state == Report.State.WAITING

    @property
    def clashing(self) -> tuple[str, ...]:
        """The points on which something else stands recorded than was reported."""
        return tuple(
            label
            for label, (answer, text) in self.said.items()
            if (cell := self.cells.get(label)) and (cell.answer, cell.text) != (answer, text)
        )


def report(key: uuid.UUID, today: dt.date) -> FoundReport | None:
    """One report; None when it is not there."""
    rows = Report.objects.select_related("link__consultation__stage__proposal", "evidence_file")
    kept = rows.filter(pk=key).first()
    found = standing(kept.link.consultation.stage.proposal.code, AsOf(today)) if kept else None
    place = place_of(found, kept.link) if found and kept else None
    if kept is None or found is None or place is None:
        return None
    stage, party = place
    contacts = contacts_on(today)
    is_open = any(row.id == party.consultation_id for row in outstanding(found))
    return FoundReport(
        id=kept.pk,
        state=kept.state,
        reporter=person_name(kept.link.person_id, today),
        said={label: tuple(kept.said[label]) for label in labels_in_order(kept.said)},
        decided_on=kept.decided_on,
        evidence=kept.evidence,
        file=kept.evidence_file,
        reported_at=kept.reported_at,
        reason=kept.reason,
        found=found,
        stage=stage,
        party=party,
        cells={label: cell for (who, label), cell in stage.cells.items() if who == party.key},
        is_reporter_gone=is_open and not contacts.speaks(party.key, kept.link.person_id),
        asked_now=tuple(each.name for each in contacts.asked(party.key)),
    )
