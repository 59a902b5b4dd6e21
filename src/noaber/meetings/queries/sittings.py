"""The meetings of bodies: which there are, what was released of them, and which come next."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, Max, OuterRef
from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf, knowledge_of
from noaber.core.history import said_then
from noaber.core.reading import read_once
from noaber.meetings.models import Release, Sitting
from noaber.meetings.queries.released import ReleaseRow, released_of
from noaber.network.api import can_decide

KEEPERS: Final = ("coordinator",)  # who keeps the meetings of every body
LEADERS: Final = ("chair", "secretary", "team_lead")  # of a body; of a team its lead calls the meetings
DUTCH_TIME: Final = ZoneInfo("Europe/Amsterdam")
USUAL_LENGTH: Final = dt.timedelta(hours=2)  # of a meeting whose end was not planned


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One meeting. `sequence` counts the changes that a calendar must follow, `revision` all of them.

    `reasoned_at`: when somebody last said why it could decide without a quorum; `has_public`: a paper is for everyone;
    `aligns_only`: on that day the body takes no formal decisions: it advises and agrees (R41).
    """

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
    reasoned_at: dt.datetime | None = None
    has_public: bool = False
    aligns_only: bool = False

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


def sittings(actor: Actor) -> list[SittingRow]:
    """All meetings for the network; a visitor sees those of which something is public. The latest first."""
    rows = _all()
    if actor.is_in_network:
        return list(rows)
    return [row for row in rows if row.has_public]


def sitting(actor: Actor, key: uuid.UUID) -> SittingRow | None:
    return next((row for row in sittings(actor) if row.id == key), None)


def as_it_met(row: SittingRow, today: dt.date) -> AsOf:
    """The day of a meeting as it was known at its end; of one that is still to come, today."""
    day = min(row.held_on, today)
    return AsOf(day, knowledge_of(day, today=today))


def releases(actor: Actor, key: uuid.UUID) -> list[ReleaseRow]:
    """What was released of a meeting, in that order; a visitor sees the public papers that hold."""
    found = released_of(key)
    if actor.is_in_network:
        return list(found)
    return [each for each in found if each.is_public and not each.is_replaced]


def paper_name(paper: str, row: SittingRow) -> str:
    """What a paper is called: where nothing can be decided, there is no list of decisions."""
    if paper == Release.Paper.DECISION_LIST and row.aligns_only:
        return _("afsprakenlijst")
    return str(Release.Paper(paper).label)


def sees_work(actor: Actor, body_code: str) -> bool:
    """Whether the actor sees what was typed but not released: who prepares the meetings of a body, or assists them."""
    return actor.has(*KEEPERS) or actor.has(*LEADERS, scope=f"body:{body_code}")


def are_numbers_fixed(key: uuid.UUID) -> bool:
    """Once a paper went out, its numbers are in the hands of people."""
    return bool(released_of(key))


def is_agenda_released(key: uuid.UUID) -> bool:
    return agenda_released_at(key) is not None


def agenda_released_at(key: uuid.UUID) -> dt.datetime | None:
    """When the agenda went out last."""
    found = released_of(key)
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
        Max("motives__recorded_at"),
        Exists(Release.objects.filter(sitting=OuterRef("pk"), is_public=True)),
        "body__kind",
        "said__is_formal",
    )
    found = Sitting.objects.annotate(said=said_then("body__versions", "held_on"))
    rows = found.order_by("-held_on", "-starts_at", "body__code").values_list(*columns)
    return tuple(_row(*values) for values in rows)


def _row(*values: Any) -> SittingRow:
    *written, kind, is_formal = values
    return replace(SittingRow(*written), aligns_only=not can_decide(kind, is_formal=bool(is_formal)))
