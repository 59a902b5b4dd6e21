"""One organisation: its chain per year, from asked by its council to what finance knows of it."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core.access import may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.moments import about_moments
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import long_date, short_date
from noaber.decisions.access import may_record_budget
from noaber.decisions.obligation_words import (
    asked_words,
    form_words,
    kept_years_words,
    organ_words,
    proof_status,
    state_status,
)
from noaber.decisions.queries.obligations.budgets import KeptEntry, counting_entries, kept_entries
from noaber.decisions.queries.obligations.obligation import ObligationRow, obligations
from noaber.decisions.queries.obligations.steps import ObligationStep, StepState, further_steps
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.views.obligations.overview import address_of, crumbs
from noaber.decisions.views.places import budget_address, obligations_address

_Known = Mapping[tuple[str, int], StepState]
_DECIDED = (ObligationState.BINDING, ObligationState.IN_BUDGET)


@public
def chain_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """Asked, decided, in its budget, and what rooms above add: per year, with the evidence."""
    asof = AsOf(request.today)
    found = proposal(request.actor, code, asof)
    rows = [row for row in obligations(request.actor, code, asof) if row.party == organisation]
    if found is None or not rows:
        raise Http404
    between = NavItem(_("Verplichtingen"), obligations_address(code))
    context = {
        "heading": PageHeading(
            rows[0].name, kicker=found.title, intro=_intro(rows), actions=_links(request, rows)
        ),
        "breadcrumbs": crumbs(found, rows[0].name, between),
        "facts": _facts(rows, is_in_network=request.actor.is_in_network),
        "chain": _chain(rows, asof, is_in_network=request.actor.is_in_network),
        "history": _history(found, rows[0].party, asof) if request.actor.is_in_network else None,
    }
    return render(request, "decisions/chain.html", context)


def _intro(rows: Sequence[ObligationRow]) -> str:
    facts = {
        "asked": asked_words(rows[0].rate, rows[0].fte),
        "first": rows[0].year,
        "last": rows[-1].year,
    }
    return _("Gevraagd: %(asked)s per jaar, van %(first)s tot en met %(last)s.") % facts


def _links(request: Request, rows: Sequence[ObligationRow]) -> tuple[Action, ...]:
    row = rows[0]
    may = may_fill_in(may_record_budget(request.actor, row.party, row.successors))
    links = [Action(_("De organisatie"), organisation_address(row.party))]
    if may and any(each.state in _DECIDED for each in rows):
        address = budget_address(row.proposal, row.party)
        links.insert(0, Action(_("Leg vast wat in de begroting staat"), address, "primary"))
    return tuple(links)


def _facts(rows: Sequence[ObligationRow], *, is_in_network: bool) -> DefinitionList:
    row, items = rows[0], []
    if row.district:
        items.append(Definition(_("District"), row.district))
    if row.organ:
        items.append(Definition(_("Wie besluit"), organ_words(row.organ)))
    if row.advised_on:
        items.append(Definition(_("Positief advies van het overleg"), long_date(row.advised_on)))
    asked = long_date(row.asked_on) if row.asked_on else _("nog niet: de overleggen zijn nog niet akkoord")
    items.append(Definition(_("Aan de beurt sinds"), asked))
    decided = long_date(row.decided_on) if row.decided_on else _("nog niet")
    items.append(Definition(_("Eigen besluit"), decided))
    items += _released(rows)
    if is_in_network and (row.evidence or row.evidence_file):
        address = address_of(row.evidence, row.evidence_file)
        items.append(Definition(_("Vindplaats van het besluit"), row.evidence or _("document"), address))
    elif is_in_network and row.lacks_evidence:
        status = proof_status(is_missing=True)
        items.append(Definition(_("Vindplaats van het besluit"), status=status))
    return DefinitionList(tuple(items))


def _released(rows: Sequence[ObligationRow]) -> list[Definition]:
    """That it refused after it had consented, and from which year that counts."""
    released = [row for row in rows if row.state is ObligationState.DECLINED]
    kept = [row for row in rows if row.state in _DECIDED and released and row.point == released[0].point]
    if not kept or released[0].decided_on is None:
        return []
    text = _("Geldt vanaf %(from)s; %(kept)s.")
    facts = {"from": released[0].year, "kept": kept_years_words(row.year for row in kept)}
    return [Definition(_("Later afgewezen"), long_date(released[0].decided_on), note=text % facts)]


def _chain(rows: Sequence[ObligationRow], asof: AsOf, *, is_in_network: bool) -> Table:
    steps = further_steps()
    known = {step.name: _known(step, rows, asof) for step in steps}
    columns = [
        Column("year", _("Jaar")),
        Column("what", _("Gevraagd")),
        Column("asked", _("Aan de beurt"), "status"),
        Column("decided", _("Besloten"), "status"),
        Column("budget", _("In de begroting"), "status"),
        *(Column(step.name, str(step.title), "status", url_key=f"{step.name}_url") for step in steps),
    ]
    cells = [_cells(row, known, is_in_network=is_in_network) for row in rows]
    caption = _("Van gevraagd tot betaald, per jaar") if steps else _("Van gevraagd tot begroting, per jaar")
    return plain_table(name="keten", caption=caption, columns=columns, rows=cells)


def _known(step: ObligationStep, rows: Sequence[ObligationRow], asof: AsOf) -> _Known:
    """What a room above says of each year; a step that asks nothing of an organisation says nothing."""
    return {
        (row.party, row.year): state
        for row in rows
        if (state := step.provider(asof, (row.party,), row.year).get(row.party))
    }


def _cells(row: ObligationRow, known: Mapping[str, _Known], *, is_in_network: bool) -> Row:
    cells: dict[str, object] = {
        "year": str(row.year),
        "what": asked_words(row.rate, row.fte),
        "asked": _dated(row.asked_on) if row.asked_on else Status(_("nog niet"), "neutral"),
        "decided": _decided(row, is_in_network=is_in_network),
        "budget": _budget(row),
    }
    for name, said in known.items():
        state = said.get((row.party, row.year))
        cells[name] = state.status if state else Status(_("volgt bij financiën"), "neutral")
        cells[f"{name}_url"] = state.url if state else ""
    return cells


def _dated(day: dt.date) -> Status:
    return Status(short_date(day), "ok")


def _decided(row: ObligationRow, *, is_in_network: bool) -> Status:
    """Where decisions can be read is for the network, and so is that it is not known."""
    if row.lacks_evidence and is_in_network and row.decided_on:
        return Status(_("%(day)s, bewijs ontbreekt") % {"day": short_date(row.decided_on)}, "warning")
    if row.state is ObligationState.DECLINED:
        return state_status(row)
    if row.state in _DECIDED and row.decided_on:
        return _dated(row.decided_on)
    return Status(_("nog niet"), "neutral")


def _budget(row: ObligationRow) -> Status:
    if row.in_budget_on and row.budget:
        facts = {"form": form_words(row.budget.form), "day": short_date(row.in_budget_on)}
        return Status(_("%(form)s van %(day)s") % facts, "ok")
    if row.is_put_back:
        return Status(_("uit de begroting gehaald"), "danger")
    return Status(_("nog niet"), "warning" if row.state in _DECIDED else "neutral")


def _history(found: Standing, party: str, asof: AsOf) -> Table:
    """All that was ever recorded of its budgets, for the network: what stood there before stays readable."""
    kept = [each for each in kept_entries(found.code, asof) if each.party == party]
    counting = counting_entries(found, asof)
    columns = [
        Column("year", _("Jaar")),
        Column("label", _("Punt")),
        Column("form", _("Waarin")),
        Column("decided_on", _("Vastgesteld op"), "date"),
        Column("evidence", _("Vindplaats"), url_key="evidence_url"),
        Column("recorded_at", _("Vastgelegd op"), "moment"),
    ]
    return plain_table(
        name="vastgelegd",
        caption=_("Wat over de begroting is vastgelegd"),
        columns=columns,
        rows=[_kept(entry, has_lapsed=entry not in counting) for entry in kept],
        empty_text=_("Er is nog niets vastgelegd over de begroting."),
        notes=about_moments(),
    )


def _kept(entry: KeptEntry, *, has_lapsed: bool) -> Row:
    form = form_words(entry.form)
    return {
        "year": str(entry.year),
        "label": entry.label,
        "form": _("%(form)s (vervallen: het besluit erachter geldt niet meer)") % {"form": form}
        if has_lapsed
        else form,
        "decided_on": entry.decided_on,
        "evidence": entry.evidence or (_("document") if entry.evidence_file else ""),
        "evidence_url": address_of(entry.evidence, entry.evidence_file),
        "recorded_at": entry.recorded_at,
    }
