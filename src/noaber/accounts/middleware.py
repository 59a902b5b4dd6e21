"""Who acts in this request, where a user was last seen, a second factor still to be set up, a silent provider."""

import datetime as dt
import logging
from collections.abc import Callable
from http import HTTPStatus
from typing import Any, Final

from allauth.usersessions.models import UserSession
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from noaber.accounts import session_keys
from noaber.accounts.actors import actor_for
from noaber.accounts.queries import has_second_factor
from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor

SEEN_EVERY: Final = dt.timedelta(minutes=5)
LONGEST_SESSION: Final = dt.timedelta(days=30)

# What a user without a second factor can still reach: setting one up, leaving, and what allauth itself guards.
WITHOUT_FACTOR_PREFIXES: Final = ("account_", "mfa_")
WITHOUT_FACTOR: Final = frozenset(
    {
        "accounts:second_factor_needed",
        "accounts:overview",
        "accounts:sessions",
        "accounts:end_session",
        "accounts:end_other_sessions",
        "accounts:accept_invitation",
    }
)
# A role of the demonstration belongs to everyone who opens it: nobody changes how it signs in.
CLOSED_IN_DEMONSTRATION_PREFIXES: Final = ("mfa_", "account_change", "account_set", "account_reauthenticate")

logger = logging.getLogger(__name__)

GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Puts `request.today` and `request.actor` in reach of every view, read once per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # A plain date: views hand it to queries, and PostgreSQL's driver takes no lazy object for one.
        request.today = clock.today()  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    today: dt.date = request.today  # type: ignore[attr-defined]
    return actor_for(request.user, today, on_behalf_of_id=request.session.get(session_keys.PRINCIPAL))


class LastSeenMiddleware:
    """Keeps the list of sessions: made at first sight, then at most one write per five minutes.

    allauth's own middleware writes in every request; reading a page should not wait for a write lock. However busy, a
    session ends after `LONGEST_SESSION`. What somebody sees who is signed in is for no cache of a shared computer.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return self.get_response(request)
        now = clock.now()
        began = request.session.setdefault(session_keys.BEGAN_AT, now.isoformat())
        if now - dt.datetime.fromisoformat(began) >= LONGEST_SESSION:
            logout(request)
            return redirect_to_login(request.get_full_path())
        seen_at = request.session.get(session_keys.SEEN_AT, "")
        if not seen_at or now - dt.datetime.fromisoformat(seen_at) >= SEEN_EVERY:
            request.session[session_keys.SEEN_AT] = now.isoformat()
            UserSession.objects.create_from_request(request)
        answer = self.get_response(request)
        if not answer.has_header("Cache-Control"):
            answer["Cache-Control"] = "private, no-store"
        return answer


class SecondFactorMiddleware:
    """Whoever may change things sets up a second factor before anything else (BIO2 5.17.01)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponseBase | None:
        if not request.user.is_authenticated or request.resolver_match is None:
            return None
        name = request.resolver_match.view_name
        if request.session.get(session_keys.DEMONSTRATION):
            return _refuse_in_demonstration(request, name)
        if name in WITHOUT_FACTOR or name.startswith(WITHOUT_FACTOR_PREFIXES) or _has_factor(request):
            return None
        if request.actor.grants:  # type: ignore[attr-defined]
            return redirect("accounts:second_factor_needed")
        return None


class ProviderMiddleware:
    """A provider that does not answer before someone is sent there; allauth sees to errors on the way back alone."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name != "openid_connect_login" or not isinstance(error, OSError):  # all errors of requests are
            return None
        logger.warning("the provider for signing in does not answer: %s", error)
        return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)


def _refuse_in_demonstration(request: HttpRequest, name: str) -> HttpResponse | None:
    if not name.startswith(CLOSED_IN_DEMONSTRATION_PREFIXES):
        return None
    reason = _("Dit is een rol van de demonstratie. Hoe die inlogt, kan niemand wijzigen.")
    return render(request, "403.html", {"reason": reason}, status=403)


def _has_factor(request: HttpRequest) -> bool:
    """Own factor, or the provider's word for this user; remembered in the session to spare a query per page.

    Taking a factor away ends the other sessions (reset) or is refused (removal by a holder of a role), so
    what is remembered stays true.
    """
    user_id = request.user.pk or 0
    if user_id in (
        request.session.get(session_keys.FACTOR),
        request.session.get(session_keys.PROVIDER_FACTOR),
    ):
        return True
    if has_second_factor(user_id):
        request.session[session_keys.FACTOR] = user_id
        return True
    return False
