"""/begroting/cofinanciering/ and the year below it: asked, pledged, delivered; apart from the cash (R19, R44, R58)."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, bar_chart
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_read_budget, may_read_pledge, may_record_pledge
from noaber.finance.models import CO_FUNDING_KINDS
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.budget.co_funding import (
    ItemSums,
    PledgeRow,
    fte_checks,
    items_of,
    pledges_of,
    sums_of,
)
from noaber.finance.rules.agreements.agreement import PARTNER_KINDS, AgreementTerms
from noaber.finance.rules.budget.co_funding import CoFundingKind, FteCheck
from noaber.finance.views.budget.year_budget import CHART, FACTS, PAGE, TABLE, find_agreement
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.budget import (
    budget_crumbs,
    budget_year_crumbs,
    co_funding_address,
    pledge_address,
)
from noaber.network.api import organisations

APART: Final = gettext_noop(
    "Cofinanciering is in geld gewaardeerd, maar niemand betaalt dit. Het telt nergens mee bij het geld."
)


def co_funding_page(request: Request) -> HttpResponse:
    """Every year of the agreement side by side."""
    require(may_read_budget(request.actor))
    asof = AsOf(request.today)
    found = agreement_for(request.actor, asof, request.GET.get("afspraak", ""))
    heading = PageHeading(_("Cofinanciering"), kicker=_("Begroting"), intro=_(APART))
    context = {"heading": heading, **crumbs_of(budget_crumbs(), _("Cofinanciering"))}
    if found is None:
        return render(request, PAGE, {**context, "nothing": no_agreement(request.actor, asof)})
    pledges = pledges_of(found.code)
    by_year = {year: [row for row in pledges if row.year == year] for year in found.terms.years}
    table = _years_table(request, found, by_year)
    context |= {"panels": [_beside_panel(found, by_year)], "tables": [table]}
    return table.respond(request, PAGE, context)


def _years_table(request: Request, found: AgreementRow, by_year: Mapping[int, Sequence[PledgeRow]]) -> Table:
    columns = [Column("title", _("Post")), Column("asked", _("Gevraagd per jaar"), "money", is_totalled=True)]
    rows: dict[str, dict[str, object]] = {}
    for year, pledges in by_year.items():
        facts = {"year": year}
        pledged, delivered = _("Toegezegd %(year)s") % facts, _("Geleverd %(year)s") % facts
        columns += [
            Column(f"p{year}", pledged, "money", is_totalled=True),
            Column(f"d{year}", delivered, "money", is_totalled=True),
        ]
        for sums in sums_of(found.terms, pledges):
            row = rows.setdefault(sums.item, _empty_row(sums, by_year))
            row |= {f"p{year}": sums.pledged_cents, f"d{year}": sums.delivered_cents}
    return list_table(
        request.GET,
        name="cofinanciering",
        caption=_("Gevraagd, toegezegd en geleverd"),
        columns=columns,
        rows=list(rows.values()),
        kept=("afspraak",),
        phone="scroll",
        notes=[_(APART)],
    )


def _empty_row(sums: ItemSums, years: Mapping[int, object]) -> dict[str, object]:
    empty = {f"{part}{year}": 0 for year in years for part in "pd"}
    return {"title": sums.title, "asked": sums.asked_cents, **empty}


def _beside_panel(found: AgreementRow, by_year: Mapping[int, Sequence[PledgeRow]]) -> Panel:
    """Both sums of each year, and what they come to beside each other, named as what it is."""
    terms = found.terms
    columns = [
        Column("year", _("Jaar"), "link"),
        Column("cash", _("Gevraagd in geld"), "money"),
        Column("asked", _("Gevraagde cofinanciering"), "money"),
        Column("size", _("Naast elkaar"), "money"),
        Column("pledged", _("Toegezegd"), "money"),
        Column("delivered", _("Geleverd"), "money"),
    ]
    rows: list[Row] = [
        {
            "year": str(year),
            "url": co_funding_address(found.code, year),
            "cash": terms.budget_cents,
            "asked": terms.co_funding_cents,
            "size": terms.size_cents,
            "pledged": sum(row.pledged_cents for row in pledges),
            "delivered": sum(row.delivered_cents for row in pledges),
        }
        for year, pledges in by_year.items()
    ]
    note = _("Naast elkaar is de omvang van het werk; niemand betaalt dit bedrag.")
    table = plain_table(name="jaren", caption=terms.title, columns=columns, rows=rows, notes=[note])
    return Panel(_("Geld en cofinanciering naast elkaar"), TABLE, table)


def co_funding_year_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """One year: every pledge that the reader may see, the sums, and whether the capacity is met."""
    require(may_read_budget(request.actor))
    found = find_agreement(request.actor, agreement_code, year)
    pledges = pledges_of(agreement_code, year)
    seen = [row for row in pledges if may_read_pledge(request.actor, row.organisation_code)]
    table = _pledges_table(request, found.terms, year, seen)
    actions = (Action(_("Leg een toezegging vast"), co_funding_address(found.code, year, "nieuw/")),)
    context = {
        "heading": PageHeading(
            _("Cofinanciering %(year)s") % {"year": year},
            kicker=found.terms.title,
            intro=_(APART),
            actions=actions if may_record_pledge(request.actor) else (),
        ),
        **crumbs_of(budget_year_crumbs(agreement_code, year), _("Cofinanciering")),
        "panels": _panels(request, found, year, pledges),
        "tables": [table],
    }
    return table.respond(request, PAGE, context)


def _panels(request: Request, found: AgreementRow, year: int, pledges: Sequence[PledgeRow]) -> list[Panel]:
    terms = found.terms
    asof = AsOf(min(request.today, request.today.replace(year=year, month=12, day=31)))
    partners = organisations(request.actor, asof, kinds=PARTNER_KINDS)
    checks = fte_checks(terms, pledges, partners, request.today)
    return [
        Panel(_("Gevraagd, toegezegd, geleverd"), TABLE, _items_table(terms, pledges), width="half"),
        Panel(
            _("Capaciteit van de partners"),
            TABLE,
            _fte_table(terms, checks, is_over=request.today.year > year),
        ),
        Panel(_("Geld en cofinanciering naast elkaar"), FACTS, _beside(terms, pledges), width="half"),
        Panel(_("Toegezegd per post"), CHART, _chart(year, sums_of(terms, pledges)), width="half"),
    ]


def _items_table(terms: AgreementTerms, pledges: Sequence[PledgeRow]) -> Table:
    columns = [
        Column("title", _("Post")),
        Column("asked", _("Gevraagd"), "money", is_totalled=True),
        Column("pledged", _("Toegezegd"), "money", is_totalled=True),
        Column("delivered", _("Geleverd"), "money", is_totalled=True),
    ]
    rows: list[Row] = [
        {
            "title": sums.title,
            "asked": sums.asked_cents,
            "pledged": sums.pledged_cents,
            "delivered": sums.delivered_cents,
        }
        for sums in sums_of(terms, pledges)
    ]
    return plain_table(name="posten", caption=_("Per post van de afspraak"), columns=columns, rows=rows)


def _fte_table(terms: AgreementTerms, checks: Sequence[FteCheck], *, is_over: bool) -> Table:
    delivered = _("Geleverd") if is_over else _("Geleverd tot en met vandaag")
    columns = [
        Column("name", _("Partner")),
        Column("asked", _("Gevraagd"), "number", decimals=2, is_totalled=True),
        Column("pledged", _("Toegezegd"), "number", decimals=2, is_totalled=True),
        Column("delivered", delivered, "number", decimals=2, is_totalled=True),
        Column("state", _("Stand"), "status"),
    ]
    rows: list[Row] = [
        {
            "name": check.name,
            "asked": check.asked,
            "pledged": check.pledged,
            "delivered": fte_decimal(check.delivered),
            "state": _fte_status(check, is_over=is_over),
        }
        for check in checks
    ]
    note = _("Van elke partner wordt ten minste %(fte)s fte per jaar gevraagd.") % {
        "fte": format_number(terms.fte, 2)
    }
    return plain_table(
        name="fte",
        caption=_("Fte per jaar"),
        columns=columns,
        rows=rows,
        notes=[note],
        empty_text=_("Er staan nog geen politie, OM of RIEC in het register."),
    )


def fte_decimal(fte: Fraction) -> Decimal:
    """As it is shown: two decimals, half up."""
    return Decimal((2 * fte.numerator * 100 + fte.denominator) // (2 * fte.denominator)) / 100


def _fte_status(check: FteCheck, *, is_over: bool) -> Status:
    """Met is what was delivered in a year that is over; before that it is promised, or too little of it."""
    if is_over and check.is_met:
        return Status(_("gehaald"), "ok")
    if is_over:
        lacking = {"fte": format_number(fte_decimal(check.lacking), 2)}
        return Status(_("%(fte)s fte niet geleverd") % lacking, "warning")
    if check.is_promised:
        return Status(_("toegezegd"), "info")
    return Status(_("%(fte)s fte te weinig toegezegd") % {"fte": format_number(check.short, 2)}, "warning")


def _beside(terms: AgreementTerms, pledges: Sequence[PledgeRow]) -> DefinitionList:
    pledged = sum(row.pledged_cents for row in pledges)
    not_paid = _("de omvang van het werk; niemand betaalt dit bedrag")
    items = (
        Definition(_("Gevraagd in geld"), format_euro(terms.budget_cents), is_number=True),
        Definition(_("Gevraagde cofinanciering"), format_euro(terms.co_funding_cents), is_number=True),
        Definition(_("Naast elkaar"), format_euro(terms.size_cents), note=not_paid, is_number=True),
        Definition(_("Toegezegde cofinanciering"), format_euro(pledged), is_number=True),
        Definition(
            _("Nog niet toegezegd"), format_euro(max(0, terms.co_funding_cents - pledged)), is_number=True
        ),
    )
    return DefinitionList(items)


def _chart(year: int, sums: Sequence[ItemSums]) -> object:
    return bar_chart(
        name="toegezegd",
        title=_("Toegezegd per post in %(year)s") % {"year": year},
        bars=[Bar(each.title, each.pledged_cents, format_euro(each.pledged_cents)) for each in sums],
        label_header=_("Post"),
        value_header=_("Toegezegd"),
    )


def _pledges_table(request: Request, terms: AgreementTerms, year: int, pledges: Sequence[PledgeRow]) -> Table:
    columns = [
        Column("name", _("Partij"), "link"),
        Column("kind", _("Soort")),
        Column("item", _("Post")),
        Column("fte", _("Fte toegezegd"), "number", decimals=2, is_totalled=True),
        Column("fte_delivered", _("Fte geleverd"), "number", decimals=2, is_totalled=True),
        Column("pledged", _("Toegezegd"), "money", is_totalled=True),
        Column("delivered", _("Geleverd"), "money", is_totalled=True),
        Column("open", _("Nog te leveren"), "money", is_totalled=True),
        Column("note", _("Toelichting"), is_on_screen=False),
    ]
    titles = {code: title for code, (title, _cents) in items_of(terms).items()}
    return list_table(
        request.GET,
        name=f"cofinanciering-{year}",
        caption=_("Toezeggingen"),
        columns=columns,
        rows=[_pledge_row(row, titles) for row in pledges],
        phone="scroll",
        empty_text=_("Er is nog niets toegezegd dat u mag zien."),
        notes=[_(APART)],
    )


def _pledge_row(row: PledgeRow, titles: Mapping[str, str]) -> Row:
    is_capacity = row.terms.kind is CoFundingKind.CAPACITY
    return {
        "name": row.name,
        "url": pledge_address(row.id),
        "kind": str(CO_FUNDING_KINDS[row.terms.kind]),
        "item": titles.get(row.item, row.item),
        "fte": row.terms.fte if is_capacity else None,
        "fte_delivered": fte_decimal(row.delivered_fte) if is_capacity else None,
        "pledged": row.pledged_cents,
        "delivered": row.delivered_cents,
        "open": row.pledged_cents - row.delivered_cents,
        "note": row.terms.note,
    }
