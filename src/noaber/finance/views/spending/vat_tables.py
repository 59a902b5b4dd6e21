"""The state of the tax in the journal of a year: due, deductible, paid and open, with every settlement of it."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, plain_table
from noaber.finance.queries.spending.vat_settlements import VatSettlementRow, vat_settlements_among
from noaber.finance.rules.spending.journal import Account, Document, Posting
from noaber.finance.rules.spending.vat_settlements import VatMoves, moves_of
from noaber.finance.views.places.bank import entry_address


def vat_tables(year: int, postings: Sequence[Posting]) -> list[Table]:
    """None where the year has no tax; a query when money was settled."""
    moves = moves_of(postings)
    if not moves.is_any:
        return []
    entries = {
        int(each.key)
        for each in postings
        if each.document is Document.BANK and Account.VAT in (each.debit, each.credit)
    }
    settled = vat_settlements_among(entries) if entries else []
    return [_state_table(year, moves), *([_settled_table(settled)] if settled else [])]


def _state_table(year: int, moves: VatMoves) -> Table:
    facts = {"year": year}
    parts = (
        (_("Begin van %(year)s") % facts, moves.opening),
        (_("Op facturen en creditnota's"), moves.invoiced),
        (_("Op inkoop"), moves.purchased),
        (_("Afgetrokken in een aangifte"), moves.deducted),
        (_("Betaald aan de Belastingdienst, of terug"), moves.paid),
        (_("Nog open"), moves.left),
    )
    rows: list[Row] = [
        {"what": what, "due": state.due_cents, "deductible": state.deductible_cents, "open": state.open_cents}
        for what, state in parts
    ]
    return plain_table(
        name="btw",
        caption=_("Stand van de btw"),
        columns=[
            Column("what", _("Waardoor")),
            Column("due", _("Af te dragen"), "money"),
            Column("deductible", _("Af te trekken"), "money"),
            Column("open", _("Te betalen"), "money"),
        ],
        rows=rows,
        notes=[
            _(
                "Boek bij de bank een betaling aan of van de Belastingdienst als btw-aangifte. Onder nul bij ‘Te "
                "betalen’: dat krijgt u terug."
            )
        ],
    )


def _settled_table(rows: Sequence[VatSettlementRow]) -> Table:
    return plain_table(
        name="aangiften",
        caption=_("Btw-aangiften op de bank"),
        columns=[
            Column("booked_on", _("Datum"), "date", url_key="entry_url"),
            Column("reason", _("Waarover")),
            Column("due", _("Stond af te dragen"), "money"),
            Column("deductible", _("Stond af te trekken"), "money"),
            Column("paid", _("Betaald"), "money"),
            Column("left", _("Bleef open"), "money"),
            Column("note", _("Stand")),
        ],
        rows=[_settled_row(row) for row in rows],
    )


def _settled_row(row: VatSettlementRow) -> Row:
    return {
        "booked_on": row.booked_on,
        "entry_url": entry_address(row.entry),
        "reason": row.reason,
        "due": row.state.due_cents,
        "deductible": row.state.deductible_cents,
        "paid": row.paid_cents,
        "left": row.state.after(row.paid_cents),
        "note": _("losgemaakt") if row.is_released else _("geboekt"),
    }
