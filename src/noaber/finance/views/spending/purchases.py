"""/inkoop/: the purchase invoices, and one of them with its approvals and bookings."""

from collections.abc import Collection
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, Refused, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.files import file_address
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.finance.access import (
    may_approve_purchase,
    may_commit,
    may_keep_bank,
    may_read_spending,
    may_take_in_purchase,
)
from noaber.finance.models import INCOMING_STEPS, KINDS
from noaber.finance.queries.spending.bookings import (
    IncomingRow,
    bookings_of_invoice,
    incoming_invoice,
    incoming_invoices,
)
from noaber.finance.queries.spending.purchase_payments import proposed_payments, set_offs_of
from noaber.finance.rules.spending.bookings import IncomingState, IncomingStep
from noaber.finance.services.spending.purchase_files import files_of
from noaber.finance.services.spending.purchases import why_not_refuse
from noaber.finance.views.budget.year_budget import FACTS, PAGE
from noaber.finance.views.places.budget import (
    PURCHASE_FILES,
    PURCHASES,
    budget_crumbs,
    purchase_address,
    purchase_crumbs,
)
from noaber.finance.views.spending.purchase_paid import (
    amounts_of,
    paid_status,
    payments_table,
    set_offs_table,
)
from noaber.finance.views.spending.tables import bookings_table
from noaber.finance.views.taken import names_in, who

STATES: Final[dict[IncomingState, tuple[Promise, Tone]]] = {
    IncomingState.WAITING: (gettext_lazy("wacht op akkoord"), "warning"),
    IncomingState.HALFWAY: (gettext_lazy("wacht op tweede akkoord"), "warning"),
    IncomingState.APPROVED: (gettext_lazy("akkoord, nog te boeken"), "current"),
    IncomingState.BOOKED: (gettext_lazy("geboekt"), "ok"),
    IncomingState.REFUSED: (gettext_lazy("afgewezen"), "neutral"),
}


def incoming_status(row: IncomingRow) -> Status:
    label, tone = STATES[row.state]
    return Status(str(label), tone)


def purchases_page(request: Request) -> HttpResponse:
    """Every purchase invoice, the last one first."""
    require(may_read_spending(request.actor))
    rows = incoming_invoices()
    proposed = proposed_payments(rows).keys() if may_keep_bank(request.actor) else ()
    table = list_table(
        request.GET,
        name="inkoopfacturen",
        caption=_("Inkoopfacturen"),
        columns=_columns(),
        rows=[_cells(row, proposed) for row in rows],
        filters=[
            TextFilter(("supplier", "supplier_number", "code", "description")),
            ChoiceFilter("state_label", _("Stand"), "stand"),
            ChoiceFilter("paid_label", _("Betaling"), "betaling"),
        ],
        phone="scroll",
        empty_text=_("Er is nog geen inkoopfactuur opgenomen."),
    )
    heading = _heading(request)
    crumbs = crumbs_of(budget_crumbs(), _("Inkoopfacturen"))
    return table.respond(request, PAGE, {"heading": heading, **crumbs, "tables": [table]})


def _heading(request: Request) -> PageHeading:
    actions = (
        Action(_("Lees een e-factuur in"), PURCHASE_FILES, "primary"),
        Action(_("Typ een factuur over"), f"{PURCHASES}nieuw/"),
    )
    return PageHeading(
        _("Inkoopfacturen"),
        kicker=_("Begroting"),
        intro=_(
            "Twee personen geven akkoord, daarna boekt de controller de factuur op de posten van de begroting."
        ),
        actions=actions if may_take_in_purchase(request.actor) else (),
    )


def _columns() -> list[Column]:
    return [
        Column("code", _("Nummer"), "link"),
        Column("supplier", _("Leverancier")),
        Column("supplier_number", _("Factuurnummer")),
        Column("issued_on", _("Factuurdatum"), "date"),
        Column("due_on", _("Te betalen tot"), "date"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("booked", _("Geboekt"), "money", is_totalled=True),
        Column("state", _("Stand"), "status"),
        Column("open", _("Te betalen"), "money", is_totalled=True),
        Column("paid_state", _("Betaling"), "status"),
        Column("proposal", _("Voorstel"), url_key="proposal_url"),
        Column("description", _("Omschrijving"), is_on_screen=False),
    ]


def _cells(row: IncomingRow, proposed: Collection[int]) -> Row:
    said, paid, is_found = row.said, paid_status(row), row.number in proposed
    step = "terugontvangen/" if row.to_receive_cents else "betaald/"
    return {
        "code": row.code,
        "url": purchase_address(row.number),
        "supplier": said.supplier,
        "supplier_number": said.number,
        "issued_on": said.issued_on,
        "due_on": said.due_on,
        "amount": said.signed_cents,
        "booked": row.booked_cents,
        "state": incoming_status(row),
        "state_label": str(STATES[row.state][0]),
        "open": row.open_cents or -row.to_receive_cents,
        "paid_state": paid,
        "paid_label": paid.label,
        "proposal": _("betaling gevonden") if is_found else "",
        "proposal_url": purchase_address(row.number, step) if is_found else "",
        "description": said.description,
    }


def find_purchase(number: int) -> IncomingRow:
    found = incoming_invoice(number)
    if found is None:
        raise Http404
    return found


def purchase_page(request: Request, number: int) -> HttpResponse:
    """One invoice: what it says, who approved it, its files and how it was booked."""
    require(may_read_spending(request.actor))
    row = find_purchase(number)
    table = bookings_table(request.GET, f"boekingen-{row.code}", _("Boekingen"), bookings_of_invoice(number))
    context = {
        "heading": PageHeading(
            f"{row.said.supplier}, {row.said.number}",
            kicker=_("Inkoopfactuur %(code)s") % {"code": row.code},
            intro=row.said.description,
            actions=_actions(request, row),
        ),
        **crumbs_of(purchase_crumbs(), row.code),
        "notices": _notices(request.actor, row),
        "panels": [
            Panel(_("De factuur"), FACTS, _facts(row), width="half"),
            Panel(_("Akkoord"), FACTS, _said(row), width="half"),
        ],
        "tables": [
            table,
            payments_table(request.actor, number),
            *([set_offs_table(request.actor, set_offs_of(number))] if row.may_be_set_off else []),
        ],
    }
    return table.respond(request, PAGE, context)


def approved_by(row: IncomingRow) -> frozenset[int]:
    """Who stand behind the first approval."""
    first = row.steps.get(IncomingStep.FIRST)
    return first.persons if first else frozenset()


def _notices(actor: Actor, row: IncomingRow) -> list[Notice]:
    """Why there is no button to approve, for who could have been the second."""
    decision = may_approve_purchase(actor, approved_by(row))
    if row.state is IncomingState.HALFWAY and may_take_in_purchase(actor) and isinstance(decision, Refused):
        return [Notice(decision.reason)]
    return []


def _actions(request: Request, row: IncomingRow) -> tuple[Action, ...]:
    actor, found = request.actor, []
    may_approve = may_approve_purchase(actor, approved_by(row))
    is_waiting = row.state in (IncomingState.WAITING, IncomingState.HALFWAY)
    if is_waiting and may_approve:
        found.append(Action(_("Geef akkoord"), purchase_address(row.number, "akkoord/"), "primary"))
    if row.state is IncomingState.APPROVED and may_commit(actor):
        found.append(Action(_("Boek de factuur"), purchase_address(row.number, "boeken/"), "primary"))
    if row.open_cents and may_keep_bank(actor):
        found.append(Action(_("Is betaald"), purchase_address(row.number, "betaald/")))
    if row.to_receive_cents and may_keep_bank(actor):
        found.append(Action(_("Is terugontvangen"), purchase_address(row.number, "terugontvangen/")))
        if not row.asks_payment:
            found.append(Action(_("Verreken met een factuur"), purchase_address(row.number, "verrekenen/")))
    if row.is_booked and may_commit(actor):
        found.append(
            Action(_("Draai de boeking terug"), purchase_address(row.number, "terugboeken/"), "danger")
        )
    if not row.is_refused and not why_not_refuse(row) and may_take_in_purchase(actor):
        found.append(Action(_("Wijs af"), purchase_address(row.number, "afwijzen/"), "danger"))
    return tuple(found)


def _facts(row: IncomingRow) -> DefinitionList:
    said = row.said
    items = [
        Definition(_("Stand"), status=incoming_status(row)),
        Definition(_("Soort"), str(KINDS[said.kind]).capitalize()),
        Definition(_("Factuurdatum"), long_date(said.issued_on)),
        *([Definition(_("Te betalen tot en met"), long_date(said.due_on))] if said.due_on else []),
        *amounts_of(row),
        Definition(_("Betaling"), status=paid_status(row)),
        *([Definition(_("KvK- of btw-nummer"), said.supplier_id)] if said.supplier_id else []),
        *([Definition(_("Rekening"), said.iban)] if said.iban else []),
    ]
    files = [Definition(_("Bestand"), each.name, url=file_address(each)) for each in files_of(row.number)]
    return DefinitionList((*items, *files))


def _said(row: IncomingRow) -> DefinitionList:
    names = names_in(row.made, *row.steps.values())
    how = _("ingelezen uit een e-factuur") if row.source == "ubl" else _("overgetypt")
    made = "; ".join((who(row.made, names), how))
    items = [Definition(_("Opgenomen"), long_date(row.made.at.date()), note=made)]
    if row.said.addressed_to:
        note = _("wie hem opnam, zei dat hij toch voor ons is")
        items.append(Definition(_("Gericht aan"), row.said.addressed_to, note=note))
    for step, taken in row.steps.items():
        note = "; ".join(part for part in (who(taken, names), taken.note) if part)
        items.append(
            Definition(str(INCOMING_STEPS[step]).capitalize(), long_date(taken.at.date()), note=note)
        )
    return DefinitionList(tuple(items))
