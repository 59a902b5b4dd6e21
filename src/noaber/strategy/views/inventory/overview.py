"""The inventory of a period: who gave their priorities and who did not, and what they add up to (R07)."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, Filter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Bar, BarChart, StatusLine, TileMap, bar_chart, tile_map
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.network.api import OrganisationRow, short_label, tiles
from noaber.strategy.access import may_import_plans, may_record_period
from noaber.strategy.models import KINDS
from noaber.strategy.queries.inventory.coverage import Coverage, coverage
from noaber.strategy.queries.inventory.requests import asked_until, last_asked
from noaber.strategy.queries.periods.period import TitleRow, titled
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.rules.inventory import FieldCount, SourceKind
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.inventory.asking import is_asking
from noaber.strategy.views.places import (
    inventory_address,
    period_crumbs,
    plan_address,
    rows_address,
    source_address,
)
from noaber.strategy.views.reviews.findings import findings_offer

GIVEN, MISSING = "ok", "open"
MOST_NAMED = 20


@public
def inventory_page(request: Request, code: str) -> HttpResponse:
    """How often each theme is named, and every municipality with what it put first."""
    asof = asof_of(request)
    found = titled(code, asof)
    if found is None:
        raise Http404
    covered = coverage(code, asof)
    names = theme_names(asof)
    context = {
        **crumbs_of(period_crumbs(code, found.title, asof), _("Prioriteiten")),
        "heading": _heading(request, found, covered, asof),
        "asof": asof_bar(asof, request.GET.dict()),
        "missing": _missing(covered, asked_until(code, asof) if is_asking(found) else None),
        "lines": _lines(covered, code, asof),
        "chart": _chart(covered, names, partial(rows_address, code, asof)),
        "map": _map(covered, code, asof),
        "findings": findings_offer(request, code, asof) if found.state in TAKES_PRIORITIES else None,
        "sources": _sources(covered, code, names, asof),
    }
    return _table(request, covered, code, names, asof).respond(request, "strategy/inventory.html", context)


def _heading(request: Request, found: TitleRow, covered: Coverage, asof: AsOf) -> PageHeading:
    intro = _(
        "Aan de basis van de strategie staan de prioriteiten uit de veiligheidsplannen van alle gemeenten."
    )
    actions = _actions(request, found, covered, asof)
    return PageHeading(_("Prioriteiten"), kicker=found.title, intro=intro, actions=actions)


def _actions(request: Request, found: TitleRow, covered: Coverage, asof: AsOf) -> tuple[Action, ...]:
    """For the coordinator the way to ask everyone who gave nothing; for who may hand in the way to do so by a list."""
    if asof.is_asked or found.state not in TAKES_PRIORITIES or not may_import_plans(request.actor):
        return ()
    bring_in = Action(_("Lees in uit Excel"), f"{inventory_address(found.code)}inlezen/")
    if not may_record_period(request.actor):
        return (bring_in,)
    others = (bring_in, Action(_("Leg een bron vast"), source_address(found.code, "nieuw")))
    count = len(covered.silent)
    if not count or not is_asking(found):
        return others
    label = ngettext("Vraag de laatste", "Vraag deze %(count)s", count) % {"count": count}
    return (Action(label, f"{inventory_address(found.code)}vragen/", "primary"), *others)


def _missing(covered: Coverage, last: dt.date | None) -> str:
    """Who gave nothing yet, by name; when that is most of them, the table shows it better. And until which day."""
    silent = [row.name for row in covered.silent]
    said = []
    if silent and len(silent) <= MOST_NAMED:
        said.append(_("Nog niet van %(names)s.") % {"names": in_a_row(silent)})
    if silent and last:
        said.append(_("Gevraagd is om ze uiterlijk op %(day)s te geven.") % {"day": long_date(last)})
    return " ".join(said)


def _lines(covered: Coverage, code: str, asof: AsOf) -> list[StatusLine]:
    given = partial(rows_address, code, asof, stand="gegeven")
    return [
        StatusLine(len(covered.plans), len(covered.asked), _("gemeenten"), given(soort="gemeente")),
        StatusLine(len(covered.partner_plans), len(covered.partners), _("partners"), given(soort="partner")),
    ]


def _chart(covered: Coverage, names: Mapping[str, str], rows_of: Callable[..., str]) -> BarChart:
    """How many municipalities name each theme, the most first; the table beside it has the districts."""
    chart = bar_chart(
        name="themas",
        title=_("Hoeveel gemeenten een thema noemen"),
        bars=[Bar(names.get(row.field, row.field), row.total) for row in covered.counts],
        label_header=_("Thema"),
        value_header=_("Gemeenten"),
        note="" if covered.counts else _("Er zijn nog geen prioriteiten."),
    )
    return replace(chart, table=_counts(covered, names, rows_of))


def _counts(covered: Coverage, names: Mapping[str, str], rows_of: Callable[..., str]) -> Table:
    """Per theme how many municipalities name it, in all and in each district."""
    places = sorted(
        {(row.district_code, row.district_name) for row in covered.asked}, key=lambda place: place[1]
    )
    rows: list[Row] = [
        {
            "theme": f"{row.field} {names.get(row.field, '')}",
            **_theme_counts(row, places, rows_of),
            "also": ", ".join(covered.also_named_by(row.field)),
        }
        for row in covered.counts
    ]
    columns = [
        Column("theme", _("Thema")),
        *(Column(code, name, "number", url_key=f"{code}_url") for code, name in places),
        Column("total", _("Samen"), "number", url_key="total_url"),
        Column("first", _("Waarvan bovenaan"), "number", url_key="first_url"),
        Column("also", _("Ook genoemd door")),
    ]
    return plain_table(
        name="themas",
        caption=_("Hoeveel gemeenten een thema noemen"),
        columns=columns,
        rows=rows,
        empty_text=_("Er zijn nog geen prioriteiten."),
        notes=[_("Een gemeente telt per thema één keer, ook als zij het vaker noemt.")],
        phone="scroll",
    )


def _theme_counts(row: FieldCount, places: Sequence[tuple[str, str]], rows_of: Callable[..., str]) -> Row:
    """The counts of a theme, each with the address of the rows that it counts."""
    theirs = partial(rows_of, soort="gemeente")
    found: dict[str, object] = {"total": row.total, "total_url": theirs(thema=row.field), "first": row.first}
    if row.first:
        found["first_url"] = theirs(bovenaan=row.field)
    for code, name in places:
        found[code] = row.by_district.get(code, 0)
        if found[code]:
            found[f"{code}_url"] = theirs(thema=row.field, district=name)
    return found


def _sources(covered: Coverage, code: str, names: Mapping[str, str], asof: AsOf) -> Table | None:
    """Agendas and reviews, which stand beside municipalities and partners (R06)."""
    if not covered.sources:
        return None
    rows: list[Row] = [
        {
            "title": row.text.title,
            "url": source_address(code, row.source, asof=asof),
            "kind": KINDS[SourceKind(row.kind)],
            "themes": ", ".join(names.get(field, field) for field in row.text.fields),
        }
        for row in covered.sources
    ]
    columns = [
        Column("title", _("Bron"), "link"),
        Column("kind", _("Soort")),
        Column("themes", _("Wat zij voorop zet")),
    ]
    return plain_table(name="bronnen", caption=_("Andere bronnen"), columns=columns, rows=rows)


def _map(covered: Coverage, code: str, asof: AsOf) -> TileMap | None:
    places = tiles()
    shown = [row for row in covered.asked if row.code in places]
    if not shown:
        return None
    rows_of = partial(rows_address, code, asof, soort="gemeente")
    given = [(_("gegeven"), len(covered.plans), GIVEN), (_("nog niet"), len(covered.missing), MISSING)]
    return tile_map(
        title=_("Wie zijn prioriteiten gaf"),
        tiles=[
            _tile(row, covered, plan_address(code, row.code, asof=asof), places[row.code]) for row in shown
        ],
        legend=[LegendItem(ground, label, format_number(count)) for label, count, ground in given],
        table=plain_table(
            name="kaart-prioriteiten",
            caption=_("Gemeenten"),
            columns=[
                Column("state", _("Prioriteiten")),
                Column("count", _("Gemeenten"), "number", url_key="url", is_totalled=True),
            ],
            rows=[
                {"state": label, "count": count, "url": rows_of(stand=label) if count else ""}
                for label, count, _ground in given
            ],
        ),
    )


def _tile(row: OrganisationRow, covered: Coverage, url: str, place: tuple[int, int]) -> MapTile:
    has_given = row.code in covered.plans
    first = covered.plans[row.code].text.fields[0] if has_given else ""
    said = _("eerst %(field)s") % {"field": first} if has_given else _("nog niet")
    return MapTile(
        key=row.code,
        row=place[0],
        column=place[1],
        short=short_label(row.name),
        name=row.name,
        shown=first or "–",
        spoken=f"{row.name}: {said}",
        ground=GIVEN if has_given else MISSING,
        url=url,
    )


def _table(request: Request, covered: Coverage, code: str, names: Mapping[str, str], asof: AsOf) -> Table:
    rows = [*covered.asked, *covered.partners]
    asked = last_asked(code) if may_record_period(request.actor) and covered.silent else {}
    return list_table(
        request.GET,
        name="prioriteiten",
        caption=_("Per organisatie"),
        columns=_columns(has_asked=bool(asked)),
        rows=[
            {
                **_cells(row, covered, plan_address(code, row.code, asof=asof), names),
                "asked_at": asked.get(row.code),
            }
            for row in rows
        ],
        filters=_filters(covered, names),
        empty_text=_("Er staan nog geen gemeenten in het register."),
    )


def _filters(covered: Coverage, names: Mapping[str, str]) -> list[Filter]:
    """What the counts of the page open, and what people look for."""
    rows = (*covered.plans.values(), *covered.partner_plans.values())
    named = {field for row in rows for field in row.text.fields}
    themes = tuple((field, names.get(field, field)) for field in sorted(named))
    kinds = (("gemeente", _("gemeente")), ("partner", _("partner")))
    stands = (("gegeven", _("gegeven")), ("nog niet", _("nog niet")))
    return [
        TextFilter(("name", "first", "others", "plan", "codes")),
        ChoiceFilter("district", _("District"), "district"),
        ChoiceFilter("kind", _("Soort organisatie"), "soort", kinds),
        ChoiceFilter("state", _("Prioriteiten"), "stand", stands),
        *([ChoiceFilter("fields", _("Noemt"), "thema", themes)] if themes else []),
        *([ChoiceFilter("first_field", _("Bovenaan"), "bovenaan", themes)] if themes else []),
    ]


def _columns(*, has_asked: bool) -> list[Column]:
    columns = [
        Column("name", _("Organisatie"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("district", _("District")),
        Column("state", _("Prioriteiten"), "status"),
        Column("first", _("Bovenaan")),
        Column("others", _("Daarna")),
        Column("plan", _("Plan")),
    ]
    return [*columns, Column("asked_at", _("Laatst gevraagd"), "moment")] if has_asked else columns


def _cells(row: OrganisationRow, covered: Coverage, url: str, names: Mapping[str, str]) -> Row:
    found = covered.plans.get(row.code) or covered.partner_plans.get(row.code)
    themes: Sequence[str] = [names.get(each, each) for each in found.text.fields] if found else []
    return {
        "name": row.name,
        "url": url,
        "code": row.code,
        "district": row.district_name,
        "state": Status(_("gegeven"), "ok") if found else Status(_("nog niet"), "neutral"),
        "first": themes[0] if themes else "",
        "others": ", ".join(themes[1:]),
        "plan": found.text.title if found else "",
        "codes": " ".join(found.text.fields) if found else "",
        "kind": "gemeente" if row.is_municipality else "partner",
        "fields": found.text.fields if found else (),
        "first_field": found.text.fields[0] if found else "",
    }
