"""What a proposal binds organisations to: does the network go on, how far is each year, and every row behind it."""

import uuid
from collections.abc import Iterator, Sequence
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, Filter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice, Tab, Tabs
from noaber.core.requests import Request, public
from noaber.decisions.obligation_words import (
    STATES,
    asked_words,
    capacity_words,
    kind_words,
    organ_words,
    proof_status,
    state_status,
)
from noaber.decisions.queries.obligations.obligation import ObligationRow, in_years, obligations
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.rules.obligations import ObligationKind, ObligationState, counts_of
from noaber.decisions.views.obligations.continuation import continuation_part
from noaber.decisions.views.obligations.maps import budget_map
from noaber.decisions.views.places import (
    chain_address,
    evaluation_address,
    obligations_address,
    proposal_address,
)


@public
def obligations_page(request: Request, code: str) -> HttpResponse:
    """The whole page; its table is also a download."""
    asof = AsOf(request.today)
    found = proposal(request.actor, code, asof)
    if found is None:
        raise Http404
    rows = obligations(request.actor, code, asof)
    year = _chosen_year(request, rows)
    context = {
        "heading": PageHeading(_("Verplichtingen"), kicker=found.title, intro=_intro(rows)),
        "breadcrumbs": crumbs(found, _("Verplichtingen")),
        "continuation": continuation_part(request, code, asof, unproven=len(_unproven(request, rows))),
        "unproven": unproven_notice(request, rows),
        "lines": [*_lines(found, rows), *_evaluation_lines(found, rows)],
        "sums": _sums(rows) if rows else None,
        "tabs": _tabs(found, rows, year),
        "map": budget_map(rows, year),
    }
    return _table(request, rows).respond(request, "decisions/obligations.html", context)


def crumbs(found: Standing, title: str, *between: NavItem) -> list[NavItem]:
    return [
        NavItem(_("Voorstellen"), "/voorstellen/"),
        NavItem(found.title, proposal_address(found.code)),
        *between,
        NavItem(title, "", is_current=True),
    ]


def _intro(rows: Sequence[ObligationRow]) -> str:
    if not rows:
        return _("Dit voorstel vraagt (nog) geen jaarlijkse bijdrage van organisaties.")
    return _(
        "Wat organisaties elk jaar bijdragen, wie dat zelf heeft besloten, en of het in de begroting staat. "
        "Bedragen staan hier niet: die volgen uit de inwonertallen."
    )


def _unproven(request: Request, rows: Sequence[ObligationRow]) -> set[str]:
    """Who is bound by a decision that nobody can read; that is for the network."""
    return {row.party for row in rows if row.lacks_evidence} if request.actor.is_in_network else set()


def unproven_notice(request: Request, rows: Sequence[ObligationRow]) -> Notice | None:
    """How many those are, and the way to them."""
    if not (lacking := _unproven(request, rows)):
        return None
    text = ngettext(
        "Van één organisatie ontbreekt het bewijs van het eigen besluit.",
        "Van %(count)s organisaties ontbreekt het bewijs van het eigen besluit.",
        len(lacking),
    )
    query = urlencode({"bewijs": proof_status(is_missing=True).label})
    address = f"{obligations_address(rows[0].proposal)}?{query}#tabel-verplichtingen"
    return Notice(text % {"count": len(lacking)}, "warning", action=Action(_("Bekijk welke"), address))


def _chosen_year(request: Request, rows: Sequence[ObligationRow]) -> int:
    """The year of the filter; else this year, as far as it is one of them."""
    years = sorted({row.year for row in rows}) or [request.today.year]
    typed = request.GET.get("jaar", "")
    chosen = int(typed) if typed.isascii() and typed.isdigit() and len(typed) == 4 else request.today.year
    return min(max(chosen, years[0]), years[-1])


def _lines(found: Standing, rows: Sequence[ObligationRow]) -> Iterator[StatusLine]:
    """How many municipalities have each year in their budget."""
    asked = [row for row in rows if row.kind is ObligationKind.CONTRIBUTION]
    for year, theirs in in_years(asked).items():
        taken = sum(row.state is ObligationState.IN_BUDGET for row in theirs)
        label = _("in de begroting %(year)s") % {"year": year}
        address = f"{obligations_address(found.code)}?jaar={year}#tabel-verplichtingen"
        yield StatusLine(taken, len(theirs), label, address)


def _evaluation_lines(found: Standing, rows: Sequence[ObligationRow]) -> Iterator[StatusLine]:
    """How many evaluations were adopted, with the way to them."""
    asked = [row for row in rows if row.kind is ObligationKind.EVALUATION]
    if asked:
        done = sum(row.state is ObligationState.EVALUATED for row in asked)
        yield StatusLine(done, len(asked), _("evaluatie vastgesteld"), evaluation_address(found.code))


def _tabs(found: Standing, rows: Sequence[ObligationRow], chosen: int) -> Tabs | None:
    years = sorted({row.year for row in rows if row.kind is not ObligationKind.EVALUATION})
    address = obligations_address(found.code)
    items = tuple(Tab(str(year), f"{address}?jaar={year}", year == chosen) for year in years)
    return Tabs(_("Jaar van de kaart"), items) if len(items) > 1 else None


def _sums(rows: Sequence[ObligationRow]) -> Table:
    """Per point and year how many are in each state: the classes exclude each other and add up.

    Added up per point alone: a contribution, capacity and an evaluation have no sum.
    """
    counted = []
    for label in dict.fromkeys(row.point for row in rows):
        theirs = [row for row in rows if row.point == label]
        years = in_years(theirs)
        counted += [_sum(label, str(year), of_year) for year, of_year in years.items()]
        if len(years) > 1:
            counted.append(
                {**_sum(label, _("samen"), theirs), "fte": ""}
            )  # one fte stays one, year after year
    known = [state for state in ObligationState if any(row[state.value] for row in counted)]
    columns = [
        Column("what", _("Wat")),
        Column("year", _("Jaar")),
        *(Column(each.value, _counted(each), "number") for each in known),
        Column("total", _("Samen"), "number"),
        Column("fte", _("Capaciteit")),
    ]
    caption = _("Stand per punt en jaar")
    return plain_table(name="stand", caption=caption, columns=columns, rows=counted, phone="scroll")


def _counted(state: ObligationState) -> str:
    """The head of a column; what is in a budget was decided too, but counts there."""
    return _("Alleen besloten") if state is ObligationState.BINDING else str(STATES[state]).capitalize()


def _sum(label: str, year: str, rows: Sequence[ObligationRow]) -> Row:
    counts = {state.value: count for state, count in counts_of(row.state for row in rows).items()}
    return {
        "what": f"{label}. {kind_words(rows[0].kind)}",
        "year": year,
        **counts,
        "total": len(rows),
        "fte": capacity_words(rows),
    }


def _table(request: Request, rows: Sequence[ObligationRow]) -> Table:
    return list_table(
        request.GET,
        name="verplichtingen",
        caption=_("Per organisatie en jaar"),
        columns=_columns(has_evidence=request.actor.is_in_network),
        rows=[_cells(row) for row in rows],
        filters=_filters(has_evidence=request.actor.is_in_network),
        empty_text=_("Er is nog niets gevraagd: de overleggen zijn aan de beurt."),
    )


def _filters(*, has_evidence: bool) -> list[Filter]:
    shown: list[Filter] = [
        TextFilter(("name", "district", "evidence", "budget_evidence")),
        ChoiceFilter("district", _("District"), "district"),
        ChoiceFilter("kind", _("Soort"), "soort"),
        ChoiceFilter("state", _("Stand"), "stand"),
        ChoiceFilter("year", _("Jaar"), "jaar"),
    ]
    return [*shown, ChoiceFilter("proof", _("Bewijs"), "bewijs")] if has_evidence else shown


def _columns(*, has_evidence: bool) -> list[Column]:
    """Where decisions can be read is for the network; the rest is for everyone who reads the proposal."""
    shown = [
        Column("name", _("Organisatie"), "link"),
        Column("code", _("Code"), is_on_screen=False),
        Column("district", _("District")),
        Column("year", _("Jaar")),
        Column("point", _("Punt"), is_on_screen=False),
        Column("kind", _("Soort"), is_on_screen=False),
        Column("asked", _("Gevraagd")),
        Column("state", _("Stand"), "status"),
        Column("organ", _("Wie besluit")),
        Column("decided_on", _("Besloten op"), "date"),
        Column("in_budget_on", _("In de begroting sinds"), "date"),
        Column("evaluated_on", _("Evaluatie vastgesteld op"), "date", is_on_screen=False),
    ]
    if has_evidence:
        shown += [
            Column("proof", _("Bewijs"), "status"),
            Column("evidence", _("Vindplaats besluit"), url_key="evidence_url"),
            Column("budget_evidence", _("Vindplaats begroting"), url_key="budget_url"),
            Column(
                "evaluation_evidence",
                _("Vindplaats evaluatie"),
                url_key="evaluation_url",
                is_on_screen=False,
            ),
        ]
    return shown


def _cells(row: ObligationRow) -> Row:
    budget = row.budget if row.in_budget_on else None
    return {
        "name": row.name,
        "code": row.party,
        "url": chain_address(row.proposal, row.party) if row.party else _network_address(row),
        "district": row.district,
        "year": str(row.year),
        "point": row.point,
        "kind": kind_words(row.kind),
        "asked": asked_words(row.rate, row.fte) or kind_words(row.kind),
        "state": state_status(row),
        "organ": organ_words(row.organ),
        "decided_on": row.decided_on,
        "in_budget_on": row.in_budget_on,
        "evaluated_on": row.evaluated_on,
        "proof": proof_status(is_missing=row.lacks_evidence) if row.is_binding else "",
        "evidence": row.evidence or (_("document") if row.evidence_file else ""),
        "evidence_url": address_of(row.evidence, row.evidence_file),
        "budget_evidence": budget.evidence or _("document") if budget else "",
        "budget_url": address_of(budget.evidence, budget.evidence_file) if budget else "",
        **_evaluation_cells(row),
    }


def _network_address(row: ObligationRow) -> str:
    is_evaluation = row.kind is ObligationKind.EVALUATION
    return evaluation_address(row.proposal) if is_evaluation else proposal_address(row.proposal)


def _evaluation_cells(row: ObligationRow) -> Row:
    kept = row.evaluation if row.evaluated_on else None
    return {
        "evaluation_evidence": kept.evidence or _("document") if kept else "",
        "evaluation_url": address_of(kept.evidence, kept.evidence_file) if kept else "",
    }


def address_of(evidence: str, file: uuid.UUID | None) -> str:
    """Where it opens: the document itself, or the published address."""
    if file:
        return reverse("core:file", args=[file])
    return evidence if evidence.startswith(("https://", "http://")) and " " not in evidence else ""
