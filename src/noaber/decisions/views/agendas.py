"""The agenda of a meeting: putting something on it, moving it, what was decided, and following all consent items."""

import uuid
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.confirmation import Confirmation
from noaber.core.errors import DomainError
from noaber.core.requests import Request, sent_revision
from noaber.decisions.forms.sittings import ItemForm, TreatmentForm
from noaber.decisions.queries.agendas import ItemRow, agenda, offers
from noaber.decisions.queries.attendance import is_recorded, recorded_quorum
from noaber.decisions.queries.sittings import SittingRow
from noaber.decisions.services.agendas import (
    add_item,
    change_item,
    follow_consent_items,
    move_item,
    record_treatment,
    remove_item,
)
from noaber.decisions.sitting_words import quorum_in_words, when
from noaber.decisions.views.sitting_changes import confirmed, kept_row, way_to
from noaber.decisions.views.sitting_editing import FormPage, crumbs, show_or_save
from noaber.decisions.views.sitting_places import sitting_address
from noaber.network.api import may_decide


def add_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Put something on the agenda; what waits for the body is offered."""
    row = kept_row(request, key)
    on_agenda = {item.consultation_id for item in agenda(request.actor, key)}
    waiting = [each for each in offers(request.actor, row.body_code) if each.consultation_id not in on_agenda]
    chosen = str(waiting[0].consultation_id) if waiting else ""
    form = ItemForm(request.POST or None, revision=row.revision, offers=waiting, chosen=chosen)
    page = _page(
        request, row, _("Zet een punt op de agenda"), _("Het punt staat op de agenda."), _("Zet op de agenda")
    )

    def save() -> None:
        add_item(key, form.written, actor=request.actor, expected_revision=form.seen)

    return show_or_save(request, form, page, save)


def change_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Other words or another kind."""
    row = kept_row(request, key)
    known = _item(request, row, item)
    form = ItemForm(request.POST or None, revision=row.revision, known=known)
    page = _page(
        request, row, _("Wijzig punt %(number)s") % {"number": known.number}, _("Het punt is gewijzigd.")
    )

    def save() -> None:
        change_item(item, form.written, actor=request.actor, expected_revision=form.seen)

    return show_or_save(request, form, page, save)


def treatment_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """What was decided on an item and what was said."""
    row = kept_row(request, key)
    known = _item(request, row, item)
    names = ("decision", "minutes", "treated_as")
    initial: dict[str, Any] = {name: getattr(known, name) for name in names} | {"revision": row.revision}
    form = TreatmentForm(request.POST or None, initial=initial)
    title = _("Besluit en verslag bij punt %(number)s") % {"number": known.number}
    page = _page(request, row, title, _("Het besluit is vastgelegd."), intro=known.title)

    def save() -> None:
        typed = {name: form.cleaned_data[name] for name in names}
        record_treatment(item, actor=request.actor, today=request.today, expected_revision=form.seen, **typed)

    return show_or_save(request, form, page, save)


@require_POST
def move_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Give an item the number that the button carries."""
    row = kept_row(request, key)
    _item(request, row, item)
    to = request.POST.get("naar", "")
    try:
        move_item(
            item,
            int(to) if to.isascii() and to.isdigit() and len(to) < 5 else 0,
            actor=request.actor,
            expected_revision=sent_revision(request),
        )
    except DomainError as error:
        messages.error(request, error.message)
    return redirect(f"{sitting_address(key)}#agenda")


def remove_item_page(request: Request, key: uuid.UUID, item: int) -> HttpResponse:
    """Ask once more, then take it off."""
    row = kept_row(request, key)
    known = _item(request, row, item)
    asked = Confirmation(
        title=_("Punt van de agenda halen"),
        question=_("Haalt u punt %(number)s, %(title)s, van de agenda?")
        % {"number": known.number, "title": known.title},
        confirm_label=_("Haal weg"),
        cancel_url=sitting_address(key),
        consequences=(_("De punten erna schuiven een nummer op."),),
        tone="danger",
        hidden=(("revision", str(row.revision)),),
    )
    return confirmed(request, row, asked, partial(remove_item, item), _("Het punt is van de agenda gehaald."))


def follow_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, with the quorum in words, then follow the proposal on all consent items."""
    row = kept_row(request, key)
    require(may_decide(row.body_code, AsOf(row.held_on)))
    if request.method == "POST":
        try:
            recorded = follow_consent_items(
                key,
                actor=request.actor,
                now=clock.now(),
                today=request.today,
                without_quorum=request.POST.get("zonder-quorum") == "ja",
            )
        except DomainError as error:
            messages.error(request, error.message)
        else:
            text = ngettext(
                "%(count)s standpunt vastgelegd.", "%(count)s standpunten vastgelegd.", len(recorded)
            )
            messages.success(request, text % {"count": len(recorded)})
        return redirect(sitting_address(key))
    asked = _asked_to_follow(request, row)
    context = {"confirmation": asked, "breadcrumbs": crumbs(way_to(request, row), asked.title)}
    return render(request, "core/confirm.html", context)


def _asked_to_follow(request: Request, row: SittingRow) -> Confirmation:
    """What following does; who goes on without a quorum, says so with the same button."""
    items = [item for item in agenda(request.actor, row.id) if item.is_consent_item and item.consultation_id]
    counted = recorded_quorum(row)
    has_quorum = is_recorded(row) and counted.is_reached
    missing = (
        quorum_in_words(counted, row.quorum) if is_recorded(row) else _("Er is nog geen presentielijst.")
    )
    warning = () if has_quorum else (_("Let op: er is geen quorum vastgesteld. %(sum)s") % {"sum": missing},)
    return Confirmation(
        title=_("Volg het voorstel op alle hamerstukken"),
        question=_("Het overleg volgt op %(when)s het voorstel op deze punten.") % {"when": when(row)},
        confirm_label=_("Volg het voorstel") if has_quorum else _("Volg het voorstel, ook zonder quorum"),
        cancel_url=sitting_address(row.id),
        consequences=(
            *warning,
            *(f"{item.number}. {item.title}" for item in items),
            _("Op elk punt daarvan wordt “akkoord” vastgelegd, of “kennisgenomen” waar dat wordt gevraagd."),
            _("Wat al is vastgelegd, zoals een kanttekening, blijft staan."),
        ),
        tone="primary" if has_quorum else "danger",
        hidden=() if has_quorum else (("zonder-quorum", "ja"),),
    )


def _item(request: Request, row: SittingRow, item: int) -> ItemRow:
    """The item of this meeting; 404 for another's, and for one that the reader may not see."""
    found = next((each for each in agenda(request.actor, row.id) if each.id == item), None)
    if found is None or found.is_hidden:
        raise Http404
    return found


def _page(
    request: Request, row: SittingRow, title: str, saved: str, submit: str = "", *, intro: str = ""
) -> FormPage:
    return FormPage(
        title,
        way_to(request, row),
        sitting_address(row.id),
        saved,
        submit or _("Vastleggen"),
        kicker=when(row),
        intro=intro,
    )
