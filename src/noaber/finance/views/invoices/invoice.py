"""The invoices and credit notes: all of them for who keeps the books, its own for who pays."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import Actor, require, require_form
from noaber.core.addresses import organisation_address
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.errors import DomainError
from noaber.core.models import Demonstration
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_make_run, may_read_invoice_of, may_read_invoices
from noaber.finance.forms.billing import CreditForm, paid_of
from noaber.finance.models import KINDS, VAT_TREATMENTS, LeaveOutStep
from noaber.finance.papers.invoice import UBL_MEDIA_TYPE, invoice_pdf, line_texts
from noaber.finance.queries.dunning.reminders import seem_paid
from noaber.finance.queries.invoices.invoice import (
    InvoiceRow,
    InvoiceState,
    InvoiceWhole,
    invoice,
    invoices,
    stored_invoice,
)
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceContent
from noaber.finance.rules.invoices.settlement import Settled
from noaber.finance.services.billing.issuing import credit_invoice, refuse_credit
from noaber.finance.views.bank.entry import payment_actions
from noaber.finance.views.billing.leaving_out import left_out_actions, left_out_facts, left_out_of
from noaber.finance.views.invoices.course import (
    course_panels,
    dispute_actions,
    dispute_notices,
    dispute_of,
    overpaid_notices,
)
from noaber.finance.views.invoices.sending import log_for, log_panels, sending_actions
from noaber.finance.views.places.bank import BANK
from noaber.finance.views.places.billing import (
    BILLING,
    CONTRIBUTIONS,
    account_address,
    invoice_address,
    invoices_crumbs,
)
from noaber.finance.views.places.dunning import REMINDERS
from noaber.finance.views.places.sending import SENDING
from noaber.finance.views.refused import refused_page

PAGE: Final = "finance/billing.html"
STATES: Final[dict[Settled, tuple[Promise, Tone]]] = {
    Settled.OPEN: (gettext_lazy("open"), "info"),
    Settled.PARTLY: (gettext_lazy("deels betaald"), "warning"),
    Settled.PAID: (gettext_lazy("betaald"), "ok"),
    Settled.OVERPAID: (gettext_lazy("te veel betaald"), "warning"),
    Settled.CREDITED: (gettext_lazy("gecrediteerd"), "neutral"),
}
FACTS: Final = "core/components/facts_panel.html"
TABLE: Final = "core/components/table_panel.html"


def invoices_page(request: Request) -> HttpResponse:
    """Every invoice and credit note, to search, sort and download."""
    require(may_read_invoices(request.actor))
    heading = PageHeading(
        _("Facturen"),
        intro=_("Alle facturen en creditnota's, met hun nummer. Een creditnota gaat van het bedrag af."),
        actions=(
            Action(_("Verzending"), SENDING),
            Action(_("Herinneren"), REMINDERS),
            Action(_("Factureren"), BILLING),
            Action(_("Bank"), BANK),
        ),
    )
    around = {"heading": heading, **crumbs_of([(_("Bijdragen"), CONTRIBUTIONS)], _("Facturen"))}
    rows = invoices(issued_until=request.today)
    return _table(request, rows).respond(request, PAGE, around)


def _table(request: Request, rows: list[InvoiceRow]) -> Table:
    waiting = waiting_at_bank(rows, request.today)
    filters: list[TextFilter | ChoiceFilter] = [
        TextFilter(("number", "buyer", "reference")),
        ChoiceFilter("year", _("Jaar"), "jaar"),
        ChoiceFilter("contribution_year", _("Bijdrage over"), "bijdrage"),
        ChoiceFilter("kind", _("Soort"), "soort"),
        ChoiceFilter("state_word", _("Stand"), "stand"),
    ]
    return list_table(
        request.GET,
        name="facturen",
        caption=_("Facturen en creditnota's"),
        columns=_columns(),
        rows=[_row(row, request.today, waiting) for row in rows],
        filters=filters,
        empty_text=_("Er zijn nog geen facturen. Begin bij Factureren."),
        phone="scroll",
    )


def _columns() -> list[Column]:
    return [
        Column("number", _("Nummer"), "link"),
        Column("buyer", _("Aan"), url_key="buyer_url"),
        Column("buyer_code", _("Code"), is_on_screen=False),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("contribution_year", _("Bijdrage over")),
        Column("kind", _("Soort")),
        Column("open", _("Nog open"), "money", is_totalled=True),
        Column("state", _("Stand"), "status"),
        Column("paid", _("Betaald"), "money", is_totalled=True, is_on_screen=False),
        Column("issued_on", _("Datum"), "date"),
        Column("due_on", _("Uiterlijk betalen"), "date"),
        Column("reference", _("Betalingskenmerk"), is_on_screen=False),
        Column("year", _("Jaar"), is_on_screen=False),
    ]


def _row(row: InvoiceRow, today: dt.date, waiting: Collection[str]) -> Row:
    status = invoice_status(row, today, waiting)
    return {
        "number": row.number,
        "url": invoice_address(row.number),
        "kind": str(KINDS[row.kind]),
        "buyer": row.buyer_name,
        "buyer_url": organisation_address(row.buyer_code),
        "buyer_code": row.buyer_code,
        "amount": row.signed_cents,
        "open": row.settlement.open_cents,
        "paid": row.settlement.paid_cents,
        "state": status,
        "state_word": status.label if row.kind is DocumentKind.INVOICE else _("creditnota"),
        "issued_on": row.issued_on,
        "due_on": row.due_on,
        "reference": row.reference,
        "year": str(row.year),
        "contribution_year": str(row.contribution_year or ""),
    }


def waiting_at_bank(rows: Iterable[InvoiceRow], today: dt.date) -> frozenset[str]:
    """For which invoices money came in that nobody booked yet; no query where nothing is open."""
    return seem_paid(today) if any(row.settlement.open_cents for row in rows) else frozenset()


def invoice_status(row: InvoiceRow, today: dt.date, waiting: Collection[str]) -> Status:
    """How far it is paid, and whether it is too late. `waiting`: for which ones a payment waits at the bank."""
    if row.kind is DocumentKind.CREDIT_NOTE:
        return Status(_("bij %(number)s") % {"number": row.other_number}, "info")
    if row.settlement.open_cents and row.number in waiting:
        return Status(_("betaling wacht op verwerking"), "info")
    if row.settlement.is_overdue(row.due_on, today):
        return Status(_("te laat"), "danger")
    label, tone = STATES[row.settlement.state]
    return Status(str(label), tone)


def invoice_page(request: Request, number: str) -> HttpResponse:
    """One document: what it says, its files, and what was done with it."""
    found = find_invoice(request.actor, number)
    actor, row = request.actor, found.row
    dispute, log, step = dispute_of(row), log_for(actor, number), left_out_of(row)
    actions = (
        *sending_actions(actor, number, log),
        *_actions(actor, found),
        *dispute_actions(actor, row, dispute),
        *left_out_actions(actor, row, step),
    )
    title = f"{str(KINDS[row.kind]).capitalize()} {row.number}"
    context = {
        "heading": PageHeading(title, row.buyer_name, _intro(found.content), actions=actions),
        **crumbs_of(_crumbs(actor, row), row.number),
        "notices": [*dispute_notices(actor, row, dispute), *overpaid_notices(actor, row)],
        "panels": [*_panels(found, request.today, step), *course_panels(row), *log_panels(log)],
    }
    return render(request, PAGE, context)


def _panels(found: InvoiceWhole, today: dt.date, step: LeaveOutStep | None) -> list[Panel]:
    return [
        Panel(_("Gegevens"), FACTS, _facts(found, today, left_out_facts(step)), width="half"),
        Panel(_("Van en aan"), FACTS, _parties(found.content), width="half"),
        Panel(_("Regels"), TABLE, _lines(found.content)),
    ]


def find_invoice(actor: Actor, number: str) -> InvoiceWhole:
    """The document, for who may read it; for anyone else it is not there."""
    found = invoice(number)
    if found is None:
        raise Http404
    require(may_read_invoice_of(actor, found.row.buyer_code))
    return found


def _intro(content: InvoiceContent) -> str:
    facts = {"amount": format_euro(content.total_cents), "date": long_date(content.issued_on)}
    if content.kind is DocumentKind.CREDIT_NOTE:
        return _("%(amount)s gaat er af, op %(date)s.") % facts
    due = {"due": long_date(content.due_on) if content.due_on else ""}
    return _("%(amount)s, van %(date)s, uiterlijk te betalen op %(due)s.") % {**facts, **due}


def _actions(actor: Actor, found: InvoiceWhole) -> tuple[Action, ...]:
    row = found.row
    actions = [
        Action(_("PDF"), invoice_address(row.number, "pdf/")),
        Action(_("E-factuur (UBL)"), invoice_address(row.number, "ubl/")),
        Action(_("Rekeningoverzicht"), account_address(row.buyer_code)),
    ]
    can_credit = row.kind is DocumentKind.INVOICE and row.state is InvoiceState.STANDS
    if can_credit and may_make_run(actor):
        actions.append(Action(_("Crediteer"), invoice_address(row.number, "crediteren/"), "danger"))
    return (*actions, *payment_actions(actor, row.number, row.settlement.paid_cents))


def _crumbs(actor: Actor, row: InvoiceRow) -> list[tuple[str, str]]:
    if may_read_invoices(actor):
        return invoices_crumbs()
    return [(row.buyer_name, organisation_address(row.buyer_code))]


def _facts(found: InvoiceWhole, today: dt.date, more: list[Definition]) -> DefinitionList:
    row, content = found.row, found.content
    items = [
        Definition(_("Stand"), status=invoice_status(row, today, waiting_at_bank([row], today))),
        Definition(_("Bedrag"), format_euro(row.total_cents), is_number=True),
        *_paid_facts(row),
        Definition(_("Betalingskenmerk"), row.reference),
        Definition(_("Kenmerk van de betaler"), content.buyer_reference),
        Definition(_("Inkoopnummer"), content.order_reference),
        Definition(_("Btw"), str(VAT_TREATMENTS[content.vat.treatment]), note=content.vat.reason),
    ]
    if row.other_number:
        label = _("Creditnota") if row.kind is DocumentKind.INVOICE else _("Bij factuur")
        items.append(Definition(label, row.other_number, url=invoice_address(row.other_number)))
    if found.reason:
        items.append(Definition(_("Waarom"), found.reason))
    items += more
    return DefinitionList(tuple(item for item in items if item.value or item.status))


def _paid_facts(row: InvoiceRow) -> list[Definition]:
    """What came in and what is still open, once there is something to tell of it."""
    settlement = row.settlement
    amounts = (
        (_("Betaald"), settlement.paid_cents - row.set_off_cents),
        (_("Verrekend met een resultaat"), row.set_off_cents),
        (_("Nog open"), settlement.open_cents),
        (_("Te veel betaald"), settlement.over_cents),
    )
    return [Definition(term, format_euro(cents), is_number=True) for term, cents in amounts if cents]


def _parties(content: InvoiceContent) -> DefinitionList:
    seller, buyer = content.seller, content.buyer
    return DefinitionList(
        (
            Definition(_("Van"), seller.name, note=f"{seller.street}, {seller.postcode} {seller.city}"),
            Definition(_("Rekening"), content.payee.iban),
            Definition(_("Aan"), buyer.name, note=f"{buyer.street}, {buyer.postcode} {buyer.city}"),
            Definition(_("OIN of KvK"), buyer.oin or buyer.kvk),
        )
    )


def _lines(content: InvoiceContent) -> Table:
    columns = [
        Column("name", _("Waarvoor")),
        Column("quantity", _("Aantal")),
        Column("price", _("Prijs")),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
    ]
    rows: list[Row] = [{**line_texts(line), "amount": line.amount_cents} for line in content.lines]
    if content.vat_cents:
        rows.append({"name": _("Btw"), "quantity": "", "price": "", "amount": content.vat_cents})
    return plain_table(name="regels", caption=_("Regels"), columns=columns, rows=rows, is_caption_shown=False)


def ubl_file(request: Request, number: str) -> HttpResponse:
    """The e-invoice, as it was when it got its number."""
    found = find_invoice(request.actor, number)
    return file_response(found.ubl.encode(), f"{number}.xml", UBL_MEDIA_TYPE)


def pdf_file(request: Request, number: str) -> HttpResponse:
    """The same content as an accessible paper, with the e-invoice inside."""
    found = find_invoice(request.actor, number)
    return file_response(invoice_pdf(found), f"{number}.pdf", "application/pdf")


def file_response(contents: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep; in a demonstration its name says so."""
    stem, _dot, ending = name.rpartition(".")
    shown = f"{stem}-voorbeeldgegevens.{ending}" if Demonstration.objects.exists() else name
    response = HttpResponse(contents, content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="{shown}"'
    return response


def credit_page(request: Request, number: str) -> HttpResponse:
    """Take off a whole invoice, with the reason; nothing comes instead."""
    require_form(may_make_run(request.actor))
    found, stored = find_invoice(request.actor, number), stored_invoice(number)
    if stored is None:
        raise Http404
    try:
        refuse_credit(stored)
    except DomainError as error:
        return _refused(request, found.row, error)
    form = CreditForm(sent(request), paid_cents=found.row.paid_cents)

    def save() -> str:
        made = credit_invoice(
            stored,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=clock.now(),
            issued_on=request.today,
            paid=paid_of(form),
        )
        return invoice_address(made.number)

    return edit(request, form, _credit_page(found.row), save)


def _refused(request: Request, row: InvoiceRow, error: DomainError) -> HttpResponse:
    """That it cannot be credited, with the way back."""
    back = Action(_("Terug naar %(number)s") % {"number": row.number}, invoice_address(row.number))
    crumbs = [*_crumbs(request.actor, row), (row.number, back.url)]
    return refused_page(request, error.message, back, crumbs, row.buyer_name)


def _credit_page(row: InvoiceRow) -> EditPage:
    return EditPage(
        title=_("Crediteer factuur %(number)s") % {"number": row.number},
        kicker=row.buyer_name,
        crumbs=[*invoices_crumbs(), (row.number, invoice_address(row.number))],
        back_url=invoice_address(row.number),
        saved=_("De creditnota is gemaakt."),
        submit_label=_("Maak de creditnota"),
        submit_tone="danger",
        intro=_(
            "De creditnota haalt het hele bedrag van %(amount)s eraf en krijgt een eigen nummer. Er komt geen andere "
            "factuur voor in de plaats, ook niet in een volgende ronde. Dit kan niet ongedaan worden gemaakt."
        )
        % {"amount": format_euro(row.total_cents)},
    )
