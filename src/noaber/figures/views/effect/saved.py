"""Questions about measures that were saved: the list, saving one, and taking one off."""

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import display_names, sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.access import may_fill_in, require, require_form
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_read_effects, may_remove_measure, may_save_measure
from noaber.figures.forms.effect import RemoveMeasureForm, SaveMeasureForm
from noaber.figures.models import Release
from noaber.figures.queries.areas import municipality_areas
from noaber.figures.queries.effects import known_areas
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.saved_measures import SavedRow, saved_measure, saved_measures
from noaber.figures.services.measures import MeasureText, remove_measure, save_measure
from noaber.figures.views.choosing import choice_of
from noaber.figures.views.effect.asking import Measure, measure_of
from noaber.figures.views.places import EFFECT, FIGURES

CRUMBS = (("Cijfers", FIGURES), ("Effect van een maatregel", EFFECT))


def saved_table(request: Request, newest: Release) -> Table | None:
    """None where nothing was saved."""
    found = saved_measures(request.actor)
    if not found:
        return None
    users = display_names(row.recorded_by_id for row in found if row.recorded_by_id)
    return plain_table(
        name="bewaard",
        caption=_("Bewaarde vragen"),
        columns=[
            Column("name", _("Maatregel"), "link"),
            Column("kind", _("Soort misdrijf")),
            Column("count", _("Gemeenten"), "number"),
            Column("by", _("Bewaard door")),
            Column("published", _("Publicatie van"), "date"),
            Column("state", _("Stand"), "status"),
            Column("remove", _("Wijzigen"), "link", url_key="remove_url"),
        ],
        rows=[_row(request, row, newest, users.get(row.recorded_by_id or 0, "")) for row in found],
        is_caption_shown=False,
    )


def _row(request: Request, row: SavedRow, newest: Release, by: str) -> Row:
    day = timezone.localtime(row.published_at).date()
    measure = Measure(newest, row.kind, row.question, row.name, day)
    may = may_fill_in(may_remove_measure(request.actor, row.recorded_by_id, row.on_behalf_of_id))
    is_newest = row.release_id == newest.pk
    return {
        "name": row.name,
        "url": f"{EFFECT}{measure.query()}",
        "kind": offence_titles().get(row.kind, row.kind),
        "count": len(row.question.starts),
        "by": by,
        "published": day,
        "state": Status(_("nieuwste cijfers"), "ok")
        if is_newest
        else Status(_("er zijn nieuwere cijfers"), "info"),
        "remove": _("haal weg") if may else "",
        "remove_url": f"{EFFECT}bewaard/{row.id}/weghalen/" if may else "",
    }


def save_page(request: Request) -> HttpResponse:
    """Save the question in the address under a name, with the publication that it was looked at in."""
    require(may_read_effects(request.actor))
    require_form(may_save_measure(request.actor))
    measure = _asked(request)
    if measure is None:
        return redirect(EFFECT)
    form = SaveMeasureForm(sent(request), initial={"name": measure.name})
    back_url = f"{EFFECT}{measure.query()}"
    intro = _(
        "Bewaard wordt wat u vroeg en bij welke publicatie, niet de uitkomst. Het hele netwerk ziet de naam."
    )
    words = (_("De vraag is bewaard."), _("Bewaar"))
    page = EditPage(_("Bewaar deze vraag"), CRUMBS, back_url, *words, kicker=_asked_of(measure), intro=intro)

    def save() -> str:
        said = MeasureText(form.cleaned_data["name"], measure.kind, measure.question, measure.release.pk)
        save_measure(said, actor=request.actor, now=clock.now())
        return EFFECT

    return edit(request, form, page, save)


def _asked_of(measure: Measure) -> str:
    """In a few words, which question it is."""
    kind, starts = offence_titles().get(measure.kind, measure.kind), len(measure.question.starts)
    words = ngettext("%(kind)s, %(count)s gemeente", "%(kind)s, %(count)s gemeenten", starts)
    return words % {"kind": kind, "count": format_number(starts)}


def _asked(request: Request) -> Measure | None:
    choice, areas = choice_of(request), municipality_areas(request.actor, request.today)
    if choice is None or not areas:
        return None
    try:
        return measure_of(request, choice, known_areas(choice.release, areas, request.today))
    except ValueError:
        return None


def remove_page(request: Request, key: int) -> HttpResponse:
    """Say why it goes off the list; the record stays."""
    require(may_read_effects(request.actor))
    row = saved_measure(request.actor, key)
    if row is None:
        raise Http404
    require_form(may_remove_measure(request.actor, row.recorded_by_id, row.on_behalf_of_id))
    form = RemoveMeasureForm(sent(request))
    saved = _("De vraag staat niet meer in de lijst.")
    page = EditPage(_("Haal de vraag weg"), CRUMBS, EFFECT, saved, _("Haal weg"), kicker=row.name)

    def save() -> str:
        remove_measure(key, form.cleaned_data["text"], actor=request.actor, now=clock.now())
        return EFFECT

    return edit(request, form, page, save)
