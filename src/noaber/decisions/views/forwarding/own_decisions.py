"""The own decision of one organisation: what is asked and what it costs first, then who decides, advice and papers."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core.access import may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine
from noaber.core.components.table import Table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_plan_own_decision
from noaber.decisions.forwarding_words import advice_words, organ_words, state_status, terms_of
from noaber.decisions.markup import without_marks
from noaber.decisions.queries.forwarding.overview import FollowUp, counted, follow_up_of
from noaber.decisions.queries.obligations.obligation import obligations
from noaber.decisions.queries.proposals.inserts import local_tables
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.forwarding import MUNICIPALITY, FollowUpState
from noaber.decisions.views.answers.merged import successor_notice
from noaber.decisions.views.forwarding.overview import gate_notice, read_follow_ups, trail
from noaber.decisions.views.forwarding.predecessors import in_its_place, predecessors_panel, successor_page
from noaber.decisions.views.places import (
    chain_address,
    follow_up_address,
    may_answer,
    pack_address,
    planning_address,
    position_address,
)
from noaber.decisions.words import answer_status, kind_words

FACTS = "core/components/facts_panel.html"


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs: in words, and every table that a room has about this organisation."""

    asked: tuple[str, ...]
    tables: tuple[tuple[Table, str], ...]


@dataclass(frozen=True, slots=True)
class Others:
    """How far the others are: of the whole, of the own district, and by name."""

    whole: StatusLine
    near: StatusLine
    neighbours: DefinitionList


@require_safe
def own_decision_page(request: Request, code: str, organisation: str) -> HttpResponse:
    """Everything that one organisation needs to decide."""
    found, rows = read_follow_ups(request, code)
    own = follow_up_of(rows, organisation)
    if own is None:
        return successor_page(request, found, rows, organisation)
    taken_over = in_its_place(rows, organisation)
    context = {
        "heading": _heading(request, found, own),
        "breadcrumbs": trail(found, own.name),
        "notice": _notice(own, AsOf(request.today)),
        "panels": [
            Panel(_("Wat er wordt gevraagd"), FACTS, _asked(own), width="half"),
            _planning(request, found, own),
            Panel(_("Wat het kost"), "decisions/costs_panel.html", _costs(request, found, own)),
            Panel(_("Stukken"), "decisions/papers_panel.html", _papers(found, own), width="half"),
            Panel(_("Advies"), FACTS, _advice(own), width="half"),
            _others(found, rows, own),
            *([predecessors_panel(found, taken_over)] if taken_over else []),
        ],
    }
    return render(request, "decisions/own_decision.html", context)


def _notice(own: FollowUp, asof: AsOf) -> Notice | None:
    if own.state in (FollowUpState.DECIDED, FollowUpState.LAPSED):
        return None
    return gate_notice(own.gate) or successor_notice(own.party, asof)


def _heading(request: Request, found: Standing, own: FollowUp) -> PageHeading:
    actions = _links(request, found, own)
    if own.gate.is_open and found.is_sent and not found.withdrawn_at and may_answer(request.actor, own.party):
        word = _("Leg het besluit vast") if not own.cells else _("Leg een nieuw besluit vast")
        tone = "secondary" if own.state is FollowUpState.DECIDED else "primary"
        actions.insert(0, Action(word, position_address(found.code, own.consultation_id), tone))  # type: ignore[arg-type]
    title = _("Besluit van %(name)s") % {"name": own.name}
    is_asked = own.state in _STILL_OPEN and bool(own.points)
    asked = _("Een besluit over punt %(labels)s") % {"labels": in_a_row(own.party.labels)} if is_asked else ""
    return PageHeading(
        title, kicker=found.title, asked=asked, due_on=own.party.due_on, actions=tuple(actions)
    )


def _links(request: Request, found: Standing, own: FollowUp) -> list[Action]:
    """What it binds the organisation to, when it asks something each year."""
    rows = obligations(request.actor, found.code, AsOf(request.today))
    is_bound = any(row.party == own.code for row in rows)
    return [Action(_("Van besluit tot begroting"), chain_address(found.code, own.code))] if is_bound else []


def _asked(own: FollowUp) -> DefinitionList:
    """Each point with its kind and, once it is given, the answer."""
    items = []
    for point in own.points:
        cell = own.cells.get(point.label)
        note = ""
        if cell:
            facts = {"answer": answer_status(cell.answer).label, "day": long_date(cell.decided_on)}
            note = _("Besluit: %(answer)s, op %(day)s.") % facts
            note += f" “{cell.text}”" if cell.text else ""
        items.append(
            Definition(f"{point.label}. {kind_words(point.kind)}", without_marks(point.text), note=note)
        )
    return DefinitionList(tuple(items))


def _costs(request: Request, found: Standing, own: FollowUp) -> Costs:
    tables = local_tables(found, AsOf(request.today), own.code)
    shown = tuple((table.for_screen(f"kosten-{at}"), table.note) for at, table in enumerate(tables, start=1))
    return Costs(tuple(terms_of(own.points)), shown)


def _planning(request: Request, found: Standing, own: FollowUp) -> Panel:
    """Which organ decides, by when, and how far it is; who speaks for the organisation can change the first two."""
    party = own.party
    note = ""
    if own.stage_due_on and party.due_on != own.stage_due_on:
        note = _("Voor iedereen: %(day)s.") % {"day": long_date(own.stage_due_on)}
    items = (
        Definition(_("Organisatie"), own.name, url=organisation_address(own.code), note=own.district),
        Definition(_("Wie besluit"), organ_words(party.organ)),
        Definition(_("Uiterlijk"), long_date(party.due_on) if party.due_on else "", note=note),
        Definition(_("Stand"), status=state_status(own)),
    )
    may = (
        may_fill_in(may_plan_own_decision(request.actor, own.code, own.party.successors))
        and own.state in _STILL_OPEN
    )
    link = Action(_("Wijzig"), planning_address(found.code, own.code)) if may and found.is_sent else None
    title = _("Wie besluit, en wanneer")
    return Panel(title, FACTS, DefinitionList(items), width="half", link=link)


_STILL_OPEN = (FollowUpState.AHEAD, FollowUpState.OPEN, FollowUpState.POSTPONED)


def _papers(found: Standing, own: FollowUp) -> tuple[tuple[Action, str], ...]:
    reader = _("burgemeester") if own.party.kind == MUNICIPALITY else _("leiding")
    return (
        (
            Action(_("Alle stukken in één ZIP"), pack_address(found.code, own.code, "stukken.zip")),
            _("De twee bestanden hieronder, het voorstel van het netwerk en zijn bijlagen. Voor de griffie."),
        ),
        (
            Action(
                _("Voorstel om zelf te besluiten (ODT)"), pack_address(found.code, own.code, "voorstel.odt")
            ),
            _(
                "Al ingevuld met de bedragen, het advies en de eigen gegevens. Te bewerken in Word of LibreOffice."
            ),
        ),
        (
            Action(
                _("Eén bladzijde voor de %(reader)s (PDF)") % {"reader": reader},
                pack_address(found.code, own.code, "burgemeester.pdf"),
            ),
            _("Wat er wordt gevraagd, wat het kost en wie al besloot."),
        ),
    )


def _advice(own: FollowUp) -> DefinitionList:
    items = [
        Definition(each.body_name, advice_words(each), note=f"“{each.text}”" if each.text else "")
        for each in own.advice
    ]
    return DefinitionList(tuple(items or [Definition(_("Advies"), _("Hierover is geen advies gevraagd."))]))


def _others(found: Standing, rows: list[FollowUp], own: FollowUp) -> Panel:
    """How far everyone is and how far the district is; the neighbours by name behind what they decided."""
    near = [row for row in rows if row.district == own.district]
    by_state: dict[str, list[str]] = {}
    for row in near:
        if row.code != own.code:
            by_state.setdefault(state_status(row).label, []).append(row.name)
    words = _("in %(district)s") % {"district": own.district} if own.district else _("van de partners")
    whole, close = counted(rows), counted(near)
    content = Others(
        StatusLine(whole.decided, whole.total, _("van het hele netwerk")),
        StatusLine(close.decided, close.total, words),
        DefinitionList(tuple(Definition(state, ", ".join(names)) for state, names in by_state.items())),
    )
    link = Action(_("Alle organisaties"), follow_up_address(found.code))
    return Panel(_("Wie al besloot"), "decisions/others_panel.html", content, link=link)
