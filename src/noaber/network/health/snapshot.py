"""The register on one day, as health needs it: the same rows that the pages show, by their codes."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.core.rules.dutch import in_a_row, sort_key
from noaber.network.models import PostRole
from noaber.network.queries.bodies import BodyRow, bodies
from noaber.network.queries.organisations import OrganisationRow, organisations
from noaber.network.queries.seats import SeatRow, seats
from noaber.network.queries.themes import ThemeRow, themes
from noaber.network.rules.seats import Seat


@dataclass(frozen=True)
class Snapshot:
    """What is there on the day, in order of code; `themes` in their own order."""

    asof: AsOf
    bodies: Mapping[str, BodyRow]
    posts: Mapping[str, SeatRow]
    organisations: Mapping[str, OrganisationRow]
    themes: Mapping[str, ThemeRow]

    @cached_property
    def districts(self) -> dict[str, str]:
        """The districts in which municipalities lie on the day: code and name, by name."""
        found = {row.district_code: row.district_name for row in self.municipalities if row.district_code}
        return dict(sorted(found.items(), key=lambda pair: sort_key(pair[1])))

    @property
    def municipalities(self) -> list[OrganisationRow]:
        return [row for row in self.organisations.values() if row.is_municipality]

    @cached_property
    def portfolios(self) -> set[tuple[str, str]]:
        """Who carries which theme: the ids of people, the codes of themes."""
        return {(str(holder.person_id), row.code) for row in self.themes.values() for holder in row.holders}

    @cached_property
    def seats(self) -> tuple[Seat, ...]:
        """The seats in bodies that somebody holds, in the terms of the rules; a secretary serves, but does not sit."""
        held = (row for row in self.posts.values() if row.body_code in self.bodies and not row.is_vacant)
        return tuple(self._seat(row) for row in held if row.role != PostRole.SECRETARY)

    def _seat(self, row: SeatRow) -> Seat:
        sender = self.organisations.get(row.holder.on_behalf_of_code) if row.holder else None
        return Seat(
            body=row.body_code,
            person=str(row.holder.person_id) if row.holder else "",
            organisation_kind=sender.kind if sender else "",
            district=sender.district_code if sender else "",
            is_chair=row.role == PostRole.CHAIR,
            organisation=sender.code if sender else "",
        )

    def posts_of(self, body: str) -> list[SeatRow]:
        """The seats of a body, held or not, in order of their codes."""
        return [row for row in self.posts.values() if row.body_code == body]

    def vacant_posts_of(self, body: str) -> list[SeatRow]:
        """Those that nobody holds; of a secretary who serves but does not sit, none."""
        return [row for row in self.posts_of(body) if row.is_vacant and row.role != PostRole.SECRETARY]

    def reserved_in(self, body: str) -> dict[str, str]:
        """The organisations for which a body keeps a seat: code and kind."""
        wanted = {row.organisation_code for row in self.posts_of(body) if row.role != PostRole.SECRETARY}
        return {code: self.organisations[code].kind for code in wanted if code}

    def followed(self, row: SeatRow) -> SeatRow | None:
        """The post that a seat comes with; None when it comes with none, or with one that is no more."""
        return self._by_id.get(row.follows_id) if row.follows_id else None

    @cached_property
    def _by_id(self) -> dict[uuid.UUID, SeatRow]:
        return {row.id: row for row in self.posts.values()}

    def names_of(self, people: Iterable[str]) -> str:
        """Names of who holds a seat, in a row, in order of the alphabet."""
        return in_a_row(sorted((self._names.get(person, "") for person in people), key=sort_key))

    @cached_property
    def _names(self) -> dict[str, str]:
        return {str(holder.person_id): holder.name for row in self.posts.values() for holder in row.holders}

    def bodies_of(self, kind: str) -> list[BodyRow]:
        return [row for row in self.bodies.values() if row.kind == kind]


@read_once
def take_snapshot(asof: AsOf) -> Snapshot:
    """Read the register as of two dates: all of it, whoever asks; a page shows it only to who may see it."""
    return Snapshot(
        asof=asof,
        bodies={row.code: row for row in sorted(bodies(COMMAND, asof), key=_code)},
        posts={row.code: row for row in sorted(seats(COMMAND, asof), key=_code)},
        organisations={row.code: row for row in sorted(organisations(COMMAND, asof), key=_code)},
        themes={row.code: row for row in themes(COMMAND, asof)},
    )


def _code(row: BodyRow | SeatRow | OrganisationRow) -> str:
    return row.code
