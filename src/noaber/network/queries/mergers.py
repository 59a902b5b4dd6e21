"""Mergers of municipalities: what one did, for its preview; and the one that is to come."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import Version
from noaber.network.models import MembershipVersion, PersonVersion, PortfolioVersion
from noaber.network.queries.bodies import bodies
from noaber.network.queries.handovers import HandoverLine, handover_lines, merger_handover
from noaber.network.queries.organisations import OrganisationRow, organisation, organisations, successions
from noaber.network.queries.populations import PopulationRow, population_series
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.queries.themes import themes


@dataclass(frozen=True, slots=True)
class Leaver:
    """Somebody, with the offices, seats and themes that end for them."""

    name: str
    seats: tuple[str, ...]
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MergerEffect:
    """Who ends, who goes on, who loses what, what is then to be arranged, who goes over, with which populations."""

    ending: tuple[OrganisationRow, ...]
    successor: OrganisationRow
    leavers: tuple[Leaver, ...]
    lines: tuple[HandoverLine, ...]  # of the list that the merger makes
    people: int
    populations: tuple[PopulationRow, ...]
    names: Mapping[str, str]
    is_taken_in: bool  # the successor was there before


def merger_effect(
    actor: Actor, predecessors: Sequence[str], code: str, on: dt.date, recorded_at: dt.datetime
) -> MergerEffect:
    """Read it from the register as it stands after the merger that was recorded at this moment."""
    eve = AsOf(on - dt.timedelta(days=1))
    before = {row.code: row for row in organisations(actor, eve)}
    after = {row.code: row for row in organisations(actor, AsOf(on))}
    workers = PersonVersion.objects.known(None).filter(
        valid_from=on, known_from=recorded_at, employer=after[code].id
    )
    return MergerEffect(
        ending=tuple(before[key] for key in predecessors if key != code and key in before),
        successor=after[code],
        leavers=tuple(_leavers(actor, eve, on, recorded_at)),
        lines=tuple(_lines(actor, eve, on, recorded_at)),
        people=workers.count(),
        populations=tuple(population_series(code)),
        names={key: row.name for key, row in (after | before).items()},  # figures are of before
        is_taken_in=code in before,
    )


def _leavers(actor: Actor, eve: AsOf, on: dt.date, recorded_at: dt.datetime) -> Iterator[Leaver]:
    """Whose terms and portfolios end, by name; a term that only goes over to the successor goes on."""
    seats_of = _ended(MembershipVersion, "membership__post", on, recorded_at)
    themes_of = _ended(PortfolioVersion, "portfolio__theme", on, recorded_at)
    people = seats_of.keys() | themes_of.keys()
    said = PersonVersion.objects.known(None).filter(person__in=people).order_by("valid_from")
    names = dict(said.values_list("person_id", "name"))
    bodies_then = {row.code: row.called for row in bodies(actor, eve)}
    places = {row.id: _seat_in_words(row, bodies_then) for row in seats(actor, eve)}
    called = {row.id: row.name for row in themes(actor, eve)}
    for key in sorted(people, key=lambda one: names.get(one, "")):
        yield Leaver(
            names.get(key, ""),
            tuple(sorted(places[post] for post in seats_of[key] if post in places)),
            tuple(sorted(called[theme] for theme in themes_of[key] if theme in called)),
        )


def _ended(
    model: type[Version], thing: str, on: dt.date, recorded_at: dt.datetime
) -> dict[uuid.UUID, list[uuid.UUID]]:
    """What ended for whom on the day by what was recorded then: seats or themes, by person."""
    known, held = model.objects.known(None), model.subject_field
    ended = known.filter(valid_until=on, known_from=recorded_at)
    ended = ended.exclude(**{f"{held}__in": known.valid_on(on).values(held)})
    found: dict[uuid.UUID, list[uuid.UUID]] = defaultdict(list)
    for person, key in ended.values_list(f"{held}__person", thing):
        found[person].append(key)
    return found


def _lines(actor: Actor, eve: AsOf, on: dt.date, recorded_at: dt.datetime) -> Iterator[HandoverLine]:
    """The list as it will be; a seat that is still to begin has no page to lead to."""
    made = merger_handover(recorded_at)
    there = {row.code for row in seats(actor, eve)}
    for line in handover_lines(actor, made, AsOf(on)) if made else ():
        yield line if line.seat_code in there else replace(line, seat_code="")


def _seat_in_words(row: SeatRow, called: Mapping[str, str]) -> str:
    body = called.get(row.body_code, "")
    if not body or body in row.title:
        return row.title
    return _("%(title)s in %(body)s") % {"title": row.title, "body": body}


@dataclass(frozen=True, slots=True)
class MergerToCome:
    """Municipalities that go on as one from a day on; `names` as they are called before it."""

    effective_on: dt.date
    names: tuple[str, ...]
    successor: OrganisationRow


def merger_to_come(actor: Actor, code: str, asof: AsOf) -> MergerToCome | None:
    """The first merger after the day in which this municipality takes part, as it was known then."""
    known = successions(known_at=asof.known_at)
    ahead = [row for row in known if row.effective_on > asof.valid_on]
    first = next((row for row in ahead if code in (row.predecessor, row.successor)), None)
    if first is None:
        return None
    successor = organisation(actor, first.successor, AsOf(first.effective_on, asof.known_at))
    if successor is None:
        return None
    same = [
        row for row in ahead if (row.successor, row.effective_on) == (first.successor, first.effective_on)
    ]
    going = {first.successor, *(row.predecessor for row in same)}
    names = [row.name for row in organisations(actor, asof) if row.code in going]
    return MergerToCome(first.effective_on, tuple(names), successor)
