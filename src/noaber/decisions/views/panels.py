"""What decisions adds to the page of an organisation: what it was asked, and what it answered."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Panel
from noaber.decisions.forwarding_words import organ_words
from noaber.decisions.queries.answers.given import AskedPoint, asked_of_organisations
from noaber.decisions.queries.proposals.successors import predecessors_of
from noaber.decisions.views.places import follow_up_address, proposal_address
from noaber.decisions.words import answer_status
from noaber.network.api import last_names

TABLE = "core/components/table_panel.html"


def decisions_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """A line per point; for the network with the way to its own decision and the papers for it."""
    before = predecessors_of(code, asof)
    asked = asked_of_organisations(actor, (code, *before), asof)
    if not asked:
        return None
    columns = [
        Column("title", _("Voorstel"), "link"),
        Column("label", _("Punt")),
        Column("organ", _("Wie besluit")),
        Column("due_on", _("Uiterlijk"), "date"),
        Column("answer", _("Besluit"), "status"),
        Column("decided_on", _("Besloten op"), "date"),
    ]
    has_papers = actor.is_in_network and any(row.is_follow_up for row in asked)
    if has_papers:
        columns.append(Column("papers", _("Stukken"), "link", url_key="papers_url"))
    names = last_names(before) if before else {}
    table = plain_table(
        name="besluiten",
        caption=_("Wat is gevraagd, en wat is besloten"),
        columns=columns,
        rows=[_cells(actor, code, names, row) for row in asked],
        is_caption_shown=False,
    )
    return Panel(_("Besluiten"), TABLE, table)


def _cells(actor: Actor, code: str, names: Mapping[str, str], row: AskedPoint) -> Row:
    """`names`: of those from which a merged municipality came; their papers stand on one page."""
    has_papers = actor.is_in_network and row.is_follow_up
    label = _("%(label)s (voor %(name)s)") % {
        "label": row.label,
        "name": names.get(row.organisation, row.organisation),
    }
    return {
        "title": row.title,
        "url": proposal_address(row.proposal_code),
        "label": row.label if row.organisation == code else label,
        "organ": organ_words(row.organ),
        "due_on": row.due_on,
        "answer": Status(_("ingetrokken"))
        if row.is_withdrawn and not row.answer
        else answer_status(row.answer, row.role, is_lapsed=row.is_lapsed),
        "decided_on": row.decided_on,
        "papers": _("voorstel en bladzijde") if has_papers else "",
        "papers_url": follow_up_address(row.proposal_code, code) if has_papers else "",
    }
