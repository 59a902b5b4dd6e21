"""The account of one municipality, for itself and for who keeps the books."""

from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.access import require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request, asof_of
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_invoice_of, may_read_invoices
from noaber.finance.papers.account import account_pdf, account_row, account_sums, account_words
from noaber.finance.queries.dunning.payer_account import BuyerAccount, account
from noaber.finance.rules.dunning.payer_account import Account
from noaber.finance.views.invoices.invoice import file_response
from noaber.finance.views.places.billing import account_address, invoice_address, invoices_crumbs

PAGE: Final = "finance/dunning/payer_account.html"
FACTS: Final = "core/components/facts_panel.html"


def account_page(request: Request, code: str) -> HttpResponse:
    """Every invoice, credit note, payment and refund, with what was open after each."""
    asof = asof_of(request)
    found = _found(request, code, asof)
    way = account_address(code, "pdf/") + (f"?{asof.query}" if asof.query else "")
    heading = PageHeading(
        _("Rekeningoverzicht"),
        kicker=found.name,
        intro=account_words(found),
        actions=(Action(_("PDF"), way),),
    )
    around = {
        "heading": heading,
        **crumbs_of(_crumbs(request, found), _("Rekeningoverzicht")),
        "asof": asof_bar(asof, request.GET.dict()),
        "panels": [Panel(_("In totaal"), FACTS, _sums(found.account))],
    }
    return _table(request, found).respond(request, PAGE, around)


def account_file(request: Request, code: str) -> HttpResponse:
    """The same as a paper."""
    asof = asof_of(request)
    found = _found(request, code, asof)
    name = f"rekeningoverzicht-{code}-{asof.valid_on.isoformat()}.pdf"
    return file_response(account_pdf(found, clock.now()), name, "application/pdf")


def _found(request: Request, code: str, asof: AsOf) -> BuyerAccount:
    """For anyone else, and of who never got an invoice, it is not there."""
    require(may_read_invoice_of(request.actor, code))
    found = account(code, asof.valid_on)
    if found is None:
        raise Http404
    return found


def _crumbs(request: Request, found: BuyerAccount) -> list[tuple[str, str]]:
    start = invoices_crumbs() if may_read_invoices(request.actor) else []
    return [*start, (found.name, organisation_address(found.code))]


def _sums(account: Account) -> DefinitionList:
    sums = [Definition(label, format_euro(cents), is_number=True) for label, cents in account_sums(account)]
    return DefinitionList((*sums, Definition(_("Open"), format_euro(account.balance_cents), is_number=True)))


def _table(request: Request, found: BuyerAccount) -> Table:
    columns = [
        Column("on", _("Datum"), "date", is_sortable=False),
        Column("kind", _("Wat"), is_sortable=False),
        Column("number", _("Nummer"), url_key="url", is_sortable=False),
        Column("buyer", _("Voor"), is_on_screen=False),
        Column("buyer_code", _("Code"), is_on_screen=False),
        Column("asked", _("Erbij"), "money", is_totalled=True, is_sortable=False),
        Column("taken", _("Eraf"), "money", is_totalled=True, is_sortable=False),
        Column("balance", _("Open"), "money", is_sortable=False),
    ]
    rows = []
    for line in found.account.lines:
        number = line.movement.number
        of_whom = {"buyer": found.name, "buyer_code": found.code}
        rows.append({**account_row(line), **of_whom, "url": invoice_address(number) if number else ""})
    return list_table(
        request.GET,
        name=f"rekeningoverzicht-{found.code}",
        caption=_("Alle facturen en betalingen"),
        columns=columns,
        rows=rows,
        empty_text=_("Op deze dag was er nog geen factuur."),
        phone="scroll",
    )
