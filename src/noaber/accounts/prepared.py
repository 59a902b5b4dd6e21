"""Reading what was prepared, for the principal and for whoever works for them."""

import datetime as dt
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import QueryDict

from noaber.accounts.actors import standing
from noaber.accounts.models import PreparedForm
from noaber.core.access import Actor
from noaber.core.reading import read_once
from noaber.core.requests import Request

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


def prepared_in(request: Request) -> PreparedRow | None:
    """The prepared form that the address names; None for who may not see it, on another page, and when it is gone."""
    key = request.GET.get(PARAMETER, "")
    if not (key.isascii() and key.isdigit() and len(key) < 10):
        return None
    found = waiting_form(request.actor, int(key), request.today)
    return found if found and found.path == request.path else None


def waiting_here(request: Request) -> list[PreparedRow]:
    """What waits for this principal on this very page, whichever way they came to it."""
    if request.actor.prepares_only:
        return []
    return [row for row in waiting_forms(request.actor, request.today) if row.path == request.path]


def sent(request: Request) -> QueryDict | None:
    """What was typed into the form: by who sends it or, on a page that is opened, by the assistant who prepared it."""
    if request.method == "POST":
        return request.POST
    prepared = prepared_in(request)
    if prepared is None:
        return None
    typed = QueryDict(mutable=True)
    for name, texts in prepared.fields.items():
        typed.setlist(name, texts)
    return typed


@contextmanager
def as_the_principal_would(request: Request) -> Iterator[None]:
    """Only around a rehearsal, which leaves nothing behind: what is wrong, the assistant hears at once."""
    preparing = request.actor
    request.actor = preparing.acting()
    try:
        yield
    finally:
        request.actor = preparing


def typed_fields(request: Request) -> dict[str, list[str]]:
    """What was typed, to be kept."""
    return {
        name: list(map(str, texts)) for name, texts in request.POST.lists() if name != "csrfmiddlewaretoken"
    }


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
