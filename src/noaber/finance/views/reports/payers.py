"""/bijdragen/gemeente/<code>/: what one municipality was asked and paid, and what the money did, to its own cent."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import EmptyState, Panel
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_payer
from noaber.finance.papers.payer import (
    deed_notes,
    deed_table,
    payer_bundle,
    payer_pdf,
    payment_table,
    share_table,
)
from noaber.finance.queries.invoices.invoice import whole_invoices_of
from noaber.finance.queries.reports.payers import OwnInvoice, accounts_for, own_invoices, own_payments
from noaber.finance.views.budget.year_budget import PAGE, TABLE
from noaber.finance.views.files import file_response
from noaber.finance.views.places.billing import CONTRIBUTIONS, account_address, invoice_address
from noaber.finance.views.places.reports import payer_address, report_address
from noaber.finance.views.reports.report import shown_table
from noaber.network.api import organisation

ZIP = "application/zip"


def payer_page(request: Request, code: str) -> HttpResponse:
    """The share of every year with its arithmetic, the payments, and what each adopted year was spent on."""
    require(may_read_payer(request.actor, code))
    invoices = own_invoices(code)
    name = _name(request, code, invoices)
    ways = (
        Action(_("Rekeningoverzicht"), account_address(code)),
        Action(_("Overzicht (PDF)"), payer_address(code, "pdf/")),
        Action(_("Alles in één map (ZIP)"), payer_address(code, "zip/")),
    )
    crumbs = [(_("Bijdragen"), CONTRIBUTIONS), (name, organisation_address(code))]
    context = {
        "heading": PageHeading(
            _("Bijdragen van %(name)s") % {"name": name},
            kicker=_("Bijdragen"),
            intro=_("Wat is gevraagd en waarom zoveel, wat is betaald, en wat het geld deed."),
            actions=ways if invoices else (),
        ),
        **crumbs_of(crumbs, _("Eigen bijdragen")),
        "panels": _panels(code, invoices) if invoices else [],
        "nothing": None if invoices else _nothing(),
    }
    return render(request, PAGE, context)


def _name(request: Request, code: str, invoices: list[OwnInvoice]) -> str:
    """As the register has it, else as its last invoice had it."""
    found = organisation(request.actor, code, AsOf(request.today))
    if found:
        return found.name
    if not invoices:
        raise Http404
    return invoices[-1].name


def _nothing() -> EmptyState:
    return EmptyState(
        _("Er is nog niets gevraagd"), _("Zodra er een factuur is, staat hier hoe het bedrag is berekend.")
    )


def _panels(code: str, invoices: list[OwnInvoice]) -> list[Panel]:
    links = {each.number: invoice_address(each.number) for each in invoices}
    open_cents = sum(max(0, each.asked_cents - each.paid_cents) for each in invoices)
    share = shown_table(share_table(invoices), links, "number", linked=("number",))
    intro = _("Nog te betalen: %(amount)s.") % {"amount": format_euro(open_cents)}
    paid = shown_table(payment_table(own_payments(code)), links, "number", linked=("number",))
    found = [Panel(share.caption, TABLE, share, intro=intro), Panel(paid.caption, TABLE, paid)]
    for account in reversed(accounts_for(invoices)):
        deeds = shown_table(deed_table(code, account), {}, "")
        way = Action(_("De hele jaarrekening"), report_address(account))
        text = " ".join(deed_notes(code, account))
        found.append(Panel(deeds.caption, TABLE, deeds, intro=text, link=way))
    return found


def _overview(request: Request, code: str) -> tuple[str, bytes, list[OwnInvoice]]:
    require(may_read_payer(request.actor, code))
    invoices = own_invoices(code)
    if not invoices:
        raise Http404
    name = _name(request, code, invoices)
    return name, payer_pdf(code, name, invoices, own_payments(code), accounts_for(invoices)), invoices


def payer_pdf_file(request: Request, code: str) -> HttpResponse:
    """The page as an accessible paper."""
    _name, overview, _invoices = _overview(request, code)
    return file_response(overview, f"bijdragen-{code}.pdf", "application/pdf")


def payer_zip_file(request: Request, code: str) -> HttpResponse:
    """Everything for the own archive: the overview, the invoices as PDF and UBL, and the annual accounts."""
    _name, overview, invoices = _overview(request, code)
    bundle = payer_bundle(overview, whole_invoices_of(code), accounts_for(invoices))
    return file_response(bundle, f"bijdragen-{code}.zip", ZIP)
