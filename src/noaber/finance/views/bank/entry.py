"""/bank/<entry>/: what the bank said of one amount, what is proposed for it, and what was booked."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank, may_read_bank
from noaber.finance.models import DIRECTIONS
from noaber.finance.queries.bank.entries import (
    EntryRow,
    ProposedRow,
    entries,
    entry,
    payments_refunded_by,
    payments_undone_by,
    proposals,
    refunds_for,
    standing_entry_of,
)
from noaber.finance.queries.billing.terms import charges_vat
from noaber.finance.queries.reports.returns import open_returns
from noaber.finance.queries.spending.bookings import incoming_code
from noaber.finance.queries.spending.purchase_payments import purchases_proposed
from noaber.finance.queries.spending.vat_settlements import is_vat_settled
from noaber.finance.rules.bank.proposals import Proposal
from noaber.finance.rules.bank.reversals import is_turned_back
from noaber.finance.rules.bank.statements import ForeignAmount
from noaber.finance.views.bank.entries import probable_status, proposal_status, proposal_words, who_of
from noaber.finance.views.bank.processed import processed_table
from noaber.finance.views.places.bank import bank_crumbs, entry_address
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.reports import returns_address

PAGE: Final = "finance/billing.html"
FACTS: Final = "core/components/facts_panel.html"
TABLE: Final = "core/components/table_panel.html"


def entry_page(request: Request, key: int) -> HttpResponse:
    """One amount."""
    require(may_read_bank(request.actor))
    row = find_entry(key)
    proposed = proposal_of(row)
    booked = processed_table(request.actor, key, has_left=row.left_cents > 0)
    panels = [Panel(_("Wat de bank zegt"), FACTS, _facts(row), width="half")]
    if row.left_cents:
        panels.append(Panel(_("Voorstel"), FACTS, _proposal(proposed), width="half"))
    undone = (
        payments_undone_by(row) if row.left_cents and (row.is_incoming or is_turned_back(row.said)) else []
    )
    if row.left_cents and is_turned_back(row.said):
        panels.append(Panel(_("Kan terugdraaien"), FACTS, _undone(undone)))
    context = {
        "heading": PageHeading(
            who_of(row),
            kicker=_("Bank"),
            intro=_intro(row),
            actions=_actions(request.actor, row, can_undo=bool(undone)),
        ),
        **crumbs_of(bank_crumbs(), who_of(row)),
        "panels": panels,
        "table": booked if booked.rows else None,
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


def _intro(row: EntryRow) -> str:
    facts = {
        "amount": format_euro(row.said.amount_cents),
        "direction": str(DIRECTIONS[row.said.direction]),
        "date": long_date(row.said.booked_on),
        "left": format_euro(row.left_cents),
    }
    if not row.left_cents:
        return _("%(amount)s %(direction)s op %(date)s, helemaal verwerkt.") % facts
    if row.left_cents < 0:
        facts["left"] = format_euro(-row.left_cents)
        text = _("%(amount)s %(direction)s op %(date)s; daarvan is %(left)s te veel verwerkt. Maak iets los.")
        return text % facts
    return _("%(amount)s %(direction)s op %(date)s; daarvan is %(left)s nog niet verwerkt.") % facts


def _actions(actor: Actor, row: EntryRow, *, can_undo: bool) -> tuple[Action, ...]:
    """What can be done with it; what needs another entry only where there is one that fits."""
    if row.left_cents <= 0 or not may_keep_bank(actor):
        return ()

    def to(label: str, step: str, *, is_first: bool = False) -> Action:
        return Action(label, entry_address(row.id, f"{step}/"), "primary" if is_first else "secondary")

    rest = (
        to(_("Boek op een post"), "boeken"),
        *([to(_("Boek als btw-aangifte"), "btw")] if charges_vat() and not is_vat_settled(row.id) else []),
        to(_("Zet op de tussenrekening"), "apart"),
    )
    back = is_turned_back(row.said)
    undo = [to(_("Draait een betaling terug"), "teruggedraaid", is_first=back)] if can_undo else []
    if row.is_incoming:
        return (
            *(undo if back else []),
            to(_("Verreken met facturen"), "verrekenen", is_first=not (back and undo)),
            to(_("Geld terug van een leverancier"), "inkoop"),
            *([to(_("Is terugbetaald"), "terugbetaald")] if refunds_for(row) else []),
            *([] if back else undo),
            *rest,
        )
    if back:
        return (*undo, *rest)
    given_back = to(_("Dit is een terugbetaling van ..."), "terugbetaling")
    return (
        to(_("Betaalt een inkoopfactuur"), "inkoop", is_first=True),
        *([given_back] if payments_refunded_by(row) else []),
        *_to_returns(row),
        *rest,
    )


def _to_returns(row: EntryRow) -> list[Action]:
    """To each result of which something goes back that this money can have paid."""
    text = _("Betaalt terug uit het resultaat van %(year)s")
    return [
        Action(
            text % {"year": each.year},
            f"{returns_address(each.agreement_code, each.year)}?boeking={row.id}",
            "secondary",
        )
        for each in open_returns()
    ]


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
    if not proposal.shares and (purchase := _purchase(proposed.entry)):
        return purchase
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


def _purchase(row: EntryRow) -> DefinitionList | None:
    """The purchase invoice that it seems to be for, with the way to confirm that."""
    found = purchases_proposed().get(row.id)
    if found is None:
        return None
    number, match = found
    name = _("Inkoopfactuur %(code)s") % {"code": incoming_code(number)}
    cents, address = format_euro(row.left_cents), entry_address(row.id, "inkoop/")
    items = (
        Definition(_("Hoe zeker"), status=probable_status()),
        Definition(_("Waarom"), match.reason),
        Definition(name, cents, url=address, is_number=True),
    )
    return DefinitionList(items)


def payment_actions(actor: Actor, number: str, paid_cents: int) -> tuple[Action, ...]:
    """From a paid invoice to its payment, for who may read the bank; a query when something was paid."""
    key = standing_entry_of(number) if paid_cents and may_read_bank(actor) else None
    return (Action(_("Bekijk de betaling"), entry_address(key)),) if key else ()


def _undone(found: Sequence[tuple[EntryRow, str]]) -> DefinitionList:
    """The payments that it can have undone, each with its page and why."""
    items = [
        Definition(
            f"{who_of(each)}, {long_date(each.said.booked_on)}",
            format_euro(each.said.amount_cents),
            url=entry_address(each.id),
            note=reason,
        )
        for each, reason in found
    ]
    return DefinitionList(tuple(items or [Definition(_("Betaling"), _("geen gevonden met dit bedrag"))]))


def _others(proposal: Proposal) -> list[Definition]:
    return [
        Definition(_("Kan ook bedoeld zijn"), number, url=invoice_address(number))
        for number in proposal.candidates
    ]
