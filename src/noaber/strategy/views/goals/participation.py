"""Which organisation takes part in which theme, on the map and in a table; and what one of them says of it (R49)."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.api import sent
from noaber.accounts.editing import EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import may_fill_in, require_form
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine, TileMap, tile_map
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.errors import DomainError
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import format_number, long_date
from noaber.network.api import OrganisationRow, organisations, short_label, tiles
from noaber.strategy.access import may_say_participation
from noaber.strategy.forms.participation import ParticipationForm
from noaber.strategy.models import PARTICIPATION_KINDS
from noaber.strategy.queries.goals.owners import term_of
from noaber.strategy.queries.goals.participation import ParticipationRow, by_organisation, participations
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.periods.period import TitleRow
from noaber.strategy.queries.selection.period_themes import dropped_themes, titles_in
from noaber.strategy.rules.goals.days import LIVING, participation_refusal
from noaber.strategy.rules.goals.participation import ParticipationKind
from noaber.strategy.services.goals.participation import record_participation
from noaber.strategy.views.carrying import lacking_notice
from noaber.strategy.views.goals.overview import readable_period
from noaber.strategy.views.places import participation_address, participation_crumbs, period_crumbs

TONES: Final[dict[ParticipationKind, Tone]] = {
    ParticipationKind.TAKES_PART: "ok",
    ParticipationKind.FOLLOWS: "info",
    ParticipationKind.NOT: "neutral",
}
OPEN: Final = "open"
STEPS: Final = 5
Said = Mapping[str, Mapping[str, ParticipationRow]]


@public
def participation_page(request: Request, code: str) -> HttpResponse:
    """Organisation by theme, with how many take part in each."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    places, themes = _places(request, period, asof), titles_in(period, asof)
    said = by_organisation(code, asof)
    towns = [row for row in places if row.is_municipality]
    given = sum(row.code in said for row in towns)
    intro = _("Welke organisatie aan welk thema meedoet, en waarin zij afwijkt van wat samen is afgesproken.")
    context = {
        **crumbs_of(period_crumbs(code, period.title, asof), _("Deelname")),
        "heading": PageHeading(_("Deelname aan de thema’s"), kicker=period.title, intro=intro),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": _notices(request, period, asof),
        "line": StatusLine(given, len(towns), _("gemeenten zeiden of zij meedoen")),
        "counts": _counts(places, themes, said),
        "map": _map(code, towns, themes, said, asof),
    }
    rows = _rows(code, places, themes, said, asof)
    return _table(request, rows, themes).respond(request, "strategy/participation.html", context)


@public
def own_participation_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """What one organisation says of each theme."""
    asof = asof_of(request)
    period = readable_period(request, code, asof)
    place = _place(request, period, organisation_code, asof)
    may_say = may_fill_in(may_say_participation(request.actor, place.code)) and not asof.is_asked
    actions: tuple[Action, ...] = ()
    if may_say and period.state in LIVING and not _refusal(request, period):
        way = participation_address(code, f"{place.code}/invullen/")
        actions = (Action(_("Vul de deelname in"), way, "primary"),)
    context = {
        **crumbs_of(participation_crumbs(code, period.title, asof), place.name),
        "heading": PageHeading(place.name, kicker=_("Deelname aan de thema’s"), actions=actions),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": _notices(request, period, asof),
    }
    return _own_table(request, period, place, asof).respond(request, "strategy/listed.html", context)


def _notices(request: Request, period: TitleRow, asof: AsOf) -> list[Notice]:
    """The chosen themes of which nobody can say yet whether it takes part, and those that are not chosen any more."""
    found = [lacking_notice(request.actor, period, asof, _("Niemand kan nog zeggen of hij eraan meedoet."))]
    text = _("%(theme)s is sinds %(day)s niet meer gekozen. Wat daarover is gezegd, blijft te lezen.")
    said = {row.theme for row in participations(period.code, asof)}
    for each in dropped_themes(period, asof):
        if each.code in said:
            then = replace(asof, valid_on=each.on - dt.timedelta(days=1), is_asked=True)
            way = Action(_("Bekijk het op de dag daarvoor"), participation_address(period.code, asof=then))
            found.append(Notice(text % {"theme": each.name, "day": long_date(each.on)}, action=way))
    return [each for each in found if each]


def say_page(request: Request, code: str, organisation_code: str) -> HttpResponse:
    """For the mayor or the contact of the organisation, and the coordinator."""
    require_form(may_say_participation(request.actor, organisation_code))
    asof = AsOf(request.today)
    period = readable_period(request, code, asof)
    if refusal := _refusal(request, period):
        raise DomainError(refusal)
    place = _place(request, period, organisation_code, asof)
    known = by_organisation(code, asof).get(place.code, {})
    form = ParticipationForm(sent(request), themes=titles_in(period, asof), known=known)
    page = replace(_say_page(period, place, form), notice=next(iter(_notices(request, period, asof)), None))

    def save() -> str:
        record_participation(
            code,
            place.code,
            form.said,
            actor=request.actor,
            now=clock.now(),
            today=request.today,
            expected_revision=form.cleaned_data["revision"],
        )
        return page.back_url

    return edit(request, form, page, save)


def _say_page(period: TitleRow, place: OrganisationRow, form: ParticipationForm) -> EditPage:
    own = participation_address(period.code, f"{place.code}/")
    return EditPage(
        title=_("Deelname invullen"),
        kicker=place.name,
        crumbs=[*participation_crumbs(period.code, period.title), (place.name, own)],
        back_url=own,
        saved=_("De deelname is vastgelegd. Wat u eerder zei, blijft bewaard."),
        submit_label=_("Leg vast"),
        intro=_("Zeg per thema of uw organisatie meedoet. Een thema dat u open laat, telt niet mee."),
        fieldsets=form.fieldsets,
    )


def _refusal(request: Request, period: TitleRow) -> str:
    return participation_refusal(term_of(period), request.today)


def _places(request: Request, period: TitleRow, asof: AsOf) -> list[OrganisationRow]:
    """The organisations of the strategy on the nearest day of its period, municipalities first."""
    found = [row for row in organisations(request.actor, period.within(asof)) if is_asked(row)]
    return sorted(found, key=lambda row: not row.is_municipality)


def _place(request: Request, period: TitleRow, code: str, asof: AsOf) -> OrganisationRow:
    found = next((row for row in _places(request, period, asof) if row.code == code), None)
    if found is None:
        raise Http404
    return found


def kind_status(row: ParticipationRow | None) -> Status:
    if row is None:
        return Status(_("nog niet gezegd"), "neutral")
    return Status(str(PARTICIPATION_KINDS[row.text.kind]), TONES[row.text.kind])


def _counts(places: Sequence[OrganisationRow], themes: Mapping[str, str], said: Said) -> Table:
    rows: list[Row] = []
    for code, name in themes.items():
        found = (said.get(row.code, {}).get(code) for row in places)
        counted = Counter(row.text.kind.value if row else OPEN for row in found)
        rows.append({"theme": name, **counted})
    kinds = [Column(kind.value, str(text), "number") for kind, text in PARTICIPATION_KINDS.items()]
    return plain_table(
        name="deelname-per-thema",
        caption=_("Hoeveel organisaties meedoen"),
        columns=[Column("theme", _("Thema")), *kinds, Column(OPEN, _("nog niet gezegd"), "number")],
        rows=[{**dict.fromkeys([*ParticipationKind, OPEN], 0), **row} for row in rows],
    )


def _map(
    code: str, towns: Sequence[OrganisationRow], themes: Mapping[str, str], said: Said, asof: AsOf
) -> TileMap | None:
    """In how many themes each municipality takes part."""
    grid = tiles()
    shown = [row for row in towns if row.code in grid]
    if not shown:
        return None
    numbers = {row.code: _taken(said[row.code], themes) if row.code in said else None for row in shown}
    counted = Counter(numbers.values())
    words = [ngettext("%(count)s thema", "%(count)s thema’s", number) for number in range(len(themes) + 1)]
    steps = [(text % {"count": number}, ground(number), counted[number]) for number, text in enumerate(words)]
    steps.append((_("nog niet gezegd"), OPEN, counted[None]))
    return tile_map(
        title=_("Aan hoeveel thema’s een gemeente meedoet"),
        tiles=[
            _tile(
                row, numbers[row.code], len(themes), participation_address(code, f"{row.code}/", asof), grid
            )
            for row in shown
        ],
        legend=[LegendItem(tone, label, format_number(count)) for label, tone, count in steps],
        table=plain_table(
            name="kaart-deelname",
            caption=_("Gemeenten"),
            columns=[
                Column("label", _("Aantal thema’s")),
                Column("count", _("Gemeenten"), "number", is_totalled=True),
            ],
            rows=[{"label": label, "count": count} for label, _tone, count in steps],
        ),
    )


def ground(number: int | None) -> str:
    """The colour of a number of themes: the more, the darker."""
    return OPEN if number is None else f"step-{min(number + 1, STEPS)}"


def _taken(rows: Mapping[str, ParticipationRow], themes: Collection[str]) -> int:
    """In how many of the themes; what it said of one that is not chosen any more does not count."""
    return sum(row.text.kind is ParticipationKind.TAKES_PART for code, row in rows.items() if code in themes)


def _tile(
    row: OrganisationRow, number: int | None, whole: int, url: str, grid: Mapping[str, tuple[int, int]]
) -> MapTile:
    facts = {"number": number, "whole": whole}
    said = _("doet mee aan %(number)s van de %(whole)s thema’s") % facts
    said = _("nog niet gezegd") if number is None else said
    return MapTile(
        key=row.code,
        row=grid[row.code][0],
        column=grid[row.code][1],
        short=short_label(row.name),
        name=row.name,
        shown="–" if number is None else f"{number}/{whole}",
        spoken=f"{row.name}: {said}",
        ground=ground(number),
        url=url,
    )


def _rows(
    code: str, places: Sequence[OrganisationRow], themes: Mapping[str, str], said: Said, asof: AsOf
) -> list[Row]:
    return [
        {
            "name": row.name,
            "url": participation_address(code, f"{row.code}/", asof),
            "code": row.code,
            "district": row.district_name,
            **{theme: kind_status(said.get(row.code, {}).get(theme)) for theme in themes},
            "deviates": _deviations(said.get(row.code, {}), themes),
        }
        for row in places
    ]


def _table(request: Request, rows: Sequence[Row], themes: Mapping[str, str]) -> Table:
    return list_table(
        request.GET,
        name="deelname",
        caption=_("Per organisatie"),
        columns=[
            Column("name", _("Organisatie"), "link"),
            Column("code", _("Code"), is_on_screen=False),
            Column("district", _("District")),
            *(Column(theme, name, "status") for theme, name in themes.items()),
            Column("deviates", _("Waarin zij afwijkt"), is_on_screen=False),
        ],
        rows=rows,
        filters=[
            TextFilter(("name", "deviates")),
            ChoiceFilter("district", _("District"), "district"),
            *(ChoiceFilter(theme, name, theme) for theme, name in themes.items()),
        ],
        empty_text=_("Er staan nog geen organisaties in het register."),
    )


def _deviations(rows: Mapping[str, ParticipationRow], themes: Mapping[str, str]) -> str:
    return "; ".join(
        f"{name}: {rows[theme].text.sentence}"
        for theme, name in themes.items()
        if theme in rows and rows[theme].text.sentence
    )


def _own_table(request: Request, period: TitleRow, place: OrganisationRow, asof: AsOf) -> Table:
    known = by_organisation(period.code, asof).get(place.code, {})
    rows: list[Row] = [
        {
            "theme": name,
            "kind": kind_status(known.get(theme)),
            "sentence": known[theme].text.sentence if theme in known else "",
            "on": known[theme].on if theme in known else None,
        }
        for theme, name in titles_in(period, asof).items()
    ]
    return list_table(
        request.GET,
        name=f"deelname-{place.code}",
        caption=_("Per thema"),
        columns=[
            Column("theme", _("Thema")),
            Column("kind", _("Deelname"), "status"),
            Column("sentence", _("Waarin zij afwijkt")),
            Column("on", _("Gezegd op"), "date"),
        ],
        rows=rows,
    )
