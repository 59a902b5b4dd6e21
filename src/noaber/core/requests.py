"""The request as views get it: with the actor and the day, put there by accounts' middleware.

Every page asks for sign-in unless its view is marked `public` (Django's LoginRequiredMiddleware).
"""

import datetime as dt
from typing import Final

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest

from noaber.core.access import Actor
from noaber.core.asof import AsOf, read_as_of
from noaber.core.errors import DomainError

public = login_not_required


class Request(HttpRequest):
    """`actor`: who acts, with grants; `today`: the calendar's day, or the one a demonstration has reached."""

    actor: Actor
    today: dt.date


UNSEEN: Final = -1  # no record ever has it


def sent_revision(request: HttpRequest) -> int:
    """The revision that a button or a page that asks once more carried.

    Whoever sends none saw nothing: `UNSEEN`, which the service refuses as it refuses an old one (`history.lock`).
    """
    typed = request.POST.get("revision", "")
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else UNSEEN


def asof_of(request: Request) -> AsOf:
    """The two dates this page is asked for; a date that does not exist is answered with a plain error page."""
    try:
        return read_as_of(request.GET, today=request.today)
    except ValueError as error:
        raise DomainError(f"{error}. Schrijf een datum als 28-1-2019.") from error
