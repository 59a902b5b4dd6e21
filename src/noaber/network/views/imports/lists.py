"""/beheer/inlezen/: hand in a list of people, organisations or populations, and which lists there were."""

import datetime as dt
from collections.abc import Callable, Sequence

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from noaber.core import clock
from noaber.core.access import Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.downloads import DOWNLOAD_FORMATS
from noaber.core.components.form import FormPanel, form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.requests import Request
from noaber.core.views.office import office_trail
from noaber.network.forms.imports import FiguresFileForm, FiguresSourceForm, ListFileForm
from noaber.network.imports import sample_files
from noaber.network.imports.runs import begin_fetch, begin_import, may_bring_in
from noaber.network.imports.worker import check_now_or_later
from noaber.network.models import ImportKind, ImportRun, ImportState

TONES: dict[str, Tone] = {
    ImportState.CHECKING: "current",
    ImportState.FAULTY: "danger",
    ImportState.READY: "info",
    ImportState.APPLYING: "current",
    ImportState.APPLIED: "ok",
    ImportState.DISCARDED: "neutral",
    ImportState.FAILED: "danger",
}
SHOWN = 500
Crumb = tuple[str, str]


def import_trail(*items: Crumb) -> tuple[NavItem, ...]:
    """Breadcrumbs under /beheer/inlezen/."""
    return office_trail((_("Inlezen"), reverse("network:imports")), *items)


@require_safe
def import_overview(request: Request) -> HttpResponse:
    """What can be brought in by this actor, and the lists of the last time."""
    kinds = [kind for kind in ImportKind if may_bring_in(request.actor, kind)]
    if not kinds:
        refused = may_bring_in(request.actor, ImportKind.PEOPLE)
        raise AccessRefused(refused.reason if isinstance(refused, Refused) else "")
    runs = ImportRun.objects.filter(kind__in=kinds).defer("plan").select_related("file")
    intro = _(
        "Breng een lijst in één keer in het register. U ziet eerst precies wat er verandert; dan beslist u."
    )
    context = {
        "heading": PageHeading(_("Inlezen"), intro=intro),
        "breadcrumbs": import_trail(),
        "pages": [_card(kind) for kind in kinds],
    }
    return _run_table(request, list(runs[:SHOWN])).respond(request, "network/imports/overview.html", context)


def _card(kind: ImportKind) -> dict[str, str]:
    texts = {
        ImportKind.PEOPLE: _("Namen, functies, adressen en zetels, uit Excel of CSV."),
        ImportKind.ORGANISATIONS: _("Gemeenten en partners met hun gegevens, uit Excel of CSV."),
        ImportKind.POPULATIONS: _("Van het CBS of uit een bestand: nieuw, herzien of definitief geworden."),
    }
    title = str(kind.label).capitalize()
    return {"title": title, "text": texts[kind], "url": reverse(f"network:import_{kind.value}")}


def _run_table(request: Request, runs: list[ImportRun]) -> Table:
    columns = [
        Column("created_at", _("Ingeleverd"), "moment", url_key="url"),
        Column("kind", _("Lijst")),
        Column("name", _("Bestand of bron")),
        Column("state", _("Toestand"), "status"),
        Column("new", _("Nieuw"), "number"),
        Column("changed", _("Gewijzigd"), "number"),
        Column("problems", _("Fouten"), "number"),
    ]
    return list_table(
        request.GET,
        name="ingelezen-lijsten",
        caption=_("Ingelezen lijsten"),
        columns=columns,
        rows=[_run_row(run) for run in runs],
        empty_text=_("Er is nog geen lijst ingelezen."),
        notes=[_("Bestanden en voorvertoningen blijven 30 dagen bewaard.")],
    )


def _run_row(run: ImportRun) -> Row:
    return {
        "created_at": run.created_at,
        "url": reverse("network:import_run", args=[run.pk]),
        "kind": run.get_kind_display(),
        "name": run.source or (run.file.name if run.file else ""),
        "state": state_of(run),
        **{name: run.counts.get(name) for name in ("new", "changed", "problems")},
    }


def state_of(run: ImportRun) -> Status:
    """The state as a badge; a list that changes nothing is not waiting for anybody."""
    if run.state == ImportState.READY and not (run.counts.get("new") or run.counts.get("changed")):
        return Status(_("verandert niets"), "neutral")
    return Status(run.get_state_display(), TONES[run.state])


@require_http_methods(["GET", "HEAD", "POST"])
def import_people(request: Request) -> HttpResponse:
    """Hand in a list of people."""
    intro = _(
        "Voor namen, functies, organisaties, adressen en zetels. Wat u leeg laat, blijft zoals het is. "
        "Wie niet in de lijst staat, blijft ook zoals die is."
    )
    return _list_page(request, ImportKind.PEOPLE, _("Personen inlezen"), intro, sample_files.current_people)


@require_http_methods(["GET", "HEAD", "POST"])
def import_organisations(request: Request) -> HttpResponse:
    """Hand in a list of organisations."""
    intro = _("Voor namen, adressen, nummers en e-factuuradressen. Wat u leeg laat, blijft zoals het is.")
    current = sample_files.current_organisations
    return _list_page(request, ImportKind.ORGANISATIONS, _("Organisaties inlezen"), intro, current)


CurrentRows = Callable[..., list[sample_files.Row]]


def _list_page(
    request: Request, kind: ImportKind, title: str, intro: str, current: CurrentRows
) -> HttpResponse:
    require(may_bring_in(request.actor, kind))
    today = request.today
    if request.GET.get("sjabloon"):
        return _sample(request, kind, current)
    is_sent = request.method == "POST"
    form = ListFileForm(request.POST if is_sent else None, request.FILES if is_sent else None, today=today)
    if is_sent and form.is_valid():
        try:
            return _taken_in(request, kind, form.cleaned_data["file"], form.cleaned_data["valid_from"])
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    panels = [form_panel(form, submit_label=_("Nakijken"), cancel_url=reverse("network:imports"))]
    return _hand_in_page(request, kind, title, intro, panels, has_current=True)


@require_http_methods(["GET", "HEAD", "POST"])
def import_populations(request: Request) -> HttpResponse:
    """Fetch population figures from CBS, or hand in a file with them."""
    require(may_bring_in(request.actor, ImportKind.POPULATIONS))
    if request.GET.get("sjabloon"):
        return _sample(request, ImportKind.POPULATIONS, None)
    way = request.GET.get("bron", "") if request.method == "POST" else ""
    year = request.today.year
    source = FiguresSourceForm(
        request.POST if way == "cbs" else None, initial={"first_year": year - 1, "last_year": year}
    )
    upload = FiguresFileForm(*(request.POST, request.FILES) if way == "bestand" else (None, None))
    answer = _figures_taken_in(request, source, upload)
    if answer is not None:
        return answer
    panels = [
        form_panel(source, action="?bron=cbs", submit_label=_("Ophalen en nakijken")),
        form_panel(upload, action="?bron=bestand", submit_label=_("Nakijken")),
    ]
    intro = _(
        "Elk cijfer houdt zijn bron. Een herzien cijfer komt naast het oude te staan: niets gaat verloren."
    )
    return _hand_in_page(request, ImportKind.POPULATIONS, _("Inwonertallen inlezen"), intro, panels)


def _figures_taken_in(
    request: Request, source: FiguresSourceForm, upload: FiguresFileForm
) -> HttpResponse | None:
    """What follows on a form that was sent and is right; None when there is none."""
    today = request.today
    try:
        if source.is_bound and source.is_valid():
            run = begin_fetch(source.address, source.years, actor=request.actor, now=clock.now(), today=today)
            return _to_run(run)
        if upload.is_bound and upload.is_valid():
            return _taken_in(request, ImportKind.POPULATIONS, upload.cleaned_data["file"], today)
    except AccessRefused:
        raise
    except DomainError as error:
        (source if source.is_bound else upload).refuse(error)
    return None


def _taken_in(request: Request, kind: ImportKind, file: object, valid_from: dt.date) -> HttpResponse:
    run = begin_import(
        kind,
        file.read(),  # type: ignore[attr-defined]  # an uploaded file
        file.name,  # type: ignore[attr-defined]
        actor=request.actor,
        now=clock.now(),
        valid_from=valid_from,
    )
    return _to_run(run)


def _to_run(run: ImportRun) -> HttpResponse:
    check_now_or_later(run)
    return redirect("network:import_run", run.pk)


def _hand_in_page(
    request: Request,
    kind: ImportKind,
    title: str,
    intro: str,
    panels: Sequence[FormPanel],
    *,
    has_current: bool = False,
) -> HttpResponse:
    samples = [
        Action(_("Leeg sjabloon (Excel)"), "?sjabloon=xlsx"),
        Action(_("Leeg sjabloon (CSV)"), "?sjabloon=csv"),
        *([Action(_("Sjabloon met wat er nu staat (Excel)"), "?sjabloon=gevuld")] if has_current else []),
    ]
    context = {
        "heading": PageHeading(title, intro=intro),
        "breadcrumbs": import_trail((title, request.path)),
        "panels": panels,
        "is_figures": kind == ImportKind.POPULATIONS,
        "samples": samples,
    }
    return render(request, "network/imports/hand_in.html", context)


def _sample(request: Request, kind: ImportKind, current: CurrentRows | None) -> HttpResponse:
    """The file to fill in; `gevuld` holds what is in the register today."""
    wanted, asof = request.GET["sjabloon"], AsOf(request.today)
    rows = [sample_files.example_row(kind)]
    if wanted == "gevuld" and current is not None:
        rows = current(request.actor, asof)
    if wanted == "csv":
        content, suffix = sample_files.sample_csv(kind, rows), "csv"
    else:
        codes = sample_files.codes_for(kind, request.actor, asof)
        content, suffix = sample_files.sample_xlsx(kind, rows, codes), "xlsx"
    response = HttpResponse(content, content_type=DOWNLOAD_FORMATS[suffix])
    response["Content-Disposition"] = f'attachment; filename="{kind.label}.{suffix}"'
    return response
