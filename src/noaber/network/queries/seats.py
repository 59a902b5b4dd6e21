"""Seats: posts and whoever holds them, as of two dates."""

import datetime as dt
import uuid
from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import QuerySet

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.models import (
    BodyVersion,
    MembershipVersion,
    OrganisationVersion,
    PersonVersion,
    PostRole,
    PostVersion,
)


@dataclass(frozen=True, slots=True)
class Holder:
    """Someone in a post. For the public `name` is empty: public pages show functions."""

    membership_id: uuid.UUID
    person_id: uuid.UUID
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
    """A post in a body or an organisation with its holders (none: vacant)."""

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
    holders: tuple[Holder, ...] = field(default=())

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
    """Seats of the day in the order of their titles; narrowed to a body, an organisation, a person, roles or one."""
    versions = PostVersion.objects.as_of(asof).select_related("post__body", "post__organisation")
    terms = MembershipVersion.objects.as_of(asof).select_related("membership")
    if code:
        versions, terms = versions.filter(post__code=code), terms.filter(membership__post__code=code)
    if body_code:
        versions, terms = versions.filter(post__body__code=body_code), terms.filter(membership__post__body__code=body_code)
    if organisation_code:
        versions = versions.filter(post__organisation__code=organisation_code)
        terms = terms.filter(membership__post__organisation__code=organisation_code)
    if person_id:
        terms = terms.filter(membership__person_id=person_id)
        versions = versions.filter(post_id__in=terms.values("membership__post_id"))
    if roles:
        versions = versions.filter(role__in=roles)
    return _rows(actor, asof, versions.order_by("title"), terms)


def seat(actor: Actor, code: str, asof: AsOf) -> SeatRow | None:
    """One seat, or None when it does not exist on the day."""
    return next(iter(seats(actor, asof, code=code)), None)


def _rows(
    actor: Actor, asof: AsOf, versions: QuerySet[PostVersion], terms: QuerySet[MembershipVersion]
) -> list[SeatRow]:
    organisations = {
        version.organisation_id: version
        for version in OrganisationVersion.objects.as_of(asof).select_related("organisation")
    }
    bodies = dict(BodyVersion.objects.as_of(asof).values_list("body_id", "name"))
    holders = _holders(actor, asof, terms, organisations)
    return [_seat(version, organisations, bodies, holders) for version in versions]


def _holders(
    actor: Actor,
    asof: AsOf,
    terms: QuerySet[MembershipVersion],
    organisations: dict[uuid.UUID, OrganisationVersion],
) -> dict[uuid.UUID, list[Holder]]:
    terms_by_post: dict[uuid.UUID, list[Holder]] = defaultdict(list)
    people = {
        version.person_id: version
        for version in PersonVersion.objects.as_of(asof).filter(person_id__in=terms.values("membership__person_id"))
    }
    for term in terms:
        membership = term.membership
        person = people.get(membership.person_id)
        behalf = organisations.get(term.on_behalf_of_id) if term.on_behalf_of_id else None
        terms_by_post[membership.post_id].append(
            Holder(
                membership_id=membership.pk,
                person_id=membership.person_id,
                name=person.name if person and actor.is_signed_in else "",
                job_title=person.job_title if person else "",
                on_behalf_of_code=behalf.organisation.code if behalf else "",
                on_behalf_of_name=behalf.name if behalf else "",
                is_substitute=term.is_substitute,
                valid_from=term.valid_from,
                valid_until=term.valid_until,
            )
        )
    return terms_by_post


def _seat(
    version: PostVersion,
    organisations: dict[uuid.UUID, OrganisationVersion],
    bodies: dict[uuid.UUID, str],
    holders: dict[uuid.UUID, list[Holder]],
) -> SeatRow:
    post = version.post
    place = organisations.get(post.organisation_id or version.required_organisation_id)  # type: ignore[arg-type]
    return SeatRow(
        id=post.pk,
        code=post.code,
        title=version.title,
        role=version.role,
        body_code=post.body.code if post.body else "",
        body_name=bodies.get(post.body_id, "") if post.body_id else "",
        organisation_code=place.organisation.code if place else "",
        organisation_name=place.name if place else "",
        district_code=version.required_district_id or (place.district_id if place and place.district_id else ""),
        required_kind=version.required_kind,
        follows_id=version.follows_id,
        appointed_by=version.appointed_by,
        term_months=version.term_months,
        is_voting=version.is_voting,
        revision=post.revision,
        holders=tuple(sorted(holders.get(post.pk, ()), key=lambda holder: (holder.is_substitute, holder.valid_from))),
    )
