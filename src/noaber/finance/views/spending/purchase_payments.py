"""Which money of the bank paid a purchase invoice or gave it back: from the invoice, from the entry, and undoing it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import Actor, require_form
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_bank
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.forms.spending import ForPurchaseForm, PurchasePaymentForm
from noaber.finance.queries.bank.entries import EntryRow, money_in, money_out
from noaber.finance.queries.spending.bookings import IncomingRow, incoming_invoices
from noaber.finance.queries.spending.purchase_payments import payments_of, proposed_payments
from noaber.finance.services.spending.purchase_payments import (
    pay_purchase,
    refund_purchase,
    release_purchase_payment,
    why_not_pay,
    why_not_refund,
)
from noaber.finance.views.bank.changes import address_after, found_to_book, page_of
from noaber.finance.views.bank.entries import who_of
from noaber.finance.views.places.budget import purchase_address, purchase_crumbs
from noaber.finance.views.spending.purchases import find_purchase

TOO_MUCH: Final = "te-veel"


def pay_purchase_page(request: Request, number: int) -> HttpResponse:
    """Confirm what is proposed, or choose another amount that went out."""
    require_form(may_keep_bank(request.actor))
    row = find_purchase(number)
    if request.method != "POST" and (why := why_not_pay(row)):
        raise DomainError(why)
    page = _page(number, _("Is betaald"), _("De betaling is vastgelegd."))
    asked = _("Er is %(cents)s te betalen.") % {"cents": format_euro(row.open_cents)}
    return _of_money(request, row, replace(page, intro=asked), money_out(), pay_purchase)


def refund_purchase_page(request: Request, number: int) -> HttpResponse:
    """With which money that came in the supplier gave back what was paid, or paid a credit note out."""
    require_form(may_keep_bank(request.actor))
    row = find_purchase(number)
    if request.method != "POST" and (why := why_not_refund(row)):
        raise DomainError(why)
    page = _page(number, _("Is terugontvangen"), _("Het geld dat terugkwam is vastgelegd."))
    asked = _("Er kan %(cents)s terugkomen.") % {"cents": format_euro(row.refundable_cents)}
    return _of_money(request, row, replace(page, intro=asked), money_in(), refund_purchase)


class _Book(Protocol):
    """The verb for one of both ways."""

    def __call__(
        self, number: int, key: int, *, reason: str = "", actor: Actor, now: dt.datetime
    ) -> bool: ...


def _of_money(
    request: Request, row: IncomingRow, page: EditPage, money: Sequence[EntryRow], book: _Book
) -> HttpResponse:
    proposed = proposed_payments(incoming_invoices()).get(row.number)
    likely, why = (proposed[0].id, proposed[1].reason) if proposed else (0, "")
    form = PurchasePaymentForm(sent(request), entries=_choices(money), proposed=likely)
    if proposed:
        told = _("Het voorstel is ingevuld: %(why)s.") % {"why": why}
        page = replace(page, intro=f"{page.intro} {told}")

    def save() -> str:
        chosen = int(form.cleaned_data["entry"])
        reason = why if chosen == likely else ""
        is_new = book(row.number, chosen, reason=reason, actor=request.actor, now=clock.now())
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)


def entry_for_purchase_page(request: Request, key: int) -> HttpResponse:
    """From the entry: which invoice it paid, also one that was paid before, or which one it gave back."""
    money = found_to_book(request, key)
    rows = incoming_invoices()
    proposed = {each.id: (number, match.reason) for number, (each, match) in proposed_payments(rows).items()}
    number, why = proposed.get(key, (0, ""))
    choices = _to_refund(rows) if money.is_incoming else _to_pay(rows)
    form = ForPurchaseForm(sent(request), purchases=choices, proposed=str(number or ""))
    page = _entry_page(money, why, choices)

    def save() -> str:
        chosen, _colon, more = form.cleaned_data["purchase"].partition(":")
        reason, now = why if chosen == str(number) else "", clock.now()
        if money.is_incoming:
            is_new = refund_purchase(int(chosen), key, reason=reason, actor=request.actor, now=now)
        else:
            is_new = pay_purchase(
                int(chosen), key, reason=reason, too_much=bool(more), actor=request.actor, now=now
            )
        return address_after(key, is_new)

    return edit(request, form, page, save)


def _entry_page(money: EntryRow, why: str, choices: Sequence[tuple[str, str]]) -> EditPage:
    title = _("Geld terug van een leverancier") if money.is_incoming else _("Betaalt een inkoopfactuur")
    return page_of(money, title, _("De boeking is verwerkt."), _entry_intro(money, why, choices))


def _entry_intro(money: EntryRow, why: str, choices: Sequence[tuple[str, str]]) -> str:
    if not choices:
        return _("Er is geen inkoopfactuur waar dit bij kan horen. Neem haar eerst op bij Inkoopfacturen.")
    left = _("Te verwerken: %(left)s.") % {"left": format_euro(money.left_cents)}
    return f"{left} {_('Het voorstel is ingevuld: %(why)s.') % {'why': why}}" if why else left


def _to_pay(rows: Sequence[IncomingRow]) -> list[tuple[str, str]]:
    """What asks payment first; then what was paid, for money that was paid twice or too much."""
    words, paid = _("%(name)s: %(cents)s te betalen"), _("%(name)s: al betaald, dus %(twice)s")
    twice = _("dubbel of te veel betaald; het komt nog terug")
    asks = [(str(row.number), words % _named(row, row.open_cents)) for row in rows if row.open_cents]
    was = [row for row in rows if row.asks_payment and row.paid_cents > 0 and not row.is_refused]
    return asks + [(f"{row.number}:{TOO_MUCH}", paid % {**_named(row), "twice": twice}) for row in was]


def _to_refund(rows: Sequence[IncomingRow]) -> list[tuple[str, str]]:
    """What the supplier owes first; then what was paid and can have been given back."""
    owed, paid = _("%(name)s: %(cents)s terug te krijgen"), _("%(name)s: %(cents)s betaald")
    first = [
        (str(row.number), owed % _named(row, row.to_receive_cents)) for row in rows if row.to_receive_cents
    ]
    rest = [row for row in rows if row.refundable_cents and not row.to_receive_cents]
    return first + [(str(row.number), paid % _named(row, row.refundable_cents)) for row in rest]


def _named(row: IncomingRow, cents: int = 0) -> dict[str, str]:
    return {"name": f"{row.code} {row.said.supplier}, {row.said.number}", "cents": format_euro(cents)}


def _choices(rows: Sequence[EntryRow]) -> list[tuple[str, str]]:
    text = _("%(day)s, %(left)s, %(name)s")
    return [
        (
            str(row.id),
            text
            % {
                "day": long_date(row.said.booked_on),
                "left": format_euro(row.left_cents),
                "name": who_of(row),
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
