"""Invitations: the only way in. The link is shown once, in the letter; its hash is what is kept."""

import datetime as dt
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from noaber.accounts import access, letters
from noaber.accounts.models import Assistance, Invitation, Role, RoleGrant, User
from noaber.accounts.queries import active_user, find_invitation, open_invitation_for, token_hash
from noaber.accounts.rules.names import is_letter_name
from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor, Refused, require
from noaber.core.audit import Trail, verb
from noaber.core.errors import DomainError

VALID_FOR = dt.timedelta(days=14)
TOKEN_BYTES = 24

PersonLink = Callable[[str, int, dt.datetime], None]
_person_links: list[PersonLink] = []


def register_person_link(link: PersonLink) -> None:
    """Let the register tie its person to a new account, in its transaction: ``link(person_key, user_id, now)``."""
    if link not in _person_links:
        _person_links.append(link)


@dataclass(frozen=True, slots=True)
class Invited:
    """An invitation and the only copy of its token."""

    invitation: Invitation
    token: str


def invite(
    *, actor: Actor, email: str, display_name: str, role: str = "", person_key: str = "", now: dt.datetime
) -> Invited:
    """Invite an address to make an account, and send the letter with the link."""
    require(access.may_invite(actor, role=role))
    with verb("accounts.invite", actor=actor) as trail:
        invited = make_invitation(
            trail, email=email, display_name=display_name, role=role, person_key=person_key, now=now
        )
        letters.send_invitation(invited.invitation, invited.token, now=now)
    return invited


def make_invitation(
    trail: Trail, *, email: str, display_name: str, role: str = "", person_key: str = "", now: dt.datetime
) -> Invited:
    """The record and its token, within the verb of `trail`; an expired invitation of the address makes room."""
    email = _checked_address(email)
    refuse_odd_name(display_name)
    if role and role not in Role.values:
        raise DomainError(_("“%(role)s” is geen rol.") % {"role": role}, field="role")
    if active_user(email):
        raise DomainError(_("Met dit e-mailadres is er al een account."), field="email")
    _refuse_reopening(trail.actor, email)
    earlier = open_invitation_for(email)
    if earlier and earlier.expires_at > now:
        raise DomainError(
            _("Voor dit e-mailadres staat al een uitnodiging open. U kunt die opnieuw versturen."),
            field="email",
        )
    if earlier:
        earlier.withdrawn_at = now
        earlier.save(update_fields=["withdrawn_at"])
    token = secrets.token_urlsafe(TOKEN_BYTES)
    invitation = Invitation.objects.create(
        email=email,
        display_name=display_name.strip(),
        role=role,
        person_key=person_key,
        token_hash=token_hash(token),
        invited_by_id=trail.actor.user_id,
        invited_at=now,
        expires_at=now + VALID_FOR,
    )
    trail.note(invitation, {"role": role, "person": person_key})
    return Invited(invitation, token)


def refuse_odd_name(name: str) -> None:
    """A name goes into letters that carry the network's own sender: no place for somebody's own links."""
    if not name.strip():
        raise DomainError(_("Vul de naam in."), field="display_name")
    if not is_letter_name(name):
        raise DomainError(_("Schrijf alleen een naam of functie, zonder webadres."), field="display_name")


def _refuse_reopening(actor: Actor, email: str) -> None:
    """A closed account comes back with the mandates of its person; who may close it, may open it again."""
    closed = User.objects.filter(email=email).first()
    if closed is None:
        return
    decision = access.may_manage_accounts(actor, user_id=closed.pk)
    if isinstance(decision, Refused):
        raise DomainError(
            _(
                "Het account met dit e-mailadres is gesloten. Alleen de functioneel beheerder kan het weer openen."
            ),
            field="email",
        )


def _checked_address(email: str) -> str:
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as error:
        raise DomainError(_("“%(email)s” is geen e-mailadres.") % {"email": email}, field="email") from error
    return address


def resend_invitation(invitation_id: int, *, actor: Actor, now: dt.datetime) -> Invited:
    """Send a new link for an open or expired invitation; the earlier link stops working."""
    with verb("accounts.resend_invitation", actor=actor) as trail:
        invitation = _open_invitation(invitation_id, actor=actor)
        token = secrets.token_urlsafe(TOKEN_BYTES)
        invitation.token_hash, invitation.expires_at = token_hash(token), now + VALID_FOR
        invitation.save(update_fields=["token_hash", "expires_at"])
        trail.note(invitation)
        letters.send_invitation(invitation, token, now=now)
    return Invited(invitation, token)


def withdraw_invitation(invitation_id: int, *, actor: Actor, now: dt.datetime) -> Invitation:
    """End an open invitation; its link says so from now on."""
    with verb("accounts.withdraw_invitation", actor=actor) as trail:
        invitation = _open_invitation(invitation_id, actor=actor)
        invitation.withdrawn_at = now
        invitation.save(update_fields=["withdrawn_at"])
        trail.note(invitation)
    return invitation


def _open_invitation(invitation_id: int, *, actor: Actor) -> Invitation:
    """Lock an invitation that is still open; one with a role is for administrators."""
    require(access.may_invite(actor))
    invitation = Invitation.objects.select_for_update().filter(pk=invitation_id).first()
    if invitation is None:
        raise DomainError(_("Deze uitnodiging bestaat niet."))
    require(access.may_invite(actor, role=invitation.role))
    if invitation.accepted_at:
        raise DomainError(_("Met deze uitnodiging is al een account gemaakt."))
    if invitation.withdrawn_at:
        raise DomainError(_("Deze uitnodiging is al ingetrokken."))
    return invitation


def accept_invitation(
    *, actor: Actor = ANONYMOUS, token: str, password: str | None, now: dt.datetime
) -> User:
    """Make the account of an invitation, once. Without a password it signs in by the organisation's provider.

    Raises `DomainError` when the link cannot be used, and Django's ValidationError for a weak password.
    """
    with verb("accounts.accept_invitation", actor=actor) as trail:
        invitation = find_invitation(token, now=now, is_locked=True)
        return _make_account(trail, invitation, password, now=now)


def accept_by_provider(*, actor: Actor = ANONYMOUS, email: str, now: dt.datetime) -> User | None:
    """Make the account of an open invitation for an address that the identity provider vouches for."""
    with verb("accounts.accept_by_provider", actor=actor) as trail:
        invitation = (
            Invitation.objects.select_for_update()
            .filter(email=email.lower(), accepted_at=None, withdrawn_at=None, expires_at__gt=now)
            .first()
        )
        return _make_account(trail, invitation, None, now=now) if invitation else None


def _make_account(trail: Trail, invitation: Invitation, password: str | None, *, now: dt.datetime) -> User:
    """A new user, or a closed account of the same address opened again."""
    user = User.objects.select_for_update().filter(email=invitation.email).first() or User(
        email=invitation.email
    )
    if user.pk and (user.is_active or (user.closed_at and user.closed_at > invitation.invited_at)):
        raise DomainError(_("Deze uitnodiging geldt niet meer. Vraag de coördinator om een nieuwe."))
    user.display_name, user.is_active, user.closed_at = invitation.display_name, True, None
    if password is not None:
        validate_password(password, user)
    user.set_password(password)
    user.save()
    EmailAddress.objects.update_or_create(
        user=user, email=user.email, defaults={"verified": True, "primary": True}
    )  # the link reached this address
    invitation.accepted_at = now
    invitation.save(update_fields=["accepted_at"])
    trail.note(invitation, {"user": user.pk})
    _give_what_was_promised(trail, invitation, user)
    if invitation.person_key:
        for link in _person_links:
            link(invitation.person_key, user.pk, now)
    return user


def _give_what_was_promised(trail: Trail, invitation: Invitation, user: User) -> None:
    """The role of the invitation, and the principals who named this address as their assistant."""
    today = clock.today()
    if invitation.role:
        grant = RoleGrant.objects.create(
            user=user, role=invitation.role, valid_from=today, granted_by_id=invitation.invited_by_id
        )
        trail.note(grant, {"user": user.pk, "role": grant.role})
    for promise in invitation.promises.select_related("principal"):
        assistance = Assistance.objects.create(
            principal=promise.principal,
            assistant=user,
            kind=promise.kind,
            valid_from=promise.valid_from,
            valid_until=promise.valid_until,
        )
        trail.note(
            assistance, {"principal": promise.principal_id, "assistant": user.pk, "kind": promise.kind}
        )
