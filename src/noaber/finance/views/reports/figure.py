"""/begroting/<agreement>/<year>/verslag/<period>/cijfer/<figure>/: the rows behind one figure of a report."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_invoices, may_read_spending
from noaber.finance.papers.report_tables import OPEN_KINDS, STEPS, report_title, step_cents
from noaber.finance.queries.reports.behind import BehindRow, Window, booked, corrected, invoiced
from noaber.finance.queries.reports.report import ReportRow, adopted_accounts
from noaber.finance.queries.spending.bookings import commitments_of
from noaber.finance.rules.budget.year_budget import CONTRIBUTIONS, BudgetSide
from noaber.finance.rules.reports.report import ReportKind
from noaber.finance.views.budget.year_budget import PAGE
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import (
    budget_address,
    commitment_address,
    post_address,
    purchase_address,
)
from noaber.finance.views.places.reports import (
    OPEN_FIGURES,
    figure_address,
    payer_address,
    report_address,
    reports_crumbs,
)
from noaber.finance.views.reports.report import find_report

Rows = Iterable[Row]


def figure_page(request: Request, agreement_code: str, year: int, period: str, figure: str) -> HttpResponse:
    """Every row behind a figure; together they are the figure to the cent."""
    _agreement, row = find_report(request.actor, agreement_code, year, period)
    title, cents, rows = _asked(request.actor, row, figure)
    table = list_table(
        request.GET,
        name=f"{row.period}-{year}-{figure}",
        caption=title,
        columns=[
            Column("title", _("Wat"), "link"),
            Column("year", _("Jaar")),
            Column("on", _("Datum"), "date"),
            Column("party", _("Met wie")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
        ],
        rows=rows,
        empty_text=_("Hier staat niets achter: het bedrag is nul."),
    )
    heading = PageHeading(
        title,
        kicker=report_title(row.content),
        intro=_("In het verslag: %(amount)s. Dit zijn de regels daarachter.")
        % {"amount": format_euro(cents)},
    )
    crumbs = [*reports_crumbs(agreement_code, year), (report_title(row.content), report_address(row))]
    return table.respond(request, PAGE, {"heading": heading, **crumbs_of(crumbs, title), "tables": [table]})


def _asked(actor: Actor, row: ReportRow, figure: str) -> tuple[str, int, list[Row]]:
    """The figure in words, what it is, and its rows with what is not among documents as a row of its own."""
    kind = next((kind for kind, called in OPEN_FIGURES.items() if called == figure), "")
    if kind:
        require(may_read_spending(actor))
        title, cents = str(OPEN_KINDS[kind]).capitalize(), row.content.figures.open_cents(kind)
        return title, cents, _open(row, kind)
    if figure not in STEPS or (row.kind is not ReportKind.ANNUAL and figure not in ALWAYS):
        raise Http404
    cents = step_cents(row.content)[figure]
    rows = list(BUILDERS[figure](actor, row))
    return str(STEPS[figure]), cents, [*rows, *_rest(row, cents, rows)]


def _rest(row: ReportRow, cents: int, rows: list[Row]) -> Rows:
    """What is no document of its own: what grants changed, and what was booked without an invoice."""
    rest = cents - sum(each["amount"] for each in rows if isinstance(each["amount"], int))
    if rest:
        address = budget_address(row.agreement_code, row.year)
        yield _cells(_("Subsidies en boekingen zonder factuur, zie de posten"), rest, address)


def _cells(title: str, cents: int, url: str = "", **more: object) -> Row:
    return {"title": title, "url": url, "year": "", "on": None, "party": "", "amount": cents, **more}


def _document(each: BehindRow) -> Row:
    if each.number is not None:
        title = _("Terugboeking %(code)s") if each.is_reversal else _("Inkoopfactuur %(code)s")
        url = purchase_address(each.number)
    else:
        title = _("Creditnota %(code)s") if each.is_credit_note else _("Factuur %(code)s")
        url = invoice_address(each.code)
    about = {"year": str(each.year), "on": each.on, "party": each.party}
    return _cells(title % {"code": each.code}, each.cents, url, **about)


def _window(row: ReportRow) -> Window:
    return Window(row.made.at, until_on=None if row.kind is ReportKind.ANNUAL else row.until_on)


def _lines(row: ReportRow, side: BudgetSide, sign: int = 1, without: str = "") -> Rows:
    """The lines of a side as the report has them."""
    for each in row.content.of(side):
        if each.line.actual_cents and each.line.code != without:
            url = post_address(row.agreement_code, row.year, each.line.code)
            yield _cells(each.line.title, sign * each.line.actual_cents, url)


def _income(actor: Actor, row: ReportRow) -> Rows:
    if not may_read_spending(actor):
        yield from _lines(row, BudgetSide.INCOME)
        return
    yield from map(_document, invoiced(row.agreement_code, [row.year], _window(row)))
    yield from _lines(row, BudgetSide.INCOME, without=CONTRIBUTIONS)


def _expenditure(actor: Actor, row: ReportRow) -> Rows:
    """As the step has it: what was spent is taken off."""
    if not may_read_spending(actor):
        yield from _lines(row, BudgetSide.EXPENDITURE, -1)
        return
    for each in booked(row.agreement_code, [row.year], _window(row)):
        shown = _document(each)
        yield {**shown, "amount": -each.cents}


def _back(actor: Actor, row: ReportRow) -> Rows:
    names = {each.code: each.name for each in row.content.figures.payers}
    may_open = bool(may_read_invoices(actor))
    for code, cents in row.content.back_by_payer.items():
        yield _cells(names[code], -cents, payer_address(code) if may_open else "")


def _opening(actor: Actor, row: ReportRow) -> Rows:
    cents = row.content.opening_cents
    before = adopted_accounts(row.agreement_code).get(row.year - 1)
    if before:
        yield _cells(report_title(before.content), cents, report_address(before))
    elif cents:
        yield _cells(_("Bij het begin van de afspraak, zoals in dit verslag ingevuld"), cents)


def _corrections(actor: Actor, row: ReportRow) -> Rows:
    """The documents, or for who may not see single amounts what they come to for each year."""
    found = corrected(row)
    if may_read_spending(actor):
        yield from map(_document, found)
        return
    accounts = adopted_accounts(row.agreement_code)
    for year in sorted({each.year for each in found}):
        cents = sum(each.cents for each in found if each.year == year)
        title = _("Facturen, creditnota's en boekingen van %(year)s") % {"year": year}
        yield _cells(title, cents, report_address(accounts[year]), year=str(year))


def _carried(actor: Actor, row: ReportRow) -> Rows:
    """The commitments that go on, and what of them this account does not keep money for."""
    open_cents = row.content.figures.open_cents("commitment")
    if not may_read_spending(actor):
        yield _cells(_("Verplichtingen die doorlopen"), open_cents)
    else:
        yield from _open(row, "commitment")
    if rest := row.content.carried_cents - open_cents:
        yield _cells(_("Daarvoor is hier geen geld apart gezet"), rest)


def _open(row: ReportRow, kind: str) -> list[Row]:
    addresses = _addresses(row, kind)
    return [
        _cells(each.code, each.cents, addresses(each.code))
        for each in row.content.figures.open_items
        if each.kind == kind
    ]


def _addresses(row: ReportRow, kind: str) -> Callable[[str], str]:
    if kind == "invoice":
        return invoice_address
    if kind == "commitment":
        known = {each.code: each.id for each in commitments_of(row.agreement_code, row.year)}
        return lambda code: commitment_address(known[code]) if code in known else ""
    return lambda code: purchase_address(int(code.removeprefix("I-")))


def _of_steps(*steps: str) -> Callable[[Actor, ReportRow], Rows]:
    """A step that is the sum of others, with below zero what is taken off."""

    def rows(actor: Actor, row: ReportRow) -> Rows:
        cents = step_cents(row.content)
        for step in steps:
            sign = -1 if step in TAKEN_OFF else 1
            url = figure_address(row, step) if cents[step] else ""
            yield _cells(str(STEPS[step]), sign * cents[step], url)

    return rows


TAKEN_OFF: Final = frozenset({"doorlopend"})
ALWAYS: Final = frozenset({"inkomsten", "uitgaven"})
BUILDERS: Final[Mapping[str, Callable[[Actor, ReportRow], Rows]]] = {
    "inkomsten": _income,
    "uitgaven": _expenditure,
    "resultaat": _of_steps("inkomsten", "uitgaven"),
    "terug": _back,
    "naar-de-reserve": _of_steps("resultaat", "terug"),
    "reserve-vooraf": _opening,
    "correcties": _corrections,
    "reserve-achteraf": _of_steps("reserve-vooraf", "correcties", "naar-de-reserve"),
    "doorlopend": _carried,
    "vrij": _of_steps("reserve-achteraf", "doorlopend"),
}
