"""Billing: which years there are, how each is billed, and how far its runs are."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.finance.access import may_make_run, may_read_invoices, may_set_billing
from noaber.finance.queries.agreements.agreement import AgreementRow, agreement_called
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.billing.runs import RunRow, balances_of_runs, runs_of_agreement, runs_of_year
from noaber.finance.queries.billing.terms import HostRow, TermsRow, host_on, terms_of_year, terms_of_years
from noaber.finance.rules.agreements.contributions import Balance
from noaber.finance.rules.billing.terms import RunState
from noaber.finance.views.billing.terms_words import rate_words, terms_facts
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.billing import (
    BUYERS,
    HOST,
    INVOICES,
    billing_crumbs,
    new_run_address,
    run_address,
    terms_address,
    year_address,
)
from noaber.finance.views.wording import balance_words
from noaber.network.api import organisation

PAGE: Final = "finance/billing.html"
FACTS: Final = "core/components/facts_panel.html"
STATES: Final[dict[RunState, tuple[Promise, Tone]]] = {
    RunState.DRAFT: (gettext_lazy("wacht op goedkeuring"), "warning"),
    RunState.APPROVED: (gettext_lazy("goedgekeurd"), "current"),
    RunState.ISSUED: (gettext_lazy("facturen gemaakt"), "ok"),
    RunState.WITHDRAWN: (gettext_lazy("ingetrokken"), "neutral"),
}


def run_status(state: RunState) -> Status:
    label, tone = STATES[state]
    return Status(str(label), tone)


def billing_page(request: Request) -> HttpResponse:
    """Every year of the agreement, how far its invoices are, and who keeps the books."""
    require(may_read_invoices(request.actor))
    found = agreement_for(request.actor, AsOf(request.today), request.GET.get("afspraak", ""))
    actions = (Action(_("Alle facturen"), INVOICES), Action(_("Betalers"), BUYERS))
    heading = PageHeading(
        _("Factureren"),
        intro=_(
            "Per jaar: instellen hoe er wordt gefactureerd, uitrekenen, laten goedkeuren door een ander, en dan de "
            "facturen maken."
        ),
        actions=actions,
    )
    context = {"heading": heading, **crumbs_of(billing_crumbs()[:1], _("Factureren"))}
    if found is None:
        return render(request, PAGE, {**context, "nothing": no_agreement(request.actor, AsOf(request.today))})
    host = host_on(request.today)
    context |= {"table": _years_table(found), "panels": [_host_panel(request, host)]}
    return render(request, PAGE, context)


def _years_table(found: AgreementRow) -> Table:
    terms, runs = terms_of_years(found.code), runs_of_agreement(found.code)
    columns = [
        Column("year", _("Jaar"), "link"),
        Column("state", _("Stand"), "status"),
        Column("reference_on", _("Peildatum"), "date"),
        Column("rate", _("Tarief")),
        Column("runs", _("Rondes"), "number"),
    ]
    rows = [_year_row(found, year, terms.get(year), runs.get(year, [])) for year in found.terms.years]
    return plain_table(name="factuurjaren", caption=found.terms.title, columns=columns, rows=rows)


def _year_row(found: AgreementRow, year: int, terms: TermsRow | None, runs: Sequence[RunRow]) -> Row:
    live = [run for run in runs if run.state is not RunState.WITHDRAWN]
    if live:
        state = run_status(live[-1].state)
    else:
        state = Status(_("nog geen ronde"), "info") if terms else Status(_("nog niet ingesteld"), "neutral")
    return {
        "year": str(year),
        "url": year_address(found.code, year),
        "state": state,
        "reference_on": terms.rules.reference_on if terms else None,
        "rate": rate_words(terms.rules) if terms else "",
        "runs": len(runs),
    }


def _host_panel(request: Request, host: HostRow | None) -> Panel:
    link = Action(_("Wijzig"), HOST) if may_set_billing(request.actor) else None
    title = _("Beheerorganisatie")
    if host is None:
        missing = Definition(
            _("Wie"), _("nog niet vastgelegd"), note=_("Zonder afzender zijn er geen facturen.")
        )
        return Panel(title, FACTS, DefinitionList((missing,)), link=link)
    row = organisation(request.actor, host.code, AsOf(request.today))
    items = (
        Definition(_("Wie"), row.name if row else host.code, note=_since(host)),
        Definition(_("Rekening"), host.payee.iban),
        Definition(
            _("Vragen"), host.payee.contact_name, note=host.payee.contact_email or host.payee.contact_phone
        ),
    )
    return Panel(title, FACTS, DefinitionList(items), link=link)


def _since(host: HostRow) -> str:
    return _("sinds %(date)s") % {"date": long_date(host.from_on)}


def year_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """One year: its terms, and every run that was worked out."""
    require(may_read_invoices(request.actor))
    found = agreement_called(agreement_code)
    if found is None or year not in found.terms.years:
        raise Http404
    terms, runs = terms_of_year(agreement_code, year), runs_of_year(agreement_code, year)
    context = {
        "heading": PageHeading(
            _("Factureren %(year)s") % {"year": year},
            kicker=found.terms.title,
            actions=_year_actions(request, agreement_code, year, terms, runs),
        ),
        **crumbs_of(billing_crumbs(), str(year)),
        "notices": [] if terms else [_not_set()],
        "panels": [Panel(_("Hoe er wordt gefactureerd"), FACTS, terms_facts(terms.rules))] if terms else [],
        "table": _runs_table(runs) if runs else None,
        "nothing": None if runs else _no_runs(terms),
    }
    return render(request, PAGE, context)


def _year_actions(
    request: Request, code: str, year: int, terms: TermsRow | None, runs: Sequence[RunRow]
) -> tuple[Action, ...]:
    actions = []
    is_underway = any(run.state in (RunState.DRAFT, RunState.APPROVED) for run in runs)
    if may_make_run(request.actor) and terms and not is_underway:
        is_correction = any(run.state is RunState.ISSUED for run in runs)
        label = _("Maak een correctieronde") if is_correction else _("Reken dit jaar uit")
        actions.append(
            Action(label, new_run_address(code, year), "secondary" if is_correction else "primary")
        )
    if may_set_billing(request.actor):
        label = _("Wijzig de instellingen") if terms else _("Stel dit jaar in")
        actions.append(Action(label, terms_address(code, year), "secondary" if terms else "primary"))
    return tuple(actions)


def _not_set() -> Notice:
    return Notice(
        _("De afspraak noemt geen peildatum, afronding en btw. De controller stelt die per jaar in."),
        "warning",
    )


def _no_runs(terms: TermsRow | None) -> EmptyState:
    text = (
        _("Reken uit wat elke gemeente betaalt. Daarna keurt iemand anders dat goed.")
        if terms
        else _("Eerst moet zijn ingesteld hoe er wordt gefactureerd.")
    )
    return EmptyState(_("Voor dit jaar is nog niets uitgerekend"), text)


def _runs_table(runs: Sequence[RunRow]) -> Table:
    columns = [
        Column("title", _("Ronde"), "link"),
        Column("state", _("Stand"), "status"),
        Column("made_at", _("Uitgerekend op"), "moment"),
        Column("total", _("Samen"), "money"),
        Column("balance", _("Naast de begroting")),
        Column("reason", _("Waarom")),
    ]
    balances = balances_of_runs(runs)
    rows = [_run_row(run, balances[run.id]) for run in reversed(runs)]
    return plain_table(name="rondes", caption=_("Rondes"), columns=columns, rows=rows)


def _run_row(run: RunRow, balance: Balance) -> Row:
    return {
        "title": _("Ronde %(number)s") % {"number": run.number},
        "url": run_address(run),
        "state": run_status(run.state),
        "made_at": run.made.at,
        "total": balance.raised_cents,
        "balance": balance_words(balance),
        "reason": run.reason,
    }
