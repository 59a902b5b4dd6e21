"""Money that went back: from the payment to the money out, and from the money out to the payment."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, edit
from noaber.core import clock
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.finance.forms.bank import RefundForm, RefundOfForm
from noaber.finance.queries.bank.entries import EntryRow, payments_refunded_by, refunds_for, said_and_left
from noaber.finance.rules.bank.refunds import sure_one
from noaber.finance.rules.bank.reversals import is_turned_back
from noaber.finance.services.bank.allocating import refund
from noaber.finance.views.bank.changes import (
    address_after,
    entry_words,
    found_to_book,
    incoming_to_book,
    page_of,
)

Choices = list[tuple[str, str]]
NO_REFUND: Final = gettext_lazy(
    "Er is nog geen afschrijving waarmee het terug kan zijn gegaan. Lees eerst het afschrift daarvan in."
)


def refund_page(request: Request, key: int) -> HttpResponse:
    """By which money out a payment was given back."""
    row = incoming_to_book(request, key)
    choices, likely = _offered(row, refunds_for(row, also=request.POST.get("outgoing", "")))
    intro = _("Kies de afschrijving waarmee het geld terugging.")
    if not choices:
        raise DomainError(str(NO_REFUND))
    form = RefundForm(sent(request), choices=choices, left=row.left_cents, likely=likely)

    def save() -> str:
        typed = form.cleaned_data
        is_new = refund(
            key,
            int(typed["outgoing"]),
            typed["amount"],
            reason=typed["reason"],
            actor=request.actor,
            now=clock.now(),
            seen_left=typed["left"],
        )
        return address_after(key, is_new)

    return edit(request, form, _page(row, _("Is terugbetaald"), intro), save)


def refund_of_page(request: Request, key: int) -> HttpResponse:
    """Which payment money out gave back; what the bank turned back has a page of its own."""
    row = found_to_book(request, key)
    if row.is_incoming or is_turned_back(row.said):
        raise Http404
    choices, likely = _offered(row, payments_refunded_by(row, also=request.POST.get("payment", "")))
    if not choices:
        raise DomainError(_("Er is geen betaling over om terug te geven."))
    form = RefundOfForm(sent(request), choices=choices, left=row.left_cents, likely=likely)

    def save() -> str:
        typed = form.cleaned_data
        is_new = refund(
            int(typed["payment"]),
            key,
            typed["amount"],
            reason=typed["reason"],
            actor=request.actor,
            now=clock.now(),
            seen_out=typed["left"],
        )
        return address_after(key, is_new)

    page = _page(row, _("Dit is een terugbetaling"), _("Kies wat hiermee terugging."))
    return edit(request, form, page, save)


def _offered(row: EntryRow, found: Sequence[EntryRow]) -> tuple[Choices, int | None]:
    """What can be chosen, and the one that is surely meant."""
    choices = [(str(each.id), entry_words(each)) for each in found]
    return choices, sure_one(row.said, row.left_cents, said_and_left(found))


def _page(row: EntryRow, title: str, intro: str) -> EditPage:
    return page_of(row, title, _("De terugbetaling is vastgelegd."), intro)
