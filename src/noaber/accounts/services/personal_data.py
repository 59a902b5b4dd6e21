"""What accounts holds about one user, and how it lets go of it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models import Assistance, Invitation, PreparedForm, RoleGrant, User
from noaber.accounts.services.preparing import discard_of
from noaber.accounts.services.sessions import end_sessions
from noaber.accounts.services.users import end_everything
from noaber.core.access import Actor
from noaber.core.audit import verb
from noaber.core.models import AuditEntry, OutboxMail, StoredFile

ERASED_NAME: Final = _("(naam gewist)")

Records = dict[str, Sequence[Mapping[str, object]]]


def collect_account(user_id: int) -> Records:
    """Everything tied to an account, by table: the account, its traces, its mail and its acts (without secrets)."""
    user = User.objects.get(pk=user_id)
    assistances = Assistance.objects.filter(Q(principal_id=user_id) | Q(assistant_id=user_id))
    invitations = Invitation.objects.filter(email__iexact=user.email)
    sessions = UserSession.objects.filter(user_id=user_id)
    providers = SocialAccount.objects.filter(user_id=user_id)
    mails = OutboxMail.objects.filter(to__iexact=user.email)
    acts = AuditEntry.objects.filter(Q(actor_id=user_id) | Q(on_behalf_of_id=user_id))
    own = User.objects.filter(pk=user_id)
    return {
        "account": list(
            own.values("id", "email", "display_name", "is_active", "joined_at", "last_login", "closed_at")
        ),
        "roles": list(RoleGrant.objects.filter(user_id=user_id).values("role", "valid_from", "valid_until")),
        "assistances": list(
            assistances.values("principal_id", "assistant_id", "kind", "valid_from", "valid_until")
        ),
        "prepared_forms": list(
            PreparedForm.objects.filter(Q(principal_id=user_id) | Q(assistant_id=user_id)).values(
                "title", "path", "fields", "prepared_at", "outcome"
            )
        ),
        "invitations": list(invitations.values("email", "display_name", "role", "invited_at", "accepted_at")),
        "sessions": list(sessions.values("created_at", "last_seen_at", "ip", "user_agent")),
        "identity_providers": list(providers.values("provider", "uid", "date_joined", "last_login")),
        "mail": list(mails.values("queued_at", "subject", "state")),
        "files": list(StoredFile.objects.filter(uploaded_by_id=user_id).values("name", "uploaded_at")),
        "acts": list(acts.values("sequence", "at", "verb", "object_type", "object_id")),
    }


def erase_account(user_id: int, *, actor: Actor, now: dt.datetime, today: dt.date) -> str:
    """Close an account and empty it; returns the address it had, "" when it was erased before.

    Not refused for the last administrator: a restored backup must be able to erase again whoever was erased
    since, and ``noaber create-admin`` makes a new one.
    """
    with verb("accounts.erase_account", actor=actor) as trail:
        user = User.objects.select_for_update().get(pk=user_id)
        address, emptied = user.email, f"gewist-{user.pk}@noaber.invalid"
        if address == emptied:
            return ""
        user.is_active, user.closed_at = False, user.closed_at or now
        user.email, user.display_name = emptied, str(ERASED_NAME)
        user.set_unusable_password()
        user.save()
        end_everything(user_id, now=now, today=today)
        end_sessions(user_id, actor=actor)
        discard_of(user_id)
        EmailAddress.objects.filter(user_id=user_id).delete()
        _empty(Invitation.objects.filter(email__iexact=address), now=now)
        trail.note(user)
    return address


def erase_invitations(person_key: str, addresses: Collection[str], *, now: dt.datetime) -> set[str]:
    """Withdraw and empty the invitations for a person, by key or address; returns the addresses they went to.

    Whoever was invited and never made an account has no account to erase.
    """
    known = Q(person_key=person_key) | Q(email__in=[address.lower() for address in addresses])
    invitations = Invitation.objects.filter(known)
    reached = set(invitations.values_list("email", flat=True))
    _empty(invitations, now=now)
    return reached


def _empty(invitations: QuerySet[Invitation], *, now: dt.datetime) -> None:
    invitations.filter(accepted_at=None, withdrawn_at=None).update(withdrawn_at=now)
    for invitation in invitations:
        invitation.email, invitation.display_name = f"gewist-{invitation.pk}@noaber.invalid", str(ERASED_NAME)
        invitation.person_key = ""
        invitation.save(update_fields=["email", "display_name", "person_key"])
