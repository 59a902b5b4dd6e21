"""The only door of accounts for other rooms."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from noaber.accounts.actors import actor_for, live_assistances, own_grants, register_grant_source
from noaber.accounts.confirming import identity_confirmed
from noaber.accounts.models import Role, User
from noaber.accounts.prepared import (
    PreparedRow,
    as_the_principal_would,
    prepared_in,
    sent,
    typed_fields,
    waiting_here,
)
from noaber.accounts.queries import assistants_of, demonstration_users, is_demonstration
from noaber.accounts.services.assistants import end_assistance, name_assistant
from noaber.accounts.services.demonstration import create_demonstration_user as _create_demonstration_user
from noaber.accounts.services.invitations import Invited, invite, register_person_link
from noaber.accounts.services.personal_data import collect_account, erase_account, erase_invitations
from noaber.accounts.services.preparing import prepare_form, use_prepared
from noaber.accounts.services.users import close_account, create_administrator
from noaber.accounts.throttling import asked_too_often, count_strange_key, tried_too_often
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.reading import read_once

__all__ = [
    "DemonstrationRole",
    "Invited",
    "PreparedRow",
    "Principal",
    "Role",
    "User",
    "actor_for",
    "as_the_principal_would",
    "asked_too_often",
    "assistances_of",
    "close_account",
    "collect_account",
    "coordinators_on",
    "count_strange_key",
    "create_administrator",
    "create_demonstration_user",
    "demonstration_roles",
    "display_name",
    "display_names",
    "end_assistance",
    "erase_account",
    "erase_invitations",
    "identity_confirmed",
    "in_network",
    "invite",
    "name_assistant",
    "own_grants",
    "prepare_form",
    "prepared_in",
    "principals_of",
    "register_grant_source",
    "register_person_link",
    "sent",
    "tried_too_often",
    "typed_fields",
    "use_prepared",
    "waiting_here",
]


@dataclass(frozen=True, slots=True)
class DemonstrationRole:
    """A role to choose with one click: the user, the function, and what it does in one line."""

    user_id: int
    display_name: str
    description: str


def demonstration_roles() -> list[DemonstrationRole]:
    """The roles of a demonstration, in the order they were made; none anywhere else."""
    if not is_demonstration():
        return []
    return [
        DemonstrationRole(one.user_id, one.user.display_name, one.description)
        for one in demonstration_users()
    ]


def create_demonstration_user(email: str, display_name: str, role: str = "", description: str = "") -> User:
    """Make a user of the demonstration, once per address; refused without the mark of a demonstration."""
    return _create_demonstration_user(
        actor=COMMAND,
        email=email,
        display_name=display_name,
        role=role,
        description=description,
        today=clock.today(),
    )


@dataclass(frozen=True, slots=True)
class Principal:
    """Someone on whose behalf a user may work today; `prepares_only`: not for recording."""

    user_id: int
    display_name: str
    prepares_only: bool


def principals_of(user_id: int, today: dt.date) -> list[Principal]:
    """For whom a user may prepare or act on a day."""
    return [
        Principal(one.principal_id, one.principal_name, one.prepares_only)
        for one in live_assistances(user_id, today)
    ]


def coordinators_on(today: dt.date) -> list[User]:
    """Whoever holds the role of coordinator on a day."""
    users = User.objects.filter(is_active=True, role_grants__role=Role.COORDINATOR).distinct()
    return [user for user in users if actor_for(user, today).has(Role.COORDINATOR)]


@read_once
def in_network(user_ids: frozenset[int], today: dt.date) -> frozenset[int]:
    """Which of these users hold a mandate or a role on a day, or assist somebody; never a closed account."""
    users = User.objects.filter(pk__in=user_ids, is_active=True)
    return frozenset(user.pk for user in users if actor_for(user, today).is_in_network)


def display_name(user_id: int) -> str:
    """The name of a user on the screen; empty when there is none."""
    return User.objects.filter(pk=user_id).values_list("display_name", flat=True).first() or ""


def display_names(user_ids: Iterable[int]) -> dict[int, str]:
    """The names of several users, by their key; one query."""
    return dict(User.objects.filter(pk__in=set(user_ids)).values_list("pk", "display_name"))


def assistances_of(principal_id: int, today: dt.date) -> list[int]:
    """The keys of the assistances that a user has given and that are valid on a day."""
    return [one.pk for one in assistants_of(principal_id, today)]
