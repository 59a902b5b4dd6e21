"""/bank/<entry>/: what the bank said of one amount, what is proposed for it, and what was booked."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.api import display_names
from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank, may_read_bank
from noaber.finance.models import CONFIDENCES, DIRECTIONS
from noaber.finance.queries.bank.entries import (
    BookedRow,
    EntryRow,
    ProposedRow,
    booked_of,
    entries,
    entry,
    payments_undone_by,
    proposals,
    standing_entry_of,
)
from noaber.finance.rules.bank.proposals import Confidence, Proposal
from noaber.finance.rules.bank.reversals import is_turned_back
from noaber.finance.rules.bank.statements import ForeignAmount
from noaber.finance.views.bank.entries import proposal_status, proposal_words
from noaber.finance.views.places.bank import bank_crumbs, entry_address, release_address
from noaber.finance.views.places.billing import invoice_address

PAGE: Final = "finance/billing.html"
FACTS: Final = "core/components/facts_panel.html"
TABLE: Final = "core/components/table_panel.html"


def entry_page(request: Request, key: int) -> HttpResponse:
    """One amount."""
    require(may_read_bank(request.actor))
    row = find_entry(key)
    proposed = proposal_of(row)
    booked = booked_of(key)
    panels = [Panel(_("Wat de bank zegt"), FACTS, _facts(row), width="half")]
    if row.left_cents:
        panels.append(Panel(_("Voorstel"), FACTS, _proposal(proposed), width="half"))
    if row.left_cents and is_turned_back(row.said):
        panels.append(Panel(_("Kan terugdraaien"), FACTS, _undone(row)))
    context = {
        "heading": PageHeading(
            who_of(row), kicker=_("Bank"), intro=_intro(row), actions=_actions(request.actor, row)
        ),
        **crumbs_of(bank_crumbs(), who_of(row)),
        "panels": panels,
        "table": _booked_table(request.actor, key, booked) if booked else None,
    }
    return render(request, PAGE, context)


def find_entry(key: int) -> EntryRow:
    found = entry(key)
    if found is None:
        raise Http404
    return found


def proposal_of(row: EntryRow) -> ProposedRow:
    """What is proposed for it among all that waits: a surer payment goes before it."""
    waiting = entries(unexplained=True)
    if row.id not in {each.id for each in waiting}:
        waiting = [*waiting, row]
    return next(each for each in proposals(waiting) if each.entry.id == row.id)


def who_of(row: EntryRow) -> str:
    return row.said.counterparty_name or row.said.counterparty_iban or _("Onbekende betaler")


def _intro(row: EntryRow) -> str:
    facts = {
        "amount": format_euro(row.said.amount_cents),
        "direction": str(DIRECTIONS[row.said.direction]),
        "date": long_date(row.said.booked_on),
        "left": format_euro(row.left_cents),
    }
    if not row.left_cents:
        return _("%(amount)s %(direction)s op %(date)s, helemaal verwerkt.") % facts
    return _("%(amount)s %(direction)s op %(date)s; daarvan is %(left)s nog niet verwerkt.") % facts


def _actions(actor: Actor, row: EntryRow) -> tuple[Action, ...]:
    if not row.left_cents or not may_keep_bank(actor):
        return ()
    aside = Action(_("Hoort bij geen factuur"), entry_address(row.id, "apart/"))
    if not row.is_incoming:
        undo = Action(_("Draait een betaling terug"), entry_address(row.id, "teruggedraaid/"), "primary")
        refund = Action(
            _("Dit is een terugbetaling van ..."), entry_address(row.id, "terugbetaling/"), "primary"
        )
        return (undo, aside) if is_turned_back(row.said) else (refund, aside)
    return (
        Action(_("Verreken met facturen"), entry_address(row.id, "verrekenen/"), "primary"),
        Action(_("Is terugbetaald"), entry_address(row.id, "terugbetaald/")),
        aside,
    )


def _facts(row: EntryRow) -> DefinitionList:
    said = row.said
    items = [
        Definition(_("Bedrag"), format_euro(said.signed_cents), is_number=True),
        _foreign(said.foreign),
        Definition(_("Geboekt"), long_date(said.booked_on)),
        Definition(_("Rentedatum"), long_date(said.value_on) if said.value_on else ""),
        Definition(_("Teruggedraaid"), _("ja, door de bank") if said.is_reversal else ""),
        Definition(_("Naam"), said.counterparty_name),
        Definition(_("Namens"), said.on_behalf_of),
        Definition(_("Rekening"), said.counterparty_iban),
        Definition(_("Betalingskenmerk"), said.reference.value if said.reference else ""),
        Definition(_("Omschrijving"), said.text),
        Definition(_("Genoemde nummers"), ", ".join(said.documents)),
        Definition(_("Kenmerk van de betaler"), said.end_to_end_id),
        Definition(_("Kenmerk van de bank"), said.bank_reference),
        Definition(_("Waarom teruggestuurd"), said.return_reason),
        Definition(
            _("Op onze rekening"), row.account, note=_("afschrift %(label)s") % {"label": row.statement}
        ),
    ]
    return DefinitionList(tuple(item for item in items if item.value))


def _foreign(said: ForeignAmount | None) -> Definition:
    """What the payer sent in another currency, and at which rate."""
    if said is None:
        return Definition(_("In vreemde valuta"))
    decimals = -min(0, int(said.amount.as_tuple().exponent))
    note = ""
    if said.rate:
        digits = -min(0, int(said.rate.as_tuple().exponent))
        note = _("koers %(rate)s") % {"rate": format_number(said.rate, digits)}
    amount = f"{said.currency} {format_number(said.amount, decimals)}"
    return Definition(_("In vreemde valuta"), amount, note=note, is_number=True)


def _proposal(proposed: ProposedRow) -> DefinitionList:
    proposal = proposed.proposal
    items = [
        Definition(_("Hoe zeker"), status=proposal_status(proposed)),
        Definition(_("Waarom"), proposal_words(proposal)),
        *(
            Definition(
                _("Factuur %(number)s") % {"number": share.number},
                format_euro(share.amount_cents),
                url=invoice_address(share.number),
                is_number=True,
            )
            for share in proposal.shares
        ),
        *_others(proposal),
    ]
    return DefinitionList(tuple(items))


def payment_actions(actor: Actor, number: str, paid_cents: int) -> tuple[Action, ...]:
    """From a paid invoice to its payment, for who may read the bank; a query when something was paid."""
    key = standing_entry_of(number) if paid_cents and may_read_bank(actor) else None
    return (Action(_("Bekijk de betaling"), entry_address(key)),) if key else ()


def _undone(row: EntryRow) -> DefinitionList:
    """The payments that it can have undone, each with its page and why."""
    items = [
        Definition(
            f"{who_of(each)}, {long_date(each.said.booked_on)}",
            format_euro(each.said.amount_cents),
            url=entry_address(each.id),
            note=reason,
        )
        for each, reason in payments_undone_by(row)
    ]
    return DefinitionList(tuple(items or [Definition(_("Betaling"), _("geen gevonden met dit bedrag"))]))


def _others(proposal: Proposal) -> list[Definition]:
    return [
        Definition(_("Kan ook bedoeld zijn"), number, url=invoice_address(number))
        for number in proposal.candidates
    ]


def _booked_table(actor: Actor, key: int, booked: Sequence[BookedRow]) -> Table:
    names = display_names(row.recorded_by_id for row in booked if row.recorded_by_id)
    can_release = bool(may_keep_bank(actor))
    columns = [
        Column("what", _("Waarvoor"), url_key="what_url"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("state", _("Stand"), "status"),
        Column("reason", _("Waarom")),
        Column("by", _("Door")),
        Column("at", _("Vastgelegd"), "moment"),
        *([Column("release", _("Losmaken"), url_key="release_url")] if can_release else []),
    ]
    rows = [_booked_row(key, row, names.get(row.recorded_by_id or 0, "")) for row in booked]
    return plain_table(
        name="verrekeningen", caption=_("Verwerkt"), columns=columns, rows=rows, phone="scroll"
    )


def _booked_row(key: int, row: BookedRow, name: str) -> Row:
    what, url = _what_of(row)
    is_undone = row.is_release or row.is_released
    return {
        "what": what,
        "what_url": url,
        "amount": row.amount_cents,
        "state": _state_of(row),
        "reason": row.reason,
        "by": name if row.recorded_by_id else _("met een opdracht op de server"),
        "at": row.recorded_at,
        "release": "" if is_undone else _("Maak los"),
        "release_url": "" if is_undone else release_address(key, row.id),
    }


def _what_of(row: BookedRow) -> tuple[str, str]:
    if row.invoice:
        return row.invoice, invoice_address(row.invoice)
    if row.other_id:
        return _("terugbetaald"), entry_address(row.other_id)
    return _("hoort bij geen factuur"), ""


def _state_of(row: BookedRow) -> Status:
    if row.is_release:
        return Status(_("maakt los"), "neutral")
    if row.is_released:
        return Status(_("losgemaakt"), "neutral")
    confidence = CONFIDENCES[Confidence(row.confidence)] if row.confidence else _("met de hand")
    return Status(str(confidence), "ok")
