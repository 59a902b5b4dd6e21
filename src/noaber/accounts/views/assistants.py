"""Assistants of one's own, and working on behalf of someone."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noaber.accounts import access, session_keys
from noaber.accounts.actors import live_assistances
from noaber.accounts.confirming import identity_confirmed
from noaber.accounts.forms import NameAssistantForm, add_domain_error, day_after
from noaber.accounts.queries import assistants_of, promises_of
from noaber.accounts.services import assistants as services
from noaber.accounts.services.sign_in import record_switch
from noaber.accounts.views.gates import own_id
from noaber.accounts.views.paths import own_breadcrumbs
from noaber.core import clock
from noaber.core.access import Refused
from noaber.core.components.form import form_panel
from noaber.core.components.frame import PageHeading
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request


@require_http_methods(["GET", "POST"])
@identity_confirmed(back="accounts:assistants")
def assistants(request: Request) -> HttpResponse:
    """My assistants, and naming one."""
    form = NameAssistantForm(request.POST or None, initial={"valid_from": request.today})
    if request.method == "POST" and form.is_valid() and _name(request, form):
        return redirect("accounts:assistants")
    allowed = access.may_name_assistants(request.actor)
    title = _("Mijn assistenten")
    context = {
        "heading": PageHeading(
            title, intro=_("Een assistent bereidt voor of handelt namens u, zolang uw eigen mandaat loopt.")
        ),
        "breadcrumbs": own_breadcrumbs(title, reverse("accounts:assistants")),
        "assistants": assistants_of(own_id(request), request.today),
        "promises": promises_of(own_id(request)),
        "refusal": allowed.reason if isinstance(allowed, Refused) else "",
        "panel": form_panel(form, submit_label=_("Assistent aanwijzen")),
    }
    return render(request, "accounts/assistants.html", context)


def _name(request: Request, form: NameAssistantForm) -> bool:
    """Name the assistant of a valid form; False, with the reason at its field, when that cannot be."""
    values = form.cleaned_data
    try:
        services.name_assistant(
            actor=request.actor,
            email=values["email"],
            display_name=values["display_name"],
            kind=values["kind"],
            valid_from=values["valid_from"],
            valid_until=day_after(values["last_day"]),
            now=clock.now(),
            today=request.today,
        )
    except DomainError as error:
        add_domain_error(form, error, valid_until="last_day")
        return False
    # The same words whether or not the address has an account: who that is, is not for everyone to find out.
    messages.success(request, _("Uw assistent is aangewezen. Deze persoon krijgt bericht."))
    return True


@require_POST
@identity_confirmed(back="accounts:assistants")
def end_assistance(request: Request, pk: int) -> HttpResponse:
    services.end_assistance(pk, actor=request.actor, today=request.today)
    messages.success(request, _("Deze assistent werkt niet meer namens u."))
    return redirect("accounts:assistants")


@require_POST
@identity_confirmed(back="accounts:assistants")
def withdraw_promise(request: Request, pk: int) -> HttpResponse:
    services.withdraw_promise(pk, actor=request.actor, now=clock.now())
    messages.success(request, _("De uitnodiging aan deze assistent is ingetrokken."))
    return redirect("accounts:assistants")


@require_GET
def principals(request: Request) -> HttpResponse:
    """For whom I may work, and for whom I do now."""
    title = _("Namens een ander")
    context = {
        "heading": PageHeading(
            title, intro=_("Kies voor wie u nu werkt. Wat u dan doet, staat op naam van u beiden.")
        ),
        "breadcrumbs": own_breadcrumbs(title, reverse("accounts:principals")),
        "assistances": live_assistances(own_id(request), request.today),
        "on_behalf_of_id": request.actor.on_behalf_of_id,
    }
    return render(request, "accounts/principals.html", context)


@require_POST
def switch_principal(request: Request, pk: int) -> HttpResponse:
    """Work on behalf of a principal from now on."""
    named = [one for one in live_assistances(own_id(request), request.today) if one.principal_id == pk]
    if not named:
        raise AccessRefused(_("U bent geen assistent van deze persoon."), is_secret=True)
    record_switch(actor=request.actor, principal_id=pk)
    request.session[session_keys.PRINCIPAL] = pk
    messages.success(request, _("U werkt nu namens %(name)s.") % {"name": named[0].principal_name})
    return redirect("/mijn/")


@require_POST
def stop_on_behalf(request: Request) -> HttpResponse:
    """Work as oneself again."""
    record_switch(actor=request.actor, principal_id=None)
    request.session.pop(session_keys.PRINCIPAL, None)
    messages.success(request, _("U werkt weer als uzelf."))
    return redirect("accounts:principals")
