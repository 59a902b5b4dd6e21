"""Choosing a role with one click: only in a demonstration; anywhere else these pages do not exist."""

from django.contrib.auth import login, logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from noaber.accounts import session_keys
from noaber.accounts.api import demonstration_roles
from noaber.accounts.queries import demonstration_users, is_demonstration
from noaber.accounts.services.sign_in import record_sign_in
from noaber.core.access import Actor
from noaber.core.components.frame import PageHeading
from noaber.core.requests import Request, public

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@public
@require_GET
def roles(request: Request) -> HttpResponse:
    """Whose eyes to look through."""
    if not is_demonstration():
        raise Http404
    context = {
        "heading": PageHeading(
            _("Kies een rol"),
            intro=_("Dit is een demonstratie. Bekijk het netwerk door de ogen van een van deze functies."),
        ),
        "roles": demonstration_roles(),
        "current_id": request.user.pk,
    }
    return render(request, "accounts/roles.html", context)


@public
@require_POST
def choose_role(request: Request, pk: int) -> HttpResponse:
    """Sign in as a user of the demonstration, without a password."""
    offered = demonstration_users() if is_demonstration() else ()
    chosen = next((one for one in offered if one.pk == pk), None)
    if chosen is None:
        raise Http404
    logout(request)  # nothing of the role before may linger
    login(request, chosen.user, backend=BACKEND)
    request.session[session_keys.DEMONSTRATION] = True
    record_sign_in(chosen.user.pk, actor=Actor(chosen.user.pk), methods=["demonstration"])
    return redirect("/mijn/")
