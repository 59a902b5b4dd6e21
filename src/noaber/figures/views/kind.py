"""/cijfers/soort/<code>/: one kind in all municipalities: funnel, map, and a list by name or size; no ranking."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import PageHeading
from noaber.core.components.maps import MAP
from noaber.core.components.table import Table, list_table
from noaber.core.requests import Request
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.standing import Beside, beside
from noaber.figures.rules.numbers import in_window, interval_text, month_text
from noaber.figures.rules.reliability import reliability_of
from noaber.figures.rules.statistics.rates import rates
from noaber.figures.source_words import population_note, source_notes
from noaber.figures.views.area_charts import windows_figure
from noaber.figures.views.cells import count_cell, count_column, rate_cell, rate_column
from noaber.figures.views.charts import chart_file
from noaber.figures.views.choosing import MONTH, PUBLISHED, choice_form, notices_of
from noaber.figures.views.comparing import funnel_figure, place_words
from noaber.figures.views.maps import kind_map
from noaber.figures.views.opening import Opened, nothing_yet, opened
from noaber.figures.views.places import EXPLAINED, FIGURES, municipality_address

PAGE = "figures/kind.html"


def kind_page(request: Request, code: str) -> HttpResponse:
    if offence_titles() and code not in offence_titles():
        raise Http404
    page = opened(request, code)
    if page is None:
        return nothing_yet(request, _("Soort misdrijf"))
    found = beside(page.counted, page.areas, code)
    funnel = funnel_figure(page, found)
    figures = [*([funnel] if funnel else []), windows_figure(page, page.network)]
    if file := chart_file(request, figures):
        return file
    context = {
        "heading": _heading(page),
        "form": choice_form(page.choice, with_kinds=False),
        "notices": notices_of(page.choice),
        "panels": [each.panel() for each in figures],
        "map": kind_map(request, page, found),
        "explained": EXPLAINED,
        **crumbs_of([(_("Cijfers"), f"{FIGURES}{page.choice.query()}")], page.choice.title),
    }
    return _table(request, page, found).respond(request, PAGE, context)


def _heading(page: Opened) -> PageHeading:
    intro = _("Alle gemeenten, %(window)s.") % {"window": in_window(page.choice.last)}
    reason = reliability_of(page.choice.kind).reason
    intro += " " + _("%(reason)s Dat is een inschatting van Noaber.") % {"reason": reason}
    return PageHeading(
        page.choice.title, kicker=_("Soort misdrijf %(code)s") % {"code": page.choice.kind}, intro=intro
    )


def _table(request: Request, page: Opened, found: Beside) -> Table:
    """By name, or by size: a list by rate would put chance on top."""
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("district", _("District")),
        count_column("people", _("Inwoners")),
        count_column("count", _("Aantal"), is_sortable=False),
        rate_column("rate", _("Per 1.000 inwoners"), is_sortable=False),
        Column("between", _("Onzekerheid"), "figure", is_sortable=False),
        Column("place", _("Naast andere gemeenten"), is_sortable=False),
    ]
    return list_table(
        request.GET,
        name=f"gemeenten-{page.choice.kind.replace('.', '')}",
        caption=_("%(kind)s per gemeente, twaalf maanden tot en met %(month)s")
        % {"kind": page.choice.title, "month": month_text(page.choice.last)},
        columns=columns,
        rows=_rows(page, found),
        filters=[TextFilter(("name", "code")), ChoiceFilter("district", _("District"), "district")],
        default_sort="name",
        notes=source_notes(page.choice.release),
        explanations=[population_note(page.counted), _no_ranking()],
        kept=(MONTH, PUBLISHED, MAP),
    )


def _rows(page: Opened, found: Beside) -> list[Row]:
    shown = rates(found.counts, found.people)
    return [
        {
            "name": area.name,
            "url": f"{municipality_address(area.code)}{page.choice.query()}",
            "code": area.code,
            "district": area.district_name,
            "people": count_cell(float(found.people[place])),
            "count": count_cell(float(found.counts[place])),
            "rate": rate_cell(float(shown.rate[place])),
            "between": interval_text(float(shown.lower[place]), float(shown.upper[place])),
            "place": place_words(found, place),
        }
        for place, area in enumerate(found.areas)
    ]


def _no_ranking() -> str:
    return _(
        "Deze lijst staat op naam of op omvang en niet op cijfer: in een ranglijst staan kleine gemeenten door toeval "
        "bovenaan of onderaan."
    )
