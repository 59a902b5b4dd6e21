"""Everything that one party ever answered, in order of recording: nothing of it was ever changed."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.accounts.api import display_names
from noaber.core.asof import AsOf
from noaber.core.files import file_address
from noaber.core.reading import read_once
from noaber.decisions.models import Position
from noaber.decisions.rules.positions import Answer
from noaber.network.api import person_name


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One position as it was recorded; `recorded_by` and whom they assist, `recorded_for`, are names or empty."""

    label: str
    on_version: int
    answer: Answer
    text: str
    decided_on: dt.date
    evidence: str
    document: str
    document_url: str
    recorded_at: dt.datetime
    recorded_by: str
    recorded_for: str
    reported_by: str


@read_once
def history_of(consultation: uuid.UUID, asof: AsOf) -> tuple[HistoryRow, ...]:
    """The positions of a party, the newest first; only for who is in the network (the caller sees to that)."""
    rows = Position.objects.filter(consultation=consultation).select_related(
        "point__version", "evidence_file"
    )
    found = list(rows.order_by("-pk"))
    ids = {row.recorded_by_id for row in found} | {row.on_behalf_of_id for row in found}
    names = display_names(key for key in ids if key is not None)
    reporters = {row.reported_by_id for row in found if row.reported_by_id}
    people = {key: person_name(key, asof.valid_on) for key in reporters}
    return tuple(
        HistoryRow(
            label=row.point.label,
            on_version=row.point.version.number,
            answer=Answer(row.answer),
            text=row.text,
            decided_on=row.decided_on,
            evidence=row.evidence,
            document=row.evidence_file.name if row.evidence_file else "",
            document_url=file_address(row.evidence_file) if row.evidence_file else "",
            recorded_at=row.recorded_at,
            recorded_by=names.get(row.recorded_by_id or 0, ""),
            recorded_for=names.get(row.on_behalf_of_id or 0, ""),
            reported_by=people.get(row.reported_by_id, "") if row.reported_by_id else "",
        )
        for row in found
    )
