"""/voorstellen/meldingen/: what was reported by a link; the coordinator confirms it, or sends it back."""

import uuid
from collections.abc import Callable
from functools import partial

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.conflict import conflict_page
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.files import file_address, warnings_of
from noaber.core.requests import Request, sent_revision
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.forms.follow_up import ReturnForm
from noaber.decisions.models import Position, Report
from noaber.decisions.queries.follow_up.reports import FoundReport, ReportRow, report, report_rows
from noaber.decisions.queries.proposals.prerequisites import beside_question
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.follow_up.settling import SentBack, confirm_report, reject_report
from noaber.decisions.views.answers.adopting import CONFIRMED, asked_first, confirm_label
from noaber.decisions.views.places import proposal_address, report_page_address
from noaber.decisions.words import answer_status

REPORTS = "/voorstellen/meldingen/"
TONES: dict[str, Tone] = {
    Report.State.WAITING: "current",
    Report.State.CONFIRMED: "ok",
    Report.State.REJECTED: "neutral",
}


@require_safe
def report_list(request: Request) -> HttpResponse:
    """Every report, what waits first."""
    require(may_write_proposals(request.actor))
    table = list_table(
        request.GET,
        name="meldingen",
        caption=_("Gemelde besluiten"),
        columns=_columns(),
        rows=[_cells(row) for row in report_rows(request.today)],
        filters=[TextFilter(("party", "reporter")), ChoiceFilter("state_text", _("Stand"), "stand")],
        empty_text=_("Er is nog niets gemeld."),
    )
    intro = _("Wie geen account heeft, meldt een besluit met een link. Het telt pas als u het bevestigt.")
    crumbs = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(_("Meldingen"), "", is_current=True)]
    context = {"heading": PageHeading(_("Meldingen van besluiten"), intro=intro), "breadcrumbs": crumbs}
    return table.respond(request, "decisions/proposals.html", context)


def _columns() -> list[Column]:
    return [
        Column("party", _("Namens"), "link"),
        Column("reporter", _("Gemeld door")),
        Column("decided_on", _("Besloten op"), "date"),
        Column("reported_at", _("Gemeld op"), "moment"),
        Column("state", _("Stand"), "status"),
    ]


def _cells(row: ReportRow) -> Row:
    return {
        "party": row.party,
        "url": report_page_address(row.id),
        "reporter": row.reporter,
        "decided_on": row.decided_on,
        "reported_at": row.reported_at,
        "state": _state(row.state),
        "state_text": _state(row.state).label,
    }


def _state(state: str) -> Status:
    return Status(str(Report.State(state).label), TONES[state])


@require_safe
def report_detail(request: Request, key: uuid.UUID) -> HttpResponse:
    """One report beside what stands recorded, and what the coordinator can do with it."""
    found = _found(request, key)
    return _page(request, found, _form(found))


def _form(found: FoundReport, sent: QueryDict | None = None) -> ReturnForm:
    return ReturnForm(sent, is_gone=found.is_reporter_gone, present=in_a_row(found.asked_now))


def _found(request: Request, key: uuid.UUID) -> FoundReport:
    require(may_write_proposals(request.actor))
    found = report(key, request.today)
    if found is None:
        raise Http404
    return found


@require_POST
def confirm(request: Request, key: uuid.UUID) -> HttpResponse:
    """Let it count, unless the question was answered since the coordinator looked; what adopts is asked once more."""
    found = _found(request, key)
    save = partial(
        confirm_report,
        key,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        expected_revision=sent_revision(request),
    )
    button = forms.Form(request.POST)
    if asked := asked_first(request, found.found, found.stage, button, save):
        return _page(request, found, _form(found), asked=asked, confirmed=button.data[CONFIRMED])
    return _confirm(request, key, found, save)


def _confirm(
    request: Request, key: uuid.UUID, found: FoundReport, save: Callable[[], list[Position]]
) -> HttpResponse:
    try:
        positions = save()
    except Conflict as conflict:
        shown = conflict_page(conflict, edit_url=report_page_address(key), back_url=REPORTS)
        return render(request, "core/conflict.html", {"conflict": shown}, status=409)
    except AccessRefused:
        raise
    except DomainError as error:
        return _page(request, found, _form(found), asked=Notice(error.message, "danger"))
    text = _("Het besluit van %(name)s is vastgelegd.") if positions else _("Dit besluit stond er al.")
    messages.success(request, text % {"name": found.party.name})
    return redirect(REPORTS)


@require_POST
def send_back(request: Request, key: uuid.UUID) -> HttpResponse:
    """The reporter hears why, with a new link; who speaks for them no more gets none, and another is asked."""
    found = _found(request, key)
    form = _form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        done = reject_report(
            key,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            reason=form.cleaned_data["reason"],
            ask_present=form.cleaned_data.get("ask_present", False),
        )
    except AccessRefused:
        raise
    except DomainError as error:
        form.refuse(error)
        return _page(request, found, form)
    _say(request, done, is_asking=form.cleaned_data.get("ask_present", False))
    return redirect(REPORTS)


def _say(request: Request, done: SentBack, *, is_asking: bool) -> None:
    if done.is_told:
        messages.success(request, _("De melding is teruggestuurd; de melder krijgt bericht."))
    else:
        messages.warning(
            request, _("De melding is teruggestuurd. De melder heeft geen e-mailadres meer: bel zelf.")
        )
    if done.asked:
        messages.success(request, _("Het besluit is gevraagd aan wie er nu over gaat."))
    elif is_asking:
        messages.warning(request, _("Wie er nu over gaat, heeft geen bruikbaar e-mailadres: bel zelf."))


def _page(
    request: Request,
    found: FoundReport,
    form: ReturnForm,
    *,
    asked: Notice | None = None,
    confirmed: str = "",
) -> HttpResponse:
    """`asked`: why it was not confirmed, or what follows; `confirmed`: the day of adoption that the button confirms."""
    title = _("Melding van %(name)s") % {"name": found.party.name}
    context = {
        "heading": PageHeading(title, kicker=found.found.title),
        "breadcrumbs": [
            NavItem(_("Voorstellen"), "/voorstellen/"),
            NavItem(found.found.title, proposal_address(found.found.code)),
            NavItem(_("Meldingen"), REPORTS),
            NavItem(title, "", is_current=True),
        ],
        "notices": [*filter(None, [asked]), *_notices(found, AsOf(request.today))],
        "facts": _facts(found),
        "points": _points(found),
        **_ways(found, form, confirmed),
    }
    return render(request, "decisions/report_detail.html", context)


def _ways(found: FoundReport, form: ReturnForm, confirmed: str) -> dict[str, object]:
    """The button that confirms, and the form that sends back."""
    own = report_page_address(found.id)
    return {
        "panel": form_panel(
            form, submit_label=_("Stuur terug"), submit_tone="danger", action=f"{own}terugsturen/"
        ),
        "confirm_url": f"{own}bevestigen/" if found.is_waiting else "",
        "revision": found.party.revision,
        "confirmed": confirmed,
        "confirm_label": confirm_label(found.stage) if confirmed else _("Bevestig: leg dit vast"),
    }


def _notices(found: FoundReport, asof: AsOf) -> list[Notice]:
    notices = []
    if found.is_waiting and (beside := beside_question(found.found.code, asof)):
        notices.append(Notice(beside, "warning"))
    if found.is_waiting and found.is_reporter_gone:
        notices.append(Notice(_gone(found), "warning"))
    if found.is_waiting and found.clashing:
        text = _(
            "Er staat al iets anders vastgelegd op punt %(labels)s. Bevestigt u de melding, dan telt die."
        )
        notices.append(Notice(text % {"labels": in_a_row(found.clashing)}, "warning"))
    if found.file:
        notices += [Notice(text, "warning") for text in warnings_of(found.file)]
    return notices


def _gone(found: FoundReport) -> str:
    facts = {
        "who": found.reporter or _("De melder"),
        "party": found.party.name,
        "now": in_a_row(found.asked_now),
    }
    if found.asked_now:
        text = _(
            "%(who)s spreekt niet meer voor %(party)s. Stuurt u de melding terug, dan kan de melder niet opnieuw "
            "melden. Nu gaat hierover: %(now)s."
        )
    else:
        text = _(
            "%(who)s spreekt niet meer voor %(party)s. Stuurt u de melding terug, dan kan de melder niet opnieuw "
            "melden. In het register staat nu niemand aan wie u het kunt vragen."
        )
    return text % facts


def _facts(found: FoundReport) -> DefinitionList:
    local = timezone.localtime(found.reported_at)
    items = [
        Definition(_("Stand"), status=_state(found.state)),
        Definition(_("Gemeld door"), found.reporter or _("(naam gewist)")),
        Definition(_("Gemeld op"), f"{long_date(local.date())}, {local:%H:%M}"),
        Definition(_("Besloten op"), long_date(found.decided_on)),
        Definition(_("Waar staat het besluit"), found.evidence),
    ]
    if found.file:
        items.append(Definition(_("Het besluit zelf"), found.file.name, file_address(found.file)))
    if found.reason:
        items.append(Definition(_("Reden van terugsturen"), found.reason))
    return DefinitionList(tuple(items))


def _points(found: FoundReport) -> Table:
    columns = [
        Column("label", _("Punt")),
        Column("said", _("Gemeld"), "status"),
        Column("text", _("Kanttekening of reden")),
        Column("now", _("Staat nu vastgelegd"), "status"),
        Column("now_text", _("Met de tekst")),
    ]
    rows: list[Row] = [
        {
            "label": label,
            "said": answer_status(Answer(answer), found.stage.role),
            "text": text,
            "now": answer_status(cell.answer if (cell := found.cells.get(label)) else None, found.stage.role),
            "now_text": cell.text if cell else "",
        }
        for label, (answer, text) in found.said.items()
    ]
    return plain_table(name="punten", caption=_("Wat er is gemeld"), columns=columns, rows=rows)
