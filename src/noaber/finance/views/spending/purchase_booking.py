"""/inkoop/<number>/boeken/: over which lines of which year a purchase invoice is booked."""

from collections.abc import Sequence
from dataclasses import replace

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.components.texts import Notice, Tab, Tabs
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_commit
from noaber.finance.forms.spending import BookingForm
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreements_for
from noaber.finance.queries.billing.terms import deducts_vat
from noaber.finance.queries.budget.year_budget import budget_of
from noaber.finance.queries.reports.report import closed_years
from noaber.finance.queries.spending.bookings import IncomingRow, commitments_of
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.spending.bookings import CommitmentState, Purchase
from noaber.finance.services.spending.purchases import book_purchase, why_not_book
from noaber.finance.views.places.budget import purchase_address
from noaber.finance.views.spending.purchase_changes import page_of
from noaber.finance.views.spending.purchases import find_purchase


def book_purchase_page(request: Request, number: int) -> HttpResponse:
    """Over which lines, and on which commitments; the year is that of the invoice unless another is chosen."""
    row = find_purchase(number)
    require_form(may_commit(request.actor))
    if request.method != "POST" and (why := why_not_book(row)):
        raise DomainError(why)
    by_year = _agreements(request)
    year = _year_of(row, request.GET.get("jaar", ""), list(by_year))
    agreement = by_year[year]
    is_vat_deducted = deducts_vat(agreement.code, year)
    cost = row.said.cost_cents(is_vat_deducted=is_vat_deducted)
    form = BookingForm(sent(request), targets=_targets(agreement, year), cents=cost)

    def save() -> str:
        now, today = clock.now(), request.today
        is_new = book_purchase(
            number, agreement.code, year, form.parts, actor=request.actor, now=now, today=today
        )
        return purchase_address(number) if is_new else AsItStood(purchase_address(number))

    page = _booking_page(row, year, list(by_year), is_vat_deducted=is_vat_deducted)
    return edit(request, form, page, save)


def _booking_page(row: IncomingRow, year: int, years: Sequence[int], *, is_vat_deducted: bool) -> EditPage:
    facts = {"year": year, "own": row.said.issued_on.year}
    intro = _intro(row.said, year, is_vat_deducted=is_vat_deducted)
    page = page_of(row, _("Boek de factuur"), _("De factuur is geboekt."), intro)
    own = purchase_address(row.number)
    tabs = Tabs(
        _("Boekjaar"), tuple(Tab(str(each), f"{own}boeken/?jaar={each}", each == year) for each in years)
    )
    notice = Notice(_("De factuur is van %(own)s; u boekt haar in %(year)s.") % facts, "warning")
    return replace(page, tabs=tabs, notice=None if year == row.said.issued_on.year else notice)


def _intro(said: Purchase, year: int, *, is_vat_deducted: bool) -> str:
    """What is to be booked, and why that is not the total of the invoice."""
    facts = {
        "total": format_euro(said.cost_cents(is_vat_deducted=is_vat_deducted)),
        "rounding": format_euro(said.rounding_cents),
        "year": year,
    }
    intro = _("Verdeel %(total)s over de posten van %(year)s. Een creditnota boekt u onder nul.") % facts
    if is_vat_deducted and said.vat_cents:
        intro = f"{intro} {_('Dat is zonder de btw: die trekt de beheerorganisatie af.')}"
    if said.rounding_cents:
        rounded = _("De afronding van de leverancier, %(rounding)s, zit daarin.") % facts
        intro = f"{intro} {rounded}"
    return intro


def _year_of(row: IncomingRow, asked: str, years: Sequence[int]) -> int:
    """The year that was chosen, or the one nearest to the invoice. DomainError: there is no agreement about it."""
    if not years:
        raise DomainError(
            _(
                "Er is geen jaar om op te boeken: er is nog geen afspraak, of van alle jaren is de jaarrekening "
                "vastgesteld."
            )
        )
    if not asked:
        own = row.said.issued_on.year
        return min(years, key=lambda year: (abs(year - own), -year))
    if not asked.isdecimal() or int(asked) not in years:
        facts = {"first": years[0], "last": years[-1]}
        raise DomainError(
            _(
                "Over dat jaar is er geen afspraak, of de jaarrekening is vastgesteld. Kies een jaar van %(first)s tot "
                "en met %(last)s."
            )
            % facts
        )
    return int(asked)


def _agreements(request: Request) -> dict[int, AgreementRow]:
    """The agreement that each open year is booked under, the one that pages show first; by year."""
    found: dict[int, AgreementRow] = {}
    closed: set[int] = set()
    for seen in agreements_for(request.actor, AsOf(request.today)):
        adopted = closed_years(seen.row.code)
        for year in seen.row.terms.years:
            if year not in closed and year not in found:
                found |= {} if year in adopted else {year: seen.row}
                closed |= {year} & adopted
    return dict(sorted(found.items()))


def _targets(agreement: AgreementRow, year: int) -> list[tuple[str, str]]:
    """The lines with what is left of each, and the commitments that still keep something."""
    lines = budget_of(agreement, year).of(BudgetSide.EXPENDITURE)
    found = [(line.code, f"{line.title} ({format_euro(line.left_cents)} over)") for line in lines]
    for row in commitments_of(agreement.code, year):
        if row.state is CommitmentState.COMMITTED:
            label = f"{row.code} {row.title} ({format_euro(row.open_cents)} nog vastgelegd)"
            found.append((f"{row.post}:{row.id}", label))
    return found
