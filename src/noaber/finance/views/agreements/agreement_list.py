"""All agreements that a reader may see, each with how far it is and a way to its own page."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.asof import AsOf
from noaber.core.components.columns import Column
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Panel
from noaber.core.requests import Request
from noaber.finance.queries.agreements.choosing import AgreementState, SeenAgreement, agreements_for, may_see
from noaber.finance.rules.rate_text import rate_in_words
from noaber.finance.views.places.agreements import CRUMB, of_agreement

TABLE: Final = "core/components/table_panel.html"


def list_panels(request: Request, asof: AsOf) -> list[Panel]:
    """One panel; none while there is one agreement only."""
    if len(may_see(request.actor, asof)) < 2:
        return []
    table = _table(agreements_for(request.actor, asof), asof)
    return [Panel(_("Alle afspraken over bijdragen"), TABLE, table)]


def _table(seen: Sequence[SeenAgreement], asof: AsOf) -> Table:
    columns = [
        Column("title", _("Afspraak"), "link"),
        Column("years", _("Jaren")),
        Column("rate", _("Tarief per inwoner")),
        Column("proposed_on", _("Voorgesteld op"), "date"),
        Column("state", _("Stand"), "status"),
    ]
    rows = [
        {
            "title": each.row.terms.title,
            "url": of_agreement(CRUMB, each.row.code, asof),
            "years": f"{each.row.terms.first_year}-{each.row.terms.last_year}",
            "rate": rate_in_words(each.row.terms.rate),
            "proposed_on": each.row.terms.proposed_on,
            "state": _status(each.state),
        }
        for each in seen
    ]
    return plain_table(
        name="afspraken", caption=_("Alle afspraken"), columns=columns, rows=rows, is_caption_shown=False
    )


def _status(state: AgreementState) -> Status:
    return {
        AgreementState.DRAFT: Status(_("voorstel nog niet verstuurd"), "neutral"),
        AgreementState.LAPSED: Status(_("vervallen"), "neutral"),
        AgreementState.PROPOSED: Status(_("voorgesteld"), "info"),
        AgreementState.ADOPTED: Status(_("vastgesteld"), "ok"),
        AgreementState.PAST: Status(_("eerder"), "neutral"),
    }[state]
