"""What the figures say of a measure: a sentence first, then the charts, what it rests on, and who took part."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.components.form import FormPanel
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.figures.access import may_save_measure
from noaber.figures.queries.areas import Area
from noaber.figures.queries.effects import EffectFound, around, effect_found
from noaber.figures.queries.releases import latest
from noaber.figures.rules.effect.assumptions import assumptions
from noaber.figures.rules.effect.measuring import Standing
from noaber.figures.rules.effect.telling import Told, tell
from noaber.figures.rules.tables import MONTHLY
from noaber.figures.source_words import mark_of, source_notes
from noaber.figures.views.charts import ChartFigure, chart_file, chart_panels
from noaber.figures.views.effect.asking import Measure
from noaber.figures.views.effect.pictures import effect_figures
from noaber.figures.views.effect.tables import (
    assumptions_table,
    counted_table,
    effect_workbook,
    readings_table,
    starts_table,
)
from noaber.figures.views.places import EFFECT, EXPLAINED, FIGURES
from noaber.figures.views.signals.places import ANNOTATIONS


@dataclass(frozen=True, slots=True)
class Shown:
    """All that the page shows of a measure."""

    measure: Measure
    found: EffectFound
    told: Told
    figures: Sequence[ChartFigure]
    counted: Table | None
    readings: Table | None
    rests_on: Table | None
    starts: Table


def result_page(
    request: Request, measure: Measure, areas: Sequence[Area], panel: FormPanel, problems: Sequence[Notice]
) -> HttpResponse:
    shown = _shown(request, measure, areas)
    if file := chart_file(request, shown.figures):
        return file
    if request.GET.get("formaat") == "xlsx":
        return _workbook(shown)
    notices = [*problems, *_notices(request, shown, areas)]
    context = {"heading": _heading(request, shown), "notices": notices, "panel": panel, **_context(shown)}
    return render(request, "figures/effect/result.html", context)


def _context(shown: Shown) -> dict[str, object]:
    measure = shown.measure
    last = measure.name or _("Uitkomst")
    return {
        "told": shown.told,
        "panels": chart_panels(shown.figures),
        "tables": [each for each in (shown.counted, shown.readings) if each],
        "rests_on": shown.rests_on.data if shown.rests_on else (),
        "starts": shown.starts,
        "compared": in_a_row(shown.found.compared),
        "beside_whom": shown.found.beside_whom(),
        "source": " ".join(source_notes(measure.release)),
        "annotations": ANNOTATIONS,
        "explained": EXPLAINED,
        **crumbs_of([(_("Cijfers"), FIGURES), (_("Effect van een maatregel"), EFFECT)], last),
    }


def _shown(request: Request, measure: Measure, areas: Sequence[Area]) -> Shown:
    found = effect_found(measure.release, measure.question, measure.kind, areas, request.today)
    told = tell(found.measured, found.asked)
    is_seen = bool(found.measured.treated)
    rests_on = assumptions(found.measured, around(request.actor, found)) if found.measured.months else ()
    return Shown(
        measure,
        found,
        told,
        effect_figures(measure, found, told),
        counted_table(found) if is_seen else None,
        readings_table(found),
        assumptions_table(rests_on) if rests_on else None,
        starts_table(found),
    )


def _heading(request: Request, shown: Shown) -> PageHeading:
    measure, found = shown.measure, shown.found
    actions = [Action(_("Alles in Excel (XLSX)"), measure.query(formaat="xlsx"))]
    if measure.published_on is None:
        day = timezone.localtime(measure.release.published_at).date()
        actions.append(Action(_("Houd deze publicatie vast"), f"{EFFECT}{measure.held_to(day).query()}"))
    if may_fill_in(may_save_measure(request.actor)):
        actions.append(Action(_("Bewaar deze vraag"), f"{EFFECT}bewaren/{measure.query()}"))
    months = _("%(before)s maanden vóór en %(after)s maanden vanaf de start.") % {
        "before": found.asked.before,
        "after": found.asked.after,
    }
    return PageHeading(
        measure.name or _("Wat er na de start werd geteld"),
        kicker=_("Effect van een maatregel: %(kind)s") % {"kind": found.asked.title},
        intro=months,
        actions=tuple(actions),
    )


def _notices(request: Request, shown: Shown, areas: Sequence[Area]) -> list[Notice]:
    """That months are invented, and what a newer publication says where the link holds to an earlier one."""
    measure, notices = shown.measure, []
    if mark := mark_of(measure.release):
        text = _("%(mark)s. Een uitkomst hieronder zegt niets over wat er echt gebeurde.") % {"mark": mark}
        notices.append(Notice(text, "warning"))
    if measure.published_on is not None:
        notices.append(_held(request, shown, areas))
    return notices


def _held(request: Request, shown: Shown, areas: Sequence[Area]) -> Notice:
    measure = shown.measure
    newest = latest(MONTHLY) or measure.release
    day = long_date(timezone.localtime(measure.release.published_at).date())
    text = _("Deze link houdt de publicatie van %(day)s vast.") % {"day": day}
    if newest == measure.release:
        return Notice(f"{text} {_('Dat is de nieuwste.')}")
    now = effect_found(newest, measure.question, measure.kind, areas, request.today)
    said = tell(now.measured, now.asked)
    action = Action(_("Bekijk met de nieuwste publicatie"), f"{EFFECT}{measure.held_to(None).query()}")
    if said == shown.told:
        return Notice(f"{text} {_('Met de nieuwste publicatie is de uitkomst dezelfde.')}", action=action)
    return Notice(
        f"{text} {_('Met de nieuwste publicatie is de uitkomst anders:')} {said.lead}",
        "warning",
        action=action,
    )


def _workbook(shown: Shown) -> HttpResponse:
    found = shown.found
    notes = [shown.told.lead, shown.told.rest]
    if found.measured.standing is not Standing.NOTHING_BESIDE and found.compared:
        notes.append(_("Vergeleken met: %(names)s.") % {"names": in_a_row(found.compared)})
    notes += found.beside_whom()
    tables = [
        shown.readings,
        shown.counted,
        shown.rests_on,
        shown.starts,
        *(each.table for each in shown.figures),
    ]
    title = shown.measure.name or _("Wat er na de start werd geteld")
    stem = f"effect-{found.kind}".replace(".", "")
    return effect_workbook(stem, title, tables, [*notes, *source_notes(shown.measure.release)])
