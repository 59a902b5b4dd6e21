"""The letters of accounts: each goes through the outbox, in the transaction of what it tells."""

import datetime as dt
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.links import invitation_link, sign_in_link
from noaber.accounts.models import Assistance, Invitation, User
from noaber.core.mail import queue_mail

FACTOR_RESET: Final = "factor_reset"

# What changed in how someone signs in, by the code that also stands in the audit.
SECURITY_CHANGES: Final = {
    "password_changed": gettext_lazy("Uw wachtwoord is gewijzigd."),
    "password_set": gettext_lazy("Voor uw account is een wachtwoord ingesteld."),
    "password_reset": gettext_lazy("Uw wachtwoord is opnieuw ingesteld met een link uit een e-mail."),
    "totp_activated": gettext_lazy("Er is een inlog-app (authenticator) aan uw account toegevoegd."),
    "totp_deactivated": gettext_lazy("De inlog-app (authenticator) is van uw account verwijderd."),
    "webauthn_added": gettext_lazy("Er is een toegangssleutel (passkey) aan uw account toegevoegd."),
    "webauthn_removed": gettext_lazy("Er is een toegangssleutel (passkey) van uw account verwijderd."),
    "recovery_codes_generated": gettext_lazy("Er zijn nieuwe herstelcodes voor uw account gemaakt."),
    "account_connected": gettext_lazy("Uw account is gekoppeld aan het inloggen van uw organisatie."),
    "account_disconnected": gettext_lazy("Uw account is losgekoppeld van het inloggen van uw organisatie."),
    FACTOR_RESET: gettext_lazy(
        "De functioneel beheerder heeft uw tweede factor verwijderd. Bij het inloggen stelt u een nieuwe in."
    ),
}


def send_invitation(invitation: Invitation, token: str, *, now: dt.datetime) -> None:
    """The link to make an account; the only place where the token stands in clear."""
    queue_mail(
        key=f"accounts.invitation {invitation.pk} {invitation.token_hash[:16]}",
        to=invitation.email,
        subject=_("Uitnodiging: maak uw account voor Noaber"),
        template="accounts/mail/invitation.txt",
        context={
            "name": invitation.display_name,
            "link": invitation_link(token),
            "expires_at": invitation.expires_at,
            "principals": [promise.principal.display_name for promise in invitation.promises.all()],
        },
        now=now,
        is_secret=True,
    )


def send_assistance(assistance: Assistance, *, now: dt.datetime) -> None:
    """Tell an assistant who named them, and for what."""
    queue_mail(
        key=f"accounts.assistance {assistance.pk}",
        to=assistance.assistant.email,
        subject=_("U bent aangewezen als assistent"),
        template="accounts/mail/assistance.txt",
        context={"assistance": assistance, "link": sign_in_link()},
        now=now,
    )


def send_password_reset(user: User, url: str, *, now: dt.datetime) -> None:
    """The link to choose a new password."""
    queue_mail(
        key=f"accounts.password_reset {user.pk} {now.timestamp()}",
        to=user.email,
        subject=_("Kies een nieuw wachtwoord voor Noaber"),
        template="accounts/mail/password_reset.txt",
        context={"name": user.display_name, "link": url},
        now=now,
        is_secret=True,
    )


def send_security_notice(user: User, change: str, *, now: dt.datetime, device: str = "") -> None:
    """Tell someone that how they sign in was changed, so that a stranger's change does not stay unseen."""
    queue_mail(
        key=f"accounts.security {user.pk} {change} {now.timestamp()}",
        to=user.email,
        subject=_("Er is iets gewijzigd aan het inloggen op uw account"),
        template="accounts/mail/security_notice.txt",
        context={"name": user.display_name, "change": SECURITY_CHANGES[change], "at": now, "device": device},
        now=now,
    )
