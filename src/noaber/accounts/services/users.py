"""Roles for the whole network, the second factor of others, and the end of an account."""

import datetime as dt
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db.models import Q
from django.utils.translation import gettext as _

from noaber.accounts import access, letters
from noaber.accounts.actors import current
from noaber.accounts.models import Assistance, Invitation, PromisedAssistance, Role, RoleGrant, User
from noaber.accounts.queries import active_user, lasting_administrators, open_invitation_for
from noaber.accounts.services.invitations import make_invitation
from noaber.accounts.services.sessions import end_sessions
from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import DomainError


def grant_role(
    user_id: int,
    *,
    actor: Actor,
    role: str,
    valid_from: dt.date,
    valid_until: dt.date | None = None,
) -> RoleGrant:
    """Give an open account a role for the whole network, until (not including) a day."""
    require(access.may_manage_accounts(actor, user_id=user_id))
    if role not in Role.values:
        raise DomainError(_("“%(role)s” is geen rol.") % {"role": role}, field="role")
    if valid_until is not None and valid_until <= valid_from:
        raise DomainError(_("De einddatum ligt voor de begindatum."), field="valid_until")
    with verb("accounts.grant_role", actor=actor) as trail:
        user = _open_account(user_id)
        lasting = Q(valid_until__isnull=True) | Q(valid_until__gt=valid_from)
        if RoleGrant.objects.filter(lasting, user=user, role=role).exists():
            raise DomainError(_("Deze gebruiker heeft deze rol al."), field="role")
        grant = RoleGrant.objects.create(
            user=user, role=role, valid_from=valid_from, valid_until=valid_until, granted_by_id=actor.user_id
        )
        trail.note(grant, {"user": user_id, "role": role})
    return grant


def end_role(grant_id: int, *, actor: Actor, today: dt.date) -> RoleGrant:
    """End a role from today on."""
    require(access.may_manage_accounts(actor))
    with verb("accounts.end_role", actor=actor) as trail:
        # All administrators are locked, so that two of them cannot end each other at the same moment.
        _lock_administrators()
        grant = RoleGrant.objects.select_for_update().filter(pk=grant_id).first()
        if grant is None:
            raise DomainError(_("Deze rol bestaat niet."))
        require(access.may_manage_accounts(actor, user_id=grant.user_id))
        if grant.valid_until is not None and grant.valid_until <= today:
            raise DomainError(_("Deze rol is al beëindigd."))
        _refuse_without_administrator(leaving_out=Q(pk=grant.pk))
        grant.valid_until = max(today, grant.valid_from)
        grant.save(update_fields=["valid_until"])
        trail.note(grant, {"user": grant.user_id, "role": grant.role})
    return grant


def close_account(user_id: int, *, actor: Actor, now: dt.datetime, today: dt.date) -> User:
    """Close an account: no sign-in, no session, no role and no assistance is left; the record stays for the audit."""
    require(access.may_manage_accounts(actor, user_id=user_id))
    with verb("accounts.close_account", actor=actor) as trail:
        _lock_administrators()
        user = _open_account(user_id)
        _refuse_without_administrator(leaving_out=Q(user_id=user_id))
        user.is_active, user.closed_at = False, now
        user.set_unusable_password()
        user.save(update_fields=["is_active", "closed_at", "password"])
        trail.note(user)
        end_everything(user_id, now=now, today=today)
        end_sessions(user_id, actor=actor)
    return user


def end_everything(user_id: int, *, now: dt.datetime, today: dt.date) -> None:
    """Roles, assistances on both sides, promises, and every way to sign in but the password."""
    grants = RoleGrant.objects.filter(user_id=user_id)
    grants.filter(valid_from__gt=today).delete()  # was never in force
    grants.filter(current(today)).update(valid_until=today)
    assistances = Assistance.objects.filter(Q(principal_id=user_id) | Q(assistant_id=user_id))
    assistances.filter(valid_from__gt=today).delete()
    assistances.filter(current(today)).update(valid_until=today)
    promised = PromisedAssistance.objects.filter(principal_id=user_id, invitation__accepted_at=None)
    only_for_this = Invitation.objects.filter(promises__in=promised, invited_by_id=user_id, role="")
    only_for_this.filter(withdrawn_at=None).update(withdrawn_at=now)
    promised.delete()
    for ways_in in (Authenticator, SocialAccount, EmailAddress):
        ways_in.objects.filter(user_id=user_id).delete()


def reset_second_factor(user_id: int, *, actor: Actor, now: dt.datetime) -> User:
    """Take away the second factor of someone who lost it; all sessions end and a new factor is due at sign-in."""
    require(access.may_manage_accounts(actor, user_id=user_id))
    with verb("accounts.reset_second_factor", actor=actor) as trail:
        user = _open_account(user_id)
        removed, _by_model = Authenticator.objects.filter(user_id=user_id).delete()
        if not removed:
            raise DomainError(_("Deze gebruiker heeft geen tweede factor."))
        trail.note(user)
        end_sessions(user_id, actor=actor)
        letters.send_security_notice(user, letters.FACTOR_RESET, now=now)
    return user


@dataclass(frozen=True, slots=True)
class NewAdministrator:
    """Either the token of an invitation, or (empty token) an existing account that received the role."""

    email: str
    token: str


def create_administrator(
    *, actor: Actor, email: str, display_name: str = "", now: dt.datetime, today: dt.date
) -> NewAdministrator:
    """Make sure that an address can administer: the role for an existing account, an invitation otherwise.

    The token is for the terminal of whoever runs the command; no letter is sent, since mail may not work yet.
    """
    email = email.strip().lower()
    require(access.may_invite(actor, role=Role.ADMINISTRATOR))
    with verb("accounts.create_administrator", actor=actor) as trail:
        user = active_user(email)
        if user:
            grant_role(user.pk, actor=actor, role=Role.ADMINISTRATOR, valid_from=today)
            return NewAdministrator(email, "")
        earlier = open_invitation_for(email)
        if earlier:  # lost its link perhaps: a new one takes its place
            earlier.withdrawn_at = now
            earlier.save(update_fields=["withdrawn_at"])
        invited = make_invitation(
            trail, email=email, display_name=display_name or email, role=Role.ADMINISTRATOR, now=now
        )
    return NewAdministrator(email, invited.token)


def _open_account(user_id: int) -> User:
    user = User.objects.select_for_update().filter(pk=user_id).first()
    if user is None:
        raise DomainError(_("Dit account bestaat niet."))
    if not user.is_active:
        raise DomainError(_("Dit account is gesloten."))
    return user


def _lock_administrators() -> None:
    list(RoleGrant.objects.select_for_update().filter(role=Role.ADMINISTRATOR).order_by("pk"))


def _refuse_without_administrator(*, leaving_out: Q) -> None:
    """Someone must stay who can manage accounts; an end without a lasting administrator is refused."""
    grants = lasting_administrators()
    if grants.filter(leaving_out).exists() and not grants.exclude(leaving_out).exists():
        raise DomainError(
            _("Dit is de laatste functioneel beheerder. Geef eerst een ander deze rol, zonder einddatum.")
        )
