"""What a meeting has to say to an audience: names only where the network may see them, restricted items only to
who is asked, and to the public only what is public.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import fold_name
from noaber.decisions.queries.actions import ActionRow, of_items, open_of_body
from noaber.decisions.queries.agendas import ItemRow, agenda, whole_agenda
from noaber.decisions.queries.attendance import SeatAttendance, attendance
from noaber.decisions.queries.matrix import Cell, Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.sittings import SittingRow
from noaber.decisions.queries.standing import standing
from noaber.network.api import body


class Audience(StrEnum):
    """For whom a paper is made. `READER`: for one reader, with all that this reader may know."""

    PUBLIC = "public"
    NETWORK = "network"
    READER = "reader"


@dataclass(frozen=True, slots=True)
class Treated:
    """The proposal of an item, at the stage and as the party that this body is in it."""

    proposal: Standing
    stage: StageStanding
    party: Party

    @property
    def points(self) -> list[PointRow]:
        """The points that this body is asked."""
        return [point for point in self.proposal.points if point.label in self.party.labels]

    def answer(self, label: str) -> Cell | None:
        return self.stage.cells.get((self.party.key, label))


@dataclass(frozen=True, slots=True)
class Contents:
    """A meeting as this audience may read it."""

    audience: Audience
    row: SittingRow
    body_name: str
    body_called: str
    items: Sequence[ItemRow]
    seats: Sequence[SeatAttendance]
    open_actions: Sequence[ActionRow]
    agreed: Mapping[int, Sequence[ActionRow]]
    treated: Mapping[int, Treated]

    @property
    def is_public(self) -> bool:
        return self.audience is Audience.PUBLIC

    @property
    def chair(self) -> SeatAttendance | None:
        return next((seat for seat in self.seats if seat.role in ("chair", "team_lead")), None)

    def named(self, seat: SeatAttendance) -> str:
        """A seat, for the network with who took it, where that says something else."""
        says_more = seat.name and fold_name(seat.name) != fold_name(seat.title)
        return f"{seat.title} ({seat.name})" if says_more and not self.is_public else seat.title


def contents(row: SittingRow, audience: Audience, *, actor: Actor = ANONYMOUS) -> Contents:
    """Read a meeting whole; with a fixed number of queries beside those of each proposal on its agenda."""
    asof = AsOf(row.held_on)
    found = body(COMMAND, row.body_code, asof)
    is_reader = audience is Audience.READER
    is_public = audience is Audience.PUBLIC
    items = agenda(actor, row.id) if is_reader else whole_agenda(row.id, is_public=is_public)
    still_open = open_of_body(row.body_code, asof, actor=actor if is_reader else None)
    eyes = ANONYMOUS if is_public else COMMAND
    agreed: dict[int, list[ActionRow]] = defaultdict(list)
    for each in of_items((item.id for item in items if not item.is_hidden), asof):
        if each.item_id is not None:
            agreed[each.item_id].append(each)
    return Contents(
        audience=audience,
        row=row,
        body_name=found.name if found else row.body_code,
        body_called=found.called if found else row.body_code,
        items=items,
        seats=attendance(eyes, row),
        open_actions=[each for each in still_open if each.agreed_on <= row.held_on],
        agreed=agreed,
        treated={item.id: place for item in items if (place := _treated(item, row.held_on))},
    )


def _treated(item: ItemRow, held_on: dt.date) -> Treated | None:
    """What was asked and answered by the day of the meeting; what came after is not in its papers."""
    found = standing(item.proposal_code, AsOf(held_on)) if item.proposal_code else None
    if found is None:
        return None
    places = ((stage, party) for stage in found.stages for party in stage.parties)
    own = next((place for place in places if place[1].consultation_id == item.consultation_id), None)
    return Treated(found, *own) if own else None
