"""One organisation: its chain per year from asked to paid, and recording in which budget it stands."""

import uuid
from collections.abc import Sequence
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.access import may_record_budget
from noaber.decisions.forms.obligations import BudgetForm
from noaber.decisions.models import BudgetEntry
from noaber.decisions.queries.obligations.obligation import ObligationRow, obligations
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.services.obligations.budgets import record_budget_entry
from noaber.decisions.views.obligations.overview import crumbs
from noaber.decisions.views.places import chain_address, obligations_address
from noaber.decisions.views.recording import Recording, prepared_notice, record, submit_label

BOUND = (ObligationState.BINDING, ObligationState.IN_BUDGET)


def budget_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """The form of one organisation; years that it did not decide yet are not offered."""
    found = proposal(request.actor, code, AsOf(request.today))
    rows = [row for row in obligations(request.actor, code, AsOf(request.today)) if row.party == organisation]
    if found is None or not rows:
        raise Http404
    require_form(may_record_budget(request.actor, organisation, rows[0].successors))
    form = _form(request, rows)
    return record(request, _recording(request, rows[0], form)) or _page(request, found, rows, form)


def _form(request: Request, rows: Sequence[ObligationRow]) -> BudgetForm:
    return BudgetForm(
        sent(request),
        request.FILES or None,
        rows=[row for row in rows if row.state in BOUND],
        today=request.today,
        has_document=not request.actor.prepares_only,
    )


def _save(request: Request, consultation: uuid.UUID, form: BudgetForm) -> list[BudgetEntry]:
    typed = form.cleaned_data
    return record_budget_entry(
        consultation,
        form.chosen,
        actor=request.actor,
        now=clock.now(),
        today=request.today,
        form=typed["form"],
        decided_on=typed["decided_on"],
        evidence=typed["evidence"],
        document=typed.get("document"),
        expected_revision=typed["revision"],
    )


def _recording(request: Request, row: ObligationRow, form: BudgetForm) -> Recording:
    if row.consultation_id is None:
        raise Http404
    return Recording(
        form,
        partial(_save, request, row.consultation_id, form),
        title=_("Opname in de begroting van %(name)s") % {"name": row.name},
        done=_("Vastgelegd voor %(name)s.") % {"name": row.name},
        back_url=chain_address(row.proposal, row.party),
    )


def _page(request: Request, found: Standing, rows: Sequence[ObligationRow], form: BudgetForm) -> HttpResponse:
    name, back = rows[0].name, chain_address(found.code, rows[0].party)
    title = _("In de begroting van %(name)s") % {"name": name}
    intro = _("Leg vast in welke begroting de bijdrage staat. Wat er eerder stond, blijft bewaard.")
    between = (NavItem(_("Verplichtingen"), obligations_address(found.code)), NavItem(name, back))
    has_bound = any(row.state in BOUND for row in rows)
    panel = form_panel(
        form,
        submit_label=submit_label(request),
        submit_tone="primary",
        cancel_url=back,
    )
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro),
        "breadcrumbs": crumbs(found, title, *between),
        "notice": _notice(request, has_bound=has_bound),
        "panel": panel if has_bound else None,
    }
    return render(request, "decisions/budget.html", context)


def _notice(request: Request, *, has_bound: bool) -> Notice | None:
    if not has_bound:
        text = _(
            "Deze organisatie heeft zelf nog niet besloten om bij te dragen. Leg eerst dat besluit vast."
        )
        return Notice(text, "warning")
    return prepared_notice(request)
