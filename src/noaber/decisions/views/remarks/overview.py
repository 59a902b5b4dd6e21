"""The remarks on a proposal: who said what, whose they are, and what was answered."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import may_fill_in, require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.decisions.access import may_assign_remarks, may_read_remarks
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.proposal import ProposalRow, proposals
from noaber.decisions.queries.remarks import RemarkRow, remarks
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.views.places import proposal_address
from noaber.decisions.views.remarks.places import owners_address, remark_address, reply_note_address
from noaber.decisions.views.remarks.words import count_line, effect_words, state_status
from noaber.decisions.words import answer_status

KEPT = ("stap", "punt", "eigenaar", "stand")
NOBODY = "–"


def readable_proposal(request: Request, code: str) -> ProposalRow:
    """The proposal, for who may read its remarks; for anyone else there is nothing here."""
    found = next((row for row in proposals(request.actor) if row.code == code), None)
    if found is None:
        raise Http404
    require(may_read_remarks(request.actor))
    return found


def crumbs(found: ProposalRow | Standing, *more: NavItem) -> list[NavItem]:
    start = [NavItem(_("Voorstellen"), "/voorstellen/"), NavItem(found.title, proposal_address(found.code))]
    return [*start, *more]


def remark_list(request: Request, code: str) -> HttpResponse:
    """Every remark on one proposal, to search, sort and download."""
    found = readable_proposal(request, code)
    rows = remarks(request.actor, code, AsOf(request.today))
    title = _("Kanttekeningen")
    intro = _(
        "Wat overleggen en organisaties erbij zeiden, wie het beantwoordt, en wat het met de tekst doet."
    )
    context = {
        "heading": PageHeading(title, kicker=found.title, intro=intro, actions=_actions(request, code, rows)),
        "breadcrumbs": crumbs(found, NavItem(title, "", is_current=True)),
        "line": count_line(code, (row.state for row in rows)),
        "notice": _without_owner(request, code, rows),
    }
    return _table(request, rows).respond(request, "decisions/remarks.html", context)


def _actions(request: Request, code: str, rows: Sequence[RemarkRow]) -> tuple[Action, ...]:
    if not rows:
        return ()
    note = [
        Action(_("Nota van beantwoording (PDF)"), reply_note_address(code, "pdf")),
        Action(_("Nota om te bewerken (ODT)"), reply_note_address(code, "odt")),
    ]
    if not may_fill_in(may_assign_remarks(request.actor)):
        return tuple(note)
    chosen = {key: request.GET.get(key, "") for key in KEPT}
    return Action(_("Kies een eigenaar"), owners_address(code, **chosen), "primary"), *note


def _without_owner(request: Request, code: str, rows: Sequence[RemarkRow]) -> Notice | None:
    """For who hands them out: how many nobody has to answer."""
    number = sum(row.owner is None and row.state is RemarkState.OPEN for row in rows)
    if not number or not may_fill_in(may_assign_remarks(request.actor)):
        return None
    text = ngettext(
        "Van %(number)s open kanttekening is nog niet gekozen wie haar beantwoordt.",
        "Van %(number)s open kanttekeningen is nog niet gekozen wie ze beantwoordt.",
        number,
    ) % {"number": number}
    return Notice(
        text, "warning", action=Action(_("Kies een eigenaar"), owners_address(code, eigenaar=NOBODY))
    )


def _table(request: Request, rows: Sequence[RemarkRow]) -> Table:
    states = [(state.value, state_status(state).label) for state in RemarkState]
    return list_table(
        request.GET,
        name="kanttekeningen",
        caption=_("Kanttekeningen en bezwaren"),
        columns=_columns(has_versions=len({row.on_version for row in rows}) > 1),
        rows=[_cells(row) for row in rows],
        filters=[
            TextFilter(("party", "text", "owner", "answer")),
            ChoiceFilter("stage", _("Stap"), "stap"),
            ChoiceFilter("label", _("Punt"), "punt"),
            ChoiceFilter("owner", _("Eigenaar"), "eigenaar"),
            ChoiceFilter("state", _("Stand"), "stand", tuple(states)),
        ],
        empty_text=_("Niemand maakte een kanttekening of bezwaar."),
    )


def _columns(*, has_versions: bool) -> list[Column]:
    """On screen what people compare, also on which text it was said where there were more; the download has all."""
    return [
        Column("party", _("Wie"), "link"),
        Column("label", _("Punt")),
        Column("text", _("Kanttekening of bezwaar")),
        Column("kind", _("Soort"), is_on_screen=False),
        Column("stage", _("Stap"), is_on_screen=False),
        Column("on_version", _("Over versie"), "number", is_on_screen=has_versions),
        Column("decided_on", _("Besloten op"), "date", is_on_screen=False),
        Column("owner", _("Eigenaar")),
        Column("state_words", _("Stand"), "status"),
        Column("answer", _("Antwoord")),
        Column("effect", _("Gevolg voor de tekst")),
        Column("in_version", _("In versie"), "number", is_on_screen=False),
    ]


def _cells(row: RemarkRow) -> Row:
    reply = row.reply
    return {
        "party": row.party_name,
        "url": remark_address(row.proposal_code, row.id),
        "label": row.label,
        "text": row.text,
        "kind": answer_status(row.answer, row.role).label,
        "stage": row.stage_title,
        "on_version": row.on_version,
        "decided_on": row.decided_on,
        "owner": row.owner.shown if row.owner else NOBODY,
        "state": row.state.value,
        "state_words": state_status(row.state),
        "answer": reply.answer if reply else "",
        "effect": effect_words(reply),
        "in_version": reply.in_version if reply and reply.is_sent else None,
    }
