"""People, as of two dates; only for who is in the network."""

import uuid
from dataclasses import dataclass

from noaber.core.access import ANONYMOUS, Actor
from noaber.core.asof import AsOf
from noaber.network.models import Person, PersonVersion
from noaber.network.queries.organisations import organisations


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One person with what the network may know of them."""

    id: uuid.UUID
    name: str
    job_title: str
    employer_code: str
    employer_name: str
    email: str
    phone: str
    user_id: int | None
    revision: int


def people(actor: Actor, asof: AsOf) -> list[PersonRow]:
    """Everyone on the day, by name; nobody for who is not in the network."""
    if not actor.is_signed_in:
        return []
    names = organisation_names(asof)
    versions = PersonVersion.objects.as_of(asof).select_related("person", "employer").order_by("name")
    return [_row(version, names) for version in versions]


def person(actor: Actor, key: uuid.UUID, asof: AsOf) -> PersonRow | None:
    if not actor.is_signed_in:
        return None
    version = (
        PersonVersion.objects.as_of(asof).select_related("person", "employer").filter(person_id=key).first()
    )
    return _row(version, organisation_names(asof)) if version else None


def person_id_of(user_id: int | None) -> uuid.UUID | None:
    """The person to whom an account belongs, if any."""
    return Person.objects.filter(user=user_id).values_list("pk", flat=True).first() if user_id else None


def organisation_names(asof: AsOf) -> dict[uuid.UUID, str]:
    """What every organisation is called on the day."""
    return {row.id: row.name for row in organisations(ANONYMOUS, asof)}


def _row(version: PersonVersion, names: dict[uuid.UUID, str]) -> PersonRow:
    employer = version.employer
    return PersonRow(
        id=version.person_id,
        name=version.name,
        job_title=version.job_title,
        employer_code=employer.code if employer else "",
        employer_name=names.get(employer.pk, employer.code) if employer else "",
        email=version.email,
        phone=version.phone,
        user_id=version.person.user_id,
        revision=version.person.revision,
    )
