"""The register on one day, as health needs it: read in a fixed number of queries."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import in_a_row, sort_key
from noaber.network.models import (
    BodyVersion,
    District,
    MembershipVersion,
    OrganisationVersion,
    PersonVersion,
    PortfolioVersion,
    PostRole,
    PostVersion,
    ThemeVersion,
    VacancyState,
    VacancyVersion,
)
from noaber.network.rules.seats import Seat


@dataclass(frozen=True)
class Snapshot:
    """Versions of the day by the id of what they are about."""

    asof: AsOf
    bodies: Mapping[uuid.UUID, BodyVersion]
    posts: Mapping[uuid.UUID, PostVersion]
    terms: tuple[MembershipVersion, ...]
    people: Mapping[uuid.UUID, PersonVersion]
    organisations: Mapping[uuid.UUID, OrganisationVersion]
    themes: Mapping[str, ThemeVersion]
    portfolios: frozenset[tuple[uuid.UUID, str]]
    districts: Mapping[str, str]
    opened_posts: frozenset[uuid.UUID]

    @cached_property
    def holders(self) -> dict[uuid.UUID, MembershipVersion]:
        """Who holds each post, substitutes aside."""
        return {term.membership.post_id: term for term in self.terms if not term.is_substitute}

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The seats in bodies that somebody holds, in the terms of the rules; a secretary serves, but does not sit."""
        return tuple(
            self._seat(post) for post in self.posts.values() if post.post.body_id and self._is_held(post)
        )

    def _is_held(self, post: PostVersion) -> bool:
        is_member = post.role != PostRole.SECRETARY
        return is_member and post.post_id in self.holders and post.post.body_id in self.bodies

    def _seat(self, post: PostVersion) -> Seat:
        term = self.holders[post.post_id]
        sender = self.organisations.get(term.on_behalf_of_id) if term.on_behalf_of_id else None
        return Seat(
            body=post.post.body.code if post.post.body else "",
            person=str(term.membership.person_id),
            organisation_kind=sender.organisation.kind if sender else "",
            district=(sender.district_id or "") if sender else "",
            is_chair=post.role == PostRole.CHAIR,
            organisation=sender.organisation.code if sender else "",
        )

    def posts_of(self, body: uuid.UUID) -> list[PostVersion]:
        """The seats of a body, held or not, in order of their codes."""
        return [post for post in self.posts.values() if post.post.body_id == body]

    def vacant_posts_of(self, body: uuid.UUID) -> list[PostVersion]:
        """Those that nobody holds; of a secretary who serves but does not sit, none."""
        return [
            post
            for post in self.posts_of(body)
            if post.post_id not in self.holders and post.role != PostRole.SECRETARY
        ]

    def reserved_in(self, body: uuid.UUID) -> dict[str, str]:
        """The organisations for which a body keeps a seat: code and kind."""
        wanted = {
            post.required_organisation_id for post in self.posts_of(body) if post.role != PostRole.SECRETARY
        }
        found = (self.organisations.get(key) for key in wanted if key)
        return {each.organisation.code: each.organisation.kind for each in found if each}

    def name_of(self, person: uuid.UUID | str) -> str:
        version = self.people.get(uuid.UUID(str(person)))
        return version.name if version else ""

    def names_of(self, people: Iterable[str]) -> str:
        """Names in a row, in order of the alphabet."""
        return in_a_row(sorted((self.name_of(person) for person in people), key=sort_key))

    def bodies_of(self, kind: str) -> list[BodyVersion]:
        return [version for version in self.bodies.values() if version.body.kind == kind]


@read_once
def take_snapshot(asof: AsOf) -> Snapshot:
    """Read the register as of two dates."""
    bodies = BodyVersion.objects.as_of(asof).select_related("body", "district", "parent", "theme")
    posts = (
        PostVersion.objects.as_of(asof)
        .select_related("post__body", "post__organisation")
        .order_by("post__code")
    )
    organisations = OrganisationVersion.objects.as_of(asof).select_related("organisation")
    opened = VacancyVersion.objects.as_of(asof).filter(state=VacancyState.OPEN)
    portfolios = PortfolioVersion.objects.as_of(asof)
    return Snapshot(
        asof=asof,
        bodies={version.body_id: version for version in bodies.order_by("body__code")},
        posts={version.post_id: version for version in posts},
        terms=tuple(MembershipVersion.objects.as_of(asof).select_related("membership")),
        people={version.person_id: version for version in PersonVersion.objects.as_of(asof)},
        organisations={
            version.organisation_id: version for version in organisations.order_by("organisation__code")
        },
        themes={
            version.theme.code: version
            for version in ThemeVersion.objects.as_of(asof).select_related("theme")
        },
        portfolios=frozenset(portfolios.values_list("portfolio__person_id", "portfolio__theme__code")),
        districts=dict(District.objects.values_list("code", "name")),
        opened_posts=frozenset(opened.values_list("vacancy__post_id", flat=True)),
    )
