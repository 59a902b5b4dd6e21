"""/begroting/<agreement>/<year>/terug/<payer>/verrekenen/: what goes back taken off an invoice, and undoing that."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.components.columns import Column, Row
from noaber.core.components.table import Table, plain_table
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.spending import ResultSetOffForm
from noaber.finance.queries.invoices.open_items import OpenRow
from noaber.finance.queries.reports.report import ReportRow
from noaber.finance.queries.reports.result_set_offs import SetOffRow, invoices_to_set_off, set_offs_of
from noaber.finance.queries.reports.returns import ReturnRow, returns_of
from noaber.finance.services.reports.result_set_offs import SetOff, release_result_set_off, set_off_result
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.reports import returns_address
from noaber.finance.views.reports.returning import adopted_account, named_payer, return_edit_page
from noaber.finance.views.wording import counted


def set_off_page(request: Request, agreement_code: str, year: int, code: str) -> HttpResponse:
    """Of which open invoice of this payer, and how much."""
    require_form(may_keep_bank(request.actor))
    account = adopted_account(request, agreement_code, year)
    row = next((each for each in returns_of(account) if each.code == code), None)
    if row is None:
        raise Http404
    if request.method != "POST" and not row.open_cents:
        raise DomainError(_("Hiervan is alles al terugbetaald of verrekend."))
    bills = invoices_to_set_off(code, request.today)
    form = _form(request, row, bills, agreement_code, year)
    title, saved = _("Verreken met een factuur"), _("De verrekening is vastgelegd.")
    page = return_edit_page(account, row.name, title, saved, _intro(row, bills))

    def save() -> str:
        said = form.cleaned_data
        asked = SetOff(code, said["invoice"], said["amount"], said["reason"], said["left"])
        is_new = set_off_result(account, asked, actor=request.actor, now=clock.now(), today=request.today)
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)


def _form(request: Request, row: ReturnRow, bills: Mapping[str, OpenRow], *of_year: Any) -> ResultSetOffForm:
    """What was chosen stays among the choices of who sends a page again: the service says that it stood so."""
    choices = [(number, _label(each)) for number, each in bills.items()]
    again = request.POST.get("invoice", "")
    if again and again not in bills:
        own = {each.number for each in set_offs_of(*of_year) if each.payer == row.code}
        choices += [(again, _("al verrekend"))] if again in own else []
    open_cents = [each.settlement.open_cents for each in bills.values()]
    most = min(row.open_cents, open_cents[0]) if len(bills) == 1 else row.open_cents
    return ResultSetOffForm(sent(request), invoices=choices, cents=most, left=row.open_cents)


def _intro(row: ReturnRow, bills: Mapping[str, OpenRow]) -> str:
    facts = {"left": format_euro(row.open_cents), "name": row.name}
    if bills:
        return (
            _("Er gaat nog %(left)s terug. De factuur die u kiest, vraagt zoveel minder als u verrekent.")
            % facts
        )
    return (
        _("Van %(name)s staat geen factuur open. Het geld gaat dus terug met een betaling van de bank.")
        % facts
    )


def _label(row: OpenRow) -> str:
    facts = {"number": row.number, "buyer": row.buyer_name, "open": format_euro(row.settlement.open_cents)}
    return _("%(number)s, %(buyer)s: %(open)s te betalen") % facts


def release_set_off_page(request: Request, agreement_code: str, year: int, key: int) -> HttpResponse:
    """Not taken off after all."""
    require_form(may_keep_bank(request.actor))
    account = adopted_account(request, agreement_code, year)
    found = next((each for each in set_offs_of(agreement_code, year) if each.id == key), None)
    if found is None:
        raise Http404
    form, who = ReasonForm(sent(request)), named_payer(account, found.payer)
    text = _("Factuur %(number)s vraagt daarna weer %(cents)s meer, en zoveel gaat er weer terug.")
    intro = text % {"number": found.number, "cents": format_euro(found.amount_cents)}
    title, saved = _("Maak de verrekening los"), _("De verrekening is losgemaakt.")
    page = return_edit_page(account, who, title, saved, intro)

    def save() -> str:
        why = form.cleaned_data["reason"]
        is_new = release_result_set_off(
            key, reason=why, actor=request.actor, now=clock.now(), today=request.today
        )
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)


def set_off_address(account: ReportRow, payer: str) -> str:
    return returns_address(account.agreement_code, account.year, f"{payer}/verrekenen/")


def set_offs_table(account: ReportRow, rows: Sequence[SetOffRow], *, may_keep: bool) -> Table:
    """What was taken off invoices; shown where there is any."""
    return plain_table(
        name="verrekeningen",
        caption=_("Verrekend met facturen"),
        columns=[
            Column("on", _("Datum"), "date"),
            Column("payer", _("Betaler")),
            Column("invoice", _("Factuur"), url_key="invoice_url"),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
            Column("reason", _("Toelichting")),
            *([Column("release", _("Losmaken"), url_key="release_url")] if may_keep else []),
        ],
        rows=[_row(account, each) for each in rows],
    )


def _row(account: ReportRow, each: SetOffRow) -> Row:
    way = returns_address(account.agreement_code, account.year, f"verrekening/{each.id}/losmaken/")
    return {
        "on": each.on,
        "payer": named_payer(account, each.payer),
        "invoice": each.number,
        "invoice_url": invoice_address(each.number),
        "amount": counted(each.amount_cents, is_released=each.is_released),
        "reason": each.reason,
        "release": _("losgemaakt") if each.is_released else _("Maak los"),
        "release_url": "" if each.is_released else way,
    }
