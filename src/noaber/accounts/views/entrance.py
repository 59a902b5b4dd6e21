"""The ways in that are ours: an invitation, and what is asked before anything else."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from noaber.accounts.forms import AcceptInvitationForm
from noaber.accounts.queries import find_invitation, has_second_factor
from noaber.accounts.services.invitations import accept_invitation as accept
from noaber.accounts.views.gates import own_id
from noaber.core import clock
from noaber.core.components.form import form_panel
from noaber.core.errors import DomainError
from noaber.core.requests import Request, public


@public
@never_cache
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def accept_invitation(request: Request, token: str) -> HttpResponse:
    """Show an invitation, and make its account when a password was chosen."""
    now = clock.now()
    try:
        invitation = find_invitation(token, now=now)
    except DomainError as error:
        return render(request, "accounts/invitation_closed.html", {"reason": error.message}, status=410)
    if request.user.is_authenticated:
        return render(request, "accounts/invitation_signed_in.html", {"invitation": invitation})
    form = AcceptInvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            user = accept(token=token, password=form.cleaned_data["password"], now=now)
        except ValidationError as error:
            form.add_error("password", error)
        else:
            record_authentication(request, user, method="password", reauthenticated=True)
            response: HttpResponse = perform_login(
                request, user, redirect_url=reverse("accounts:second_factor_needed")
            )
            return response
    context = {"invitation": invitation, "panel": form_panel(form, submit_label=_("Account maken"))}
    return render(request, "accounts/invitation.html", context)


@require_GET
def second_factor_needed(request: Request) -> HttpResponse:
    """Explain the second factor and lead to setting one up; whoever needs none goes on."""
    if has_second_factor(own_id(request)) or not request.actor.grants:
        return redirect("/mijn/")
    return render(request, "accounts/second_factor_needed.html")


@public
def closed(request: HttpRequest, **kwargs: object) -> HttpResponse:
    """Pages of allauth that this house does not have: open registration, managing addresses."""
    raise Http404
