"""Ending a body or a seat: a form, a preview of what ends with it, the ending; and taking it back."""

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.editing import Crumbs, EditPage, frame
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import body_address
from noaber.core.components.confirmation import Confirmation
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request, asof_of, sent_revision
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_maintain_register
from noaber.network.forms.endings import EndingForm
from noaber.network.models import Ending
from noaber.network.queries.bodies import body
from noaber.network.queries.endings import (
    EndingEffect,
    EndingRow,
    ending,
    ending_effect,
    ending_of,
    name_of_ending,
)
from noaber.network.queries.seats import seat
from noaber.network.services.endings import cancel_ending, end_body, end_seat
from noaber.network.views.editing import ask, carried, edit_after_preview
from noaber.network.views.places import seat_address
from noaber.network.views.seats.seat import seat_crumbs, seat_kicker


@dataclass(frozen=True, slots=True)
class _Thing:
    """What is to be ended: a body or a seat."""

    code: str
    name: str
    kicker: str
    title: str
    address: str
    crumbs: Crumbs
    revision: int
    end: Callable[..., Ending]
    ends: EndingRow | None


def end_body_page(request: Request, code: str) -> HttpResponse:
    """End a body with its seats."""
    require(may_maintain_register(request.actor))
    row = body(request.actor, code, asof_of(request))
    if row is None:
        return redirect(body_address(code))  # which says since when it is no more, or that there is none
    crumbs = [(_("Overleggen en teams"), "/overleggen/"), (row.called, body_address(code))]
    ends = ending_of(asof_of(request), body=code)
    title = _("Overleg opheffen")
    thing = _Thing(code, row.name, row.name, title, body_address(code), crumbs, row.revision, end_body, ends)
    return _end(request, thing)


def end_seat_page(request: Request, code: str) -> HttpResponse:
    """End one seat."""
    require(may_maintain_register(request.actor))
    row = seat(request.actor, code, asof_of(request))
    if row is None:
        return redirect(seat_address(code))
    crumbs = [*seat_crumbs(row), (row.title, seat_address(code))]
    ends = ending_of(asof_of(request), post=code)
    title = _("Zetel opheffen")
    thing = _Thing(
        code, row.title, seat_kicker(row), title, seat_address(code), crumbs, row.revision, end_seat, ends
    )
    return _end(request, thing)


def _end(request: Request, thing: _Thing) -> HttpResponse:
    form = EndingForm(request.POST or None, revision=thing.revision, last_day=request.today, ends=thing.ends)

    def save() -> str:
        thing.end(thing.code, actor=request.actor, now=clock.now(), **form.said)
        return thing.address

    page = EditPage(
        title=thing.title,
        kicker=thing.kicker,
        intro=_("U ziet eerst wat er allemaal eindigt. Daarna bevestigt u."),
        crumbs=thing.crumbs,
        back_url=thing.address,
        saved=_("De opheffing is vastgelegd. Wat eerder gold, blijft in het register staan."),
        submit_label=_("Bekijk wat er eindigt"),
    )
    return edit_after_preview(request, form, page, lambda: _preview(request, thing, form), save)


def _preview(request: Request, thing: _Thing, form: EndingForm) -> HttpResponse:
    """End it, read what followed, undo it: so what is shown is what will be."""

    def act() -> EndingEffect:
        return ending_effect(thing.end(thing.code, actor=request.actor, now=clock.now(), **form.said))

    effect = rehearse(act)
    until: dt.date = form.cleaned_data["last_day"]
    facts = {"name": thing.name, "day": long_date(until - dt.timedelta(days=1))}
    context = {
        **frame(
            _("Klopt dit?"),
            thing.crumbs,
            kicker=thing.title,
            intro=_("%(name)s bestaat tot en met %(day)s. Daarna niet meer.") % facts,
        ),
        "groups": _groups(effect),
        "consequences": _consequences(effect),
        "hidden": carried(request),
        "back_url": thing.address,
        "confirm_label": _("Bevestig de opheffing"),
    }
    return render(request, "network/ending_preview.html", context)


def _groups(effect: EndingEffect) -> list[tuple[str, tuple[str, ...]]]:
    groups = (
        (_("Zetels die eindigen"), effect.seats),
        (_("Wie na die dag een zetel verlaat"), effect.leaving),
        (_("Zetels die blijven, maar niet meer bij een functie horen"), effect.loose_seats),
        (_("Overleggen en teams die daarna nergens onder vallen"), effect.loose_bodies),
        (_("Portefeuilles die eindigen"), effect.themes),
        (_("Vacatures die worden ingetrokken"), effect.vacancies),
    )
    return [(title, lines) for title, lines in groups if lines]


def _consequences(effect: EndingEffect) -> tuple[str, ...]:
    lines = []
    if effect.leaving:
        lines.append(_("De rechten die bij deze zetels horen, eindigen vanzelf na die dag."))
    else:
        lines.append(_("Er is niemand die hierdoor een zetel verlaat."))
    lines.append(_("Wat eerder gold, blijft in het register staan: op een eerdere datum ziet u het terug."))
    lines.append(_("Was het een vergissing? Kies daarna “Toch niet opheffen”."))
    return tuple(lines)


def cancel_page(request: Request, key: uuid.UUID) -> HttpResponse:
    """Ask once more, then take an ending back."""
    require(may_maintain_register(request.actor))
    row = ending(key)
    if row is None:
        return _cancelled_before(request, key)
    address = body_address(row.body_code) if row.body_code else seat_address(row.post_code)
    if request.method == "POST":
        cancel_ending(key, actor=request.actor, now=clock.now(), expected_revision=sent_revision(request))
        messages.success(request, _("De opheffing is teruggenomen. Alles is weer zoals het was."))
        return redirect(address)
    return ask(request, _taking_back(row, address), [(_("Overleggen en teams"), "/overleggen/")])


def _cancelled_before(request: Request, key: uuid.UUID) -> HttpResponse:
    """A button pressed twice: say so on the page of what came back."""
    found = Ending.objects.filter(pk=key).select_related("body", "post").first()
    if found is None:
        raise Http404
    messages.info(request, _("Deze opheffing is al teruggenomen."))
    return redirect(body_address(found.body.code) if found.body else seat_address(str(found.post)))


def _taking_back(row: EndingRow, address: str) -> Confirmation:
    return Confirmation(
        title=_("Toch niet opheffen"),
        question=_("Wilt u de opheffing van “%(name)s” na %(day)s terugnemen?")
        % {"name": name_of_ending(row), "day": long_date(row.last_day)},
        consequences=(
            _("Zetels, portefeuilles en vacatures die hierdoor eindigden, gaan gewoon door."),
            _("Wie een zetel verliet, zit er weer, tenzij daar intussen iemand anders zit."),
            _("In de geschiedenis blijft te zien dat de opheffing was vastgelegd."),
        ),
        confirm_label=_("Terugnemen"),
        cancel_url=address,
        hidden=(("revision", str(row.revision)),),
    )
