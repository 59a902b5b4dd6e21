"""Reading what was prepared, for the principal and for whoever works for them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from noaber.accounts.actors import standing
from noaber.accounts.models import PreparedForm
from noaber.core.access import Actor
from noaber.core.reading import read_once

PARAMETER = "klaargezet"


@dataclass(frozen=True, slots=True)
class PreparedRow:
    """One form that waits for its principal. `fields`: what was typed, by name."""

    id: int
    title: str
    path: str
    fields: Mapping[str, list[str]]
    assistant_id: int
    assistant_name: str
    principal_name: str
    prepared_at: dt.datetime

    @property
    def url(self) -> str:
        """The page of the form, filled in."""
        return f"{self.path}?{urlencode({PARAMETER: self.id})}"


def waiting_forms(actor: Actor, today: dt.date) -> list[PreparedRow]:
    """What waits for whom the actor is or works for, the oldest first; no query when nothing does."""
    principal = actor.on_behalf_of_id or actor.user_id
    if principal is None or not standing(principal, today).has_prepared:
        return []
    return list(_waiting(principal))


def waiting_form(actor: Actor, key: int, today: dt.date) -> PreparedRow | None:
    return next((row for row in waiting_forms(actor, today) if row.id == key), None)


@read_once
def _waiting(principal: int) -> tuple[PreparedRow, ...]:
    found = PreparedForm.objects.filter(principal_id=principal, outcome=PreparedForm.Outcome.WAITING)
    columns = (
        "pk",
        "title",
        "path",
        "fields",
        "assistant_id",
        "assistant__display_name",
        "principal__display_name",
        "prepared_at",
    )
    return tuple(PreparedRow(*values) for values in found.values_list(*columns))
