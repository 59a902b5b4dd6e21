"""Annotations beside figures: the list, writing one, and withdrawing one. For the network only."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import display_names, sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import Refused, may_fill_in, require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.figures.access import may_annotate, may_annotate_some, may_read_signals
from noaber.figures.forms.annotations import AnnotationForm, WithdrawForm
from noaber.figures.queries.annotations import AnnotationRow, annotation, annotations
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.signal_holders import area_names
from noaber.figures.queries.signal_months import last_release
from noaber.figures.rules.periods import period_text
from noaber.figures.rules.tables import TOTAL
from noaber.figures.services.annotations import annotate, withdraw_annotation
from noaber.figures.signal_words import months_text
from noaber.figures.views.signals.parts import crumbs
from noaber.figures.views.signals.places import ANNOTATIONS, TO_FIGURES, annotations_address
from noaber.network.api import municipalities

TO_ANNOTATIONS = [*TO_FIGURES, ("Aantekeningen", ANNOTATIONS)]


def annotation_list(request: Request) -> HttpResponse:
    """All remarks, also those that were withdrawn; of one municipality or offence where the address asks."""
    require(may_read_signals(request.actor))
    found = annotations(request.actor, with_withdrawn=True)
    intro = _("Wat iemand bij cijfers weet en de cijfers zelf niet zeggen. Alleen het netwerk leest dit.")
    area, offence = request.GET.get("gemeente", ""), request.GET.get("soort", "")
    new = Action(_("Schrijf een aantekening"), annotations_address(area, offence, "nieuw/"), tone="primary")
    may = may_fill_in(may_annotate_some(request.actor, AsOf(request.today)))
    context = {
        "heading": PageHeading(_("Aantekeningen bij cijfers"), intro=intro, actions=(new,) if may else ()),
        **crumbs(_("Aantekeningen")),
    }
    return _table(request, found).respond(request, "figures/signals/annotations.html", context)


def _table(request: Request, found: tuple[AnnotationRow, ...]) -> Table:
    asof = AsOf(request.today)
    names = {row.code: row.name for row in municipalities(request.actor, asof)}
    called = area_names(request.actor, [row.area for row in found], asof)
    users = display_names(row.recorded_by_id for row in found if row.recorded_by_id)
    return list_table(
        request.GET,
        name="aantekeningen",
        caption=_("Aantekeningen bij cijfers"),
        columns=_columns(),
        rows=[_row(request, row, users, called) for row in found],
        filters=[
            TextFilter(("text", "area", "title")),
            ChoiceFilter("code", _("Gemeente"), "gemeente", tuple(names.items())),
            ChoiceFilter("offence", _("Soort misdrijf"), "soort", tuple(_offences())),
        ],
        empty_text=_("Er is nog geen aantekening. Weet u waarom een cijfer afwijkt? Schrijf het op."),
    )


def _columns() -> list[Column]:
    return [
        Column("area", _("Gemeente")),
        Column("title", _("Soort misdrijf")),
        Column("months", _("Maanden"), is_sortable=False),
        Column("text", _("Aantekening"), is_sortable=False),
        Column("by", _("Door")),
        Column("state", _("Stand"), "status"),
        Column("withdraw", _("Wijzigen"), "link", is_sortable=False),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("first", _("Van"), is_on_screen=False),
        Column("last", _("Tot en met"), is_on_screen=False),
        Column("offence", _("Code van het misdrijf"), is_on_screen=False),
        Column("because", _("Waarom ingetrokken"), is_on_screen=False),
    ]


def _row(request: Request, row: AnnotationRow, users: Mapping[int, str], names: Mapping[str, str]) -> Row:
    may = not row.is_withdrawn and may_fill_in(may_annotate(request.actor, row.area, AsOf(request.today)))
    return {
        "area": names.get(row.area, row.area),
        "title": row.offence_title or _("alle soorten"),
        "months": months_text(row.first_period, row.last_period),
        "first": period_text(row.first_period),
        "last": period_text(row.last_period),
        "text": row.text,
        "by": users.get(row.recorded_by_id or 0, ""),
        "state": _state(row),
        "withdraw": _("trek in") if may else "",
        "url": f"{ANNOTATIONS}{row.id}/intrekken/" if may else "",
        "code": row.area,
        "offence": row.offence,
        "because": row.withdrawn_because,
    }


def _state(row: AnnotationRow) -> Status:
    if not row.is_withdrawn:
        return Status(_("geldt"), "ok")
    return Status(_("ingetrokken: %(why)s") % {"why": row.withdrawn_because}, "neutral")


def _offences() -> list[tuple[str, str]]:
    return [(code, title) for code, title in sorted(offence_titles().items()) if code != TOTAL]


def new_annotation_page(request: Request) -> HttpResponse:
    """Write one; the municipality, offence and month of where it was opened stand filled in."""
    asof = AsOf(request.today)
    require(may_read_signals(request.actor))
    require_form(may_annotate_some(request.actor, asof))
    rows = municipalities(request.actor, asof)
    areas = [(row.code, row.name) for row in rows if may_fill_in(may_annotate(request.actor, row.code, asof))]
    form = AnnotationForm(sent(request), areas=areas, offences=_offences(), filled=_filled(request, areas))
    title = _("Schrijf een aantekening")
    page = EditPage(title, TO_ANNOTATIONS, ANNOTATIONS, _("De aantekening is vastgelegd."), _("Leg vast"))

    def save() -> str:
        made = annotate(form.said, actor=request.actor, now=clock.now(), today=request.today)
        return annotations_address(made.area)

    return edit(request, form, page, save)


def _filled(request: Request, areas: list[tuple[str, str]]) -> dict[str, Any]:
    release = last_release()
    month = release.last_period if release else None
    only = areas[0][0] if len(areas) == 1 else ""
    return {
        "area": request.GET.get("gemeente", "") or only,
        "offence": request.GET.get("soort", ""),
        "first_period": month,
        "last_period": month,
    }


def withdraw_page(request: Request, key: int) -> HttpResponse:
    """Say why it does not hold any more; it stays in the list."""
    require(may_read_signals(request.actor))
    row = annotation(request.actor, key)
    if row is None:
        raise Http404
    require_form(may_annotate(request.actor, row.area, AsOf(request.today)))
    if row.is_withdrawn and request.method != "POST":
        require(Refused(_("Deze aantekening is al ingetrokken.")))
    form, back_url = WithdrawForm(sent(request)), annotations_address(row.area)
    title, saved = _("Trek de aantekening in"), _("De aantekening is ingetrokken.")
    page = EditPage(title, TO_ANNOTATIONS, back_url, saved, _("Trek in"), intro=row.text)

    def save() -> str:
        reason, now = form.cleaned_data["text"], clock.now()
        withdraw_annotation(key, reason, actor=request.actor, now=now, today=request.today)
        return back_url

    return edit(request, form, page, save)
