"""/bank/<entry>/boeken/: money of the bank on a line of the budget without an invoice, and undoing that."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.api import sent
from noaber.accounts.editing import edit
from noaber.core import clock
from noaber.core.access import require_form
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_commit
from noaber.finance.forms.bank import OnLineForm
from noaber.finance.forms.billing import ReasonForm
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreements_for
from noaber.finance.queries.bank.entries import EntryRow
from noaber.finance.queries.budget.year_budget import budgets_of
from noaber.finance.queries.reports.report import closed_years
from noaber.finance.queries.spending.bank_bookings import bank_bookings_of
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide, LineFigures
from noaber.finance.services.spending.bank_bookings import OnLine, book_entry, release_entry_booking
from noaber.finance.views.bank.changes import address_after, found_to_book, left_to_book, page_of
from noaber.finance.views.bank.processed import why_it_stays

Targets = dict[str, tuple[str, str]]
"""By year and code of a line: the agreement, and what to say of the line."""


def book_entry_page(request: Request, key: int) -> HttpResponse:
    """On which line; cost or income is by the line and by which way the money went."""
    row = left_to_book(request, key)
    require_form(may_commit(request.actor))
    targets = _targets(request, row)
    form = OnLineForm(
        sent(request), lines=[(each, label) for each, (_code, label) in targets.items()], left=row.left_cents
    )

    def save() -> str:
        typed = form.cleaned_data
        year, _colon, post = typed["line"].partition(":")
        code = targets[typed["line"]][0]
        asked = OnLine(key, code, int(year), post, typed["amount"], typed["left"])
        is_new = book_entry(asked, reason=typed["reason"], actor=request.actor, now=clock.now())
        return address_after(key, is_new)

    page = page_of(row, _("Boek op een post"), _("De boeking staat op de post."), _intro(row, targets))
    return edit(request, form, page, save)


def _intro(row: EntryRow, targets: Targets) -> str:
    if not targets:
        return _("Er is geen jaar met een goedgekeurde begroting dat nog niet is afgesloten.")
    facts = {"left": format_euro(row.left_cents)}
    if row.is_incoming:
        return (
            _("%(left)s kwam erbij: op een post van de baten is het ontvangen, bij de lasten gaat het eraf.")
            % facts
        )
    return (
        _("%(left)s ging eraf: op een post van de lasten is het uitgegeven, bij de baten gaat het eraf.")
        % facts
    )


def _targets(request: Request, row: EntryRow) -> Targets:
    """The lines of every year that can be booked on, those of the year of the entry first, the likely side before."""
    side = BudgetSide.INCOME if row.is_incoming else BudgetSide.EXPENDITURE
    found: list[tuple[bool, int, bool, AgreementRow, LineFigures]] = []
    seen: set[int] = set()
    for each in agreements_for(request.actor, AsOf(request.today)):
        closed = closed_years(each.row.code)
        for year, budget in budgets_of(each.row).items():
            if year in seen or year in closed or not budget.is_approved:
                continue
            seen.add(year)
            found += [
                (year != row.said.booked_on.year, -year, line.side is not side, each.row, line)
                for line in budget.lines
                if line.code != CONTRIBUTIONS
            ]
    found.sort(key=lambda each: each[:3])
    return {
        f"{-year}:{line.code}": (agreement.code, _label(-year, line))
        for _o, year, _s, agreement, line in found
    }


def _label(year: int, line: LineFigures) -> str:
    facts = {
        "year": year,
        "side": BUDGET_SIDES[line.side],
        "title": line.title,
        "left": format_euro(line.left_cents),
    }
    if line.side is BudgetSide.INCOME:
        return _("%(year)s, %(side)s: %(title)s") % facts
    return _("%(year)s, %(side)s: %(title)s (%(left)s over)") % facts


def release_page(request: Request, key: int, booked: int) -> HttpResponse:
    """It belongs to another line, or to an invoice after all."""
    row = found_to_book(request, key)
    require_form(may_commit(request.actor))
    found = next((each for each in bank_bookings_of(key) if each.id == booked and not each.is_release), None)
    if found is None:
        raise Http404
    if request.method != "POST" and found.year in closed_years(found.agreement_code):
        raise DomainError(why_it_stays(found.year))
    form = ReasonForm(sent(request))
    intro = _("Het geld is daarna weer te verwerken. Wat er stond, blijft te zien.")
    page = page_of(row, _("Haal van de post"), _("De boeking is van de post gehaald."), intro)

    def save() -> str:
        why = form.cleaned_data["reason"]
        return address_after(
            key, release_entry_booking(booked, reason=why, actor=request.actor, now=clock.now())
        )

    return edit(request, form, page, save)
