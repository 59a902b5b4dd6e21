"""What a strategy means for a municipality: to find by name, to read for everyone, and as a paper."""

from collections.abc import Mapping

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.absence import absent_page
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, NavItem, PageHeading
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.network.api import OrganisationRow, last_names
from noaber.strategy.access import may_see_goals, may_write_texts
from noaber.strategy.nota.contents import Extent, nota
from noaber.strategy.nota.local import Local, local
from noaber.strategy.nota.local_parts import local_sections
from noaber.strategy.nota.one_page import one_page
from noaber.strategy.nota.showing import shown
from noaber.strategy.queries.inventory.plans import named
from noaber.strategy.queries.local import Elsewhere, elsewhere, elsewhere_called, towns
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.views.finding import find_period
from noaber.strategy.views.places import (
    bundle_address,
    finder_address,
    local_address,
    local_crumbs,
    period_crumbs,
    summary_address,
)
from noaber.strategy.views.texts.nota import file_answer
from noaber.strategy.words.periods import in_preparation

CHOSEN = "gemeente"
NOT_THERE = 404


@public
def finder_page(request: Request, code: str) -> HttpResponse:
    """Every municipality of a period, to find one by its name; who chose one, goes there."""
    asof = asof_of(request)
    period = find_period(code, asof)
    places = towns(period, asof)
    wanted = request.GET.get(CHOSEN, "")
    if wanted in {row.code for row in places}:
        return redirect(local_address(code, wanted, asof))
    intro = _("Zoek uw gemeente. U ziet wat zij vooropzet, wat daarvan werd, en wat er is besloten.")
    table, there = _table(request, period, places, asof), {row.code: row.name for row in places}
    other = None if table.data else elsewhere_called(request.GET.get("zoek", ""), there, asof)
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Voor uw gemeente")),
        "heading": PageHeading(
            _("Wat betekent dit voor uw gemeente?"),
            kicker=period.title,
            intro=intro,
            actions=(*_to(other, there, period, asof), *_ways(request, period, asof)),
        ),
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": _not_there(other, there, period) if other else None,
    }
    return table.respond(request, "strategy/find_municipality.html", context)


def _ways(request: Request, period: TitleRow, asof: AsOf) -> tuple[Action, ...]:
    is_there = may_see_goals(request.actor, period.state)
    ways = [Action(_("Samenvatting"), summary_address(period.code, asof))] if is_there else []
    if may_fill_in(may_write_texts(request.actor)):
        ways.append(Action(_("Alle gemeenten in één ZIP"), bundle_address(period.code)))
    return tuple(ways)


def _rows(period: TitleRow, places: list[OrganisationRow], asof: AsOf) -> list[Row]:
    first = {row.organisation: row.name for row in named(asof, period=period.code) if row.rank == 1}
    return [
        {
            "name": row.name,
            "url": local_address(period.code, row.code, asof),
            "code": row.code,
            "district": row.district_name,
            "first": first.get(row.code, ""),
        }
        for row in places
    ]


def _table(request: Request, period: TitleRow, places: list[OrganisationRow], asof: AsOf) -> Table:
    return list_table(
        request.GET,
        name="gemeenten",
        caption=_("Gemeenten"),
        columns=[
            Column("name", _("Gemeente"), "link"),
            Column("code", _("Code"), is_on_screen=False),
            Column("district", _("District")),
            Column("first", _("Staat bij haar voorop")),
        ],
        rows=_rows(period, places, asof),
        filters=[
            TextFilter(("name",), _("Naam van uw gemeente")),
            ChoiceFilter("district", _("District"), "district"),
        ],
        empty_text=_("Er zijn nog geen gemeenten in deze periode."),
    )


def _prepared(row: Local) -> Notice | None:
    is_prepared = row.nota.period.terms.state is PeriodState.PREPARATION
    return Notice(in_preparation(), "info") if is_prepared else None


@public
def local_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """One municipality: its priorities for everyone, goals and texts for who may read those."""
    asof = asof_of(request)
    row = _local(request, code, organisation_code, asof)
    if row is None:
        return _elsewhere(request, find_period(code, asof), organisation_code, asof)
    title = _("Wat betekent dit voor %(name)s?") % {"name": row.name}
    actions = [
        Action(_("Als PDF"), f"/strategie/{code}/voor/{organisation_code}.pdf{_dates(asof)}"),
        Action(_("Samenvatting"), summary_address(code, asof)),
    ]
    if not row.nota.sees_goals:
        actions.pop()
    context = {
        **crumbs_of(local_crumbs(code, row.nota.title, asof), row.name),
        "heading": PageHeading(title, kicker=row.nota.title, actions=tuple(actions)),
        "asof": asof_bar(asof, request.GET.dict()),
        "notice": _gone(row, asof) or _prepared(row),
        "sections": shown(local_sections(row)),
    }
    return render(request, "strategy/nota.html", context)


@public
def local_pdf(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """The same as a paper of one page."""
    row = _local(request, code, organisation_code, asof_of(request))
    if row is None:
        raise Http404
    return file_answer(one_page(row), f"strategie-{code}-{organisation_code}", "pdf")


def _dates(asof: AsOf) -> str:
    return f"?{asof.query}" if asof.query else ""


def _local(request: Request, code: str, organisation: str, asof: AsOf) -> Local | None:
    found = nota(request.actor, code, asof, extent=Extent.LOCAL)
    return local(found, organisation) if found else None


def _gone(row: Local, asof: AsOf) -> Notice | None:
    """That it went on as another since."""
    if row.gone is None:
        return None
    day, successor = row.gone
    name = last_names([successor]).get(successor, successor)
    facts = {"name": row.name, "successor": name, "day": long_date(day)}
    return Notice(
        _("Sinds %(day)s is %(name)s een deel van %(successor)s.") % facts,
        "neutral",
        action=Action(name, organisation_address(successor, asof)),
    )


def _elsewhere(request: Request, period: TitleRow, code: str, asof: AsOf) -> HttpResponse:
    """A municipality that was not there in the period: of before it or of after it, with those that were."""
    there = {row.code: row.name for row in towns(period, asof)}
    found = elsewhere(code, there, asof)
    if found is None:
        raise Http404
    heading = PageHeading(found.name, kicker=period.title, actions=_to(found, there, period, asof))
    listed = NavItem(_("Voor uw gemeente"), finder_address(period.code, asof))
    notice = _not_there(found, there, period)
    return absent_page(request, asof, heading, notice, listed, status=NOT_THERE)


def _not_there(found: Elsewhere, there: Mapping[str, str], period: TitleRow) -> Notice:
    facts = {
        "name": found.name,
        "names": in_a_row(there[each] for each in found.ways),
        "period": period.title,
    }
    return Notice(_("%(name)s hoort niet bij %(period)s. Toen was dit: %(names)s.") % facts, "neutral")


def _to(
    found: Elsewhere | None, there: Mapping[str, str], period: TitleRow, asof: AsOf
) -> tuple[Action, ...]:
    """The ways to those that were there."""
    ways = found.ways if found else ()
    return tuple(Action(there[each], local_address(period.code, each, asof), "primary") for each in ways)
