"""How django-allauth fits this house: no open registration, letters through the outbox, everything audited."""

from typing import Any, Final
from urllib.parse import urlsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts import letters, sealing, session_keys
from noaber.accounts.actors import holds_rights
from noaber.accounts.links import absolute
from noaber.accounts.models import User
from noaber.accounts.queries import SECOND_FACTORS, active_user
from noaber.accounts.rules.devices import device_name
from noaber.accounts.services import sign_in
from noaber.accounts.services.invitations import accept_by_provider
from noaber.accounts.services.sessions import end_sessions
from noaber.accounts.throttling import seconds_to_wait, too_many_attempts
from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor

# RFC 8176: the provider says in `amr` that more than one factor was used.
MULTIPLE_FACTORS: Final = "mfa"
FACTOR_REMOVED: Final = ("totp_deactivated", "webauthn_removed")
# A session that began without the factor would have every right the moment the factor exists.
FACTOR_CHANGED: Final = (*FACTOR_REMOVED, "totp_activated", "webauthn_added")


CONFIRMATIONS: Final = {
    "reauthenticate": gettext_lazy("Met uw wachtwoord"),
    "mfa_reauthenticate": gettext_lazy("Met een code uit uw inlog-app, of een herstelcode"),
    "mfa_reauthenticate:webauthn": gettext_lazy("Met een toegangssleutel (passkey)"),
}


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in with a password, and everything allauth tells about it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": gettext_lazy("Dit e-mailadres en wachtwoord horen niet bij elkaar."),
        "too_many_login_attempts": gettext_lazy(
            "Te vaak een onjuiste code. Probeer het over vijf minuten opnieuw."
        ),
        "rate_limited": gettext_lazy("Te veel pogingen. Probeer het over vijf minuten opnieuw."),
        "incorrect_code": gettext_lazy("Deze code klopt niet. Gebruik de code die uw app nu toont."),
        "incorrect_password": gettext_lazy("Dit wachtwoord klopt niet."),
        "enter_current_password": gettext_lazy("Dit is niet uw huidige wachtwoord."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the attempt, and answer with the waiting time when there were too many."""
        key = self._get_login_attempts_cache_key(request, **credentials)
        wait = seconds_to_wait(request, key=key)
        if wait <= 0:
            try:
                super().pre_authenticate(request, **credentials)
            except ValidationError:  # others came in at the same moment and were counted first
                wait = max(1.0, seconds_to_wait(request, key=key))
        if wait > 0:
            raise ImmediateHttpResponse(too_many_attempts(request, wait))

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        user = User.objects.filter(email=str(credentials.get("email", "")).lower()).first()
        if user:
            sign_in.record_failed_sign_in(user.pk, actor=ANONYMOUS)

    def post_login(self, request: HttpRequest, user: User, **details: Any) -> HttpResponse:
        methods = [str(record["method"]) for record in get_authentication_records(request, user)]
        sign_in.record_sign_in(user.pk, actor=Actor(user.pk), methods=list(dict.fromkeys(methods)))
        response: HttpResponse = super().post_login(request, user, **details)
        return response

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        ways: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": CONFIRMATIONS.get(way["id"], way["description"])} for way in ways]

    def logout(self, request: HttpRequest) -> None:
        if request.user.is_authenticated:
            sign_in.record_sign_out(request.user.pk, actor=Actor(request.user.pk))
        super().logout(request)

    def set_password(self, user: User, password: str) -> None:
        with transaction.atomic():
            super().set_password(user, password)
            sign_in.sign_out_everywhere(user.pk, actor=Actor(user.pk))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        # Built anew: allauth takes the host from the request, and whoever asks writes that.
        path = urlsplit(context["password_reset_url"]).path
        letters.send_password_reset(user, absolute(path), now=clock.now())

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """allauth tells here of every change in how someone signs in: one audit row and one letter."""
        change = template_prefix.rpartition("/")[2]
        with transaction.atomic():
            if change in FACTOR_REMOVED:  # what remembers the factor must not outlive it
                self.request.session.pop(session_keys.FACTOR, None)
            if change in FACTOR_CHANGED:
                end_sessions(user.pk, actor=Actor(user.pk), except_key=self.request.session.session_key or "")
            sign_in.record_security_change(user.pk, actor=Actor(user.pk), change=change)
            device = device_name(self.get_http_user_agent(self.request))
            letters.send_security_notice(user, change, now=clock.now(), device=device)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise NotImplementedError(f"no letter of ours for {template_prefix}: mail goes through the outbox")


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Second factors: encrypted at rest, and not to be given up while holding a role."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": AccountAdapter.error_messages["incorrect_code"],
        "cannot_delete_authenticator": gettext_lazy(
            "U hebt een rol waarmee u iets mag wijzigen. Daarvoor is een tweede factor verplicht. "
            "Stel eerst een andere in; daarna kunt u deze verwijderen."
        ),
    }

    def encrypt(self, text: str) -> str:
        return sealing.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.decrypt(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=SECOND_FACTORS)
        if others.exclude(pk=authenticator.pk).exists():
            return True
        return not holds_rights(authenticator.user_id, clock.today())

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Toegangssleutel %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        return {**super().get_public_key_credential_rp_entity(), "name": "Noaber"}


class SocialAccountAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]
    """Signing in through the organisation's provider: for who has an account or an invitation, nobody else."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        """Keep of the provider's answer only the subject and how it signed in, not the rest about the person."""
        token = sociallogin.account.extra_data.get("id_token", {})
        kept = {name: token[name] for name in ("sub", "amr") if name in token}
        sociallogin.account.extra_data = {"id_token": kept}
        return super().populate_user(request, sociallogin, data)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find the account by an address the provider has verified; refuse with an explanation otherwise."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise ImmediateHttpResponse(_refused(request, ""))
        if not sociallogin.is_existing:
            self._link(request, sociallogin)
        methods = sociallogin.account.extra_data.get("id_token", {}).get("amr") or []
        if MULTIPLE_FACTORS in methods:
            request.session[session_keys.PROVIDER_FACTOR] = sociallogin.user.pk

    def _link(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        with transaction.atomic():
            for email in verified:
                user = active_user(email) or accept_by_provider(actor=ANONYMOUS, email=email, now=clock.now())
                if user:
                    sociallogin.connect(request, user)  # told to send_notification_mail, and so audited
                    return
        stated = [address.email for address in sociallogin.email_addresses]
        raise ImmediateHttpResponse(
            _refused(request, stated[0] if stated else "", is_verified=bool(verified))
        )


def _refused(request: HttpRequest, email: str, *, is_verified: bool = True) -> HttpResponse:
    context = {"email": email, "is_verified": is_verified}
    return render(request, "accounts/provider_refused.html", context, status=403)
