"""The meetings of bodies: which there are, what was released of them, and which come next."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from zoneinfo import ZoneInfo

from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.meetings.models import Release, Sitting

KEEPERS: Final = ("coordinator",)  # who keeps the meetings of every body
LEADERS: Final = ("chair", "secretary", "team_lead")  # of a body; of a team its lead calls the meetings
DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")
USUAL_LENGTH: Final = dt.timedelta(hours=2)  # of a meeting whose end was not planned


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One meeting. `sequence` counts the changes that a calendar must follow, `revision` all of them."""

    id: uuid.UUID
    body_code: str
    held_on: dt.date
    starts_at: dt.time
    ends_at: dt.time | None
    location: str
    state: str
    quorum: int
    sequence: int
    revision: int

    @property
    def is_planned(self) -> bool:
        return self.state == Sitting.State.PLANNED

    @property
    def is_held(self) -> bool:
        return self.state == Sitting.State.HELD

    @property
    def is_cancelled(self) -> bool:
        return self.state == Sitting.State.CANCELLED

    @property
    def state_label(self) -> str:
        return str(Sitting.State(self.state).label)

    @property
    def moments(self) -> tuple[dt.datetime, dt.datetime]:
        """From when until when, in the network's time; without a planned end, the usual length."""
        begin = dt.datetime.combine(self.held_on, self.starts_at, DUTCH_TIME)
        if self.ends_at is None:
            return begin, begin + USUAL_LENGTH
        return begin, dt.datetime.combine(self.held_on, self.ends_at, DUTCH_TIME)


@dataclass(frozen=True, slots=True)
class ReleaseRow:
    """A paper as it was released; `is_replaced`: a later one of the same kind took its place."""

    id: int
    paper: str
    item_id: int | None
    item_number: int | None
    file_id: uuid.UUID
    sha256: str
    is_public: bool
    released_at: dt.datetime
    released_by_id: int | None
    is_replaced: bool

    @property
    def paper_label(self) -> str:
        return str(Release.Paper(self.paper).label).capitalize()


def sittings(actor: Actor) -> list[SittingRow]:
    """All meetings for the network; a visitor sees those of which something is public. The latest first."""
    rows = _all()
    if actor.is_in_network:
        return list(rows)
    public = {key for key, released in _releases().items() if any(each.is_public for each in released)}
    return [row for row in rows if row.id in public]


def sitting(actor: Actor, key: uuid.UUID) -> SittingRow | None:
    return next((row for row in sittings(actor) if row.id == key), None)


def releases(actor: Actor, key: uuid.UUID) -> list[ReleaseRow]:
    """What was released of a meeting, in that order; a visitor sees the public papers that hold."""
    found = _releases().get(key, ())
    if actor.is_in_network:
        return list(found)
    return [each for each in found if each.is_public and not each.is_replaced]


def sees_work(actor: Actor, body_code: str) -> bool:
    """Whether the actor sees what was typed but not released: who prepares the meetings of a body, or assists them."""
    return actor.has(*KEEPERS) or actor.has(*LEADERS, scope=f"body:{body_code}")


def are_numbers_fixed(key: uuid.UUID) -> bool:
    """Once a paper went out, its numbers are in the hands of people."""
    return bool(_releases().get(key))


def is_agenda_released(key: uuid.UUID) -> bool:
    return agenda_released_at(key) is not None


def agenda_released_at(key: uuid.UUID) -> dt.datetime | None:
    """When the agenda went out last."""
    found = _releases().get(key, ())
    return max((each.released_at for each in found if each.paper == Release.Paper.AGENDA), default=None)


@read_once
def _all() -> tuple[SittingRow, ...]:
    columns = (
        "pk",
        "body__code",
        "held_on",
        "starts_at",
        "ends_at",
        "location",
        "state",
        "quorum",
        "sequence",
        "revision",
    )
    rows = Sitting.objects.order_by("-held_on", "-starts_at", "body__code").values_list(*columns)
    return tuple(SittingRow(*row) for row in rows)


@read_once
def _releases() -> Mapping[uuid.UUID, tuple[ReleaseRow, ...]]:
    columns = (
        "sitting_id",
        "pk",
        "paper",
        "item_id",
        "item__number",
        "file_id",
        "file__sha256",
        "is_public",
        "released_at",
        "released_by_id",
    )
    by_sitting: dict[uuid.UUID, list[Any]] = defaultdict(list)
    for key, *values in Release.objects.order_by("pk").values_list(*columns):
        by_sitting[key].append(values)
    return {key: _with_replaced(rows) for key, rows in by_sitting.items()}


def _with_replaced(rows: list[Any]) -> tuple[ReleaseRow, ...]:
    """Public and network papers stand beside each other: the one does not replace the other."""
    last = {(paper, item, is_public): key for key, paper, item, _number, _file, _sha, is_public, *_ in rows}
    return tuple(ReleaseRow(*[*row, last[row[1], row[2], row[6]] != row[0]]) for row in rows)
