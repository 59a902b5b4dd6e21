"""From a user to an actor: the grants of this day, from roles, mandates and the principal one acts for."""

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Exists, FilteredRelation, OuterRef, Q

from noaber.accounts.models import Assistance, PreparedForm, User
from noaber.core.access import Actor, Grant
from noaber.core.reading import read_once

ASSISTANT: Final = "assistant"  # what who only assists others holds, so that a second factor is asked

GrantSource = Callable[[int, dt.date], Iterable[Grant]]
_sources: list[GrantSource] = []


def register_grant_source(source: GrantSource) -> None:
    """Let a room add the grants that follow from its records: ``source(user_id, today) -> grants``."""
    if source not in _sources:
        _sources.append(source)


def current(today: dt.date, path: str = "") -> Q:
    """What holds on a day, for rows with `valid_from` and a half-open `valid_until`; `path`: the way to them."""
    lasts = Q(**{f"{path}valid_until__isnull": True}) | Q(**{f"{path}valid_until__gt": today})
    return Q(**{f"{path}valid_from__lte": today}) & lasts


@dataclass(frozen=True, slots=True)
class Errand:
    """For whom a user may prepare or act: an assistance that runs, and whose principal has an account."""

    id: int
    principal_id: int
    principal_name: str
    kind: Assistance.Kind

    @property
    def prepares_only(self) -> bool:
        return self.kind == Assistance.Kind.PREPARE


@dataclass(frozen=True, slots=True)
class Standing:
    """What accounts itself knows of a user on a day: network-wide roles, for whom the user may work, and whether
    an assistant has put something ready for them.
    """

    roles: frozenset[str]
    errands: tuple[Errand, ...]
    has_prepared: bool


STANDING: Final = (
    "granted__role",
    "named__principal__is_active",
    "named__pk",
    "named__principal_id",
    "named__principal__display_name",
    "named__kind",
    "has_prepared",
)


@read_once
def standing(user_id: int, today: dt.date) -> Standing:
    """All in one query, for every page asks it; somebody with two roles and two principals gives four rows."""
    waiting = PreparedForm.objects.filter(principal=OuterRef("pk"), outcome=PreparedForm.Outcome.WAITING)
    users = User.objects.filter(pk=user_id).annotate(
        granted=FilteredRelation("role_grants", condition=current(today, "role_grants__")),
        named=FilteredRelation("principals", condition=current(today, "principals__")),
        has_prepared=Exists(waiting),
    )
    rows = list(users.values_list(*STANDING))
    roles, errands = set(), {}
    for role, is_active, key, principal, name, kind, _has_prepared in rows:
        if role:
            roles.add(role)
        if is_active:
            errands[key] = Errand(key, principal, name, Assistance.Kind(kind))
    in_order = sorted(errands.values(), key=lambda errand: errand.principal_name)
    return Standing(frozenset(roles), tuple(in_order), any(row[-1] for row in rows))


@read_once
def own_grants(user_id: int, today: dt.date) -> frozenset[Grant]:
    """What a user holds of their own: network-wide roles and whatever the rooms derive from mandates."""
    derived = (grant for source in _sources for grant in source(user_id, today))
    return frozenset(map(Grant, standing(user_id, today).roles)).union(derived)


def live_assistances(assistant_id: int, today: dt.date) -> list[Errand]:
    """For whom a user may prepare or act today: a principal without a mandate left has no assistant either."""
    errands = standing(assistant_id, today).errands
    return [errand for errand in errands if own_grants(errand.principal_id, today)]


def holds_rights(user_id: int, today: dt.date) -> bool:
    """Whether a user may change anything, of their own or as an assistant; then a second factor is due."""
    return bool(own_grants(user_id, today)) or bool(live_assistances(user_id, today))


def actor_for(user: User, today: dt.date, *, on_behalf_of_id: int | None = None) -> Actor:
    """The actor for a user; with `on_behalf_of_id`, the principal's grants as far as the assistance reaches.

    An assistance that has ended, or whose principal has no mandate left, gives nothing: the user is then
    simply oneself again, so that no session needs to be told.
    """
    if on_behalf_of_id is not None:
        errands = standing(user.pk, today).errands
        errand = next((one for one in errands if one.principal_id == on_behalf_of_id), None)
        grants = own_grants(on_behalf_of_id, today) if errand else frozenset()
        if errand and grants:
            return Actor(user.pk, on_behalf_of_id, grants, prepares_only=errand.prepares_only)
    return Actor(user.pk, grants=own_grants(user.pk, today) or _as_assistant(user.pk, today))


def _as_assistant(user_id: int, today: dt.date) -> frozenset[Grant]:
    """An assistant belongs to the network as long as a principal does, also between two errands."""
    return frozenset({Grant(ASSISTANT)}) if live_assistances(user_id, today) else frozenset()
