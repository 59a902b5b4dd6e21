"""/bank/<entry>/btw/: money of the bank that was settled with the tax office, and undoing that."""

from dataclasses import replace

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import edit
from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.forms.bank import OfVatForm
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreements_for
from noaber.finance.queries.bank.entries import EntryRow
from noaber.finance.queries.billing.terms import charges_vat
from noaber.finance.queries.spending.vat_settlements import is_vat_settled, vat_settlements_of, vat_state_on
from noaber.finance.rules.spending.vat_settlements import VatState
from noaber.finance.services.spending.vat_settlements import (
    ONE_RETURN,
    OfVat,
    release_vat_settlement,
    settle_vat,
)
from noaber.finance.views.bank.changes import address_after, found_to_book, page_of


def settle_vat_page(request: Request, key: int) -> HttpResponse:
    """How much of it, and over which period; what the accounts stood at is told beside it."""
    row = found_to_book(request, key)
    if request.method != "POST" and is_vat_settled(key):
        raise DomainError(str(ONE_RETURN))
    agreement = _agreement(request, row)
    notice = _notice(row)
    form = OfVatForm(sent(request), left=row.left_cents)

    def save() -> str:
        typed = form.cleaned_data
        asked = OfVat(key, agreement.code, typed["amount"], typed["left"])
        is_new = settle_vat(asked, reason=typed["reason"], actor=request.actor, now=clock.now())
        return address_after(key, is_new)

    intro = _(
        "Wat u aan de Belastingdienst betaalt of ervan terugkrijgt, is geen kosten en geen inkomsten: het haalt de btw "
        "van de rekeningen in het journaal. Boete of rente boekt u apart op een post."
    )
    page = page_of(row, _("Boek als btw-aangifte"), _("De boeking staat als btw-aangifte."), intro)
    return edit(request, form, replace(page, notice=notice), save)


def _agreement(request: Request, row: EntryRow) -> AgreementRow:
    """The agreement whose years hold the day of the bank, otherwise the nearest. DomainError: there is none."""
    seen = [each.row for each in agreements_for(request.actor, AsOf(request.today))]
    if not seen:
        raise DomainError(_("Er is nog geen afspraak, dus ook geen btw in de boeken."))
    year = row.said.booked_on.year
    return min(seen, key=lambda each: min(abs(year - known) for known in each.terms.years))


def _notice(row: EntryRow) -> Notice:
    """DomainError: there is no tax in the books."""
    state = vat_state_on(row.said.booked_on)
    if state is None and charges_vat():
        raise DomainError(_("In de boeken staat nog geen btw, dus er is niets om aan te geven."))
    if state is None:
        raise DomainError(
            _(
                "Bij deze afspraak wordt geen btw gerekend, dus er is niets om aan te geven. Ging dit geld toch naar "
                "de Belastingdienst of kwam het daarvandaan, boek het dan op een post."
            )
        )
    title = _("Dit stond er op %(day)s") % {"day": long_date(row.said.booked_on)}
    return Notice(open_words(state), title=title, points=(*_points(state), _left(row, state)))


def _points(state: VatState) -> tuple[str, ...]:
    return (
        _("Af te dragen: %(cents)s") % {"cents": format_euro(state.due_cents)},
        _("Af te trekken: %(cents)s") % {"cents": format_euro(state.deductible_cents)},
    )


def _left(row: EntryRow, state: VatState) -> str:
    left = state.after(-row.left_cents if row.is_incoming else row.left_cents)
    return _("Blijft open als u alles boekt: %(cents)s") % {"cents": format_euro(left)}


def open_words(state: VatState) -> str:
    """What is open, and which way it goes."""
    cents = format_euro(abs(state.open_cents))
    if state.open_cents > 0:
        return _("Samen te betalen: %(cents)s.") % {"cents": cents}
    return (
        _("Samen terug te krijgen: %(cents)s.") % {"cents": cents}
        if state.open_cents
        else _("Er staat niets open.")
    )


def release_page(request: Request, key: int, booked: int) -> HttpResponse:
    """It was for something else after all."""
    row = found_to_book(request, key)
    if booked not in {each.id for each in vat_settlements_of(key) if not each.is_release}:
        raise Http404
    form = ReasonForm(sent(request))
    intro = _("De btw staat daarna weer open en het geld is weer te verwerken. Wat er stond, blijft te zien.")
    page = page_of(row, _("Maak de btw-aangifte los"), _("De btw-aangifte is losgemaakt."), intro)

    def save() -> str:
        why = form.cleaned_data["reason"]
        is_new = release_vat_settlement(booked, reason=why, actor=request.actor, now=clock.now())
        return address_after(key, is_new)

    return edit(request, form, page, save)
