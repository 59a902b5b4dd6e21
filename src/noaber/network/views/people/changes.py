"""Adding a person, changing what is said of one, the account, and what the AVG asks: export and erasure."""

import uuid

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from noaber.accounts.api import identity_confirmed
from noaber.accounts.editing import EditPage
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import person_address
from noaber.core.administration import may_administer
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.errors import Conflict
from noaber.core.personal_data import erase_person, export_person
from noaber.core.requests import Request, asof_of, sent_revision
from noaber.network.access import may_change_person, may_invite_person, may_maintain_register
from noaber.network.forms.people import ChangePersonForm, NewPersonForm
from noaber.network.models import PersonVersion
from noaber.network.queries.known import known_person
from noaber.network.queries.people import PersonRow, person, person_id_of
from noaber.network.services.addresses import invite_person
from noaber.network.services.people import change_person, link_account, register_person
from noaber.network.views.editing import ask, edit
from noaber.network.views.people.person import OWN_FIELDS


def new_person_page(request: Request) -> HttpResponse:
    """Someone who comes into the network; `?terug=` leads back to the page that needed them."""
    require(may_maintain_register(request.actor))
    asof = asof_of(request)
    form = NewPersonForm(
        request.POST or None,
        actor=request.actor,
        asof=asof,
        employer=request.GET.get("organisatie", ""),
        is_for_seat=bool(_back(request)),
    )
    page = EditPage(
        title=_("Persoon toevoegen"),
        crumbs=[(_("Personen"), "/personen/")],
        back_url=_back(request) or "/personen/",
        saved=_("De persoon staat in het register."),
        submit_label=_("Toevoegen"),
    )

    def save() -> str:
        key = register_person(actor=request.actor, now=clock.now(), **form.said).pk
        return f"{_back(request)}?persoon={key}" if _back(request) else person_address(key)

    return edit(request, form, page, save)


def _back(request: Request) -> str:
    """The page of this site that asked for a new person, if any."""
    asked = request.GET.get("terug", "")
    is_ours = asked.startswith("/") and url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked.partition("?")[0] if is_ours else ""


def change_person_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Other words for a person; people themselves change how they are reached."""
    asof = asof_of(request)
    known, row = known_person(key, asof.valid_on), person(request.actor, key, asof)
    if known is None or row is None:
        raise Http404
    names = PersonVersion.stated_fields if may_maintain_register(request.actor) else OWN_FIELDS
    require(may_change_person(request.actor, row.user_id, names))
    form = ChangePersonForm(request.POST or None, known=known, actor=request.actor, asof=asof, names=names)

    def save() -> str:
        change_person(key, actor=request.actor, now=clock.now(), **form.said)
        return person_address(key)

    return edit(request, form, _change_page(row), save)


def _change_page(row: PersonRow) -> EditPage:
    return EditPage(
        title=_("Gegevens wijzigen"),
        kicker=row.name,
        crumbs=_crumbs(row),
        back_url=person_address(row.id),
        saved=_("De gegevens zijn gewijzigd. Wat er stond, blijft terug te zien in de geschiedenis."),
    )


def _crumbs(row: PersonRow) -> list[tuple[str, str]]:
    return [(_("Personen"), "/personen/"), (row.name, person_address(row.id))]


def _find(request: Request, key: uuid.UUID) -> PersonRow:
    row = person(request.actor, key, AsOf(request.today))
    if row is None:
        raise Http404
    return row


@identity_confirmed()
def invite_person_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then send the invitation; the account will belong to this person."""
    row = _find(request, key)
    if request.method == "POST":
        invite_person(key, actor=request.actor, now=clock.now(), today=request.today)
        messages.success(request, _("De uitnodiging is onderweg naar %(email)s.") % {"email": row.email})
        return redirect(person_address(key))
    require(may_invite_person(request.actor, key, clock.now()))
    return ask(request, _inviting(row), _crumbs(row))


def _inviting(row: PersonRow) -> Confirmation:
    return Confirmation(
        title=_("Uitnodigen voor een account"),
        question=_("Wilt u %(name)s uitnodigen op %(email)s?") % {"name": row.name, "email": row.email},
        consequences=(
            _("Er gaat een e-mail uit met een link die veertien dagen geldig is."),
            _("Het account hoort bij deze persoon. Wat het mag, volgt uit de zetels die de persoon bezet."),
        ),
        confirm_label=_("Uitnodiging versturen"),
        cancel_url=person_address(row.id),
    )


def unlink_account(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then part a person and an account."""
    require(may_maintain_register(request.actor))
    row = _find(request, key)
    if request.method == "POST":
        link_account(key, actor=request.actor, user_id=None, expected_revision=sent_revision(request))
        messages.success(request, _("Het account hoort niet meer bij deze persoon."))
        return redirect(person_address(key))
    confirmation = Confirmation(
        title=_("Account losmaken"),
        question=_("Wilt u het account losmaken van %(name)s?") % {"name": row.name},
        consequences=(_("Wie met dit account inlogt, houdt geen rechten uit de zetels van deze persoon."),),
        confirm_label=_("Losmaken"),
        cancel_url=person_address(key),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return ask(request, confirmation, _crumbs(row))


@require_POST
def export_data(request: Request, key: uuid.UUID) -> HttpResponse:
    """Everything about a person as a zip: for themselves, or by whoever administers."""
    is_own = person_id_of(request.actor.user_id) == key  # that right does not end with a mandate
    if not is_own:
        _find(request, key)
    content = export_person(str(key), actor=request.actor, now=clock.now(), is_own=is_own)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="persoonsgegevens.zip"'
    return response


def erase_data(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then take the name and the contact data out; what was held stays known as a seat."""
    require(may_administer(request.actor, _("de gegevens van een persoon")))
    row = _find(request, key)
    if request.method == "POST":
        if sent_revision(request) != row.revision:  # who was looked at is who is erased
            raise Conflict(row.name, revision=row.revision)
        erase_person(str(key), actor=request.actor, now=clock.now())
        messages.success(request, _("De gegevens van deze persoon zijn gewist."))
        return redirect("/personen/")
    return ask(request, _erasing(row), _crumbs(row))


def _erasing(row: PersonRow) -> Confirmation:
    return Confirmation(
        title=_("Persoonsgegevens wissen"),
        question=_("Wilt u de gegevens van %(name)s wissen?") % {"name": row.name},
        consequences=(
            _("De naam en alle contactgegevens verdwijnen, ook uit de geschiedenis."),
            _("Welke zetels bezet waren, blijft bekend, zonder naam."),
            _("Dit kan niet ongedaan worden gemaakt."),
        ),
        confirm_label=_("Definitief wissen"),
        cancel_url=person_address(row.id),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
