"""What became of an invoice after it was made: reminders, a dispute, and how it was sent."""

from collections.abc import Iterator, Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.clock import day_of
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice, Panel
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_bank, may_remind
from noaber.finance.models import REMINDERS
from noaber.finance.queries.bank.entries import standing_entry_of
from noaber.finance.queries.dunning.reminders import DisputeRow, ReminderRow, dispute_on, reminders_of
from noaber.finance.queries.invoices.invoice import InvoiceRow
from noaber.finance.rules.invoices.invoice import DocumentKind
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.dunning import letter_address_of

TABLE: Final = "core/components/table_panel.html"


def course_panels(row: InvoiceRow) -> list[Panel]:
    """The log under an invoice; nothing while there is nothing to tell. One query."""
    found = reminders_of(row.number) if row.kind is DocumentKind.INVOICE else ()
    return [Panel(_("Herinneringen"), TABLE, _reminders(found))] if found else []


def _reminders(rows: Sequence[ReminderRow]) -> Table:
    columns = [
        Column("step", _("Stap"), "link"),
        Column("open", _("Nog open"), "money"),
        Column("sent_on", _("Verstuurd"), "date"),
        Column("pay_until", _("Te betalen voor"), "date"),
        Column("recipient", _("Aan")),
    ]
    cells: list[Row] = [
        {
            "step": str(REMINDERS[row.step]),
            "url": letter_address_of(row.number, row.step),
            "open": row.open_cents,
            "sent_on": row.sent_on,
            "pay_until": row.pay_until,
            "recipient": row.recipient or _("per brief"),
        }
        for row in rows
    ]
    return plain_table(
        name="herinneringen",
        caption=_("Herinneringen"),
        columns=columns,
        rows=cells,
        is_caption_shown=False,
    )


def dispute_of(row: InvoiceRow) -> DisputeRow | None:
    """The dispute that stands; one query."""
    if row.kind is not DocumentKind.INVOICE:
        return None
    return dispute_on(row.number)


def dispute_notices(actor: Actor, row: InvoiceRow, said: DisputeRow | None) -> list[Notice]:
    """That it is disputed and why, for whoever reads the invoice."""
    if said is None:
        return []
    facts = {"day": long_date(day_of(said.recorded_at)), "why": said.reason}
    text = _("Sinds %(day)s: %(why)s Er wordt niet herinnerd.") % facts
    way = invoice_address(row.number, "betwisting-opheffen/")
    action = Action(_("Hef de betwisting op"), way) if may_remind(actor) else None
    return [Notice(text, "warning", _("Deze factuur is betwist"), action=action)]


def overpaid_notices(actor: Actor, row: InvoiceRow) -> list[Notice]:
    """Money that stands on an invoice that asks it no more, with the way to it; a query when there is such money."""
    over = row.settlement.over_cents
    if not over or not may_read_bank(actor):
        return []
    key = standing_entry_of(row.number)
    text = _(
        "Maak de verrekening los. Daarna verrekent u het geld met een andere factuur of betaalt u het terug."
    )
    title = _("Op deze factuur staat %(over)s te veel betaald") % {"over": format_euro(over)}
    action = Action(_("Naar de betaling"), entry_address(key)) if key else None
    return [Notice(text, "warning", title, action=action)]


def dispute_actions(actor: Actor, row: InvoiceRow, said: DisputeRow | None) -> Iterator[Action]:
    """Only of what still asks something."""
    if row.settlement.open_cents and said is None and may_remind(actor):
        yield Action(_("Leg een betwisting vast"), invoice_address(row.number, "betwisten/"))
