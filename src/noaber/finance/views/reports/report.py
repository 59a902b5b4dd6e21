"""/begroting/<agreement>/<year>/verslag/: the reports of a year, and one of them with what can be done with it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Actor, require
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.documents.paper import DataTable
from noaber.core.documents.tables import XLSX_MEDIA_TYPE
from noaber.core.requests import Request
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import (
    may_adopt_report,
    may_read_budget,
    may_read_draft_report,
    may_read_invoices,
    may_read_spending,
    may_write_report,
)
from noaber.finance.papers.report import file_name, report_pdf, report_workbook, state_words
from noaber.finance.papers.report_tables import (
    OPEN_KINDS,
    ORDER,
    STEPS,
    basis_notes,
    co_funding_table,
    explanation_table,
    line_table,
    open_table,
    payer_table,
    report_title,
    result_table,
)
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.reports.report import ReportRow, changed_since, report_of, reports_of
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.reports.report import ReportKind, last_day
from noaber.finance.views.budget.year_budget import FACTS, PAGE, TABLE, find_agreement
from noaber.finance.views.files import file_response
from noaber.finance.views.places.budget import budget_address, co_funding_address, post_address
from noaber.finance.views.places.reports import (
    audit_address,
    figure_address,
    payer_address,
    report_address,
    reports_address,
    reports_crumbs,
    returns_address,
    vat_address,
)
from noaber.finance.views.taken import names_in, who

NOTES: Final = "finance/reports/notes_panel.html"
MOST_STACKED: Final = 4  # columns that stand under each other on a phone, however many rows there are
FEW_ROWS: Final = 10  # so few rows stand under each other with all their columns


def reports_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Every report of a year that the reader may see, and what can be made."""
    require(may_read_budget(request.actor))
    found = find_agreement(request.actor, agreement_code, year)
    rows = [row for row in reports_of(agreement_code) if row.year == year and _may_see(request.actor, row)]
    table = _reports_table(request, year, rows)
    context = {
        "heading": PageHeading(
            _("Verslagen %(year)s") % {"year": year},
            kicker=found.terms.title,
            intro=_("Tussenrapportages kijken halverwege. De jaarrekening sluit het jaar af."),
            actions=_year_actions(request.actor, agreement_code, year, request.today),
        ),
        **crumbs_of(reports_crumbs(agreement_code, year)),
        "notices": _year_notices(request.actor, year, request.today),
        "tables": [table],
    }
    return table.respond(request, PAGE, context)


def _reports_table(request: Request, year: int, rows: Sequence[ReportRow]) -> Table:
    return list_table(
        request.GET,
        name=f"verslagen-{year}",
        caption=_("Verslagen van %(year)s") % {"year": year},
        columns=[
            Column("title", _("Verslag"), "link"),
            Column("state", _("Stand"), "status"),
            Column("until_on", _("Tot en met"), "date"),
            Column("income", _("Inkomsten"), "money"),
            Column("expenditure", _("Uitgaven"), "money"),
            Column("result", _("Resultaat"), "money"),
        ],
        rows=[_list_row(row) for row in rows],
        empty_text=_(
            "Er is nog geen verslag dat u mag zien. De controller maakt het, iemand anders stelt het vast."
        ),
    )


def first_report_on(year: int) -> dt.date:
    """The day after the first month of a year: before it no period is over."""
    return last_day(year, 1) + dt.timedelta(days=1)


def _year_notices(actor: Actor, year: int, today: dt.date) -> list[Notice]:
    if not may_write_report(actor) or first_report_on(year) <= today:
        return []
    return [Notice(too_early_words(year))]


def too_early_words(year: int) -> str:
    facts = {"year": year, "day": long_date(first_report_on(year))}
    return _("Een verslag over %(year)s kan vanaf %(day)s: dan is de eerste maand voorbij.") % facts


def _year_actions(actor: Actor, agreement_code: str, year: int, today: dt.date) -> tuple[Action, ...]:
    ways = []
    if may_write_report(actor) and first_report_on(year) <= today:
        ways.append(Action(_("Maak een verslag"), reports_address(agreement_code, year, "nieuw/"), "primary"))
    ways.append(Action(_("Btw doorschuiven"), vat_address(agreement_code, year)))
    if may_read_spending(actor):
        ways += [
            Action(_("Controlebestand (XLSX)"), audit_address(agreement_code, year, "xlsx/")),
            Action(_("Controlebestand (CSV)"), audit_address(agreement_code, year, "zip/")),
        ]
    return tuple(ways)


def _may_see(actor: Actor, row: ReportRow) -> bool:
    return row.is_final or bool(may_read_draft_report(actor))


def _list_row(row: ReportRow) -> Row:
    content = row.content
    income, expenditure = (content.figures.actual_cents(side) for side in BudgetSide)
    return {
        "title": report_title(content),
        "url": report_address(row),
        "state": report_status(row),
        "until_on": row.until_on,
        "income": income,
        "expenditure": expenditure,
        "result": content.figures.result_cents,
    }


def report_status(row: ReportRow) -> Status:
    if row.is_final:
        return Status(_("vastgesteld"), "ok")
    if row.content.lacking:
        return Status(_("toelichting ontbreekt"), "warning")
    return Status(_("wacht op vaststelling"), "warning")


def find_report(actor: Actor, agreement_code: str, year: int, period: str) -> tuple[AgreementRow, ReportRow]:
    """A report that the reader may see; another is not there."""
    require(may_read_budget(actor))
    agreement = find_agreement(actor, agreement_code, year)
    row = report_of(agreement_code, year, period)
    if row is None or not _may_see(actor, row):
        raise Http404
    return agreement, row


def report_page(request: Request, agreement_code: str, year: int, period: str) -> HttpResponse:
    """A report: every line beside its budget, the words with it, and for a whole year the result."""
    agreement, row = find_report(request.actor, agreement_code, year, period)
    content = row.content
    context = {
        "heading": PageHeading(
            report_title(content),
            kicker=agreement.terms.title,
            intro=content.summary,
            actions=_actions(request.actor, row),
        ),
        **crumbs_of(reports_crumbs(agreement_code, year), report_title(content)),
        "notices": _notices(request.actor, agreement, row),
        "panels": list(_panels(request.actor, row)),
        "tables": [],
    }
    return render(request, PAGE, context)


def _actions(actor: Actor, row: ReportRow) -> tuple[Action, ...]:
    found = []
    if not row.is_final and may_adopt_report(actor, row.authors) and not row.content.lacking:
        found.append(Action(_("Stel vast"), report_address(row, "vaststellen/"), "primary"))
    if not row.is_final and may_write_report(actor):
        found.append(Action(_("Licht toe"), report_address(row, "toelichten/")))
    if row.is_final and row.content.back_cents and may_read_spending(actor):
        found.append(Action(_("Terug naar wie betaalde"), returns_address(row.agreement_code, row.year)))
    found += [
        Action(_("PDF"), report_address(row, "pdf/")),
        Action(_("Excel (XLSX)"), report_address(row, "xlsx/")),
    ]
    return tuple(found)


def _notices(actor: Actor, agreement: AgreementRow, row: ReportRow) -> list[Notice]:
    found = []
    if not row.is_intact:
        found.append(Notice(_("Het zegel klopt niet met de inhoud. Vertrouw deze cijfers niet."), "danger"))
    if not row.is_final:
        found.append(Notice(_("Dit is een concept, versie %(number)s.") % {"number": row.number}, "warning"))
        if row.content.lacking:
            names = in_a_row(each.line.title for each in row.content.lacking)
            text = _("Toelichting ontbreekt nog bij: %(names)s.") % {"names": names}
            found.append(Notice(text, "warning"))
        elif not may_adopt_report(actor, row.authors):
            found.append(
                Notice(_("Iemand anders moet dit vaststellen: de coördinator of een tweede controller."))
            )
    elif row.kind is ReportKind.ANNUAL and (cents := changed_since(row, agreement)):
        text = _(
            "Na het vaststellen is er nog iets geboekt voor dit jaar: %(amount)s. De volgende "
            "jaarrekening neemt dit mee."
        )
        found.append(Notice(text % {"amount": format_euro(cents)}, "warning"))
    return found


def _panels(actor: Actor, row: ReportRow) -> list[Panel]:
    content, code, year = row.content, row.agreement_code, row.year
    keeps = bool(may_read_spending(actor))
    found = [Panel(_("Dit verslag"), FACTS, _facts(row), width="half")]
    if row.kind is ReportKind.ANNUAL:
        steps = {step: figure_address(row, step) for step in STEPS}
        found.append(_panel(result_table(content), steps, "figure", width="half", linked=("amount",)))
    posts = {each.line.code: post_address(code, year, each.line.code) for each in content.lines}
    found += [
        _panel(line_table(content, side), posts, "code", totals=_behind_totals(row, side, keeps))
        for side in ORDER
    ]
    explained = explanation_table(content)
    found += [_panel(explained, posts, "code")] if explained.rows else []
    lists = {kind: figure_address(row, kind) for kind in OPEN_KINDS}
    opening = ("count", "amount")
    items = _panel(open_table(content), lists if keeps else {}, "kind", width="half", linked=opening)
    pledges = {each.title: co_funding_address(code, year) for each in content.figures.co_funding}
    co_funding = _panel(co_funding_table(content), pledges, "title", width="half")
    way = Action(_("Toezegging en levering"), co_funding_address(code, year))
    found += [items, Panel(co_funding.title, TABLE, co_funding.content, link=way, width="half")]
    if content.figures.payers:
        may_open = bool(may_read_invoices(actor))
        links = {each.code: payer_address(each.code) for each in content.figures.payers} if may_open else {}
        payers = shown_table(
            payer_table(content), links, "code", linked=("name", "asked", "paid", "open", "back")
        )
        found.append(Panel(payers.caption, TABLE, payers))
    return [*found, Panel(_("Waar dit op rust"), NOTES, basis_notes(content))]


def _behind_totals(row: ReportRow, side: BudgetSide, keeps: bool) -> dict[str, str]:
    """What the sums of a side open: the budget, what is kept, and what was invoiced or spent."""
    budget = budget_address(row.agreement_code, row.year)
    actual = figure_address(row, "inkomsten" if side is BudgetSide.INCOME else "uitgaven")
    kept = {"committed": figure_address(row, "commitment")} if keeps else {}
    return {"budgeted": budget, "actual": actual, **kept}


def _panel(
    table: DataTable,
    links: Mapping[str, str] | None = None,
    key: str = "",
    *,
    width: Literal["full", "half"] = "full",
    linked: Collection[str] = (),
    totals: Mapping[str, str] | None = None,
) -> Panel:
    shown = shown_table(table, links or {}, key, linked=linked, totals=totals)
    return Panel(table.caption, TABLE, shown, width=width)


def shown_table(
    table: DataTable,
    links: Mapping[str, str],
    key: str,
    *,
    linked: Collection[str] = (),
    totals: Mapping[str, str] | None = None,
) -> Table:
    """A table of the paper on a page: the first column and each amount open what stands behind them, or `linked`.

    `totals`: what the sum of a column opens. Nought opens nothing.
    """
    opening = linked or {
        table.columns[0].key,
        *(each.key for each in table.columns if each.kind == "money"),
    }
    sums = table.totals or {}
    columns = [
        Column(
            column.key,
            column.label,
            column.kind,
            url_key=f"{column.key}_url" if links and column.key in opening else "",
            is_totalled=column.kind == "money" and column.key in sums,
        )
        for column in table.columns
    ]
    rows = [{**row, **_opening(row, links.get(str(row.get(key)), ""), opening)} for row in table.rows]
    return plain_table(
        name=slugify(table.caption),
        caption=table.caption,
        columns=columns,
        rows=rows,
        phone="scroll" if len(columns) > MOST_STACKED and len(rows) > FEW_ROWS else "stack",
        is_caption_shown=False,
        behind_totals=_opening(sums, totals or {}, opening),
    )


def _opening(row: Row, way: str | Mapping[str, str], opening: Collection[str]) -> Row:
    """The address of each cell of a row, without those of nought."""
    return {
        f"{key}_url": way if isinstance(way, str) else way.get(key, "") for key in opening if row.get(key)
    }


def _facts(row: ReportRow) -> DefinitionList:
    names = names_in(row.made, row.adopted)
    made_on = timezone.localtime(row.made.at).date()
    items = [
        Definition(_("Stand"), status=report_status(row)),
        Definition(_("Versie"), str(row.number), note=f"{long_date(made_on)}, {who(row.made, names)}"),
        Definition(_("Cijfers tot en met"), long_date(row.until_on)),
    ]
    if row.adopted:
        note = "; ".join(part for part in (who(row.adopted, names), row.adopted.note) if part)
        items.append(Definition(_("Vastgesteld"), state_words(row), note=note))
    note = _("staat ook op de PDF; wijkt het af, dan is er iets veranderd")
    items.append(Definition(_("Zegel"), row.seal[:16], note=note))
    return DefinitionList(tuple(items))


def report_pdf_file(request: Request, agreement_code: str, year: int, period: str) -> HttpResponse:
    """The report as an accessible paper."""
    _agreement, row = find_report(request.actor, agreement_code, year, period)
    return file_response(report_pdf(row), f"{file_name(row)}.pdf", "application/pdf")


def report_xlsx_file(request: Request, agreement_code: str, year: int, period: str) -> HttpResponse:
    """Every table of the report as a sheet."""
    _agreement, row = find_report(request.actor, agreement_code, year, period)
    name, contents = report_workbook(row)
    return file_response(contents, name, XLSX_MEDIA_TYPE)
