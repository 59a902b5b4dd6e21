"""The reports of a month, for who sends them: looking at each, sending with one button, and how far it is."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import EmptyState, Notice, Progress
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.figures.access import may_send_reports
from noaber.figures.models import ReportRun, RunState
from noaber.figures.models.reports import RUN_UNDER_WAY
from noaber.figures.queries.areas import district_areas, municipality_areas, network_area
from noaber.figures.queries.reports.readers import due_readers
from noaber.figures.queries.reports.runs import DeliveryRow, deliveries, last_run, runs
from noaber.figures.queries.signal_months import ReleaseRow, last_release
from noaber.figures.rules.numbers import month_text
from noaber.figures.rules.periods import back, period_text, span
from noaber.figures.services.reports.sending import ask_reports, is_stalled
from noaber.figures.services.reports.worker import send_reports
from noaber.figures.views.reports.places import (
    OWN,
    READERS,
    TO_FIGURES,
    TO_MONTHS,
    month_address,
    preview_address,
    typed_month,
)

OFFERED = 24


def months_page(request: Request) -> HttpResponse:
    """The months of the newest figures, and those of which something was sent before these; what was sent of each."""
    require(may_send_reports(request.actor))
    release = last_release()
    heading = PageHeading(
        _("Maandberichten"),
        intro=_("Per maand: bekijk wat elk gebied krijgt, en verstuur het met één knop."),
        actions=(Action(_("Wie krijgt het"), READERS), Action(_("Mijn maandbericht"), OWN)),
    )
    context = {
        "heading": heading,
        "table": _months(release) if release else None,
        "empty": None if release else _no_figures(),
        **crumbs_of(TO_FIGURES, _("Maandberichten")),
    }
    return render(request, "figures/reports/own.html", context)


def _no_figures() -> EmptyState:
    return EmptyState(
        _("Er zijn nog geen maandcijfers"),
        _("Zodra die zijn ingelezen, staat hier elke maand een bericht klaar."),
    )


def _months(release: ReleaseRow) -> Table:
    newest = {run.period: run for run in reversed(runs())}
    offered = span(back(release.last_period, OFFERED - 1), release.last_period)
    months = sorted({*offered, *newest}, reverse=True)
    rows = [
        {
            "month": month_text(period),
            "url": month_address(period),
            "state": newest[period].get_state_display() if period in newest else _("nog niet verstuurd"),
            "edition": newest[period].edition if period in newest else None,
        }
        for period in months
    ]
    columns = [
        Column("month", _("Maand"), "link"),
        Column("state", _("Verzending")),
        Column("edition", _("Uitgave"), "number"),
    ]
    return plain_table(name="maandberichten", caption=_("Maanden"), columns=columns, rows=rows)


def month_page(request: Request, month: str) -> HttpResponse:
    """Every area with its readers, and the button."""
    require(may_send_reports(request.actor))
    period, release = typed_month(month), last_release()
    if release is None or not back(release.last_period, OFFERED * 5) <= period <= release.last_period:
        return _gone_page(request, period)
    run, sent = last_run(period), deliveries(period, request.today)
    due = due_readers(period, request.today)
    there = {(row.person_id, row.area) for row in sent if run and row.edition == run.edition}
    missing = [each for each in due if (each.choice.person_id, each.choice.area) not in there]
    context = {
        "heading": _heading(period),
        "progress": _progress(run),
        "notices": _notices(run, release, len(due)),
        "asks": _asks(run, release, len(missing), len(due)),
        "send_url": month_address(period, "versturen/"),
        **crumbs_of(TO_MONTHS, month_text(period)),
    }
    wanted: dict[str, int] = {}
    for each in due:
        wanted[each.choice.area] = wanted.get(each.choice.area, 0) + 1
    return _table(request, period, wanted, sent).respond(request, "figures/reports/month.html", context)


def _gone_page(request: Request, period: int) -> HttpResponse:
    """A month that the newest figures have not, though reports of it went out: on to those. 404 for any other."""
    if last_run(period) is None:
        raise Http404
    called = month_text(period)
    empty = EmptyState(
        _("%(month)s staat niet in de nieuwste cijfers") % {"month": called.capitalize()},
        _("Er valt niets te versturen. Wat al is verstuurd, blijft te zien."),
        Action(_("Wat is verzonden"), month_address(period, "verzonden/")),
    )
    heading = PageHeading(called.capitalize(), kicker=_("Maandberichten"))
    context = {"heading": heading, "table": None, "empty": empty, **crumbs_of(TO_MONTHS, called)}
    return render(request, "figures/reports/own.html", context)


def _heading(period: int) -> PageHeading:
    intro = _("Open een gebied om te zien wat de lezers krijgen. Daarna verstuurt u alles met één knop.")
    actions = (
        Action(_("Wat is verzonden"), month_address(period, "verzonden/")),
        Action(_("Wie krijgt het"), READERS),
    )
    return PageHeading(
        month_text(period).capitalize(), kicker=_("Maandberichten"), intro=intro, actions=actions
    )


def _progress(run: ReportRun | None) -> Progress | None:
    if run is None:
        return None
    return Progress(
        label=_("Maandberichten, uitgave %(number)s") % {"number": run.edition},
        done=run.done,
        total=run.total,
        state=run.state,  # type: ignore[arg-type]  # the same words
        url=month_address(run.period, "voortgang/"),
    )


def _notices(run: ReportRun | None, release: ReleaseRow, due: int) -> list[Notice]:
    found = []
    if release.is_invented:
        found.append(Notice(_("De maanden zijn verzonnen."), title=_("Voorbeeldgegevens")))
    if not due:
        found.append(
            Notice(_("Nog niemand wil dit bericht. Nodig de contactpersonen uit bij “Wie krijgt het”."))
        )
    if run is not None and run.release_id != release.id and run.state == RunState.FINISHED:
        text = _(
            "Sinds de laatste uitgave zijn nieuwe cijfers ingelezen. U kiest zelf of u een nieuwe uitgave stuurt."
        )
        found.append(Notice(text, "warning"))
    return found


def _asks(run: ReportRun | None, release: ReleaseRow, missing: int, due: int) -> list[tuple[int, str]]:
    """Editions that can be asked for, with what their button says."""
    if run is None:
        return [(1, _send_words(due))] if due else []
    if run.state in RUN_UNDER_WAY:
        return [(run.edition, _("Ga verder met versturen"))] if is_stalled(run, clock.now()) else []
    found = []
    if missing:
        found.append((run.edition, _to_missing(missing)))
    if run.release_id != release.id and due:
        found.append((run.edition + 1, _("Stuur een nieuwe, herziene uitgave")))
    return found


def _send_words(count: int) -> str:
    words = ngettext("Verstuur %(count)s maandbericht", "Verstuur %(count)s maandberichten", count)
    return words % {"count": format_number(count)}


def _to_missing(count: int) -> str:
    words = ngettext(
        "Verstuur aan %(count)s lezer die het nog niet kreeg",
        "Verstuur aan %(count)s lezers die het nog niet kregen",
        count,
    )
    return words % {"count": format_number(count)}


def _table(request: Request, period: int, wanted: dict[str, int], sent: list[DeliveryRow]) -> Table:
    found = municipality_areas(request.actor, request.today)
    delivered: dict[str, int] = {}
    for row in sent:
        delivered[row.area] = delivered.get(row.area, 0) + 1
    rows: list[Row] = [
        {
            "area": area.name,
            "url": preview_address(period, area.code),
            "kind": area.kind.value,
            "district": area.district_name,
            "readers": wanted.get(area.code, 0),
            "sent": delivered.get(area.code, 0),
            "code": area.code,
        }
        for area in (network_area(found), *district_areas(found), *found)
    ]
    return list_table(
        request.GET,
        name=f"maandberichten-{period_text(period)}",
        caption=_("Wat elk gebied krijgt"),
        columns=_columns(),
        rows=rows,
        filters=[TextFilter(("area",)), ChoiceFilter("district", _("District"), "district")],
    )


def _columns() -> list[Column]:
    return [
        Column("area", _("Bekijk het bericht"), "link"),
        Column("kind", _("Soort gebied")),
        Column("district", _("District")),
        Column("readers", _("Lezers"), "number"),
        Column("sent", _("Verzonden"), "number"),
        Column("code", _("Code"), is_on_screen=False),
    ]


@require_POST
def send_page(request: Request, month: str) -> HttpResponse:
    """Have it sent; the edition is the one that the page showed, so a second press does nothing twice."""
    period = typed_month(month)
    edition = request.POST.get("uitgave", "")
    try:
        asked = int(edition) if edition.isascii() and edition.isdigit() and len(edition) < 4 else 1
        run = ask_reports(period, asked, actor=request.actor, now=clock.now())
    except DomainError as error:
        if not may_send_reports(request.actor):
            raise
        messages.error(request, error.message)
    else:
        send_reports.enqueue(str(run.pk))
    return redirect(month_address(period))


def progress_page(request: Request, month: str) -> HttpResponse:
    """How far it is, anew; when it has ended, the whole page."""
    require(may_send_reports(request.actor))
    run = last_run(typed_month(month))
    if run is None:
        raise Http404
    answer = render(request, "core/components/progress.html", {"progress": _progress(run)})
    if run.state not in RUN_UNDER_WAY:
        answer["HX-Refresh"] = "true"
    return answer
