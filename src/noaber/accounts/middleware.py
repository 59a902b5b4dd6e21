"""Who acts in this request, and whether a second factor is still to be set up."""

from collections.abc import Callable

from allauth.mfa.adapter import get_adapter as get_mfa_adapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from noaber.accounts.actors import actor_for
from noaber.core import clock
from noaber.core.access import ANONYMOUS, Actor

PRINCIPAL_KEY = "on_behalf_of_id"
GetResponse = Callable[[HttpRequest], HttpResponse]


class ActorMiddleware:
    """Puts `request.today` and `request.actor` in reach of every view, read once per request."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.today = SimpleLazyObject(clock.today)  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated:
        return ANONYMOUS
    return actor_for(request.user, clock.today(), on_behalf_of_id=request.session.get(PRINCIPAL_KEY))


class SecondFactorMiddleware:
    """Whoever may change things sets up a second factor before anything else (BIO2 5.17.01)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if self._must_set_up(request):
            return redirect(reverse("accounts:second_factor_needed"))
        return self.get_response(request)

    def _must_set_up(self, request: HttpRequest) -> bool:
        if not request.user.is_authenticated or request.path.startswith(("/account/", "/static/")):
            return False
        if request.session.get("is_demonstration_role"):
            return False
        return bool(request.actor.grants) and not get_mfa_adapter().is_mfa_enabled(request.user)  # type: ignore[attr-defined]
