"""Municipalities that merge: choose them, see what ends and what follows, confirm."""

import datetime as dt

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import EditPage, frame
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Tab, Tabs
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request, asof_of
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.access import may_maintain_register
from noaber.network.forms.organisations import MergerForm
from noaber.network.queries.handovers import merger_handover
from noaber.network.queries.mergers import Leaver, MergerEffect, merger_effect
from noaber.network.queries.organisations import districts, municipalities
from noaber.network.services.mergers import merge_municipalities
from noaber.network.views.editing import carried, edit_after_preview
from noaber.network.views.places import handover_address
from noaber.network.views.seats.handovers import grouped


def merger_page(request: Request) -> HttpResponse:
    """The form for one district; sent, the preview; confirmed, the merger."""
    require(may_maintain_register(request.actor))
    chosen = _chosen_district(request)
    found = [row for row in municipalities(request.actor, asof_of(request)) if row.district_code == chosen]
    form = MergerForm(request.POST or None, municipalities=found)

    def save() -> str:
        now = clock.now()
        merge_municipalities(actor=request.actor, now=now, **form.said)
        return _next_page(form.cleaned_data["code"], form.cleaned_data["effective_on"], now)

    return edit_after_preview(request, form, _page(chosen), lambda: _preview(request, form), save)


def _next_page(code: str, on: dt.date, recorded_at: dt.datetime) -> str:
    """The list of what is to be arranged now; without one the municipality, on its first day."""
    made = merger_handover(recorded_at)
    return handover_address(made) if made else organisation_address(code, AsOf(on, is_asked=True))


def _chosen_district(request: Request) -> str:
    codes = [district.code for district in districts()]
    asked = request.GET.get("district", "")
    return asked if asked in codes else codes[0] if codes else ""


def _page(chosen: str) -> EditPage:
    tabs = tuple(Tab(row.name, f"?district={row.code}", row.code == chosen) for row in districts())
    return EditPage(
        title=_("Gemeenten samenvoegen"),
        intro=_(
            "Gemeenten van één district kunnen samengaan. U ziet eerst wat er eindigt en wat er volgt; daarna "
            "bevestigt u. Liggen zij in verschillende districten? Wijzig dan eerst het district van een van hen."
        ),
        crumbs=[(_("Gemeenten"), "/gemeenten/")],
        back_url="/gemeenten/",
        saved=_("De samenvoeging is vastgelegd. Regel nu wat nog openstaat, zoals wie de zetels bezet."),
        submit_label=_("Bekijk wat er verandert"),
        tabs=Tabs(_("District"), tabs),
    )


def _preview(request: Request, form: MergerForm) -> HttpResponse:
    """Merge, read, undo: so what is shown is what will be."""
    typed = form.cleaned_data

    def act() -> MergerEffect:
        now = clock.now()
        merge_municipalities(actor=request.actor, now=now, **form.said)
        return merger_effect(request.actor, typed["predecessors"], typed["code"], typed["effective_on"], now)

    effect = rehearse(act)
    sentence = _in_a_sentence(effect, typed["effective_on"])
    context = {
        **frame(_("Klopt dit?"), [(_("Gemeenten"), "/gemeenten/")], kicker=_("Samenvoeging"), intro=sentence),
        "ending": effect.ending,
        "consequences": _consequences(effect),
        "leavers": [_leaver_in_words(leaver) for leaver in effect.leavers],
        "groups": grouped(request.actor, effect.lines),
        "table": _populations(effect),
        "hidden": carried(request),
        "back_url": request.get_full_path(),
        "confirm_label": _("Bevestig de samenvoeging"),
    }
    return render(request, "network/merger_preview.html", context)


def _in_a_sentence(effect: MergerEffect, on: dt.date) -> str:
    """Who goes on as whom; one that takes in others is named apart."""
    facts = {
        "names": in_a_row(row.name for row in effect.ending),
        "day": long_date(on),
        "new": effect.successor.name,
    }
    if not effect.is_taken_in:
        return _("%(names)s gaan op %(day)s verder als %(new)s.") % facts
    if len(effect.ending) == 1:
        return _("%(names)s gaat op %(day)s op in %(new)s.") % facts
    return _("%(names)s gaan op %(day)s op in %(new)s.") % facts


def _leaver_in_words(leaver: Leaver) -> str:
    themes = [_("portefeuille %(theme)s") % {"theme": theme} for theme in leaver.themes]
    return _("%(name)s: %(things)s") % {"name": leaver.name, "things": "; ".join([*leaver.seats, *themes])}


def _consequences(effect: MergerEffect) -> tuple[str, ...]:
    facts = {"new": effect.successor.name, "code": effect.successor.code, "people": effect.people}
    begins = (
        _("%(new)s (%(code)s) blijft bestaan en houdt de eigen zetels en wie daarin zit.")
        if effect.is_taken_in
        else _("%(new)s (%(code)s) staat vanaf die dag in het register.")
    )
    seats = (
        _("De zetels van wie opgaat, eindigen.")
        if effect.is_taken_in
        else _(
            "De zetels van de oude gemeenten eindigen; %(new)s krijgt dezelfde zetels, nog zonder bezetting."
        )
    )
    return (
        begins % facts,
        seats % facts,
        _("%(people)s personen die bij een oude gemeente werkten, gaan over naar %(new)s.") % facts,
        _("Inwonertallen blijven zoals ze zijn vastgelegd. Voor %(new)s worden ze opgeteld.") % facts,
        _list_in_words(effect),
        _("Wat eerder gold, blijft in het register staan: op een eerdere datum ziet u de oude gemeenten."),
    )


def _list_in_words(effect: MergerEffect) -> str:
    """Where it is arranged, and from where it can be taken back."""
    if not effect.lines:
        return _("Er is niets opnieuw te bezetten of te regelen. Deze samenvoeging kunt u niet terugnemen.")
    return _(
        "Wat u opnieuw moet bezetten en regelen, komt op een overdrachtslijst. Vanaf die lijst kunt u de "
        "samenvoeging ook terugnemen, zolang er daarna niets anders is vastgelegd over dezelfde zetels en personen."
    )


def _populations(effect: MergerEffect) -> Table:
    """The figures of the successor, earlier years added up."""
    rows = [
        {
            "on": row.reference_on,
            "population": row.population,
            "parts": in_a_row(effect.names.get(code, code) for code in row.parts),
        }
        for row in reversed(effect.populations)
    ]
    columns = [
        Column("on", _("Peildatum"), "date"),
        Column("population", _("Inwoners"), "number"),
        Column("parts", _("Opgeteld uit")),
    ]
    caption = _("Inwonertallen van %(new)s") % {"new": effect.successor.name}
    return plain_table(name="inwonertallen", caption=caption, columns=columns, rows=rows)
