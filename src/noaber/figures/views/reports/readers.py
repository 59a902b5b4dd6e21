"""Who gets the reports, and inviting the contact persons who were never asked."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_send_reports
from noaber.figures.models import ReportChoice
from noaber.figures.queries.areas import area_names, municipality_areas
from noaber.figures.queries.reports.kind_groups import chosen_said
from noaber.figures.queries.reports.readers import NO_ADDRESS, NOT_IN_NETWORK, Reader, readers, uninvited
from noaber.figures.services.reports.choosing import invite_readers
from noaber.figures.views.reports.places import INVITE, READERS, TO_MONTHS


def readers_page(request: Request) -> HttpResponse:
    require(may_send_reports(request.actor))
    codes = [area.code for area in municipality_areas(request.actor, request.today)]
    count = len(uninvited(request.today, codes))
    context = {
        "heading": PageHeading(_("Wie krijgt het maandbericht"), intro=_intro()),
        "invite_url": INVITE,
        "invite": _invite_words(count) if count else "",
        **crumbs_of(TO_MONTHS, _("Wie krijgt het")),
    }
    return _table(request).respond(request, "figures/reports/readers.html", context)


def _intro() -> str:
    return _(
        "Iedereen kiest voor zichzelf. Uitnodigen mag: één mail met een link om te kiezen, één keer per persoon."
    )


def _invite_words(count: int) -> str:
    words = ngettext("Nodig %(count)s contactpersoon uit", "Nodig %(count)s contactpersonen uit", count)
    return words % {"count": format_number(count)}


def _table(request: Request) -> Table:
    names = area_names(request.actor, request.today)
    rows = [_cells(each, names) for each in readers(request.today)]
    return list_table(
        request.GET,
        name="lezers-maandbericht",
        caption=_("Lezers"),
        columns=_columns(),
        rows=rows,
        filters=[TextFilter(("area", "name")), ChoiceFilter("frequency", _("Hoe vaak"), "hoe-vaak")],
        empty_text=_("Nog niemand koos voor het maandbericht. Nodig de contactpersonen uit."),
    )


def _cells(each: Reader, names: Mapping[str, str]) -> Row:
    why = {
        NOT_IN_NETWORK: _("hoort niet meer bij het netwerk: krijgt niets"),
        NO_ADDRESS: _("heeft geen e-mailadres: krijgt niets"),
    }
    choice = each.choice
    return {
        "area": names.get(choice.area, choice.area),
        "name": each.name,
        "frequency": str(ReportChoice.Frequency(choice.frequency).label),
        "kinds": chosen_said(choice.chosen),
        "since": clock.day_of(choice.recorded_at),
        "note": why.get(each.hindrance, ""),
    }


def _columns() -> list[Column]:
    return [
        Column("area", _("Gebied")),
        Column("name", _("Lezer")),
        Column("frequency", _("Hoe vaak")),
        Column("kinds", _("Soorten")),
        Column("since", _("Gekozen op"), "date"),
        Column("note", _("Opmerking")),
    ]


@require_POST
def invite_page(request: Request) -> HttpResponse:
    count = invite_readers(actor=request.actor, now=clock.now(), today=request.today)
    said = ngettext(
        "%(count)s uitnodiging staat klaar en gaat zo de deur uit.",
        "%(count)s uitnodigingen staan klaar en gaan zo de deur uit.",
        count,
    )
    messages.success(request, said % {"count": format_number(count)})
    return redirect(READERS)
