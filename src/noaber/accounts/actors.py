"""From a user to an actor: the grants of this day, from roles, mandates and the principal one acts for."""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Final

from django.db.models import Q

from noaber.accounts.models import Assistance, RoleGrant, User
from noaber.core.access import Actor, Grant
from noaber.core.reading import read_once

ASSISTANT: Final = "assistant"  # what who only assists others holds, so that a second factor is asked

GrantSource = Callable[[int, dt.date], Iterable[Grant]]
_sources: list[GrantSource] = []


def register_grant_source(source: GrantSource) -> None:
    """Let a room add the grants that follow from its records: ``source(user_id, today) -> grants``."""
    if source not in _sources:
        _sources.append(source)


def current(today: dt.date) -> Q:
    """What holds on a day, for rows with `valid_from` and a half-open `valid_until`."""
    return Q(valid_from__lte=today) & (Q(valid_until__isnull=True) | Q(valid_until__gt=today))


@read_once
def own_grants(user_id: int, today: dt.date) -> frozenset[Grant]:
    """What a user holds of their own: network-wide roles and whatever the rooms derive from mandates."""
    roles = RoleGrant.objects.filter(current(today), user_id=user_id).values_list("role", flat=True)
    derived = (grant for source in _sources for grant in source(user_id, today))
    return frozenset(map(Grant, roles)).union(derived)


def live_assistances(assistant_id: int, today: dt.date) -> list[Assistance]:
    """For whom a user may prepare or act today: a principal without a mandate left has no assistant either."""
    named = Assistance.objects.filter(current(today), assistant_id=assistant_id, principal__is_active=True)
    named = named.select_related("principal").order_by("principal__display_name")
    return [assistance for assistance in named if own_grants(assistance.principal_id, today)]


def holds_rights(user_id: int, today: dt.date) -> bool:
    """Whether a user may change anything, of their own or as an assistant; then a second factor is due."""
    return bool(own_grants(user_id, today)) or bool(live_assistances(user_id, today))


def actor_for(user: User, today: dt.date, *, on_behalf_of_id: int | None = None) -> Actor:
    """The actor for a user; with `on_behalf_of_id`, the principal's grants as far as the assistance reaches.

    An assistance that has ended, or whose principal has no mandate left, gives nothing: the user is then
    simply oneself again, so that no session needs to be told.
    """
    if on_behalf_of_id is not None:
        named = Assistance.objects.filter(
            current(today), assistant_id=user.pk, principal_id=on_behalf_of_id, principal__is_active=True
        ).first()
        grants = own_grants(on_behalf_of_id, today) if named else frozenset()
        if named and grants:
            return Actor(
                user.pk, on_behalf_of_id, grants, prepares_only=named.kind == Assistance.Kind.PREPARE
            )
    return Actor(user.pk, grants=own_grants(user.pk, today) or _as_assistant(user.pk, today))


def _as_assistant(user_id: int, today: dt.date) -> frozenset[Grant]:
    """An assistant belongs to the network as long as a principal does, also between two errands."""
    return frozenset({Grant(ASSISTANT)}) if live_assistances(user_id, today) else frozenset()
