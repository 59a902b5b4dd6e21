"""What waits for people on the home page: meetings that come soon, and open actions; one query for everyone."""

import datetime as dt
import uuid
from dataclasses import dataclass

from django.db.models import BooleanField, CharField, Exists, F, OuterRef, TimeField, UUIDField, Value
from django.db.models.functions import Cast

from noaber.core.reading import read_once
from noaber.decisions.api import LinkedProposal
from noaber.meetings.models import ActionItem, Release, Sitting


@dataclass(frozen=True, slots=True)
class Ahead:
    """A meeting (`kind` empty, `holder_id` None, `at` when it begins) or an open action of a kind, for a seat.

    `restricted_code`: the restricted proposal that an action came out of, None for any other; `has_agenda`: whether the
    agenda of the meeting was released.
    """

    kind: str
    id: uuid.UUID
    body_code: str
    title: str
    on: dt.date | None
    at: dt.time | None
    holder_id: uuid.UUID | None
    restricted_code: str | None
    has_agenda: bool

    @property
    def is_sitting(self) -> bool:
        return self.holder_id is None


@read_once
def ahead(first: dt.date, last: dt.date) -> tuple[Ahead, ...]:
    """The planned meetings of these days, and every open action."""
    columns = ("what", "pk", "body__code", "called", "day", "begin", "seat", "out_of", "is_out")
    meetings = Sitting.objects.filter(state=Sitting.State.PLANNED, held_on__gte=first, held_on__lte=last)
    meetings = meetings.annotate(
        what=Value("", CharField()),
        called=Value("", CharField()),
        day=F("held_on"),
        begin=F("starts_at"),
        seat=Cast(Value(None), UUIDField()),
        out_of=Cast(Value(None), CharField()),
        is_out=Exists(Release.objects.filter(sitting=OuterRef("pk"), paper=Release.Paper.AGENDA)),
    )
    actions = ActionItem.objects.filter(state=ActionItem.State.OPEN).annotate(
        what=F("kind"),
        called=F("title"),
        day=F("due_on"),
        begin=Cast(Value(None), TimeField()),
        seat=F("holder_id"),
        out_of=LinkedProposal("agenda_item__consultation").restricted_code,
        is_out=Value(False, BooleanField()),
    )
    rows = meetings.order_by().values_list(*columns).union(actions.order_by().values_list(*columns), all=True)
    return tuple(sorted((Ahead(*row) for row in rows), key=lambda row: (row.on or dt.date.max, str(row.id))))
