"""One organisation: its chain per year from asked to paid, and recording in which budget it stands."""

import uuid
from collections.abc import Callable, Sequence
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.api import (
    as_the_principal_would,
    prepare_form,
    prepared_in,
    sent,
    typed_fields,
    use_prepared,
)
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.conflict import conflict_page
from noaber.core.components.form import form_panel
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.texts import Notice
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.requests import Request
from noaber.decisions.access import may_record_budget
from noaber.decisions.forms.obligations import BudgetForm
from noaber.decisions.models import BudgetEntry
from noaber.decisions.queries.matrix import Standing
from noaber.decisions.queries.obligations import ObligationRow, obligations
from noaber.decisions.queries.proposals import proposal
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.services.budgets import record_budget_entry
from noaber.decisions.views.obligations import crumbs
from noaber.decisions.views.places import chain_address, obligations_address

BOUND = (ObligationState.BINDING, ObligationState.IN_BUDGET)


def budget_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """The form of one organisation; years that it did not decide yet are not offered."""
    found = proposal(request.actor, code, AsOf(request.today))
    rows = [row for row in obligations(request.actor, code, AsOf(request.today)) if row.party == organisation]
    if found is None or not rows:
        raise Http404
    require_form(may_record_budget(request.actor, organisation))
    form = _form(request, rows)
    if request.method == "POST" and form.is_valid():
        try:
            return _send(request, rows[0], form)
        except Conflict as conflict:
            back = chain_address(code, organisation)
            shown = conflict_page(conflict, edit_url=request.path, back_url=back)
            return render(request, "core/conflict.html", {"conflict": shown}, status=409)
        except AccessRefused:
            raise
        except DomainError as error:
            form.refuse(error)
    return _page(request, found, rows, form)


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


def _send(request: Request, row: ObligationRow, form: BudgetForm) -> HttpResponse:
    if row.consultation_id is None:
        raise Http404
    save = partial(_save, request, row.consultation_id, form)
    if request.actor.prepares_only:
        return _put_ready(request, row, save)
    prepared = prepared_in(request)
    recorded = use_prepared(prepared.id, save, actor=request.actor) if prepared else save()
    if recorded:
        messages.success(request, _("Vastgelegd voor %(name)s.") % {"name": row.name})
    else:
        messages.info(request, _("Dit stond al zo; er is niets gewijzigd."))
    return redirect(chain_address(row.proposal, row.party))


def _put_ready(request: Request, row: ObligationRow, save: Callable[[], object]) -> HttpResponse:
    """Kept for the principal, after trying whether it could be recorded."""
    with as_the_principal_would(request):
        rehearse(save)
    title = _("Opname in de begroting van %(name)s") % {"name": row.name}
    fields = typed_fields(request)
    prepare_form(actor=request.actor, path=request.path, title=title, fields=fields, now=clock.now())
    messages.success(request, _("Klaargezet. Het telt pas als de persoon voor wie u werkt het vastlegt."))
    return redirect(chain_address(row.proposal, row.party))


def _page(request: Request, found: Standing, rows: Sequence[ObligationRow], form: BudgetForm) -> HttpResponse:
    name, back = rows[0].name, chain_address(found.code, rows[0].party)
    title = _("In de begroting van %(name)s") % {"name": name}
    intro = _("Leg vast in welke begroting de bijdrage staat. Wat er eerder stond, blijft bewaard.")
    between = (NavItem(_("Verplichtingen"), obligations_address(found.code)), NavItem(name, back))
    has_bound = any(row.state in BOUND for row in rows)
    panel = form_panel(
        form,
        submit_label=_("Zet klaar") if request.actor.prepares_only else _("Vastleggen"),
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
    if request.actor.prepares_only:
        return Notice(_("U zet dit klaar. De persoon voor wie u werkt, kijkt het na en legt het vast."))
    prepared = prepared_in(request)
    if prepared:
        return Notice(
            _("Klaargezet door %(name)s. Kijk het na en leg het vast.") % {"name": prepared.assistant_name}
        )
    return None
