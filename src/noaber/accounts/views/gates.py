"""Before something sensitive: was it really this person, a moment ago?"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.accounts.models import User
from noaber.core.errors import AccessRefused
from noaber.core.requests import Request

View = Callable[..., HttpResponse]


def own_id(request: Request) -> int:
    """The user who is signed in; pages without sign-in must not ask."""
    if request.actor.user_id is None:
        raise AccessRefused(_("Log eerst in."))
    return request.actor.user_id


def own_user(request: Request) -> User:
    """The same user as a record."""
    if not isinstance(request.user, User):
        raise AccessRefused(_("Log eerst in."))
    return request.user


def identity_confirmed(back: str) -> Callable[[View], View]:
    """Ask for the password or second factor again when the last time is over 15 minutes ago.

    Afterwards a page opens again; after a form that was sent, the page named `back` does.
    """

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            methods = get_adapter().get_reauthentication_methods(request.user)
            if not methods or did_recently_reauthenticate(request):
                return view(request, *args, **kwargs)
            if request.method != "GET":
                messages.info(
                    request, _("Bevestig eerst dat u het bent. Doe daarna nog een keer wat u wilde doen.")
                )
            return redirect(f"{methods[0]['url']}?{urlencode({'next': _next_page(request, back)})}")

        return guarded

    return gate


def _next_page(request: HttpRequest, back: str) -> str:
    return request.get_full_path() if request.method == "GET" else reverse(back)
