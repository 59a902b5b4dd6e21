"""Invitations, for the coordinator and the administrators."""

import datetime as dt

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noaber.accounts import access
from noaber.accounts.confirming import identity_confirmed
from noaber.accounts.forms import InviteForm, add_domain_error
from noaber.accounts.models import Invitation
from noaber.accounts.queries import all_invitations
from noaber.accounts.services import invitations as services
from noaber.accounts.views.paths import office_breadcrumbs
from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.columns import Column
from noaber.core.components.filters import TextFilter
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.templatetags.noaber import moment as in_words


def state_of(invitation: Invitation, now: dt.datetime) -> Status:
    """Where an invitation stands, as a badge."""
    if invitation.accepted_at:
        return Status(_("aanvaard"), "ok")
    if invitation.withdrawn_at:
        return Status(_("ingetrokken"), "neutral")
    return Status(_("verlopen"), "warning") if invitation.expires_at <= now else Status(_("open"), "current")


@require_GET
def invitations(request: Request) -> HttpResponse:
    """All invitations, the latest first."""
    require(access.may_see_accounts(request.actor))
    table = list_table(
        request.GET,
        name="uitnodigingen",
        caption=_("Uitnodigingen"),
        columns=_columns(),
        rows=[_row(invitation, clock.now()) for invitation in all_invitations()],
        filters=[TextFilter(("display_name", "email"), _("Naam of e-mailadres"))],
        empty_text=_("Er is nog niemand uitgenodigd."),
    )
    heading = PageHeading(
        _("Uitnodigingen"),
        intro=_(
            "Een uitnodiging is de enige weg naar een account. De link werkt één keer en veertien dagen lang."
        ),
        actions=(Action(_("Iemand uitnodigen"), reverse("accounts:invite"), "primary"),),
    )
    crumbs = office_breadcrumbs((_("Uitnodigingen"), reverse("accounts:invitations")))
    return table.respond(request, "accounts/list.html", {"heading": heading, "breadcrumbs": crumbs})


def _columns() -> list[Column]:
    return [
        Column("display_name", _("Naam"), "link"),
        Column("email", _("E-mailadres")),
        Column("role", _("Rol")),
        Column("invited_at", _("Uitgenodigd"), "moment"),
        Column("expires_at", _("Geldig tot"), "moment"),
        Column("state", _("Stand"), "status"),
    ]


def _row(invitation: Invitation, now: dt.datetime) -> dict[str, object]:
    return {
        "display_name": invitation.display_name,
        "url": reverse("accounts:invitation", args=[invitation.pk]),
        "email": invitation.email,
        "role": str(invitation.get_role_display()) if invitation.role else "",
        "invited_at": invitation.invited_at,
        "expires_at": invitation.expires_at,
        "state": state_of(invitation, now),
    }


@require_http_methods(["GET", "POST"])
@identity_confirmed(back="accounts:invite")
def invite(request: Request) -> HttpResponse:
    """Invite someone."""
    require(access.may_invite(request.actor))
    with_role = bool(access.may_invite(request.actor, role="any"))
    form = InviteForm(request.POST or None, with_role=with_role)
    if request.method == "POST" and form.is_valid():
        try:
            services.invite(actor=request.actor, now=clock.now(), **form.cleaned_data)
        except DomainError as error:
            add_domain_error(form, error)
        else:
            messages.success(request, _("De uitnodiging is onderweg."))
            return redirect("accounts:invitations")
    title = _("Iemand uitnodigen")
    crumbs = office_breadcrumbs(
        (_("Uitnodigingen"), reverse("accounts:invitations")), (title, reverse("accounts:invite"))
    )
    panel = form_panel(
        form, submit_label=_("Uitnodiging versturen"), cancel_url=reverse("accounts:invitations")
    )
    return render(
        request, "accounts/form.html", {"heading": PageHeading(title), "breadcrumbs": crumbs, "panel": panel}
    )


@require_GET
def invitation(request: Request, pk: int) -> HttpResponse:
    """One invitation: resend or withdraw."""
    require(access.may_see_accounts(request.actor))
    found = all_invitations().filter(pk=pk).first()
    if found is None:
        raise Http404
    is_open = found.accepted_at is None and found.withdrawn_at is None
    crumbs = office_breadcrumbs(
        (_("Uitnodigingen"), reverse("accounts:invitations")),
        (found.display_name, reverse("accounts:invitation", args=[pk])),
    )
    context = {
        "heading": PageHeading(found.display_name, kicker=_("Uitnodiging")),
        "breadcrumbs": crumbs,
        "facts": _facts(found),
        "invitation": found,
        "may_change": is_open and bool(access.may_invite(request.actor, role=found.role)),
    }
    return render(request, "accounts/invitation_page.html", context)


def _facts(found: Invitation) -> DefinitionList:
    row = _row(found, clock.now())
    inviter = found.invited_by.display_name if found.invited_by else _("de opdrachtregel")
    principals = ", ".join(promise.principal.display_name for promise in found.promises.all())
    items = [
        Definition(_("E-mailadres"), found.email),
        Definition(_("Rol"), str(row["role"]) or _("geen")),
        Definition(_("Uitgenodigd door"), inviter, note=in_words(found.invited_at)),
        Definition(_("Geldig tot"), in_words(found.expires_at)),
        Definition(_("Stand"), status=state_of(found, clock.now())),
    ]
    if principals:
        items.insert(2, Definition(_("Assistent van"), principals))
    return DefinitionList(tuple(items))


@require_POST
@identity_confirmed(back="accounts:invitations")
def resend(request: Request, pk: int) -> HttpResponse:
    services.resend_invitation(pk, actor=request.actor, now=clock.now())
    messages.success(request, _("Er is een nieuwe link onderweg. De vorige werkt niet meer."))
    return redirect("accounts:invitation", pk=pk)


@require_POST
@identity_confirmed(back="accounts:invitations")
def withdraw(request: Request, pk: int) -> HttpResponse:
    services.withdraw_invitation(pk, actor=request.actor, now=clock.now())
    messages.success(request, _("De uitnodiging is ingetrokken."))
    return redirect("accounts:invitation", pk=pk)
