"""/inkoop/<number>/verrekenen/: what a supplier gives back taken off what an invoice asks, and undoing that."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.spending import SetOffForm
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_invoices
from noaber.finance.queries.spending.purchase_payments import set_offs_of
from noaber.finance.rules.spending.bookings import is_same_supplier
from noaber.finance.services.spending.set_offs import release_set_off, set_off_purchase, why_not_set_off
from noaber.finance.views.spending.purchase_changes import page_of
from noaber.finance.views.spending.purchases import find_purchase


def set_off_page(request: Request, number: int) -> HttpResponse:
    """Of which invoice of the same supplier, and how much."""
    require_form(may_keep_bank(request.actor))
    row = find_purchase(number)
    if request.method != "POST" and (why := why_not_set_off(row)):
        raise DomainError(why)
    bills = [
        each for each in incoming_invoices() if each.open_cents and is_same_supplier(row.said, each.said)
    ]
    most = min(row.to_receive_cents, bills[0].open_cents) if len(bills) == 1 else row.to_receive_cents
    form = SetOffForm(
        sent(request), invoices=[(str(each.number), _label(each)) for each in bills], cents=most
    )
    page = page_of(row, _("Verreken met een factuur"), _("De verrekening is vastgelegd."), _intro(row, bills))

    def save() -> str:
        said, by = form.cleaned_data, request.actor
        invoice, cents, reason = int(said["invoice"]), said["amount"], said["reason"]
        is_new = set_off_purchase(number, invoice, cents, reason=reason, actor=by, now=clock.now())
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)


def _intro(row: IncomingRow, bills: Sequence[IncomingRow]) -> str:
    facts = {"left": format_euro(row.to_receive_cents), "supplier": row.said.supplier}
    if bills:
        return (
            _("Hiervan is %(left)s te verrekenen. De factuur die u kiest, vraagt dan zoveel minder.") % facts
        )
    return _("Van %(supplier)s staat geen factuur open. Het geld komt dus terug op de bank.") % facts


def _label(row: IncomingRow) -> str:
    facts = {"code": row.code, "number": row.said.number, "open": format_euro(row.open_cents)}
    return _("%(code)s, %(number)s: %(open)s te betalen") % facts


def release_set_off_page(request: Request, number: int, key: int) -> HttpResponse:
    """Not taken off after all."""
    require_form(may_keep_bank(request.actor))
    row = find_purchase(number)
    if all(each.id != key for each in set_offs_of(number)):
        raise Http404
    form = ReasonForm(sent(request))
    page = page_of(row, _("Maak de verrekening los"), _("De verrekening is losgemaakt."))

    def save() -> str:
        why = form.cleaned_data["reason"]
        is_new = release_set_off(key, reason=why, actor=request.actor, now=clock.now())
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)
