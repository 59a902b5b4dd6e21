"""Who can look at a signal: a seat or a person of the municipality, or a seat of an expert team."""

import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import fold_name
from noaber.figures.queries.signal_cards import StepRow
from noaber.network.api import SeatRow, bodies, last_names, municipalities, people, seats, successors

SEAT, PERSON = "zetel:", "persoon:"
EXPERT_TEAM: Final = "expert_team"
Groups = Sequence[tuple[str, Sequence[tuple[str, str]]]]


@dataclass(frozen=True, slots=True)
class Holder:
    """Who looks, by one of two keys, and how that is called today."""

    called: str
    post_id: uuid.UUID | None = None
    person_id: uuid.UUID | None = None


def standing_area(area: str, asof: AsOf) -> str:
    """The municipality that stands for an area today: itself, or what it merged into."""
    return successors(asof.valid_on).get(area, area)


def holder_groups(actor: Actor, area: str, asof: AsOf) -> Groups:
    """Whom to choose from: seats and people of the municipality first, then those of the expert teams."""
    area = standing_area(area, asof)
    found = seats(actor, asof)
    own = [seat for seat in found if seat.organisation_code == area and not seat.body_code]
    colleagues = _people(actor, area, found, {seat.id for seat in own}, asof)
    groups = [(_("Van de gemeente"), [*map(_seat_choice, own), *colleagues])]
    for body in bodies(actor, asof):
        if body.kind == EXPERT_TEAM:
            rows = [_seat_choice(seat) for seat in found if seat.body_code == body.code]
            groups.append((body.called, rows))
    return [(label, choices) for label, choices in groups if choices]


def _people(
    actor: Actor, area: str, found: Sequence[SeatRow], own: Collection[uuid.UUID], asof: AsOf
) -> Iterator[tuple[str, str]]:
    """Who works there and is in the network by another seat; without any seat nobody may read signals."""
    here = {holder.person_id for seat in found if seat.id in own for holder in seat.holders}
    seated = {holder.person_id for seat in found for holder in seat.holders} - here
    for person in people(actor, asof):
        if person.employer_code == area and person.id in seated:
            yield f"{PERSON}{person.id}", person.name or person.job_title


def _seat_choice(seat: SeatRow) -> tuple[str, str]:
    """The seat, and who holds it where its title does not say so."""
    if seat.holder is None:
        return f"{SEAT}{seat.code}", _("%(seat)s (vacant)") % {"seat": seat.title}
    is_same = fold_name(seat.holder.shown) == fold_name(seat.title)
    return f"{SEAT}{seat.code}", seat.title if is_same else f"{seat.title}: {seat.holder.shown}"


def chosen_holder(actor: Actor, key: str, area: str, asof: AsOf) -> Holder | None:
    """Who is meant by a key of `holder_groups`; None for anybody who cannot be chosen there."""
    called = {
        value: label for _group, choices in holder_groups(actor, area, asof) for value, label in choices
    }
    if key not in called:
        return None
    if key.startswith(PERSON):
        return Holder(called[key], person_id=uuid.UUID(key.removeprefix(PERSON)))
    [seat] = seats(actor, asof, code=key.removeprefix(SEAT))
    return Holder(called[key], post_id=seat.id)


def own_choice(actor: Actor, area: str, asof: AsOf) -> str:
    """What stands chosen for who takes a card up: the first seat of their own, or the contact of the municipality."""
    offered = [value for _group, choices in holder_groups(actor, area, asof) for value, _label in choices]
    mine = [f"{SEAT}{seat.code}" for seat in my_seats(actor, asof)]
    contact = f"{SEAT}{standing_area(area, asof)}:contact"
    return next((value for value in (*mine, contact) if value in offered), "")


def my_seats(actor: Actor, asof: AsOf) -> list[SeatRow]:
    """The seats of whom the actor is or works for."""
    me = actor.on_behalf_of_id or actor.user_id
    if me is None:
        return []
    return [seat for seat in seats(actor, asof) if any(holder.user_id == me for holder in seat.holders)]


def looks(actor: Actor, step: StepRow | None, asof: AsOf) -> bool:
    """Whether the actor is who looks: holds the seat today, or is the person, or works for either."""
    me = actor.on_behalf_of_id or actor.user_id
    if step is None or me is None:
        return False
    if step.post_id:
        return any(seat.id == step.post_id for seat in my_seats(actor, asof))
    return any(row.id == step.person_id and row.user_id == me for row in people(actor, asof))


def holder_names(actor: Actor, steps: Iterable[StepRow], asof: AsOf) -> Mapping[uuid.UUID, str]:
    """What the seats and people of these steps are called today, by their key."""
    known = list(steps)
    found: dict[uuid.UUID, str] = {}
    if any(step.post_id for step in known):
        found |= {seat.id: seat.title for seat in seats(actor, asof)}
    if any(step.person_id for step in known):
        found |= {row.id: row.name or row.job_title for row in people(actor, asof)}
    return found


def area_names(actor: Actor, codes: Collection[str], asof: AsOf) -> Mapping[str, str]:
    """What municipalities are called: on the day, and those that merged before it as they were called last."""
    names = {row.code: row.name for row in municipalities(actor, asof)}
    gone = tuple(sorted(set(codes) - set(names)))
    return {**names, **_names(gone)} if gone else names


@read_once
def _names(codes: tuple[str, ...]) -> Mapping[str, str]:
    return MappingProxyType(last_names(codes))
