"""Adding an organisation, and changing what is said of one."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import may_fill_in, require, require_form
from noaber.core.addresses import organisation_address
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, asof_of
from noaber.network.access import CONTACT_DATA, may_change_organisation, may_maintain_register
from noaber.network.forms.organisations import GROUPS, ChangeOrganisationForm, NewOrganisationForm
from noaber.network.models import OrganisationVersion
from noaber.network.queries.known import known_organisation
from noaber.network.services.organisations import change_organisation, register_organisation
from noaber.network.views.editing import edit
from noaber.network.views.places import organisation_crumbs


def new_organisation_page(request: Request) -> HttpResponse:
    """A partner that joins."""
    require(may_maintain_register(request.actor))
    form = NewOrganisationForm(request.POST or None, today=request.today)
    page = EditPage(
        title=_("Organisatie toevoegen"),
        crumbs=[(_("Organisaties"), "/organisaties/")],
        back_url="/organisaties/",
        saved=_("De organisatie staat in het register."),
        submit_label=_("Toevoegen"),
        fieldsets=[(_("Sinds wanneer"), ("valid_from",)), *_groups()],
    )

    def save() -> str:
        typed = form.cleaned_data
        register_organisation(typed["code"], actor=request.actor, now=clock.now(), **form.said)
        return organisation_address(typed["code"])

    return edit(request, form, page, save)


def change_organisation_page(request: Request, code: str) -> HttpResponse:
    """Other words for an organisation, as a change or as a correction."""
    asof = asof_of(request)
    known = known_organisation(code, asof.valid_on)
    if known is None:
        raise Http404
    names = _names(request, code)
    form = ChangeOrganisationForm(sent(request), known=known, today=asof.valid_on, names=names)

    def save() -> str:
        change_organisation(code, actor=request.actor, now=clock.now(), **form.said)
        return organisation_address(code)

    return edit(request, form, _change_page(code, str(known.values["name"]), names), save)


def _names(request: Request, code: str) -> tuple[str, ...]:
    """The fields this actor may change; refused when there are none."""
    names = tuple(
        name
        for name in OrganisationVersion.stated_fields
        if may_fill_in(may_change_organisation(request.actor, code, (name,)))
    )
    if not names:
        require_form(may_change_organisation(request.actor, code, CONTACT_DATA))
    return names


def _change_page(code: str, name: str, names: Sequence[str]) -> EditPage:
    is_partial = len(names) < len(OrganisationVersion.stated_fields)
    notice = (
        _("U houdt bij wat op facturen staat. Voor de andere gegevens mailt u de coördinator.")
        if "oin" in names
        else _(
            "U houdt de adressen en telefoonnummers van uw organisatie bij. Voor de andere gegevens mailt u de "
            "coördinator."
        )
    )
    return EditPage(
        title=_("Gegevens wijzigen"),
        kicker=name,
        crumbs=organisation_crumbs(code, name),
        back_url=organisation_address(code),
        saved=_("De gegevens zijn gewijzigd. Wat er stond, blijft terug te zien in de geschiedenis."),
        notice=Notice(notice) if is_partial else None,
        fieldsets=[*_groups(), (_("Sinds wanneer"), ("kind", "valid_from"))],
    )


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    return [(str(legend), names) for legend, names in GROUPS]
