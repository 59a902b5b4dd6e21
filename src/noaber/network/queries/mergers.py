"""Mergers of municipalities: what one did, for its preview; and the one that is to come."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, PersonVersion, PostVersion
from noaber.network.queries.bodies import bodies
from noaber.network.queries.organisations import OrganisationRow, organisation, organisations, successions
from noaber.network.queries.populations import PopulationRow, population_series


@dataclass(frozen=True, slots=True)
class MergerEffect:
    """Who ends, who goes on, which seats begin anew without a holder, who goes over, with which populations."""

    ending: tuple[OrganisationRow, ...]
    successor: OrganisationRow
    new_seats: tuple[str, ...]
    ended_seats: int
    people: int
    populations: tuple[PopulationRow, ...]
    names: Mapping[str, str]
    is_taken_in: bool  # the successor was there before


def merger_effect(actor: Actor, predecessors: Sequence[str], code: str, on: dt.date) -> MergerEffect:
    """Read it from the register as it stands after the merger."""
    before = {row.code: row for row in organisations(actor, AsOf(on - dt.timedelta(days=1)))}
    after = {row.code: row for row in organisations(actor, AsOf(on))}
    going = [before[key] for key in predecessors if key != code and key in before]
    keys = [row.id for row in going]
    posts = PostVersion.objects.known(None)
    begun = posts.filter(valid_from=on, post__organisation=after[code].id) | posts.filter(
        valid_from=on, required_organisation=after[code].id
    )
    called = {row.code: row.called for row in bodies(actor, AsOf(on))}
    held = MembershipVersion.objects.known(None).filter(
        valid_until=on, membership__post__organisation__in=keys
    )
    workers = PersonVersion.objects.known(None).filter(valid_from=on, employer=after[code].id)
    return MergerEffect(
        ending=tuple(going),
        successor=after[code],
        new_seats=tuple(sorted(_seat_in_words(row, called) for row in begun.select_related("post__body"))),
        ended_seats=held.count(),
        people=workers.count(),
        populations=tuple(population_series(code)),
        names={key: row.name for key, row in (before | after).items()},
        is_taken_in=code in before,
    )


def _seat_in_words(row: PostVersion, called: Mapping[str, str]) -> str:
    body = called.get(row.post.body.code, "") if row.post.body else ""
    return _("%(title)s in %(body)s") % {"title": row.title, "body": body} if body else str(row.title)


@dataclass(frozen=True, slots=True)
class MergerToCome:
    """Municipalities that go on as one from a day on; `names` as they are called before it."""

    effective_on: dt.date
    names: tuple[str, ...]
    successor: OrganisationRow


def merger_to_come(actor: Actor, code: str, asof: AsOf) -> MergerToCome | None:
    """The first merger after the day in which this municipality takes part, as it was known then."""
    known = [row for row in successions() if asof.known_at is None or row.recorded_at < asof.known_at]
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
