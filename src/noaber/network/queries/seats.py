"""Seats: posts and whoever holds them, as of two dates."""

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.core.history import said_of
from noaber.core.reading import read_once
from noaber.network.models import MembershipVersion, PostRole, PostVersion, VacancyState, VacancyVersion
from noaber.network.queries.organisations import OrganisationRow, organisations


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone in a post, with their account if any. For the public both are empty: public pages show functions."""

    membership_id: uuid.UUID
    person_id: uuid.UUID
    user_id: int | None
    name: str
    job_title: str
    on_behalf_of_code: str
    on_behalf_of_name: str
    is_substitute: bool
    valid_from: dt.date
    valid_until: dt.date | None

    @property
    def shown(self) -> str:
        return self.name or self.job_title

    @property
    def last_day(self) -> dt.date | None:
        """The last day that counts; None while no end is known."""
        return self.valid_until - dt.timedelta(days=1) if self.valid_until else None


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A post in a body or an organisation with its holders (none: vacant).

    `organisation_code`: the organisation it is a function of, or for a seat in a body the one it is kept for.
    `is_opened`: a vacancy for it stands open. `coming`: who is known to begin later, without a name before that day.
    """

    id: uuid.UUID
    code: str
    title: str
    role: str
    body_code: str
    body_name: str
    organisation_code: str
    organisation_name: str
    district_code: str
    required_kind: str
    follows_id: uuid.UUID | None
    appointed_by: str
    term_months: int | None
    is_voting: bool
    revision: int
    is_opened: bool
    holders: tuple[Holder, ...] = field(default=())
    coming: tuple[Holder, ...] = field(default=())

    @property
    def scope(self) -> str:
        """What holding it gives rights in: the body, or else the organisation that it is a function of."""
        return f"body:{self.body_code}" if self.body_code else f"organisation:{self.organisation_code}"

    @property
    def role_label(self) -> str:
        return str(PostRole(self.role).label)

    @property
    def holder(self) -> Holder | None:
        """The holder proper; substitutes stand beside."""
        return next((holder for holder in self.holders if not holder.is_substitute), None)

    @property
    def substitutes(self) -> tuple[Holder, ...]:
        return tuple(holder for holder in self.holders if holder.is_substitute)

    @property
    def is_vacant(self) -> bool:
        return self.holder is None


def seats(
    actor: Actor,
    asof: AsOf,
    *,
    body_code: str = "",
    organisation_code: str = "",
    person_id: uuid.UUID | None = None,
    roles: tuple[str, ...] = (),
    code: str = "",
) -> list[SeatRow]:
    """Seats of the day in the order of their titles; narrowed to a body, an organisation, a person, roles or one.

    Narrowed to a person, a seat has only that person as its holder, and nobody who is still to come.
    """
    found = [
        row
        for row in _all(asof, with_names=actor.is_in_network)
        if (not code or row.code == code)
        and (not body_code or row.body_code == body_code)
        and (not organisation_code or (row.organisation_code == organisation_code and not row.body_code))
        and (not roles or row.role in roles)
    ]
    return [narrowed for row in found if (narrowed := _of(row, person_id))] if person_id else found


def seat(actor: Actor, code: str, asof: AsOf) -> SeatRow | None:
    """One seat, or None when it does not exist on the day."""
    return next(iter(seats(actor, asof, code=code)), None)


def _of(row: SeatRow, person_id: uuid.UUID) -> SeatRow | None:
    """The seat with only this person in it; None when they do not hold it."""
    holders = tuple(holder for holder in row.holders if holder.person_id == person_id)
    return replace(row, holders=holders, coming=()) if holders else None


@read_once
def _all(asof: AsOf, *, with_names: bool) -> tuple[SeatRow, ...]:
    """Every seat of the day; without names for who is not in the network."""
    return _read(asof) if with_names else tuple(map(_without_names, _read(asof)))


def _without_names(row: SeatRow) -> SeatRow:
    holders, coming = (
        tuple(replace(holder, name="", user_id=None) for holder in terms)
        for terms in (row.holders, row.coming)
    )
    return replace(row, holders=holders, coming=coming)


@read_once
def _read(asof: AsOf) -> tuple[SeatRow, ...]:
    """Two queries beside the organisations of the day: the posts with their bodies, the terms with who is in them."""
    places = {row.code: row for row in organisations(ANONYMOUS, asof)}
    holders = _holders(asof, places)
    opened = VacancyVersion.objects.as_of(asof).filter(
        state=VacancyState.OPEN, vacancy__post=OuterRef("post")
    )
    posts = PostVersion.objects.as_of(asof).annotate(
        in_body=said_of("post__body__versions", asof), is_opened=Exists(opened)
    )
    return tuple(
        _seat(values, places, holders, asof.valid_on)
        for values in posts.order_by("title").values_list(*_POST)
    )


# Tuples, not records: the lists have hundreds of rows, and a record costs three times as much.
_TERM = (
    "membership__post__code",
    "membership_id",
    "membership__person_id",
    "membership__person__user_id",
    "said__name",
    "said__job_title",
    "on_behalf_of__code",
    "is_substitute",
    "valid_from",
    "valid_until",
)
_POST = (
    "post_id",
    "post__code",
    "title",
    "role",
    "post__body__code",
    "in_body__name",
    "post__organisation__code",
    "required_organisation__code",
    "required_district_id",
    "required_kind",
    "follows_id",
    "appointed_by",
    "term_months",
    "is_voting",
    "post__revision",
    "is_opened",
)


def _holders(asof: AsOf, places: Mapping[str, OrganisationRow]) -> dict[str, list[Holder]]:
    """Who holds each post or will, by its code; the holder proper before substitutes, then by first day."""
    terms = MembershipVersion.objects.known(asof.known_at).filter(
        Q(valid_until__isnull=True) | Q(valid_until__gt=asof.valid_on)
    )
    terms = terms.annotate(said=said_of("membership__person__versions", asof))
    found: dict[str, list[Holder]] = defaultdict(list)
    ordered = terms.order_by("is_substitute", "valid_from")
    for post, membership, person, user, name, job_title, behalf, *term in ordered.values_list(*_TERM):
        sender = places.get(behalf)
        found[post].append(
            Holder(
                membership,
                person,
                user,
                name or "",
                job_title or "",
                sender.code if sender else "",
                sender.name if sender else "",
                *term,
            )
        )
    return found


def _seat(
    values: tuple[Any, ...],
    places: Mapping[str, OrganisationRow],
    terms: Mapping[str, list[Holder]],
    day: dt.date,
) -> SeatRow:
    key, code, title, role, body_code, body_name, own_place, required_place, district, *rest = values
    required_kind, follows_id, appointed_by, term_months, is_voting, revision, is_opened = rest
    of_post = terms.get(code, ())
    place = places.get(own_place or required_place)
    return SeatRow(
        id=key,
        code=code,
        title=title,
        role=role,
        body_code=body_code or "",
        body_name=body_name or "",
        organisation_code=place.code if place else "",
        organisation_name=place.name if place else "",
        district_code=district or (place.district_code if place else ""),
        required_kind=required_kind,
        follows_id=follows_id,
        appointed_by=appointed_by,
        term_months=term_months,
        is_voting=is_voting,
        revision=revision,
        is_opened=is_opened,
        holders=tuple(holder for holder in of_post if holder.valid_from <= day),
        coming=tuple(holder for holder in of_post if holder.valid_from > day),
    )


@dataclass(frozen=True, slots=True)
class Occupation:
    """How many seats in bodies there are on a day, and how many of them have a holder proper."""

    held: int
    total: int


@read_once
def occupation(asof: AsOf) -> Occupation:
    """The same numbers as counting `seats` gives, in one query."""
    terms = MembershipVersion.objects.as_of(asof).filter(
        membership__post=OuterRef("post"), is_substitute=False
    )
    posts = PostVersion.objects.as_of(asof).filter(post__body__isnull=False)
    counted = posts.aggregate(held=Count("pk", filter=Exists(terms)), total=Count("pk"))
    return Occupation(**counted)
