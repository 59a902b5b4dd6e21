"""/bijdragen/gemeente/<code>/: what one municipality was asked and paid, and what the money did, to its own cent."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import EmptyState, Notice, Panel
from noaber.core.requests import Request
from noaber.finance.access import may_read_payer
from noaber.finance.papers.account import account_words
from noaber.finance.papers.payer import (
    codes_in,
    deed_notes,
    deed_table,
    payer_bundle,
    payer_pdf,
    payment_table,
    result_table,
    share_table,
)
from noaber.finance.papers.vat_passing import own_vat_pdf, own_vat_table, vat_file_name
from noaber.finance.queries.dunning.payer_account import BuyerAccount, account
from noaber.finance.queries.dunning.payer_page import OwnInvoice, accounts_for, own_invoices
from noaber.finance.queries.invoices.invoice import whole_invoices_of
from noaber.finance.queries.reports.vat_passing import OwnVat, own_vats
from noaber.finance.views.budget.year_budget import PAGE, TABLE
from noaber.finance.views.files import file_response
from noaber.finance.views.places.billing import CONTRIBUTIONS, account_address, invoice_address
from noaber.finance.views.places.reports import own_vat_address, payer_address, report_address
from noaber.finance.views.reports.report import shown_table
from noaber.network.api import organisation, successors

ZIP = "application/zip"


def payer_page(request: Request, code: str) -> HttpResponse:
    """The share of every year with its arithmetic, the payments, and what each adopted year was spent on."""
    require(may_read_payer(request.actor, code))
    invoices, found = own_invoices(code, request.today), account(code, request.today)
    name = _name(request, code, found)
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
            actions=ways if found else (),
        ),
        **crumbs_of(crumbs, _("Eigen bijdragen")),
        "notices": _notices(request, code),
        "panels": _panels(found, invoices) if found else [],
        "nothing": None if found else _nothing(),
    }
    return render(request, PAGE, context)


def _name(request: Request, code: str, found: BuyerAccount | None) -> str:
    """As the register has it, else as its last invoice had it."""
    known = organisation(request.actor, code, AsOf(request.today))
    if known:
        return known.name
    if not found:
        raise Http404
    return found.name


def _notices(request: Request, code: str) -> list[Notice]:
    """Of who is no more: who took over its rights and duties, and where to read on."""
    after = successors(request.today).get(code)
    row = organisation(request.actor, after, AsOf(request.today)) if after else None
    if row is None:
        return []
    text = _("%(name)s is rechtsopvolger. Daar staan deze facturen ook, met wat er nu open is.")
    way = Action(_("Bijdragen van %(name)s") % {"name": row.name}, payer_address(row.code))
    return [Notice(text % {"name": row.name}, action=way)]


def _nothing() -> EmptyState:
    return EmptyState(
        _("Er is nog niets gevraagd"), _("Zodra er een factuur is, staat hier hoe het bedrag is berekend.")
    )


def _panels(standing: BuyerAccount, invoices: tuple[OwnInvoice, ...]) -> list[Panel]:
    links = {each.number: invoice_address(each.number) for each in invoices}
    codes = codes_in(invoices)
    share = shown_table(share_table(invoices), links, "number", linked=("number",))
    paid = shown_table(payment_table(standing.account), links, "number", linked=("number",))
    found = [
        Panel(share.caption, TABLE, share, intro=account_words(standing)),
        Panel(paid.caption, TABLE, paid),
    ]
    if back := result_table(standing.account):
        found.append(Panel(back.caption, TABLE, shown_table(back, {}, "")))
    if vats := _vats(invoices):
        ways = {
            str(each.year): own_vat_address(standing.code, each.agreement_code, each.year) for each in vats
        }
        shown = shown_table(own_vat_table(vats), ways, "year", linked=("year",))
        text = _(
            "Open een jaar voor de opgave als PDF. Of u de btw terugkrijgt, beoordeelt de gemeente zelf."
        )
        found.append(Panel(shown.caption, TABLE, shown, intro=text))
    for year in accounts_for(invoices):
        deeds = shown_table(deed_table(codes, year), {}, "")
        way = Action(_("De hele jaarrekening"), report_address(year))
        text = " ".join(deed_notes(codes, year))
        found.append(Panel(deeds.caption, TABLE, deeds, intro=text, link=way))
    return found


def _vats(invoices: tuple[OwnInvoice, ...]) -> list[OwnVat]:
    """What of the tax was passed on to the payer of these invoices."""
    return own_vats((each.agreement_code for each in invoices), codes_in(invoices))


def _overview(request: Request, code: str) -> tuple[BuyerAccount, bytes, tuple[OwnInvoice, ...]]:
    require(may_read_payer(request.actor, code))
    invoices, found = own_invoices(code, request.today), account(code, request.today)
    if not found:
        raise Http404
    return found, payer_pdf(found, invoices, accounts_for(invoices), _vats(invoices)), invoices


def payer_pdf_file(request: Request, code: str) -> HttpResponse:
    """The page as an accessible paper."""
    _found, overview, _invoices = _overview(request, code)
    return file_response(overview, f"bijdragen-{code}.pdf", "application/pdf")


def payer_zip_file(request: Request, code: str) -> HttpResponse:
    """Everything for the own archive: overview, invoices as PDF and UBL, annual accounts, BCF statements."""
    found, overview, invoices = _overview(request, code)
    documents = whole_invoices_of(code, request.today)
    bundle = payer_bundle(found, overview, documents, accounts_for(invoices), _vats(invoices))
    return file_response(bundle, f"bijdragen-{code}.zip", ZIP)


def payer_vat_file(request: Request, code: str, agreement_code: str, year: int) -> HttpResponse:
    """What of the tax of a year the municipality may ask back, as an accessible paper."""
    require(may_read_payer(request.actor, code))
    invoices, found = own_invoices(code, request.today), account(code, request.today)
    known = {(each.agreement_code, each.year): each for each in _vats(invoices)}
    vat = known.get((agreement_code, year))
    if not found or not vat:
        raise Http404
    contents = own_vat_pdf(vat, code, found.name)
    return file_response(contents, f"{vat_file_name(vat)}-{code}.pdf", "application/pdf")
