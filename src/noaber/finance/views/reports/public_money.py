"""/openbaar/geld/: what the network costs and what it did with the money, for anyone (R65); also as open data."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.accounts.editing import crumbs_of
from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, bar_chart
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Panel
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro
from noaber.finance.models import BUDGET_SIDES
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.reports.public_money import PublicLine, PublicYear, public_money
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.views.budget.tables import NAMES
from noaber.finance.views.budget.year_budget import CHART, FACTS, PAGE
from noaber.finance.views.places.billing import CONTRIBUTIONS

OPEN_DATA: Final = "/open-data/geld.json"
LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
FRESH_SECONDS: Final = 300
ORDER: Final = (BudgetSide.EXPENDITURE, BudgetSide.INCOME)


@public
@require_safe
def public_money_page(request: Request) -> HttpResponse:
    """Pictures of the last budget and of the last account, and every line of every year."""
    found = agreement_for(request.actor, AsOf(request.today), request.GET.get("afspraak", ""))
    years = public_money(found.code) if found else ()
    context = {
        "heading": PageHeading(
            _("Waar het geld naartoe gaat"),
            kicker=found.terms.title if found else "",
            intro=_("Wat gemeenten samen betalen, waarvoor dat is, en waar het aan is uitgegeven."),
            actions=(Action(_("Open data (JSON)"), OPEN_DATA),) if years else (),
        ),
        **crumbs_of([(_("Bijdragen"), CONTRIBUTIONS)], _("Waar het geld naartoe gaat")),
    }
    if not years:
        return render(request, PAGE, {**context, "nothing": _nothing()})
    table = _table(request, years)
    context |= {"panels": _panels(years), "tables": [table]}
    return table.respond(request, PAGE, context)


def _nothing() -> EmptyState:
    return EmptyState(
        _("Er is nog geen begroting"),
        _("Zodra er een begroting is goedgekeurd, staat zij hier, voor iedereen."),
    )


def _panels(years: Sequence[PublicYear]) -> list[Panel]:
    last, final = years[-1], next((year for year in reversed(years) if year.is_final), None)
    found = [
        Panel(_("In het kort"), FACTS, _facts(last, final), width="full" if final else "half"),
        Panel(_("Waar het geld voor is"), CHART, _chart(last, "begroot"), width="half"),
    ]
    if final:
        found += [Panel(_("Waar het aan is uitgegeven"), CHART, _chart(final, "uitgegeven"), width="half")]
    return found


def _facts(last: PublicYear, final: PublicYear | None) -> DefinitionList:
    together = _("Gemeenten samen, begroot voor %(year)s") % {"year": last.year}
    if last.is_final:
        together = _("Gemeenten samen in %(year)s") % {"year": last.year}
    items = [Definition(together, format_euro(last.contributions_cents), is_number=True)]
    if final:
        facts = {"year": final.year}
        co_funded = sum(each.delivered_cents for each in final.co_funding)
        spent = sum(line.actual_cents or 0 for line in final.of(BudgetSide.EXPENDITURE))
        items += [
            Definition(
                _("Gemeenten die betaalden voor %(year)s") % facts,
                format_number(final.payer_count or 0),
                is_number=True,
            ),
            Definition(_("Uitgegeven in %(year)s") % facts, format_euro(spent), is_number=True),
            Definition(
                _("Reserve eind %(year)s") % facts, format_euro(final.reserve_cents or 0), is_number=True
            ),
            Definition(
                _("Cofinanciering in %(year)s") % facts,
                format_euro(co_funded),
                note=_("capaciteit, faciliteiten en subsidie; niemand betaalt dit"),
                is_number=True,
            ),
        ]
    return DefinitionList(tuple(items))


def _chart(year: PublicYear, what: str) -> object:
    is_budget = what == "begroot"
    titles = {
        True: _("Begroot per post in %(year)s") % {"year": year.year},
        False: _("Uitgegeven per post in %(year)s") % {"year": year.year},
    }
    bars = []
    for line in year.of(BudgetSide.EXPENDITURE):
        cents = line.budgeted_cents if is_budget else line.actual_cents or 0
        bars.append(Bar(line.title, cents, format_euro(cents)))
    return bar_chart(
        name=what,
        title=titles[is_budget],
        bars=bars,
        label_header=_("Post"),
        value_header=_("Begroot") if is_budget else _("Uitgegeven"),
    )


def _table(request: Request, years: Sequence[PublicYear]) -> Table:
    return list_table(
        request.GET,
        name="geld",
        caption=_("Begroting en rekening per post"),
        columns=list(_columns(years)),
        rows=_rows(years),
        kept=("afspraak",),
        phone="scroll",
        notes=[
            _("Rekening: zoals vastgesteld in de jaarrekening. Cofinanciering telt niet mee bij het geld.")
        ],
    )


def _columns(years: Sequence[PublicYear]) -> Iterator[Column]:
    yield Column("title", _("Post"))
    yield Column("side", _("Kant"))
    for year in years:
        facts = {"year": year.year}
        yield Column(f"b{year.year}", _("Begroot %(year)s") % facts, "money")
        if year.is_final:
            yield Column(f"a{year.year}", _("Rekening %(year)s") % facts, "money")


def _rows(years: Sequence[PublicYear]) -> list[Row]:
    """Every line that any year has, expenditure first."""
    empty = {key: None for year in years for key in (f"b{year.year}", f"a{year.year}")}
    rows: dict[tuple[int, str], dict[str, object]] = {}
    for year in years:
        for line in year.lines:
            row = rows.setdefault((ORDER.index(line.side), line.code), {**empty, **_named(line)})
            row |= {f"b{year.year}": line.budgeted_cents, f"a{year.year}": line.actual_cents}
    return [row for _place, row in sorted(rows.items(), key=lambda each: each[0][0])]


def _named(line: PublicLine) -> dict[str, object]:
    return {"title": line.title, "side": str(BUDGET_SIDES[line.side])}


@public
@require_safe
def public_money_json(request: Request) -> HttpResponse:
    """The same as open data, for anyone, from anywhere."""
    found = agreement_for(request.actor, AsOf(request.today), request.GET.get("afspraak", ""))
    years = public_money(found.code) if found else ()
    content = {
        "agreement": found.code if found else None,
        "title": found.terms.title if found else None,
        "license": LICENCE,
        "web": f"{settings.SITE_URL}/openbaar/geld/",
        "voorbeeldgegevens": clock.reached_on() is not None,
        "years": [_year(year) for year in years],
    }
    body = json.dumps(content, ensure_ascii=False).encode()
    response = HttpResponse(body, content_type="application/json; charset=utf-8", status=HTTPStatus.OK)
    response["ETag"] = mark = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    patch_cache_control(response, public=True, max_age=FRESH_SECONDS)
    answer = get_conditional_response(request, mark, None, response) or response
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


def _year(year: PublicYear) -> Mapping[str, Any]:
    return {
        "year": year.year,
        "isFinal": year.is_final,
        "contributions_cents": year.contributions_cents,
        "payerCount": year.payer_count,
        "reserve_cents": year.reserve_cents,
        "seal": year.seal or None,
        "lines": [
            {
                "side": NAMES[line.side],
                "code": line.code,
                "title": line.title,
                "budgeted_cents": line.budgeted_cents,
                "actual_cents": line.actual_cents,
            }
            for line in year.lines
        ],
        "coFunding": [
            {
                "code": each.code,
                "title": each.title,
                "asked_cents": each.asked_cents,
                "pledged_cents": each.pledged_cents,
                "delivered_cents": each.delivered_cents,
            }
            for each in year.co_funding
        ],
    }
