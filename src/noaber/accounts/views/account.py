"""A user's own account: the overview, and where one is signed in."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from noaber.accounts import session_keys
from noaber.accounts.actors import live_assistances
from noaber.accounts.models import User
from noaber.accounts.queries import assistants_of, has_second_factor, role_labels, session_rows
from noaber.accounts.services import sessions as services
from noaber.accounts.views.gates import own_id, own_user
from noaber.accounts.views.paths import own_breadcrumbs
from noaber.core.components.frame import PageHeading
from noaber.core.components.status import Status
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request


@require_GET
def overview(request: Request) -> HttpResponse:
    """Who I am here, and everything I can arrange about it."""
    user = own_user(request)
    has_factor = has_second_factor(user.pk)
    context = {
        "heading": PageHeading(_("Mijn account"), intro=_("Hoe u inlogt, en wie met u meewerkt.")),
        "facts": _facts(user, request, has_factor=has_factor),
        "has_password": user.has_usable_password(),
        "is_demonstration_role": bool(request.session.get(session_keys.DEMONSTRATION)),
        "assistant_count": assistants_of(user.pk, request.today).count(),
        "principal_count": len(live_assistances(user.pk, request.today)),
    }
    return render(request, "accounts/overview.html", context)


def _facts(user: User, request: Request, *, has_factor: bool) -> DefinitionList:
    factor = Status(_("ingesteld"), "ok") if has_factor else Status(_("niet ingesteld"), "warning")
    roles = role_labels(user.pk, request.today)
    return DefinitionList(
        (
            Definition(_("Naam op het scherm"), user.display_name),
            Definition(_("E-mailadres"), user.email),
            Definition(
                _("Rol voor het hele netwerk"),
                ", ".join(roles) or _("geen; uw rechten volgen uit het register"),
            ),
            Definition(_("Tweede factor"), status=factor),
        )
    )


@require_GET
def sessions(request: Request) -> HttpResponse:
    """Where I am signed in."""
    rows = session_rows(own_id(request), request.session.session_key)
    context = {
        "heading": PageHeading(
            _("Waar u bent ingelogd"),
            intro=_("Herkent u een apparaat niet? Beëindig dan die sessie en kies een nieuw wachtwoord."),
        ),
        "sessions": rows,
        "has_others": len(rows) > 1,
        "breadcrumbs": own_breadcrumbs(_("Waar u bent ingelogd"), reverse("accounts:sessions")),
    }
    return render(request, "accounts/sessions.html", context)


@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    services.end_session(pk, actor=request.actor)
    messages.success(request, _("De sessie is beëindigd."))
    return redirect("accounts:sessions")


@require_POST
def end_other_sessions(request: Request) -> HttpResponse:
    current_key = request.session.session_key or ""
    services.end_sessions(own_id(request), actor=request.actor, except_key=current_key)
    messages.success(request, _("U bent overal elders uitgelogd."))
    return redirect("accounts:sessions")
