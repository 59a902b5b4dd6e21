"""What the network decided, for everyone: adopted decisions of public proposals, in plain words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import format_number, in_a_row, long_date, sort_key
from noaber.decisions.closing_words import course_sentence
from noaber.decisions.decided_words import decided_status, deciding_stage
from noaber.decisions.markup import without_marks
from noaber.decisions.queries.adopted import (
    AdoptedRow,
    Document,
    adopted,
    adopted_decision,
    adopters,
    documents,
)
from noaber.decisions.queries.proposals.closing import closing_of
from noaber.decisions.queries.proposals.matrix import PointRow, StageStanding, Standing
from noaber.decisions.queries.proposals.prerequisites import beside_proposal
from noaber.decisions.queries.proposals.put_right import righted
from noaber.decisions.righted_words import righted_words
from noaber.decisions.views.adopted.places import DECISIONS, OPEN_DATA, decision_address, open_data_address
from noaber.decisions.views.adopted.words import (
    adopted_in_words,
    capitalised,
    consequence,
    counts_at,
    stage_status,
)
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.proposals.parts import linked_title
from noaber.decisions.views.versions.older_texts import older_text_notices
from noaber.decisions.words import role_words

KILO: Final = 1000


@public
def decision_list(request: Request) -> HttpResponse:
    """Every adopted decision, the newest first."""
    found = adopted(AsOf(request.today))
    intro = _("Wat het netwerk heeft vastgesteld, wie dat deed en wanneer. Iedereen mag dit lezen.")
    nothing = EmptyState(
        _("Er is nog geen besluit vastgesteld"),
        _("Zodra een openbaar voorstel is vastgesteld, staat het hier, met de stukken."),
        Action(_("Bekijk de voorstellen"), "/voorstellen/"),
    )
    context = {
        "heading": PageHeading(_("Besluiten"), intro=intro),
        "open_data": OPEN_DATA,
        "nothing": None if found else nothing,
    }
    return _table(request, found).respond(request, "decisions/decided.html", context)


def _table(request: Request, found: Sequence[AdoptedRow]) -> Table:
    rows = [_cells(row) for row in found]
    return list_table(
        request.GET,
        name="besluiten",
        caption=_("Besluiten"),
        columns=[
            Column("title", _("Besluit"), "link"),
            Column("points", _("Wat er is vastgesteld"), is_sortable=False),
            Column("adopted_by", _("Door")),
            Column("adopted_on", _("Vastgesteld op"), "date"),
        ],
        rows=rows,
        filters=[
            TextFilter(("title", "points", "adopted_by", "sender")),
            ChoiceFilter("year", _("Jaar"), "jaar", _choices(rows, "year")[::-1]),
            ChoiceFilter("adopted_by", _("Vastgesteld door"), "door", _choices(rows, "adopted_by")),
        ],
        empty_text=_("Er is nog geen besluit vastgesteld."),
    )


def _choices(rows: list[Row], key: str) -> tuple[tuple[str, str], ...]:
    return tuple((value, value) for value in sorted({str(row[key]) for row in rows}, key=sort_key))


def _cells(row: AdoptedRow) -> Row:
    return {
        "title": row.title,
        "url": decision_address(row.code),
        "points": " ".join(row.points),
        "sender": row.sender,
        "adopted_by": in_a_row(row.adopted_by),
        "adopted_on": row.adopted_on,
        "year": str(row.adopted_on.year),
    }


@dataclass(frozen=True, slots=True)
class DecidedPoint:
    """A point with what became of it, what that means, and per stage how many said what."""

    label: str
    text: str
    status: Status | None
    consequence: str
    counts: list[str]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A file to fetch, with what kind it is and how large."""

    title: str
    url: str
    note: str


@public
def decision_page(request: Request, code: str) -> HttpResponse:
    """One adopted decision; anything else is not here, whoever asks."""
    found = adopted_decision(code, AsOf(request.today))
    on = found.adopted_on if found else None
    if found is None or on is None:
        raise Http404
    names = tuple(party.name for party in adopters(found))
    actions = (
        Action(_("Het hele voorstel"), proposal_address(code)),
        Action(_("Als open data (JSON)"), open_data_address(code)),
    )
    intro = adopted_in_words(names, on)
    context = {
        "heading": PageHeading(found.title, kicker=_("Besluit"), intro=intro, actions=actions),
        "breadcrumbs": [NavItem(_("Besluiten"), DECISIONS), NavItem(found.title, "", is_current=True)],
        "points": [_decided_point(found, point) for point in found.points],
        "texts": [
            *older_text_notices(request, found),
            *_told(found, AsOf(request.today)),
            *_righted(found),
        ],
        "facts": _facts(found, names, on, _without_plan(request, found)),
        "route": Timeline(tuple(_route(found)), _("De weg van dit besluit")),
        "documents": [_shown(document) for document in documents(found)],
    }
    return render(request, "decisions/decision.html", context)


def _told(found: Standing, asof: AsOf) -> list[Notice]:
    """What rooms above tell everyone of it."""
    text = beside_proposal(found.code, asof)
    return [Notice(text, "warning")] if text else []


def _righted(found: Standing) -> list[Notice]:
    """What was put right since, and when; why is for the network."""
    text = righted_words(righted(found))
    return [Notice(text, "neutral")] if text else []


def _decided_point(found: Standing, point: PointRow) -> DecidedPoint:
    stage = deciding_stage(found, point.label)
    status = decided_status(point.kind, stage, point.label) if stage else None
    return DecidedPoint(
        point.label, without_marks(point.text), status, consequence(found, point), counts_at(found, point)
    )


def _without_plan(request: Request, found: Standing) -> tuple[Definition, ...]:
    """That the plan beside it was not adopted with it, where that is so (R13)."""
    closing = closing_of(found, AsOf(request.today))
    if not closing.is_apart:
        return ()
    text = course_sentence(closing, linked_title(request, closing.linked), is_writer=False)
    return (Definition(_("Gekoppeld plan"), text),)


def _facts(
    found: Standing, names: tuple[str, ...], on: dt.date, without_plan: tuple[Definition, ...]
) -> DefinitionList:
    return DefinitionList(
        (
            Definition(_("Vastgesteld door"), in_a_row(names)),
            Definition(_("Vastgesteld op"), long_date(on)),
            Definition(_("Voorgesteld door"), found.sender),
            Definition(_("Voorgelegd aan"), found.addressee),
            Definition(
                _("Kenmerk van de tekst"),
                found.content_hash[:12],
                note=_("Versie %(number)s van het voorstel.") % {"number": found.number},
            ),
            *without_plan,
        )
    )


def _route(found: Standing) -> list[TimelineEvent]:
    """From sending to the last own decision, in order of days; what is not complete yet is ahead, and comes last."""
    sent_on = clock.day_of(found.sent_at) if found.sent_at else found.dated_on
    text = _("Van %(sender)s, aan %(addressee)s.") % {"sender": found.sender, "addressee": found.addressee}
    events = [TimelineEvent(sent_on, _("Het voorstel is verstuurd"), text)]
    for stage in found.stages:
        events += _steps(stage)
    return sorted(events, key=lambda event: (event.is_ahead, event.on))


def _steps(stage: StageStanding) -> list[TimelineEvent]:
    events = []
    if stage.gate.motive and stage.gate.since:
        title = _("Er is niet gewacht op stap %(number)s") % {"number": stage.after}
        events.append(TimelineEvent(stage.gate.since, title, _("Dat is met een motivering besloten.")))
    last = max((cell.decided_on for cell in stage.cells.values()), default=None)
    done = stage.decided(stage.parties)
    is_running = any(stage.open_labels(party) for party in stage.parties)
    facts = {
        "done": format_number(done),
        "total": format_number(len(stage.parties)),
        "role": role_words(stage.role),
    }
    number = 1 if len(stage.parties) == 1 else done
    heard = ngettext(
        "%(done)s van %(total)s heeft geantwoord (%(role)s).",
        "%(done)s van %(total)s hebben geantwoord (%(role)s).",
        number,
    )
    decided = ngettext("%(done)s van %(total)s besloot.", "%(done)s van %(total)s besloten.", number)
    text = (heard if stage.is_hearing else decided) % facts
    step = TimelineEvent(last or dt.date.max, capitalised(stage.title), text, status=stage_status(stage))
    if is_running:
        events.append(replace(step, on=stage.due_on or dt.date.max, is_ahead=True, when=_until(stage)))
    elif last:
        events.append(step)
    return events


def _until(stage: StageStanding) -> str:
    """Of what has no day of its own yet: that it is under way, or waits, and until when."""
    if not stage.gate.is_open:
        return _("nog niet begonnen")
    return _("loopt, uiterlijk %(day)s") % {"day": long_date(stage.due_on)} if stage.due_on else _("loopt")


def _shown(document: Document) -> ShownDocument:
    ending = document.file_name.rpartition(".")[2].upper()
    size = format_number(max(1, document.size // KILO))
    return ShownDocument(document.title, f"/bestanden/{document.file_id}/", f"{ending}, {size} kB")
