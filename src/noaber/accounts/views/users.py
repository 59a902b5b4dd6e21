"""Users, for those who manage accounts: who there is, their roles, and the end of an account."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from noaber.accounts import access
from noaber.accounts.confirming import identity_confirmed
from noaber.accounts.forms import GrantRoleForm, add_domain_error, day_after
from noaber.accounts.models import User
from noaber.accounts.queries import UserRow, has_second_factor, roles_of, user_rows
from noaber.accounts.services import users as services
from noaber.accounts.views.paths import office_breadcrumbs
from noaber.core import clock
from noaber.core.access import Refused, require
from noaber.core.components.columns import Column
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.templatetags.noaber import moment as in_words


@require_GET
def users(request: Request) -> HttpResponse:
    """Everyone with an account."""
    require(access.may_see_accounts(request.actor))
    table = list_table(
        request.GET,
        name="gebruikers",
        caption=_("Gebruikers"),
        columns=_columns(),
        rows=[_row(user) for user in user_rows(request.today)],
        filters=[
            TextFilter(("display_name", "email"), _("Naam of e-mailadres")),
            ChoiceFilter("state", _("Stand"), "stand"),
        ],
    )
    heading = PageHeading(
        _("Gebruikers"),
        intro=_(
            "Rollen hier gelden voor het hele netwerk. Alle andere rechten volgen uit mandaten in het register."
        ),
        actions=(Action(_("Uitnodigingen"), reverse("accounts:invitations")),),
    )
    crumbs = office_breadcrumbs((_("Gebruikers"), reverse("accounts:users")))
    return table.respond(request, "accounts/list.html", {"heading": heading, "breadcrumbs": crumbs})


def _columns() -> list[Column]:
    return [
        Column("display_name", _("Naam"), "link"),
        Column("email", _("E-mailadres")),
        Column("roles", _("Rollen")),
        Column("factor", _("Tweede factor"), "boolean"),
        Column("last_seen_at", _("Laatst ingelogd"), "moment"),
        Column("state", _("Stand"), "status"),
    ]


def _row(user: UserRow) -> dict[str, object]:
    return {
        "display_name": user.display_name,
        "url": reverse("accounts:user", args=[user.id]),
        "email": user.email,
        "roles": ", ".join(user.roles),
        "factor": user.has_second_factor,
        "last_seen_at": user.last_seen_at,
        "state": Status(_("open"), "ok") if user.is_active else Status(_("gesloten"), "neutral"),
    }


@require_http_methods(["GET", "POST"])
@identity_confirmed(back="accounts:users")
def user(request: Request, pk: int) -> HttpResponse:
    """One user: roles to give and end, and the account itself."""
    require(access.may_see_accounts(request.actor))
    found = _find(pk)
    form = GrantRoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _grant(request, pk, form):
        return redirect("accounts:user", pk=pk)
    allowed = access.may_manage_accounts(request.actor, user_id=pk)
    context = {
        "heading": PageHeading(found.display_name, kicker=_("Gebruiker")),
        "breadcrumbs": _crumbs(found),
        "facts": _facts(found),
        "shown_user": found,
        "grants": roles_of(pk),
        "today": request.today,
        "may_manage": bool(allowed) and found.is_active,
        "refusal": allowed.reason if isinstance(allowed, Refused) else "",
        "panel": form_panel(form, submit_label=_("Rol geven")),
    }
    return render(request, "accounts/user.html", context)


def _grant(request: Request, pk: int, form: GrantRoleForm) -> bool:
    """Give the role of a valid form; False, with the reason at its field, when that cannot be."""
    role, last_day = form.cleaned_data["role"], form.cleaned_data["last_day"]
    try:
        services.grant_role(
            pk, actor=request.actor, role=role, valid_from=request.today, valid_until=day_after(last_day)
        )
    except DomainError as error:
        add_domain_error(form, error, valid_until="last_day")
        return False
    messages.success(request, _("De rol is gegeven."))
    return True


def _find(pk: int) -> User:
    found = User.objects.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _crumbs(found: User, *more: tuple[str, str]) -> tuple[NavItem, ...]:
    page = (found.display_name, reverse("accounts:user", args=[found.pk]))
    return office_breadcrumbs((_("Gebruikers"), reverse("accounts:users")), page, *more)


def _facts(found: User) -> DefinitionList:
    factor = (
        Status(_("ingesteld"), "ok")
        if has_second_factor(found.pk)
        else Status(_("niet ingesteld"), "neutral")
    )
    items = [
        Definition(_("E-mailadres"), found.email),
        Definition(_("Account sinds"), in_words(found.joined_at)),
        Definition(_("Laatst ingelogd"), in_words(found.last_login)),
        Definition(_("Tweede factor"), status=factor),
    ]
    if found.closed_at:
        items.append(Definition(_("Gesloten op"), in_words(found.closed_at)))
    return DefinitionList(tuple(items))


@require_POST
@identity_confirmed(back="accounts:users")
def end_role(request: Request, pk: int) -> HttpResponse:
    grant = services.end_role(pk, actor=request.actor, today=request.today)
    messages.success(request, _("De rol is beëindigd."))
    return redirect("accounts:user", pk=grant.user_id)


@require_http_methods(["GET", "POST"])
@identity_confirmed(back="accounts:users")
def close(request: Request, pk: int) -> HttpResponse:
    """Ask once more, then close the account."""
    require(access.may_manage_accounts(request.actor, user_id=pk))
    found = _find(pk)
    if request.method == "POST":
        services.close_account(pk, actor=request.actor, now=clock.now(), today=request.today)
        messages.success(request, _("Het account is gesloten. Alle sessies zijn beëindigd."))
        return redirect("accounts:user", pk=pk)
    return _confirm(request, found, _closing(found))


def _closing(found: User) -> Confirmation:
    return Confirmation(
        title=_("Account sluiten"),
        question=_("Wilt u het account van %(name)s sluiten?") % {"name": found.display_name},
        consequences=(
            _("Deze persoon kan niet meer inloggen en wordt overal uitgelogd."),
            _("Rollen voor het hele netwerk en assistentschappen eindigen vandaag."),
            _("Wat deze persoon heeft gedaan, blijft in het logboek staan."),
        ),
        confirm_label=_("Account sluiten"),
        cancel_url=reverse("accounts:user", args=[found.pk]),
        tone="danger",
    )


@require_http_methods(["GET", "POST"])
@identity_confirmed(back="accounts:users")
def reset_factor(request: Request, pk: int) -> HttpResponse:
    """Ask once more, then take away a lost second factor."""
    require(access.may_manage_accounts(request.actor, user_id=pk))
    found = _find(pk)
    if request.method == "POST":
        services.reset_second_factor(pk, actor=request.actor, now=clock.now())
        messages.success(request, _("De tweede factor is verwijderd. Bij het inloggen volgt een nieuwe."))
        return redirect("accounts:user", pk=pk)
    return _confirm(request, found, _resetting(found))


def _resetting(found: User) -> Confirmation:
    return Confirmation(
        title=_("Tweede factor verwijderen"),
        question=_(
            "Is %(name)s de tweede factor kwijt? Overtuig u ervan dat u echt met deze persoon spreekt."
        )
        % {"name": found.display_name},
        consequences=(
            _("App, toegangssleutels en herstelcodes worden verwijderd en alle sessies eindigen."),
            _("Na het inloggen met het wachtwoord stelt deze persoon een nieuwe tweede factor in."),
            _("Deze persoon krijgt er bericht van."),
        ),
        confirm_label=_("Tweede factor verwijderen"),
        cancel_url=reverse("accounts:user", args=[found.pk]),
        tone="danger",
    )


def _confirm(request: Request, found: User, confirmation: Confirmation) -> HttpResponse:
    context = {
        "confirmation": confirmation,
        "breadcrumbs": _crumbs(found, (confirmation.title, request.path)),
    }
    return render(request, "core/confirm.html", context)
