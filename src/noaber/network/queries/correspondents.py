"""Who can be written to about a body or an organisation, for rooms that send letters; one query."""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Final

from django.db.models import Q

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.reading import read_once
from noaber.network.models import PersonVersion


@dataclass(frozen=True, slots=True)
class CorrespondentRow:
    """Who holds a seat of their own (no substitute), with their address and, when it is open, their account."""

    body_code: str
    organisation_code: str
    role: str
    person_id: uuid.UUID
    name: str
    email: str
    user_id: int | None


def correspondents(actor: Actor, day: dt.date, *, roles: tuple[str, ...]) -> tuple[CorrespondentRow, ...]:
    """Holders of these roles on the day, as known now, in the order of the titles of their seats.

    Nobody for who is not in the network. Who was erased is left out: there is nobody to write to.
    """
    return _read(day, roles) if actor.is_in_network else ()


_TERM: Final = "person__memberships__versions"
_POST: Final = "person__memberships__post"


@read_once
def _read(day: dt.date, roles: tuple[str, ...]) -> tuple[CorrespondentRow, ...]:
    # In one filter, so that it is one term in one seat; the columns come from the same rows.
    held = PersonVersion.objects.as_of(AsOf(day)).filter(
        *(_valid_on(path, day) for path in (_TERM, f"{_POST}__versions")),
        **{f"{_TERM}__is_substitute": False, f"{_POST}__versions__role__in": roles},
        person__erased_at__isnull=True,
    )
    columns = (
        f"{_POST}__body__code",
        f"{_POST}__organisation__code",
        f"{_POST}__versions__role",
        "person_id",
        "name",
        "email",
        "person__user_id",
        "person__user__is_active",
    )
    return tuple(
        CorrespondentRow(body or "", place or "", role, key, name, email, user if is_open else None)
        for body, place, role, key, name, email, user, is_open in held.order_by(
            f"{_POST}__versions__title", "name"
        ).values_list(*columns)
    )


def _valid_on(path: str, day: dt.date) -> Q:
    """What is known now and valid on the day, at the end of a path."""
    lasts = Q(**{f"{path}__valid_until__isnull": True}) | Q(**{f"{path}__valid_until__gt": day})
    return Q(lasts, **{f"{path}__known_until__isnull": True, f"{path}__valid_from__lte": day})
