"""People, as of two dates; only for who is in the network."""

import uuid
from dataclasses import dataclass

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.history import VersionQuerySet, said_of, text_of
from noaber.core.reading import read_once
from noaber.network.models import Person, PersonVersion


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
    if not actor.is_in_network:
        return []
    return list(_everyone(asof))


@read_once
def _everyone(asof: AsOf) -> tuple[PersonRow, ...]:
    """Without who was erased: a function and an employer can point to somebody too; their seats stay on the seats."""
    there = PersonVersion.objects.as_of(asof).filter(person__erased_at__isnull=True)
    return tuple(_rows(there.order_by("name"), asof))


def people_to_come(actor: Actor, asof: AsOf) -> list[PersonRow]:
    """Who is in the register from a later day on, by name: a successor who has been announced."""
    if not actor.is_in_network:
        return []
    here = PersonVersion.objects.as_of(asof).values("person")
    later = PersonVersion.objects.known(asof.known_at).filter(valid_from__gt=asof.valid_on)
    rows = _rows(later.exclude(person__in=here).order_by("name", "-valid_from"), asof)
    return list({row.id: row for row in rows}.values())


def person(actor: Actor, key: uuid.UUID, asof: AsOf) -> PersonRow | None:
    if not actor.is_in_network:
        return None
    return next(iter(_rows(PersonVersion.objects.as_of(asof).filter(person_id=key), asof)), None)


@read_once
def person_id_of(user_id: int | None) -> uuid.UUID | None:
    """The person to whom an account belongs, if any."""
    return Person.objects.filter(user=user_id).values_list("pk", flat=True).first() if user_id else None


# The columns of a PersonRow, in its order; an employer of whom nothing is said on the day is called by its code.
_COLUMNS = (
    "person_id",
    "name",
    "job_title",
    text_of("employer__code"),
    text_of("of_employer__name", "employer__code"),
    "email",
    "phone",
    "person__user_id",
    "person__revision",
)


def _rows(versions: VersionQuerySet, asof: AsOf) -> list[PersonRow]:
    named = versions.annotate(of_employer=said_of("employer__versions", asof))
    return [PersonRow(*values) for values in named.values_list(*_COLUMNS)]
