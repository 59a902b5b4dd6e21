"""What pages and services read of accounts."""

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from noaber.accounts.actors import current
from noaber.accounts.models import (
    Assistance,
    DemonstrationUser,
    Invitation,
    PromisedAssistance,
    RoleGrant,
    User,
)
from noaber.accounts.models.user import Role
from noaber.accounts.rules.devices import device_name, shortened_ip
from noaber.core.errors import DomainError
from noaber.core.models import Demonstration

SECOND_FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def token_hash(token: str) -> str:
    """What is kept of an invitation's token: SHA-256 in hexadecimal; the token itself has 192 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def find_invitation(token: str, *, now: dt.datetime, is_locked: bool = False) -> Invitation:
    """The open invitation behind a link; raises `DomainError` that says why it cannot be used."""
    rows = Invitation.objects.select_for_update() if is_locked else Invitation.objects.all()
    invitation = rows.filter(token_hash=token_hash(token)).first()
    if invitation is None:
        raise DomainError(
            _(
                "Deze link is niet (meer) bekend. Kijk of u de nieuwste e-mail gebruikt en of de link compleet is."
            )
        )
    if invitation.accepted_at:
        raise DomainError(_("Met deze uitnodiging is al een account gemaakt. U kunt gewoon inloggen."))
    if invitation.withdrawn_at:
        raise DomainError(
            _("Deze uitnodiging is ingetrokken. Vraag de coördinator van het netwerk om een nieuwe.")
        )
    if invitation.expires_at <= now:
        raise DomainError(
            _("Deze uitnodiging is verlopen. Vraag de coördinator van het netwerk om een nieuwe.")
        )
    return invitation


def open_invitation_for(email: str) -> Invitation | None:
    """The invitation of an address that is neither accepted nor withdrawn; it may have expired."""
    return Invitation.objects.filter(email=email, accepted_at=None, withdrawn_at=None).first()


def all_invitations() -> QuerySet[Invitation]:
    return Invitation.objects.select_related("invited_by").prefetch_related("promises__principal")


def active_user(email: str) -> User | None:
    return User.objects.filter(email=email, is_active=True).first()


def has_second_factor(user_id: int) -> bool:
    """Whether an app or a passkey is set up; recovery codes alone are no second factor."""
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=SECOND_FACTORS).exists())


def lasting_administrators() -> QuerySet[RoleGrant]:
    """The grants that keep an installation manageable: of open accounts, without an end."""
    return RoleGrant.objects.filter(role=Role.ADMINISTRATOR, valid_until=None, user__is_active=True)


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user as the list of users shows it."""

    id: int
    display_name: str
    email: str
    roles: tuple[str, ...]
    is_active: bool
    has_second_factor: bool
    last_seen_at: dt.datetime | None


def user_rows(today: dt.date) -> list[UserRow]:
    """All users with the roles of a day, in three queries."""
    roles = _labels_by_user(RoleGrant.objects.filter(current(today)).order_by("role"))
    factors = set(Authenticator.objects.filter(type__in=SECOND_FACTORS).values_list("user_id", flat=True))
    return [
        UserRow(
            id=user.pk,
            display_name=user.display_name,
            email=user.email,
            roles=roles.get(user.pk, ()),
            is_active=user.is_active,
            has_second_factor=user.pk in factors,
            last_seen_at=user.last_login,
        )
        for user in User.objects.all()
    ]


def _labels_by_user(grants: Iterable[RoleGrant]) -> dict[int, tuple[str, ...]]:
    labels: dict[int, tuple[str, ...]] = {}
    for grant in grants:
        labels[grant.user_id] = (*labels.get(grant.user_id, ()), str(grant.get_role_display()))
    return labels


def role_labels(user_id: int, today: dt.date) -> tuple[str, ...]:
    """The network-wide roles of a user in words."""
    grants = RoleGrant.objects.filter(current(today), user_id=user_id).order_by("role")
    return tuple(str(grant.get_role_display()) for grant in grants)


def roles_of(user_id: int) -> QuerySet[RoleGrant]:
    """Every role a user has or had, the latest first."""
    return (
        RoleGrant.objects.filter(user_id=user_id).select_related("granted_by").order_by("-valid_from", "-pk")
    )


def assistants_of(principal_id: int, today: dt.date) -> QuerySet[Assistance]:
    """Who is named now or for later; what has ended stays in the history of the audit."""
    lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=today)
    return Assistance.objects.filter(lasting, principal_id=principal_id).select_related("assistant")


def promises_of(principal_id: int) -> QuerySet[PromisedAssistance]:
    """The assistants whose invitation is still open."""
    is_open = Q(invitation__accepted_at=None, invitation__withdrawn_at=None)
    return PromisedAssistance.objects.filter(is_open, principal_id=principal_id).select_related("invitation")


@dataclass(frozen=True, slots=True)
class SessionRow:
    """A place where a user is signed in."""

    id: int
    device: str
    place: str
    started_at: dt.datetime
    last_seen_at: dt.datetime
    is_current: bool


def session_rows(user_id: int, session_key: str | None) -> list[SessionRow]:
    """Where a user is signed in, the session of this request first, then the latest used."""
    # allauth's manager forgets sessions that have expired or whose password has changed.
    live = UserSession.objects.purge_and_list(User.objects.get(pk=user_id))
    rows = [
        SessionRow(
            id=session.pk,
            device=device_name(session.user_agent),
            place=shortened_ip(session.ip),
            started_at=session.created_at,
            last_seen_at=session.last_seen_at,
            is_current=session.session_key == session_key,
        )
        for session in live
    ]
    return sorted(rows, key=lambda row: (not row.is_current, -row.last_seen_at.timestamp()))


def is_demonstration() -> bool:
    return Demonstration.objects.exists()


def demonstration_users() -> QuerySet[DemonstrationUser]:
    return DemonstrationUser.objects.filter(user__is_active=True).select_related("user")
