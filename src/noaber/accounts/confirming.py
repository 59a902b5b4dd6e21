"""Before something sensitive: was it really this person, a moment ago?

Stands apart from the views, so that other rooms can ask it too (by `api`).
"""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from allauth.account import app_settings
from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.core.requests import Request

View = Callable[..., HttpResponse]


def identity_confirmed(back: str = "") -> Callable[[View], View]:
    """Ask for the password or second factor again when the last time is over 15 minutes ago.

    Afterwards a page opens again; after a form that was sent, the page named `back` does (none: the page of the
    form itself, which must answer a GET).
    """

    def gate(view: View) -> View:
        @wraps(view)
        def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
            methods = get_adapter().get_reauthentication_methods(request.user)
            if not methods or _was_asked_lately(request):
                return view(request, *args, **kwargs)
            if request.method != "GET":
                messages.info(
                    request, _("Bevestig eerst dat u het bent. Doe daarna nog een keer wat u wilde doen.")
                )
            return redirect(f"{methods[0]['url']}?{urlencode({'next': _next_page(request, back)})}")

        return guarded

    return gate


def _was_asked_lately(request: Request) -> bool:
    """Signing in counts as much as confirming: who did so a minute ago is not asked again."""
    asked_at: list[float] = [record["at"] for record in get_authentication_records(request, request.user)]
    limit: int = app_settings.REAUTHENTICATION_TIMEOUT
    return time.time() - max(asked_at, default=0.0) < limit


def _next_page(request: HttpRequest, back: str) -> str:
    return reverse(back) if back and request.method != "GET" else request.get_full_path()
