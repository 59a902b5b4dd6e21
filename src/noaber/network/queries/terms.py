"""Who held a seat, over the years."""

import datetime as dt
import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.network.models import MembershipVersion, OrganisationVersion, PersonVersion


@dataclass(frozen=True, slots=True)
class Term:
    """One term in one seat, as it is known at a moment. For the public `name` is empty."""

    membership_id: uuid.UUID
    person_id: uuid.UUID
    name: str
    job_title: str
    on_behalf_of_name: str
    is_substitute: bool
    valid_from: dt.date
    valid_until: dt.date | None
    revision: int

    @property
    def shown(self) -> str:
        return self.name or self.job_title

    def is_over(self, day: dt.date) -> bool:
        return self.valid_until is not None and self.valid_until <= day

    def is_ahead(self, day: dt.date) -> bool:
        return self.valid_from > day


def terms_of_seat(actor: Actor, code: str, asof: AsOf) -> list[Term]:
    """Every term in a seat, past and to come, the latest first."""
    rows = MembershipVersion.objects.known(asof.known_at).filter(membership__post__code=code)
    rows = rows.select_related("membership").order_by("-valid_from", "is_substitute")
    people = _names({row.membership.person_id for row in rows}, asof)
    behalf = {row.on_behalf_of_id for row in rows if row.on_behalf_of_id}
    said = (
        OrganisationVersion.objects.known(asof.known_at)
        .filter(organisation__in=behalf)
        .order_by("valid_from")
    )
    organisations = dict(said.values_list("organisation_id", "name"))
    return [_term(actor, row, people, organisations) for row in rows]


def _names(people: set[uuid.UUID], asof: AsOf) -> dict[uuid.UUID, PersonVersion]:
    """What everyone is called last, as known at the moment: terms of the past keep a readable name."""
    versions = PersonVersion.objects.known(asof.known_at).filter(person__in=people).order_by("valid_from")
    return {version.person_id: version for version in versions}


def _term(
    actor: Actor,
    row: MembershipVersion,
    people: dict[uuid.UUID, PersonVersion],
    organisations: dict[uuid.UUID, str],
) -> Term:
    person = people.get(row.membership.person_id)
    return Term(
        membership_id=row.membership_id,
        person_id=row.membership.person_id,
        name=person.name if person and actor.is_in_network else "",
        job_title=person.job_title if person else "",
        on_behalf_of_name=organisations.get(row.on_behalf_of_id, "") if row.on_behalf_of_id else "",
        is_substitute=row.is_substitute,
        valid_from=row.valid_from,
        valid_until=row.valid_until,
        revision=row.membership.revision,
    )


def term_of(actor: Actor, membership: uuid.UUID, code: str, asof: AsOf) -> Term | None:
    """The last term of a membership in a seat."""
    terms = terms_of_seat(actor, code, asof)
    return next((term for term in terms if term.membership_id == membership), None)
