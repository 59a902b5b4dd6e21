"""The evaluation that binds the network (R59): from decided to adopted, and recording that it was adopted."""

import datetime as dt
from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.form import form_panel
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_record_evaluation
from noaber.decisions.forms.obligations import EvaluationForm
from noaber.decisions.models import EvaluationEntry
from noaber.decisions.obligation_words import evaluation_words, state_status
from noaber.decisions.queries.obligations.evaluations import KeptEvaluation, evaluations_of
from noaber.decisions.queries.obligations.obligation import NETWORK, ObligationRow, obligations
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.obligations import (
    ObligationKind,
    ObligationState,
    budget_deadline,
    is_evaluation_late,
)
from noaber.decisions.services.obligations.evaluations import Adoption, record_evaluation
from noaber.decisions.views.obligations.overview import address_of, crumbs
from noaber.decisions.views.places import evaluation_address, obligations_address
from noaber.decisions.views.recording import Recording, prepared_notice, record, submit_label
from noaber.network.api import bodies

BOUND = (ObligationState.BINDING, ObligationState.EVALUATED)


@public
def evaluation_page(request: Request, code: str) -> HttpResponse:
    """What was decided, whether it was adopted, and all that was recorded of it."""
    found, rows = _found(request, code)
    title = _("De evaluatie")
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=_intro(rows), actions=_links(request, rows)),
        "breadcrumbs": crumbs(found, title, NavItem(_("Verplichtingen"), obligations_address(code))),
        "facts": _facts(rows[0]),
        "chain": _chain(request, rows),
        "history": _history(request, code) if request.actor.is_in_network else None,
    }
    return render(request, "decisions/chain.html", context)


def _found(request: Request, code: str) -> tuple[Standing, list[ObligationRow]]:
    """The proposal with its evaluations; 404 when it asks none, or is not for this reader."""
    asof = AsOf(request.today)
    found = proposal(request.actor, code, asof)
    asked = (ObligationKind.EVALUATION, NETWORK)
    rows = [row for row in obligations(request.actor, code, asof) if (row.kind, row.party) == asked]
    if found is None or not rows:
        raise Http404
    return found, rows


def _intro(rows: Sequence[ObligationRow]) -> str:
    facts = {"year": rows[-1].year, "next": rows[-1].year + 1}
    return (
        _(
            "In %(year)s worden het netwerk en de financiering geëvalueerd, voordat de begrotingen van %(next)s worden "
            "vastgesteld."
        )
        % facts
    )


def _deciders(rows: Sequence[ObligationRow]) -> frozenset[str]:
    return frozenset(code for row in rows for code in row.deciders)


def _links(request: Request, rows: Sequence[ObligationRow]) -> tuple[Action, ...]:
    may = may_fill_in(may_record_evaluation(request.actor, _deciders(rows)))
    if not may or not any(row.state in BOUND for row in rows):
        return ()
    is_done = all(row.state is ObligationState.EVALUATED for row in rows)
    label = _("Wijzig wat is vastgelegd") if is_done else _("Leg vast dat de evaluatie is vastgesteld")
    return (Action(label, evaluation_address(rows[0].proposal, "vastleggen"), "primary"),)


def _facts(row: ObligationRow) -> DefinitionList:
    deadline = _("voor %(day)s") % {"day": long_date(budget_deadline(row.year + 1))}
    items = [
        Definition(_("Besloten op"), long_date(row.decided_on) if row.decided_on else _("nog niet")),
        Definition(_("Wie besluit"), row.name),
        Definition(_("Klaar"), deadline),
    ]
    if row.reminder_on:
        items.insert(2, Definition(_("Herinnering vanaf"), long_date(row.reminder_on)))
    return DefinitionList(tuple(items))


def _chain(request: Request, rows: Sequence[ObligationRow]) -> Table:
    columns = [
        Column("year", _("Jaar")),
        Column("point", _("Punt")),
        Column("state", _("Stand"), "status"),
        Column("evaluated_on", _("Vastgesteld op"), "date"),
    ]
    if request.actor.is_in_network:
        columns.append(Column("evidence", _("Vindplaats"), url_key="evidence_url"))
    caption = _("Van besloten tot vastgesteld")
    cells = [_cells(row, request.today) for row in rows]
    return plain_table(name="keten", caption=caption, columns=columns, rows=cells)


def _cells(row: ObligationRow, today: dt.date) -> Row:
    kept = row.evaluation if row.evaluated_on else None
    is_late = row.state is ObligationState.BINDING and is_evaluation_late(row.year, today)
    return {
        "year": str(row.year),
        "point": row.point,
        "state": Status(_("te laat: nog niet vastgesteld"), "danger") if is_late else state_status(row),
        "evaluated_on": row.evaluated_on,
        "evidence": kept.evidence or _("document") if kept else "",
        "evidence_url": address_of(kept.evidence, kept.evidence_file) if kept else "",
    }


def _history(request: Request, code: str) -> Table:
    """All that was ever recorded, for the network: what stood there before stays readable."""
    asof = AsOf(request.today)
    kept = evaluations_of(code, asof)
    names = {each.code: each.called for each in bodies(request.actor, asof)} if kept else {}
    columns = [
        Column("year", _("Jaar")),
        Column("label", _("Punt")),
        Column("form", _("Wat")),
        Column("body", _("Door")),
        Column("decided_on", _("Vastgesteld op"), "date"),
        Column("evidence", _("Vindplaats"), url_key="evidence_url"),
        Column("note", _("Toelichting")),
        Column("recorded_at", _("Vastgelegd op"), "moment"),
    ]
    return plain_table(
        name="vastgelegd",
        caption=_("Wat over de evaluatie is vastgelegd"),
        columns=columns,
        rows=[_kept(each, names.get(each.body, each.body)) for each in kept],
        empty_text=_("Er is nog niets vastgelegd over de evaluatie."),
    )


def _kept(each: KeptEvaluation, body_name: str) -> Row:
    return {
        "year": str(each.year),
        "label": each.label,
        "form": evaluation_words(each.form),
        "body": body_name,
        "decided_on": each.decided_on,
        "evidence": each.evidence or (_("document") if each.evidence_file else ""),
        "evidence_url": address_of(each.evidence, each.evidence_file),
        "note": each.note,
        "recorded_at": each.recorded_at,
    }


def record_page(request: Request, code: str) -> HttpResponse:
    """The form; an evaluation that was not decided yet is not offered."""
    found, rows = _found(request, code)
    require_form(may_record_evaluation(request.actor, _deciders(rows)))
    bound = sorted((row for row in rows if row.state in BOUND), key=lambda row: row.state in BOUND[1:])
    form = _form(request, bound)
    recording = Recording(
        form,
        partial(_save, request, code, form),
        title=_("Evaluatie: %(title)s") % {"title": found.title},
        done=_("De evaluatie is vastgelegd."),
        back_url=evaluation_address(code),
    )
    return record(request, recording) or _record_page(request, found, form, has_bound=bool(bound))


def _form(request: Request, bound: Sequence[ObligationRow]) -> EvaluationForm:
    formal = [each for each in bodies(request.actor, AsOf(request.today)) if each.is_formal]
    first = _deciders(bound)
    formal.sort(key=lambda each: (each.code not in first, each.called))
    return EvaluationForm(
        sent(request),
        request.FILES or None,
        rows=bound,
        bodies=[(each.code, each.called) for each in formal],
        today=request.today,
        has_document=not request.actor.prepares_only,
    )


def _save(request: Request, code: str, form: EvaluationForm) -> EvaluationEntry | None:
    typed = form.cleaned_data
    words = {name: typed[name] for name in ("body_code", "decided_on", "form", "evidence", "note")}
    return record_evaluation(
        code,
        *form.chosen,
        Adoption(**words),
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        document=typed.get("document"),
        seen=typed["seen"],
    )


def _record_page(request: Request, found: Standing, form: EvaluationForm, *, has_bound: bool) -> HttpResponse:
    title, back = _("Evaluatie vastgesteld"), evaluation_address(found.code)
    between = (
        NavItem(_("Verplichtingen"), obligations_address(found.code)),
        NavItem(_("De evaluatie"), back),
    )
    intro = _("Leg vast dat de evaluatie is vastgesteld. Wat er eerder stond, blijft bewaard.")
    panel = form_panel(form, submit_label=submit_label(request), submit_tone="primary", cancel_url=back)
    undecided = Notice(_("Over de evaluatie is nog niet besloten. Leg eerst dat besluit vast."), "warning")
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro),
        "breadcrumbs": crumbs(found, title, *between),
        "notice": prepared_notice(request) if has_bound else undecided,
        "panel": panel if has_bound else None,
    }
    return render(request, "decisions/budget.html", context)
