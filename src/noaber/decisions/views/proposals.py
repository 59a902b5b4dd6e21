"""The list of proposals, and one proposal: its text, its points, and how it stands at every stage."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.addresses import body_address, organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import StatusLine, TileMap
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.closing_words import course_status
from noaber.decisions.queries.closing import closings
from noaber.decisions.queries.matrix import Party, PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals import ProposalRow, proposal, proposals
from noaber.decisions.rules.closing import Closing
from noaber.decisions.rules.meaning import meaning
from noaber.decisions.views.maps import answer_maps
from noaber.decisions.views.places import (
    may_answer,
    may_record,
    override_address,
    position_address,
    proposal_address,
)
from noaber.decisions.views.proposal_parts import (
    course_notice,
    deadline,
    list_links,
    shown_attachments,
    shown_inserts,
    shown_texts,
    writer_links,
)
from noaber.decisions.words import (
    MEANINGS,
    answer_status,
    arithmetic,
    kind_words,
    outcome_status,
    role_words,
    roll_up,
    rule_words,
)
from noaber.network.api import KIND_WORDS

CRUMB = "/voorstellen/"


@public
def proposal_list(request: Request) -> HttpResponse:
    """What is or was before the bodies and organisations of the network."""
    courses = closings(AsOf(request.today))
    table = list_table(
        request.GET,
        name="voorstellen",
        caption=_("Voorstellen"),
        columns=[
            Column("title", _("Onderwerp"), "link"),
            Column("sender", _("Van")),
            Column("dated_on", _("Datum"), "date"),
            Column("state", _("Stand"), "status"),
        ],
        rows=[_cells(row, courses[row.code]) for row in proposals(request.actor)],
        empty_text=_("Er is nog geen voorstel verstuurd."),
    )
    intro = _("Wat aan de overleggen en organisaties is voorgelegd, en wat zij daarvan vinden.")
    heading = PageHeading(_("Voorstellen"), intro=intro, actions=list_links(request))
    return table.respond(request, "decisions/proposals.html", {"heading": heading})


def _cells(row: ProposalRow, closing: Closing) -> Row:
    return {
        "title": row.title,
        "url": proposal_address(row.code),
        "sender": row.sender,
        "dated_on": row.dated_on,
        "state": course_status(closing),
    }


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """A point with what is asked, of whom, and where consent sends it."""

    label: str
    kind: str
    text: str
    effect: str


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage as the page shows it: how it stands in a line, per point, and per party."""

    title: str
    facts: DefinitionList
    gate: Notice | None
    line: StatusLine
    outcomes: Table
    maps: list[TileMap]
    matrix: Table


@public
def proposal_page(request: Request, code: str) -> HttpResponse:
    """One proposal with its matrix; a draft only for who writes proposals."""
    found = proposal(request.actor, code, AsOf(request.today))
    if found is None:
        raise Http404
    context = {
        "heading": PageHeading(
            found.title, kicker=_("Voorstel"), intro=_intro(found), actions=_links(request, found)
        ),
        "breadcrumbs": [NavItem(_("Voorstellen"), CRUMB), NavItem(found.title, "", is_current=True)],
        "course": course_notice(request, found),
        "texts": shown_texts(found),
        "attachments": shown_attachments(found),
        "inserts": shown_inserts(found),
        "points": [_shown_point(point) for point in found.points],
        "stages": [_shown_stage(request, found, stage) for stage in found.stages],
        "note": _note(found),
    }
    return render(request, "decisions/proposal.html", context)


def _links(request: Request, found: Standing) -> tuple[Action, ...]:
    """What can be done from here, for who may."""
    return writer_links(request, found)


def _intro(found: Standing) -> str:
    facts = {"sender": found.sender, "addressee": found.addressee, "day": long_date(found.dated_on)}
    return _("Van %(sender)s, voor %(addressee)s, %(day)s.") % facts


def _note(found: Standing) -> str:
    """Which text this is: what a body saw can be told from what was adopted (R60)."""
    if found.sent_at is None:
        return _("Concept: nog niet verstuurd.")
    day = long_date(timezone.localtime(found.sent_at).date())
    facts = {"number": found.number, "day": day, "mark": found.content_hash[:12]}
    return _("Versie %(number)s, verstuurd op %(day)s. Kenmerk van de tekst: %(mark)s.") % facts


def _shown_point(point: PointRow) -> ShownPoint:
    parts = []
    if point.addressed_to:
        parts.append(_("voor: %(kinds)s") % {"kinds": _kinds(point.addressed_to)})
    if point.forwarded_to:
        facts = {"kinds": _kinds(point.forwarded_to), "advice": point.advice}
        text = (
            _("wordt doorgeleid naar: %(kinds)s, met %(advice)s")
            if point.advice
            else _("wordt doorgeleid naar: %(kinds)s")
        )
        parts.append(text % facts)
    return ShownPoint(point.label, kind_words(point.kind), point.text, "; ".join(parts))


def _kinds(kinds: tuple[str, ...]) -> str:
    return in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in kinds)


def _shown_stage(request: Request, found: Standing, stage: StageStanding) -> ShownStage:
    done = sum(all((party.key, label) in stage.cells for label in party.labels) for party in stage.parties)
    return ShownStage(
        title=_("Stap %(number)s: %(title)s") % {"number": stage.number, "title": stage.title},
        facts=_facts(request, found, stage),
        gate=_gate(request, found, stage),
        line=StatusLine(done, len(stage.parties), _("antwoorden binnen")),
        outcomes=_outcomes(found, stage),
        maps=answer_maps(stage),
        matrix=_matrix(request, found, stage),
    )


def _facts(request: Request, found: Standing, stage: StageStanding) -> DefinitionList:
    items = [
        Definition(_("Wat er gebeurt"), role_words(stage.role)),
        Definition(_("Akkoord als"), rule_words(stage.rule)),
    ]
    if due := deadline(request, found, stage):
        items.append(due)
    return DefinitionList(tuple(items))


def _gate(request: Request, found: Standing, stage: StageStanding) -> Notice | None:
    if stage.gate.motive:
        facts = {"motive": stage.gate.motive, "number": stage.after}
        return Notice(_("Er is niet gewacht op stap %(number)s. Motivering: %(motive)s") % facts, "warning")
    if stage.gate.is_open:
        return None
    facts = {"number": stage.after, "labels": in_a_row(stage.gate.labels)}
    override = Action(_("Laat deze stap toch beginnen"), override_address(found.code, stage.number))
    may = found.is_sent and may_write_proposals(request.actor)
    text = _("Deze stap wacht op stap %(number)s, punt %(labels)s.") % facts
    return Notice(text, action=override if may else None)


def _outcomes(found: Standing, stage: StageStanding) -> Table:
    """Per point what it means here, how many said what, and the outcome with its arithmetic."""
    points = {point.label: point for point in found.points}
    rows: list[Row] = [
        {
            "label": label,
            "asked": str(MEANINGS[meaning(points[label].kind, stage.role)]),
            "counts": roll_up(stage.outcomes[label]),
            "outcome": outcome_status(stage.outcomes[label]),
            "sum": arithmetic(stage.outcomes[label]),
        }
        for label in stage.labels
    ]
    columns = [
        Column("label", _("Punt")),
        Column("asked", _("Wat het hier betekent")),
        Column("counts", _("Antwoorden")),
        Column("outcome", _("Uitkomst"), "status"),
        Column("sum", _("Zo geteld")),
    ]
    return plain_table(
        name=f"uitkomst-{stage.number}", caption=_("Uitkomst per punt"), columns=columns, rows=rows
    )


def _matrix(request: Request, found: Standing, stage: StageStanding) -> Table:
    columns = [
        Column("party", _("Wie"), "link"),
        *(
            Column(f"point_{label}", _("Punt %(label)s") % {"label": label}, "status")
            for label in stage.labels
        ),
        Column("remarks", _("Kanttekening of bezwaar")),
        Column("decided_on", _("Besloten op"), "date"),
    ]
    if may_record(request.actor, stage) and found.is_sent:
        columns.append(Column("record", _("Vastleggen"), "link", url_key="record_url"))
    rows = [_party_cells(request, found, stage, party) for party in stage.parties]
    return plain_table(name=f"matrix-{stage.number}", caption=_("Wie wat vindt"), columns=columns, rows=rows)


def _party_cells(request: Request, found: Standing, stage: StageStanding, party: Party) -> Row:
    cells = {label: stage.cells.get((party.key, label)) for label in stage.labels}
    answered = [cell for cell in cells.values() if cell]
    may = may_answer(request.actor, party) and not found.is_closed(stage, party)
    remarks = "; ".join(f"{label}: {cell.text}" for label, cell in cells.items() if cell and cell.text)
    row: dict[str, object] = {
        "party": party.name,
        "url": body_address(party.body_code)
        if party.body_code
        else organisation_address(party.organisation_code),
        "remarks": remarks if request.actor.is_in_network else "",
        "decided_on": max((cell.decided_on for cell in answered), default=None),
        "record": _("leg vast") if may else "",
        "record_url": position_address(found.code, party.consultation_id) if may else "",
    }
    for label, cell in cells.items():
        asked = label in party.labels
        row[f"point_{label}"] = (
            answer_status(cell.answer if cell else None) if asked else Status(_("n.v.t."), "neutral")
        )
    return row
