"""The request as views get it: with the actor and the day, put there by accounts' middleware.

Every page asks for sign-in unless its view is marked `public` (Django's LoginRequiredMiddleware).
"""

import datetime as dt
from dataclasses import replace

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from noaber.core.access import Actor
from noaber.core.asof import AsOf, read_as_of
from noaber.core.errors import DomainError
from noaber.core.models import AuditHead

public = login_not_required


class Request(HttpRequest):
    """`actor`: who acts, with grants; `today`: the calendar's day, or the one a demonstration has reached."""

    actor: Actor
    today: dt.date
    state: object


def asof_of(request: Request) -> AsOf:
    """The two dates this page is asked for; a date that does not exist is answered with a plain error page."""
    try:
        # request.today is read from the database only when asked; what comes out must compare like any date.
        asof = read_as_of(request.GET, today=request.today.replace())
    except ValueError as error:
        raise DomainError(f"{error}. Schrijf een datum als 28-1-2019.") from error
    return replace(asof, state=_state_of(request)) if request.method == "GET" else asof


def _state_of(request: Request) -> object:
    """The hash at the head of the audit chain, read once per request and only when somebody asks for it."""
    if not hasattr(request, "state"):
        request.state = SimpleLazyObject(_read_state)
    return request.state


def _read_state() -> str:
    return AuditHead.objects.values_list("hash", flat=True).first() or ""
