"""One stage with everyone who is asked, to search, sort and download; and what one party answered over time."""

import uuid
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import NavItem, PageHeading
from noaber.core.components.moments import about_moments
from noaber.core.components.table import KEPT_KEYS, Table, list_table
from noaber.core.requests import Request, asof_of, public
from noaber.decisions.queries.answers.history import HistoryRow, history_of
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal
from noaber.decisions.queries.proposals.successors import present_name
from noaber.decisions.views.answers.rectifying import rectify_action
from noaber.decisions.views.answers.taking_back import take_back_action
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.proposals.maps import answer_maps
from noaber.decisions.views.proposals.parts import adopting_notice
from noaber.decisions.views.proposals.stage_folds import ALL, folds, head_of
from noaber.decisions.views.proposals.stages import (
    gate_notice,
    matrix_columns,
    matrix_rows,
    outcome_table,
    shows_proof,
    stage_facts,
)
from noaber.decisions.words import answer_status


@public
def stage_page(request: Request, code: str, number: int) -> HttpResponse:
    """Everyone who is asked at a stage."""
    asof = asof_of(request)
    found = proposal(request.actor, code, asof)
    stage = next((each for each in found.stages if each.number == number), None) if found else None
    if found is None or stage is None:
        raise Http404
    context = {
        "heading": PageHeading(stage.title, kicker=_("Stap %(number)s") % {"number": stage.number}),
        "breadcrumbs": _crumbs(found, stage.title),
        "asof": asof_bar(asof, request.GET.dict()),
        "facts": stage_facts(stage),
        "course": adopting_notice(request, found, stage, asof),
        "gate": gate_notice(request, found, stage, is_today=not asof.is_asked),
        "outcomes": outcome_table(found, stage),
        "maps": answer_maps(stage),
    }
    table = _everyone(request, found, stage, is_today=not asof.is_asked)
    parts = () if table.file_format else folds(request, stage, table.columns, table.data)
    context |= {"folds": parts, "all": f"{ALL}{_dates(request)}", "head": head_of(table) if parts else table}
    return table.respond(request, "decisions/stage.html", context)


def _dates(request: Request) -> str:
    """The day that is asked for stays in the address."""
    kept = {key: request.GET[key] for key in KEPT_KEYS if request.GET.get(key)}
    return f"&{urlencode(kept)}" if kept else ""


def _crumbs(found: Standing, title: str) -> list[NavItem]:
    return [
        NavItem(_("Voorstellen"), "/voorstellen/"),
        NavItem(found.title, proposal_address(found.code)),
        NavItem(title, "", is_current=True),
    ]


def _everyone(request: Request, found: Standing, stage: StageStanding, *, is_today: bool) -> Table:
    who, *others = matrix_columns(request, found, stage, is_today=is_today)
    rows = matrix_rows(request, found, stage)
    answers = [
        ChoiceFilter(f"point_{label}", _("Punt %(label)s") % {"label": label}, f"punt-{label}")
        for label in stage.labels
    ]
    if shows_proof(request, stage):
        answers.append(ChoiceFilter("proof", _("Bewijs"), "bewijs"))
    return list_table(
        request.GET,
        name=f"stap-{stage.number}",
        caption=_("Wie wat vindt"),
        columns=[who, Column("district", _("District")), *others],
        rows=rows,
        filters=[
            TextFilter(("party", "remarks")),
            ChoiceFilter("district", _("District"), "district"),
            *answers,
        ],
        empty_text=_("In deze stap wordt niemand iets gevraagd."),
    )


def history_page(request: Request, code: str, key: uuid.UUID) -> HttpResponse:
    """Everything that one party ever answered on this proposal; for the network."""
    asof = AsOf(request.today)
    found = proposal(request.actor, code, asof) if request.actor.is_in_network else None
    place = _place(found, key) if found else None
    if found is None or place is None:
        raise Http404
    stage, party = place
    title = _("Standpunten van %(name)s") % {"name": party.name}
    intro = _("Alles wat is vastgelegd, het nieuwste eerst. Wat er eenmaal staat, verandert niet meer.")
    table = list_table(
        request.GET,
        name=f"standpunten-{party.body_code or party.organisation_code}",
        caption=_("Standpunten"),
        columns=_columns(has_successor=bool(party.successors)),
        rows=[
            {**_cells(row, stage), "on_behalf_of": party.name, "decided_by": _decided_by(party, row)}
            for row in history_of(key, asof)
        ],
        empty_text=_("Er is nog niets vastgelegd."),
        notes=about_moments(),
    )
    ways = (take_back_action(request, found, stage, party), rectify_action(request, found, stage, party))
    heading = PageHeading(title, kicker=found.title, intro=intro, actions=tuple(filter(None, ways)))
    context = {"heading": heading, "breadcrumbs": _crumbs(found, title)}
    return table.respond(request, "decisions/proposals.html", context)


def _place(found: Standing, key: uuid.UUID) -> tuple[StageStanding, Party] | None:
    places = ((stage, party) for stage in found.stages for party in stage.parties)
    return next((place for place in places if place[1].consultation_id == key), None)


def _decided_by(party: Party, row: HistoryRow) -> str:
    """Whose decision it is: from a merger on, of what went on in its place on that day."""
    if not party.successors:
        return party.name
    return present_name(party.organisation_code, row.decided_on) or party.name


def _columns(*, has_successor: bool) -> list[Column]:
    decided_by = [Column("decided_by", _("Besloten door"))] if has_successor else []
    return [
        *decided_by,
        Column("label", _("Punt")),
        Column("answer", _("Standpunt"), "status"),
        Column("text", _("Kanttekening of reden")),
        Column("decided_on", _("Besloten op"), "date"),
        Column("on_version", _("Op versie"), "number"),
        Column("evidence", _("Vindplaats"), url_key="evidence_url"),
        Column("document", _("Document"), url_key="document_url"),
        Column("recorded_at", _("Vastgelegd op"), "moment"),
        Column("recorded_by", _("Vastgelegd door")),
        Column("on_behalf_of", _("Namens")),
    ]


def _cells(row: HistoryRow, stage: StageStanding) -> Row:
    is_link = row.evidence.startswith(("https://", "http://"))
    return {
        "label": row.label,
        "answer": answer_status(row.answer, stage.role),
        "text": row.text,
        "decided_on": row.decided_on,
        "on_version": row.on_version,
        "evidence": row.evidence,
        "evidence_url": row.evidence if is_link else "",
        "document": row.document,
        "document_url": row.document_url,
        "recorded_at": row.recorded_at,
        "recorded_by": _who(row),
    }


def _who(row: HistoryRow) -> str:
    """By the account, which is called after its function; an assistant with whom it was done for."""
    name = row.recorded_by or _("het systeem")
    if row.recorded_for:
        name = _("%(name)s, voor %(principal)s") % {"name": name, "principal": row.recorded_for}
    if row.reported_by:
        name = _("%(name)s, gemeld door %(reporter)s") % {"name": name, "reporter": row.reported_by}
    return name
