"""What is missing to make the documents of a run: at whom, and on which page who looks at it can mend it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor, may_fill_in
from noaber.core.components.columns import Column, Row
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Notice, Panel
from noaber.core.rules.dutch import format_number
from noaber.finance.access import may_set_billing
from noaber.finance.queries.billing.before_issue import BeforeIssue
from noaber.finance.queries.billing.runs import RunRow
from noaber.finance.rules.invoices.preflight import Lack, Place, place_of
from noaber.finance.views.places.billing import HOST, buyer_address, terms_address
from noaber.network.api import may_change_something_of

TABLE: Final = "core/components/table_panel.html"
MOST_NAMED: Final = 30


class Mending(NamedTuple):
    """Where something is mended; no address: this actor cannot, and `label` says who can."""

    label: str
    url: str = ""


def lacks_notices(before: BeforeIssue | None) -> list[Notice]:
    """How many data are missing."""
    count = len(_unique(before))
    if not count:
        return []
    title = ngettext(
        "Er ontbreekt %(count)s gegeven. Zonder dat kan er geen factuur worden gemaakt.",
        "Er ontbreken %(count)s gegevens. Zonder die kan er geen enkele factuur worden gemaakt.",
        count,
    ) % {"count": format_number(count)}
    return [Notice(_("Hieronder staat wat er ontbreekt en waar u dat aanvult."), "warning", title)]


def lacks_panels(actor: Actor, run: RunRow, before: BeforeIssue | None) -> list[Panel]:
    """Every datum that is missing, with the organisation it is missing at and the page to mend it."""
    found = _unique(before)
    if not found:
        return []
    columns = [
        Column("organisation", _("Bij wie")),
        Column("message", _("Wat")),
        Column("mending", _("Waar aan te vullen"), url_key="url"),
    ]
    rows = [_row(lack, _mending(actor, run, lack)) for lack in found[:MOST_NAMED]]
    more = len(found) - MOST_NAMED
    notes = [_("En nog %(count)s.") % {"count": format_number(more)}] if more > 0 else []
    title = _("Wat er ontbreekt")
    table = plain_table(
        name="ontbreekt", caption=title, columns=columns, rows=rows, notes=notes, is_caption_shown=False
    )
    return [Panel(title, TABLE, table)]


def _unique(before: BeforeIssue | None) -> Sequence[Lack]:
    return list({str(lack): lack for lack in before.lacks}.values()) if before else []


def _row(lack: Lack, mending: Mending) -> Row:
    return {
        "organisation": lack.organisation or _("Beheerorganisatie"),
        "message": lack.message,
        "mending": mending.label,
        "url": mending.url,
    }


def _mending(actor: Actor, run: RunRow, lack: Lack) -> Mending:
    place, may_set = place_of(lack), may_fill_in(may_set_billing(actor))
    if place is Place.ORGANISATION:
        if may_change_something_of(actor, lack.code):
            return Mending(_("Gegevens van de organisatie"), f"/organisaties/{lack.code}/wijzigen/")
        return Mending(_("De controller of de coördinator kan dit aanvullen."))
    if place is Place.DOCUMENT:
        return Mending(_("Trek deze ronde in en reken opnieuw."))
    if not may_set:
        return Mending(_("De controller kan dit aanvullen."))
    if place is Place.HOST:
        return Mending(_("Beheerorganisatie"), HOST)
    if place is Place.BUYER:
        return Mending(_("Betaler"), buyer_address(lack.code))
    again = _("Hoe dit jaar wordt gefactureerd; trek daarna deze ronde in, want zij houdt de oude regels")
    return Mending(again, terms_address(run.agreement_code, run.year))
