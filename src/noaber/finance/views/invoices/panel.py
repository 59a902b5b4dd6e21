"""The invoices of a municipality on its page, for who pays them and who keeps the books."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Panel
from noaber.finance.access import may_read_invoice_of
from noaber.finance.models import KINDS
from noaber.finance.queries.invoices.invoice import InvoiceRow, invoices_of
from noaber.finance.views.invoices.invoice import invoice_status, waiting_at_bank
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.reports import payer_address

TABLE = "core/components/table_panel.html"


def invoice_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Every invoice and credit note that it got, the last one first; None without any, and for others."""
    if not may_read_invoice_of(actor, code):
        return None
    rows = invoices_of(code, asof)
    if not rows:
        return None
    link = Action(_("Wat u betaalt en wat het geld doet"), payer_address(code))
    intro = _("Een creditnota gaat van het bedrag af. De e-factuur (UBL) is voor uw financiële pakket.")
    return Panel(_("Facturen"), TABLE, _table(rows, asof.valid_on), intro=intro, link=link)


def _table(rows: tuple[InvoiceRow, ...], day: dt.date) -> Table:
    columns = [
        Column("number", _("Nummer"), "link"),
        *([Column("buyer", _("Aan"))] if len({row.buyer_name for row in rows}) > 1 else []),
        Column("kind", _("Soort")),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("state", _("Stand"), "status"),
        Column("issued_on", _("Datum"), "date"),
        Column("due_on", _("Uiterlijk betalen"), "date"),
        Column("pdf", _("PDF"), url_key="pdf_url"),
        Column("ubl", _("E-factuur"), url_key="ubl_url"),
    ]
    waiting = waiting_at_bank(rows, day)
    cells = [_row(row, day, waiting) for row in rows]
    return plain_table(
        name="facturen", caption=_("Facturen"), columns=columns, rows=cells, is_caption_shown=False
    )


def _row(row: InvoiceRow, day: dt.date, waiting: Collection[str]) -> Row:
    return {
        "number": row.number,
        "url": invoice_address(row.number),
        "buyer": row.buyer_name,
        "kind": str(KINDS[row.kind]),
        "amount": row.signed_cents,
        "state": invoice_status(row, day, waiting),
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "pdf": _("PDF van %(number)s") % {"number": row.number},
        "pdf_url": invoice_address(row.number, "pdf/"),
        "ubl": _("UBL van %(number)s") % {"number": row.number},
        "ubl_url": invoice_address(row.number, "ubl/"),
    }
