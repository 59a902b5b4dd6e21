"""The list of proposals, and one proposal: its text, its points, and how it stands at every stage."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.core import clock
from noaber.core.addresses import with_dates
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.closing_words import course_status
from noaber.decisions.markup import without_marks
from noaber.decisions.models import Classification
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.queries.proposals.matrix import PointRow, Standing
from noaber.decisions.queries.proposals.origins import origins
from noaber.decisions.queries.proposals.papers import attachments_of, inserts_of
from noaber.decisions.queries.proposals.prerequisites import beside_proposal, lasting_warnings
from noaber.decisions.queries.proposals.proposal import ProposalRow, proposal, proposals
from noaber.decisions.rules.closing import Closing, Course
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.proposals.links import list_links, proposal_links
from noaber.decisions.views.proposals.own_turns import own_turns
from noaber.decisions.views.proposals.parts import (
    changed_notice,
    course_notice,
    shown_attachments,
    shown_inserts,
    shown_texts,
)
from noaber.decisions.views.proposals.stages import shown_stage
from noaber.decisions.views.proposals.told import told_notice
from noaber.decisions.views.remarks.notes import remarks_on
from noaber.decisions.views.remarks.words import count_line
from noaber.decisions.words import kind_words
from noaber.network.api import KIND_WORDS

CRUMB = "/voorstellen/"


@public
def proposal_list(request: Request) -> HttpResponse:
    """What is or was before the bodies and organisations of the network."""
    asof = asof_of(request)
    courses, found = closings(asof), proposals(request.actor, asof if asof.is_asked else None)
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
        rows=[_cells(row, courses.get(row.code, Closing(Course.DRAFT)), asof) for row in found],
        empty_text=_("Er is nog geen voorstel verstuurd."),
    )
    intro = _("Wat aan de overleggen en organisaties is voorgelegd, en wat zij daarvan vinden.")
    actions = () if asof.is_asked else list_links(request)
    heading = PageHeading(_("Voorstellen"), intro=intro, actions=actions)
    context = {"heading": heading, "asof": asof_bar(asof, request.GET.dict())}
    return table.respond(request, "decisions/proposal_list.html", context)


def _cells(row: ProposalRow, closing: Closing, asof: AsOf) -> Row:
    return {
        "title": row.title,
        "url": with_dates(proposal_address(row.code), asof),
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


@public
def proposal_page(request: Request, code: str) -> HttpResponse:
    """One proposal with its matrix; a draft only for who writes proposals."""
    asof = asof_of(request)
    found = proposal(request.actor, code, asof)
    if found is None:
        raise Http404
    remarks, is_today = remarks_on(request, found), not asof.is_asked
    context = {
        **_head(request, found, asof),
        **_texts(found),
        "asof": asof_bar(asof, request.GET.dict()),
        "untold": told_notice(request, found) if is_today else None,
        "changed": changed_notice(request, found) if is_today else None,
        "turns": own_turns(request, found) if is_today else [],
        "warnings": _warnings(request, found, asof),
        "origins": DefinitionList(tuple(origins(request.actor, code, asof))),
        "stages": [shown_stage(request, found, each, remarks, is_today=is_today) for each in found.stages],
        "remarks_line": count_line(code, (row.state for row in remarks)),
    }
    return render(request, "decisions/proposal.html", context)


def _warnings(request: Request, found: Standing, asof: AsOf) -> list[Notice]:
    """What rooms above warn about; what is to be done about it is for who writes proposals."""
    is_writer = bool(may_write_proposals(request.actor))
    told = [beside_proposal(found.code, asof), *lasting_warnings(found, is_writer=is_writer)]
    return [Notice(text, "warning") for text in told if text]


def _head(request: Request, found: Standing, asof: AsOf) -> dict[str, object]:
    """What it is, what became of it, and where one can go from here."""
    links = proposal_links(request, found, is_today=not asof.is_asked)
    return {
        "heading": PageHeading(found.title, kicker=_("Voorstel"), intro=_intro(found), actions=links),
        "breadcrumbs": [NavItem(_("Voorstellen"), CRUMB), NavItem(found.title, "", is_current=True)],
        "course": course_notice(request, found, asof),
        "note": _note(found),
        "files": [
            Action(_("Als PDF"), f"{proposal_address(found.code)}oplegnotitie.pdf"),
            Action(_("Om te bewerken (ODT)"), f"{proposal_address(found.code)}oplegnotitie.odt"),
        ],
    }


def _texts(found: Standing) -> dict[str, object]:
    """What is asked, and the oplegnotitie with all that goes with it."""
    return {
        "points": [_shown_point(point) for point in found.points],
        "facts": _facts(found),
        "texts": shown_texts(found),
        "attachments": shown_attachments(attachments_of(found.version_id) if found.has_attachments else ()),
        "inserts": shown_inserts(inserts_of(found)),
    }


def _intro(found: Standing) -> str:
    facts = {"sender": found.sender, "addressee": found.addressee, "day": long_date(found.dated_on)}
    return _("Van %(sender)s, voor %(addressee)s, %(day)s.") % facts


def _facts(found: Standing) -> DefinitionList:
    """The head of the oplegnotitie."""
    items = [
        Definition(_("Steller"), found.author),
        Definition(_("Portefeuillehouder"), found.portfolio_holder),
        Definition(_("Vertrouwelijkheid"), str(Classification(found.classification).label)),
    ]
    return DefinitionList(tuple(item for item in items if item.value))


def _note(found: Standing) -> str:
    """Which text this is: what a body saw can be told from what was adopted (R60)."""
    if found.sent_at is None:
        return _("Concept: nog niet verstuurd.")
    day = long_date(clock.day_of(found.sent_at))
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
    return ShownPoint(point.label, kind_words(point.kind), without_marks(point.text), "; ".join(parts))


def _kinds(kinds: tuple[str, ...]) -> str:
    return in_a_row(str(KIND_WORDS.get(kind, kind)) for kind in kinds)
