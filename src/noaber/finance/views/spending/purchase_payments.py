"""/inkoop/<number>/betaald/: confirming which money out of the bank paid an invoice, and undoing that."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.spending import PurchasePaymentForm
from noaber.finance.queries.bank.entries import EntryRow, money_out
from noaber.finance.queries.spending.bookings import incoming_invoices
from noaber.finance.queries.spending.purchase_payments import payments_of, proposed_payments
from noaber.finance.services.spending.purchase_payments import (
    pay_purchase,
    release_purchase_payment,
    why_not_pay,
)
from noaber.finance.views.places.budget import purchase_address, purchase_crumbs
from noaber.finance.views.spending.purchases import find_purchase


def pay_purchase_page(request: Request, number: int) -> HttpResponse:
    """Confirm what is proposed, or choose another amount that went out."""
    require_form(may_keep_bank(request.actor))
    row = find_purchase(number)
    if request.method != "POST" and (why := why_not_pay(row)):
        raise DomainError(why)
    proposed = proposed_payments(incoming_invoices()).get(number)
    likely, why = (proposed[0].id, proposed[1].reason) if proposed else (0, "")
    form = PurchasePaymentForm(sent(request), entries=_choices(money_out()), proposed=likely)
    facts = {"open": format_euro(row.open_cents), "why": why}
    intro = _("Er is %(open)s te betalen.") % facts
    if proposed:
        intro = _("Er is %(open)s te betalen. Het voorstel is ingevuld: %(why)s.") % facts

    def save() -> str:
        chosen = int(form.cleaned_data["entry"])
        reason = why if chosen == likely else ""
        is_new = pay_purchase(number, chosen, reason=reason, actor=request.actor, now=clock.now())
        return purchase_address(number) if is_new else AsItStood(purchase_address(number))

    return edit(request, form, _page(number, _("Is betaald"), _("De betaling is vastgelegd."), intro), save)


def _choices(rows: Sequence[EntryRow]) -> list[tuple[str, str]]:
    text = _("%(day)s, %(left)s aan %(name)s")
    return [
        (
            str(row.id),
            text
            % {
                "day": long_date(row.said.booked_on),
                "left": format_euro(row.left_cents),
                "name": row.said.counterparty_name or row.said.counterparty_iban or _("onbekend"),
            },
        )
        for row in rows
    ]


def release_payment_page(request: Request, number: int, key: int) -> HttpResponse:
    """Say that this money did not pay this invoice after all."""
    require_form(may_keep_bank(request.actor))
    find_purchase(number)
    if all(each.id != key for each in payments_of(number)):
        raise Http404
    form = ReasonForm(sent(request))

    def save() -> str:
        why = form.cleaned_data["reason"]
        is_new = release_purchase_payment(key, reason=why, actor=request.actor, now=clock.now())
        return purchase_address(number) if is_new else AsItStood(purchase_address(number))

    page = _page(number, _("Maak de betaling los"), _("De betaling is losgemaakt."))
    return edit(request, form, page, save)


def _page(number: int, title: str, saved: str, intro: str = "") -> EditPage:
    row = find_purchase(number)
    address = purchase_address(number)
    return EditPage(
        title=title,
        kicker=f"{row.said.supplier}, {row.said.number}",
        crumbs=[*purchase_crumbs(), (row.code, address)],
        back_url=address,
        saved=saved,
        submit_label=title,
        intro=intro,
    )
