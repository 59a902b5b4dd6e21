"""What a form with rows and a file asks of its page: one row more, and that a file cannot be put ready."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage
from noaber.core.requests import Request


def asks_more(request: Request) -> Any:
    """What was typed by who asks for one more row; else None."""
    if request.method != "POST" or "rij" not in request.POST:
        return None
    if request.FILES:
        messages.info(request, _("Kies het bestand straks opnieuw: dat onthoudt uw browser niet."))
    return request.POST


def typed_in(request: Request) -> tuple[Any, Any]:
    """Fields and files of who wants to record them."""
    return (None, None) if "rij" in request.POST else (sent(request), request.FILES or None)


def for_who_prepares(request: Request, page: EditPage) -> EditPage:
    """A file cannot be put ready; who prepares is told so before, not after."""
    if not request.actor.prepares_only:
        return page
    text = _("Een bestand kunt u niet klaarzetten: dat voegt de persoon voor wie u werkt zelf toe.")
    return replace(page, intro=f"{page.intro} {text}")
