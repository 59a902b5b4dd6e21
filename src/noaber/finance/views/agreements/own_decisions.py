"""Which parties decided for themselves on what an agreement asks, when, and where that is kept (R45)."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.addresses import proposal_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.status import Status
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Panel
from noaber.core.rules.dutch import format_number
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.own_decisions import OwnDecision, own_decisions

TABLE: Final = "core/components/table_panel.html"


def own_decisions_panels(actor: Actor, found: AgreementRow, asof: AsOf) -> list[Panel]:
    """None when nothing asks for an own decision, or for who may not read them."""
    rows = own_decisions(actor, found, asof)
    if not rows:
        return []
    columns = [
        Column("name", _("Partij"), "link"),
        Column("state", _("Eigen besluit"), "status"),
        Column("decided_on", _("Besloten op"), "date"),
        Column("evidence", _("Bewijs")),
    ]
    cells = [_row(each, found.terms.decided_by) for each in rows]
    facts = {
        "bound": format_number(sum(each.is_bound for each in rows)),
        "whole": format_number(len(rows)),
    }
    intro = _("%(bound)s van %(whole)s partijen besloten zelf om mee te doen.") % facts
    title = _("Eigen besluiten")
    table = plain_table(
        name="eigen-besluiten", caption=title, columns=columns, rows=cells, is_caption_shown=False
    )
    return [Panel(title, TABLE, table, intro=intro)]


def _row(each: OwnDecision, proposal: str) -> Row:
    return {
        "name": each.name,
        "url": f"{proposal_address(proposal)}verplichtingen/{each.party}/",
        "state": _status(each),
        "decided_on": each.decided_on,
        "evidence": each.evidence,
    }


def _status(each: OwnDecision) -> Status:
    if each.is_bound:
        return Status(_("doet mee"), "ok")
    return (
        Status(_("doet niet mee"), "warning") if each.is_declined else Status(_("nog niet besloten"), "info")
    )
