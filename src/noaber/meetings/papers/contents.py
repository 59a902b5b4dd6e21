"""What a meeting has to say to an audience: names only where the network may see them, restricted items only to
who is asked, and to the public only what is public.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.rules.dutch import fold_name
from noaber.decisions.api import Treated, treated_by
from noaber.meetings.queries.actions import ActionRow, of_items, open_of_body
from noaber.meetings.queries.agendas import ItemRow, agenda, whole_agenda
from noaber.meetings.queries.attendance import SeatAttendance, attendance, motives_of
from noaber.meetings.queries.item_files import ItemFileRow, files_of
from noaber.meetings.queries.sittings import SittingRow, as_it_met
from noaber.network.api import body


class Audience(StrEnum):
    """For whom a paper is made. `READER`: for one reader, with all that this reader may know."""

    PUBLIC = "public"
    NETWORK = "network"
    READER = "reader"


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
    files: Mapping[int, Sequence[ItemFileRow]]
    motives: Sequence[str]

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
        seats=attendance(eyes, row, reader=actor if is_reader else COMMAND),
        open_actions=open_of_body(
            row.body_code, as_it_met(row, clock.today()), actor=actor if is_reader else None
        ),
        agreed=agreed,
        files={} if is_public else files_of(actor if is_reader else COMMAND, row.id),
        motives=motives_of(row.id),
        treated={item.id: place for item in items if (place := _treated(item, asof))},
    )


def _treated(item: ItemRow, asof: AsOf) -> Treated | None:
    """As it stood on the day of the meeting."""
    return treated_by(item.consultation_id, item.proposal_code, asof)
