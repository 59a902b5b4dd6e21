"""/beheer/: the index, the schedule and the register of processing."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core.access import require
from noaber.core.administration import may_inspect
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table
from noaber.core.models import ScheduledRun
from noaber.core.office import office_pages
from noaber.core.privacy import DataClass, register
from noaber.core.requests import Request
from noaber.core.schedule import jobs

OFFICE_URL = "/beheer/"
RUN_TONES: dict[str, Tone] = {"started": "current", "done": "ok", "failed": "danger"}
SHOWN_RUNS = 500


def office_trail(*items: tuple[str, str]) -> tuple[NavItem, ...]:
    """Breadcrumbs under /beheer/; the last one is the page itself."""
    trail = [(_("Beheer"), OFFICE_URL), *items]
    return tuple(NavItem(label, url, is_current=(label, url) == trail[-1]) for label, url in trail)


def office_list(request: Request, table: Table, title: str, intro: str) -> HttpResponse:
    """A page under /beheer/ that is one list, or its download."""
    crumbs = office_trail((title, request.path))
    context = {"heading": PageHeading(title, intro=intro), "breadcrumbs": crumbs}
    return table.respond(request, "core/admin/list.html", context)


@require_safe
def office(request: Request) -> HttpResponse:
    """What there is to keep."""
    require(may_inspect(request.actor))
    heading = PageHeading(_("Beheer"), intro=_("Voor wie het netwerk en het systeem bijhoudt."))
    return render(request, "core/admin/office.html", {"heading": heading, "pages": office_pages()})


@require_safe
def schedule(request: Request) -> HttpResponse:
    """The last runs of what happens by itself."""
    require(may_inspect(request.actor))
    titles = {job.name: str(job.title) for job in jobs()}
    table = list_table(
        request.GET,
        name="planning",
        caption=_("Taken van het systeem"),
        columns=[
            Column("job", _("Taak")),
            Column("slot_at", _("Tijdvak"), "moment"),
            Column("state", _("Toestand"), "status"),
            Column("attempt_count", _("Pogingen"), "number"),
            Column("ended_at", _("Klaar"), "moment"),
            Column("outcome", _("Uitkomst")),
        ],
        rows=[_run_row(run, titles) for run in ScheduledRun.objects.all()[:SHOWN_RUNS]],
        filters=[ChoiceFilter("job", _("Taak"), "taak"), ChoiceFilter("state", _("Toestand"), "toestand")],
        empty_text=_("Er is nog niets gedaan. Dit vult zich zodra Noaber draait."),
    )
    intro = _("Wat het systeem vanzelf doet. Het begint elke minuut wat aan de beurt is.")
    return office_list(request, table, _("Planning"), intro)


def _run_row(run: ScheduledRun, titles: dict[str, str]) -> dict[str, object]:
    return {
        "job": titles.get(run.job, run.job),
        "slot_at": run.slot_at,
        "state": Status(run.get_state_display(), RUN_TONES[run.state]),
        "attempt_count": run.attempt_count,
        "ended_at": run.ended_at,
        "outcome": run.outcome,
    }


@require_safe
def privacy_register(request: Request) -> HttpResponse:
    """The verwerkingsregister, field by field."""
    require(may_inspect(request.actor))
    table = list_table(
        request.GET,
        name="verwerkingsregister",
        caption=_("Velden"),
        columns=_register_columns(),
        rows=_register_rows(),
        filters=[
            TextFilter(("table", "field", "purpose")),
            ChoiceFilter("data_class", _("Soort"), "soort", tuple((str(one), str(one)) for one in DataClass)),
        ],
    )
    intro = _(
        "Wat Noaber bewaart: wat het over personen zegt, waarvoor, hoelang, en wat er gebeurt als iemand wordt gewist."
    )
    return office_list(request, table, _("Verwerkingsregister"), intro)


def _register_columns() -> list[Column]:
    return [
        Column("table", _("Tabel")),
        Column("field", _("Veld")),
        Column("data_class", _("Soort")),
        Column("purpose", _("Waarvoor")),
        Column("retention", _("Bewaard")),
        Column("erasure", _("Bij wissen")),
    ]


def _register_rows() -> list[dict[str, object]]:
    return [
        {
            "table": line.table_name,
            "field": line.field_name,
            "data_class": str(line.care.data_class),
            "purpose": line.care.purpose,
            "retention": line.care.retention,
            "erasure": line.care.erasure,
        }
        for line in register()
    ]
