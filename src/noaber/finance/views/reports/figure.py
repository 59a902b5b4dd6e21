"""/begroting/<agreement>/<year>/verslag/<period>/cijfer/<figure>/: the rows behind one figure of a report."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_invoices, may_read_spending
from noaber.finance.models import GRANT_STEPS
from noaber.finance.papers.report_tables import (
    OPEN_KINDS,
    STEPS,
    TAKEN_OFF,
    report_title,
    step_cents,
    step_title,
)
from noaber.finance.queries.reports.behind import BehindRow, Source, Window, came_in, corrected, went_out
from noaber.finance.queries.reports.report import ReportRow, accounts_before, adopted_by_year
from noaber.finance.queries.spending.bookings import commitments_of, incoming_code
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.report import ReportKind
from noaber.finance.views.budget.year_budget import PAGE
from noaber.finance.views.places.bank import entry_address
from noaber.finance.views.places.billing import invoice_address
from noaber.finance.views.places.budget import (
    budget_address,
    commitment_address,
    post_address,
    purchase_address,
)
from noaber.finance.views.places.grants import grant_address
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
        columns=_columns(),
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


def _columns() -> list[Column]:
    return [
        Column("title", _("Wat"), "link"),
        Column("year", _("Jaar")),
        Column("on", _("Datum"), "date"),
        Column("party", _("Met wie")),
        Column("post", _("Post")),
        Column("text", _("Toelichting")),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
    ]


def _asked(actor: Actor, row: ReportRow, figure: str) -> tuple[str, int, list[Row]]:
    """The figure in words, what it is, and its rows."""
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
    """There is none, unless the ledger was changed behind the back of the report: that is said, not hidden."""
    rest = cents - sum(each["amount"] for each in rows if isinstance(each["amount"], int))
    if rest:
        address = budget_address(row.agreement_code, row.year)
        yield _cells(_("Verschil: niet terug te vinden in de boeken"), rest, address)


def _cells(title: str, cents: int, url: str = "", **more: object) -> Row:
    known = {"title": title, "url": url, "year": "", "on": None, "party": "", "post": "", "text": ""}
    return {**known, "amount": cents, **more}


NAMES: Final[Mapping[Source, Promise]] = {
    Source.INVOICE: gettext_lazy("Factuur %(code)s"),
    Source.CREDIT_NOTE: gettext_lazy("Creditnota %(code)s"),
    Source.PURCHASE: gettext_lazy("Inkoopfactuur %(code)s"),
    Source.REVERSAL: gettext_lazy("Terugboeking %(code)s"),
    Source.BANK: gettext_lazy("Bankboeking %(code)s"),
    Source.RELEASE: gettext_lazy("Van de post gehaald: bankboeking %(code)s"),
    Source.GRANT: gettext_lazy("Subsidie %(code)s"),
}


def _behind(row: ReportRow, found: Iterable[BehindRow]) -> Rows:
    """Each with its day, the other party, its line, why, and the way to its own page."""
    years = {**adopted_by_year(), row.year: row}
    titles = {
        (year, line.code): line.title for year, each in years.items() for line in each.content.figures.lines
    }
    for each in found:
        code, url = _named(each)
        yield _cells(
            str(NAMES[each.source]) % {"code": code},
            each.cents,
            url,
            year=str(each.year),
            on=each.on,
            party=each.party,
            post=titles.get((each.year, each.post), each.post),
            text=_why(each),
        )


def _named(each: BehindRow) -> tuple[str, str]:
    """What it is called, and its page."""
    if each.source in (Source.INVOICE, Source.CREDIT_NOTE):
        return each.key, invoice_address(each.key)
    if each.source is Source.GRANT:
        return each.name, grant_address(each.key)
    key = int(each.key)
    if each.source in (Source.BANK, Source.RELEASE):
        return f"B-{key}", entry_address(key)
    return incoming_code(key), purchase_address(key)


def _why(each: BehindRow) -> str:
    if each.source is not Source.GRANT:
        return each.text
    step = str(GRANT_STEPS[each.step]) if each.step else _("komt op een andere post binnen")
    return f"{step}: {each.text}" if each.text else step


def _window(row: ReportRow) -> Window:
    return Window(row.made.at, until_on=None if row.kind is ReportKind.ANNUAL else row.until_on)


def _lines(row: ReportRow, side: BudgetSide) -> Rows:
    """The lines of a side as the report has them, for who may not see single amounts."""
    for each in row.content.of(side):
        if each.line.actual_cents:
            url = post_address(row.agreement_code, row.year, each.line.code)
            yield _cells(each.line.title, each.line.actual_cents, url)


def _income(actor: Actor, row: ReportRow) -> Rows:
    if not may_read_spending(actor):
        return _lines(row, BudgetSide.INCOME)
    return _behind(row, came_in(row.agreement_code, [row.year], _window(row)))


def _expenditure(actor: Actor, row: ReportRow) -> Rows:
    if not may_read_spending(actor):
        return _lines(row, BudgetSide.EXPENDITURE)
    return _behind(row, went_out(row.agreement_code, [row.year], _window(row)))


def _back(actor: Actor, row: ReportRow) -> Rows:
    names = {each.code: each.name for each in row.content.figures.payers}
    may_open = bool(may_read_invoices(actor))
    for code, cents in row.content.back_by_payer.items():
        yield _cells(names[code], cents, payer_address(code) if may_open else "")


def _opening(actor: Actor, row: ReportRow) -> Rows:
    cents = row.content.opening_cents
    if before := accounts_before(row.year):
        last = before[max(before)]
        yield _cells(report_title(last.content), cents, report_address(last))
    elif cents:
        yield _cells(_("Bij het begin van de afspraak, zoals in dit verslag ingevuld"), cents)


def _corrections(actor: Actor, row: ReportRow) -> Rows:
    """The rows, or for who may not see single amounts what they come to for each year."""
    found = corrected(row)
    if may_read_spending(actor):
        yield from _behind(row, found)
        return
    accounts = adopted_by_year()
    for year in sorted({each.year for each in found}):
        cents = sum(each.cents for each in found if each.year == year)
        title = _("Facturen, creditnota's, subsidies en boekingen van %(year)s") % {"year": year}
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
            yield _cells(step_title(step, is_part=sign < 0), sign * cents[step], url)

    return rows


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
