"""One list on its way into the register: the preview, the mistakes, the progress, and the decision."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from noaber.core import clock
from noaber.core.components.columns import Column, Row
from noaber.core.components.confirmation import Confirmation
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Progress
from noaber.core.errors import AccessRefused
from noaber.core.files import file_address, warnings_of
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, long_date
from noaber.network.imports.applying import carry_on, finish_applying, start_applying
from noaber.network.imports.preview import Fate, Line, Preview, Problem, kept_preview
from noaber.network.imports.runs import (
    SMALL,
    UNDER_WAY,
    check_again,
    discard_import,
    find_run,
    is_stalled,
)
from noaber.network.imports.worker import apply_list, check_now_or_later
from noaber.network.models import ImportKind, ImportRun, ImportState
from noaber.network.queries.handovers import handovers_of_import
from noaber.network.views.editing import ask
from noaber.network.views.imports.lists import import_trail, state_of

PAGE_SIZE = 100


@require_safe
def run_page(request: Request, key: int) -> HttpResponse:
    """Whatever there is to see of a list by now."""
    run = _run_or_404(request, key)
    title = _("%(kind)s inlezen") % {"kind": run.get_kind_display().capitalize()}
    preview = kept_preview(run.plan)
    table = _problem_table(request, preview) if preview.problems else _change_table(request, preview)
    context = {
        "heading": PageHeading(title, kicker=_name_of(run), actions=_actions(run, preview)),
        "breadcrumbs": import_trail((title, request.path)),
        "facts": _facts(run),
        "notices": _notices(run, preview),
        "progress": _progress(run) if run.state in UNDER_WAY else None,
        "buttons": _buttons(run),
        "has_table": run.plan is not None and run.state not in UNDER_WAY,
    }
    return table.respond(request, "network/imports/run.html", context)


@require_safe
def progress_part(request: Request, key: int) -> HttpResponse:
    """The progress bar anew; when the work has ended, the whole page."""
    run = _run_or_404(request, key)
    response = render(request, "core/components/progress.html", {"progress": _progress(run)})
    if run.state not in UNDER_WAY:
        response["HX-Refresh"] = "true"
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def apply_page(request: Request, key: int) -> HttpResponse:
    """Ask once more, and then apply exactly what was shown."""
    run = _run_or_404(request, key)
    if request.method != "POST":
        return ask(
            request,
            _confirmation(run),
            [(_("Inlezen"), reverse("network:imports")), (_name_of(run), _address(run))],
        )
    seen = request.POST.get("seen", "")
    if run.plan_hash == seen and run.state in (ImportState.APPLYING, ImportState.APPLIED):
        return redirect("network:import_run", key)  # sent twice: it is on its way, or there already
    run = start_applying(key, actor=request.actor, seen=seen, now=clock.now())
    if run.total_count > SMALL:
        apply_list.enqueue(key)
    else:
        run = finish_applying(key, actor=request.actor)
        _tell(request, run)
    return redirect("network:import_run", key)


@require_POST
def discard_page(request: Request, key: int) -> HttpResponse:
    """Throw the list away."""
    _run_or_404(request, key)
    discard_import(key, actor=request.actor, now=clock.now())
    messages.success(request, _("De lijst is weggegooid. Er is niets gewijzigd."))
    return redirect("network:imports")


@require_POST
def again_page(request: Request, key: int) -> HttpResponse:
    """Look at the list again, or take up work that lies still."""
    run = _run_or_404(request, key)
    if run.state == ImportState.APPLYING and is_stalled(run, clock.now()):
        carry_on(key, actor=request.actor, now=clock.now())
        apply_list.enqueue(key)
    else:
        check_now_or_later(check_again(key, actor=request.actor, now=clock.now()))
    return redirect("network:import_run", key)


def _run_or_404(request: Request, key: int) -> ImportRun:
    """The run; whoever may not deal with it gets the answer for one that is not there, so that numbers tell nothing."""
    if not ImportRun.objects.filter(pk=key).exists():
        raise Http404
    try:
        return find_run(key, actor=request.actor)
    except AccessRefused as refusal:
        raise Http404 from refusal


def _address(run: ImportRun) -> str:
    return reverse("network:import_run", args=[run.pk])


def _name_of(run: ImportRun) -> str:
    return run.source or (run.file.name if run.file else "")


def _tell(request: Request, run: ImportRun) -> None:
    if run.state == ImportState.APPLIED:
        messages.success(request, _("De lijst is doorgevoerd: %(counts)s.") % {"counts": _counts(run)})


def _counts(run: ImportRun) -> str:
    facts = {name: format_number(run.counts.get(name, 0)) for name in ("new", "changed", "unchanged")}
    return _("%(new)s nieuw, %(changed)s gewijzigd, %(unchanged)s ongewijzigd") % facts


def _facts(run: ImportRun) -> DefinitionList:
    items = [Definition(_("Toestand"), status=state_of(run))]
    if run.file is not None and not run.file.is_removed:
        items.append(Definition(_("Bestand"), run.file.name, url=file_address(run.file)))
    if run.kind != ImportKind.POPULATIONS:
        items.append(Definition(_("Geldig vanaf"), long_date(run.valid_from)))
    for name, label in (
        ("new", _("Nieuw")),
        ("changed", _("Gewijzigd")),
        ("unchanged", _("Blijft zoals het is")),
    ):
        if name in run.counts and not run.counts["problems"]:
            items.append(Definition(label, format_number(run.counts[name]), is_number=True))
    return DefinitionList(tuple(items))


def _notices(run: ImportRun, preview: Preview) -> list[Notice]:
    found = [Notice(text, tone="warning") for text in (warnings_of(run.file) if run.file else ())]
    if run.message:
        found.append(Notice(run.message, tone="danger" if run.state == ImportState.FAILED else "warning"))
    if run.state == ImportState.FAULTY:
        count = len(preview.problems)
        title = ngettext("%(count)s fout in de lijst", "%(count)s fouten in de lijst", count) % {
            "count": format_number(count)
        }
        text = _("Er is niets gewijzigd. Herstel de fouten in uw bestand en lever het opnieuw in.")
        found.append(Notice(text, tone="danger", title=title))
    if run.state == ImportState.READY and not preview.has_changes:
        found.append(
            Notice(
                _("Alles in deze lijst staat al zo in het register. Er valt niets door te voeren."), tone="ok"
            )
        )
    if run.state == ImportState.APPLIED:
        found.append(Notice(_("Doorgevoerd: %(counts)s.") % {"counts": _counts(run)}, tone="ok"))
        found += _handovers_made(run)
    if is_stalled(run, clock.now()):
        found.append(
            Notice(_("Het werk aan deze lijst ligt stil. Ga verder, of gooi de lijst weg."), tone="warning")
        )
    return [*found, *(Notice(note, tone="info") for note in preview.notes)]


def _handovers_made(run: ImportRun) -> list[Notice]:
    count = handovers_of_import(run.applied_at) if run.kind == ImportKind.PEOPLE else 0
    if not count:
        return []
    text = ngettext(
        "Er is %(count)s overdracht gemaakt. Daarop staat wat u nog moet regelen.",
        "Er zijn %(count)s overdrachten gemaakt. Daarop staat wat u nog moet regelen.",
        count,
    )
    link = Action(_("Bekijk de overdrachten"), "/overdrachten/")
    return [Notice(text % {"count": format_number(count)}, tone="warning", action=link)]


def _actions(run: ImportRun, preview: Preview) -> tuple[Action, ...]:
    if run.state == ImportState.READY and preview.has_changes:
        return (Action(_("Doorvoeren"), reverse("network:import_apply", args=[run.pk]), "primary"),)
    if run.state in (ImportState.FAULTY, ImportState.FAILED):
        return (Action(_("Opnieuw inleveren"), reverse(f"network:import_{run.kind}"), "primary"),)
    return ()


def _buttons(run: ImportRun) -> list[tuple[str, str]]:
    """What else can be done: address and label of small forms."""
    again = (reverse("network:import_again", args=[run.pk]), _("Opnieuw nakijken"))
    discard = (reverse("network:import_discard", args=[run.pk]), _("Weggooien"))
    if is_stalled(run, clock.now()):
        return [(again[0], _("Ga verder")), discard]
    if run.state in (ImportState.READY, ImportState.FAILED, ImportState.FAULTY):
        return [again, discard]
    return []


def _progress(run: ImportRun) -> Progress:
    url = reverse("network:import_progress", args=[run.pk])
    if run.state == ImportState.CHECKING:
        return Progress(_("Nakijken"), 0, run.row_count, "waiting", _("Er verandert nog niets."), url)
    if run.state == ImportState.APPLYING:
        text = _("Pas als alles klaarstaat, wordt het in één keer zichtbaar.")
        return Progress(_("Doorvoeren"), run.done_count, run.total_count, "running", text, url)
    result = Action(_("Bekijk de uitkomst"), _address(run))
    state = "failed" if run.state == ImportState.FAILED else "finished"
    return Progress(_("Inlezen"), 1, 1, state, result=result)  # type: ignore[arg-type]


def _confirmation(run: ImportRun) -> Confirmation:
    since = _("Het geldt vanaf %(date)s; wat daarvoor gold, blijft bewaard.") % {
        "date": long_date(run.valid_from)
    }
    kept = _("Wat in het register stond, blijft in de geschiedenis staan.")
    return Confirmation(
        title=_("Lijst doorvoeren"),
        question=_("Wilt u ‘%(name)s’ doorvoeren in het register?") % {"name": _name_of(run)},
        confirm_label=_("Ja, doorvoeren"),
        cancel_url=_address(run),
        consequences=(
            _("In het register: %(counts)s.") % {"counts": _counts(run)},
            kept if run.kind == ImportKind.POPULATIONS else since,
            _("Alles gaat in één keer door, of niets."),
        ),
        action=reverse("network:import_apply", args=[run.pk]),
        hidden=(("seen", run.plan_hash),),
    )


def _problem_table(request: Request, preview: Preview) -> Table:
    columns = [
        Column("place", _("Waar"), is_sortable=False),
        Column("header", _("Kop")),
        Column("value", _("Wat er staat")),
        Column("message", _("Wat er mis is")),
    ]
    rows: list[Row] = [
        {
            "place": _place(problem),
            "header": problem.header,
            "value": problem.value,
            "message": problem.message,
        }
        for problem in preview.problems
    ]
    return list_table(
        request.GET, name="fouten", caption=_("Fouten"), columns=columns, rows=rows, page_size=PAGE_SIZE
    )


def _place(problem: Problem) -> str:
    facts = {"row": problem.row, "column": problem.column}
    return _("Rij %(row)s, kolom %(column)s") % facts if problem.column else _("Rij %(row)s") % facts


def _change_table(request: Request, preview: Preview) -> Table:
    columns = [
        Column("name", _("Naam")),
        Column("row", _("Rij"), "number"),
        Column("fate", _("Wat"), "status"),
        Column("label", _("Gegeven")),
        Column("old", _("Was")),
        Column("new", _("Wordt")),
    ]
    rows = [row for line in preview.lines for row in _rows_of(line)]
    return list_table(
        request.GET,
        name="wijzigingen",
        caption=_("Wat er verandert"),
        columns=columns,
        rows=rows,
        filters=[TextFilter(("name", "old", "new")), ChoiceFilter("fate", _("Wat"), "wat")],
        page_size=PAGE_SIZE,
        empty_text=_("Er verandert niets."),
    )


def _rows_of(line: Line) -> list[Row]:
    """A line per field that changes; of what is new one line that says it all."""
    if line.fate is Fate.NEW:
        fate = Status(_("nieuw"), "ok")
        words = "; ".join(
            f"{each.label}: {each.new}" for each in line.differences if each.new and each.new != line.name
        )
        return [
            {"name": line.name, "row": line.row, "fate": fate, "label": _("alles"), "old": "", "new": words}
        ]
    fate = Status(_("gewijzigd"), "info")
    return [
        {
            "name": line.name,
            "row": line.row,
            "fate": fate,
            "label": each.label,
            "old": each.old,
            "new": each.new,
        }
        for each in line.differences
    ]
