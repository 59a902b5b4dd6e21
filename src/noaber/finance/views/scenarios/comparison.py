"""Two or three scenarios side by side: what each brings in per year, and what each municipality pays."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import parse_qsl

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import frame
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.pictures import Bar, bar_chart
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import EmptyState, Notice, Panel
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import in_a_row
from noaber.finance.queries.scenarios import ScenarioAnswer, ScenarioRow, answers_of, scenarios_for
from noaber.finance.scenario_words import KEY_LABELS, break_even_words, years_words
from noaber.finance.views.places.scenarios import CHOSEN, scenario_address, scenario_crumbs
from noaber.finance.views.tables import list_filters, place_cells
from noaber.finance.views.wording import balance_words

PAGE: Final = "finance/scenarios/comparison.html"
FEWEST, MOST = 2, 3
Pair = tuple[ScenarioRow, ScenarioAnswer]


@dataclass(frozen=True, slots=True)
class Box:
    """One scenario to choose."""

    code: str
    label: str
    is_checked: bool


@public
def comparison_page(request: Request) -> HttpResponse:
    """Choose two or three, and see them beside each other."""
    asof = asof_of(request)
    rows = scenarios_for(request.actor, asof)
    chosen = list(dict.fromkeys(request.GET.getlist(CHOSEN)))
    found = answers_of(request.actor, [row for row in rows if row.code in chosen], asof)
    pairs = [(row, found[row.code]) for code in chosen for row in rows if row.code == code and code in found]
    intro = _("Kies twee of drie scenario's. U ziet per jaar en per gemeente wat zij anders doen.")
    boxes = [
        Box(row.code, row.name, row.code in chosen)
        for row in rows
        if not row.is_withdrawn or row.code in chosen
    ]
    context: dict[str, object] = {
        **frame(_("Vergelijk scenario's"), scenario_crumbs(), intro=intro),
        "boxes": boxes,
        "kept": parse_qsl(asof.query),
        "notices": list(_notices(chosen, pairs)),
        "nothing": None if rows else _nothing(),
    }
    if not FEWEST <= len(pairs) <= MOST:
        return render(request, PAGE, context)
    table = _municipalities(request, pairs, asof)
    return table.respond(request, PAGE, {**context, "panels": _panels(pairs, asof)})


def _nothing() -> EmptyState:
    return EmptyState(
        _("Er zijn nog geen scenario's"), _("Zodra er twee zijn bewaard, legt u ze hier naast elkaar.")
    )


def _notices(chosen: Sequence[str], pairs: Sequence[Pair]) -> Iterator[Notice]:
    known = {row.code for row, _found in pairs}
    if unknown := [code[:40] for code in chosen if code not in known]:
        text = _("Dit scenario is er niet, of is nu niet uit te rekenen: %(codes)s.")
        yield Notice(text % {"codes": in_a_row(unknown)}, "warning")
    if len(pairs) == 1:
        yield Notice(_("Kies er nog één bij om te vergelijken."))
    if len(pairs) > MOST:
        yield Notice(_("Kies er hoogstens drie; meer past niet naast elkaar."), "warning")
    if any(first.question.years != second.question.years for (_a, first), (_b, second) in pairwise(pairs)):
        yield Notice(_("De scenario's gaan niet over dezelfde jaren; het totaal is dus niet te vergelijken."))


def _panels(pairs: Sequence[Pair], asof: AsOf) -> list[Panel]:
    bars = [
        Bar(
            row.name,
            found.outcome.balance.difference_cents,
            balance_words(found.outcome.balance),
            url=scenario_address(row.code, asof=asof),
        )
        for row, found in pairs
    ]
    chart = bar_chart(
        name="vergelijking-verschil",
        title=_("Verschil met de begroting, alle jaren samen"),
        bars=bars,
        label_header=_("Scenario"),
        value_header=_("Verschil"),
    )
    return [
        Panel(_("Te kort of over"), "finance/chart_panel.html", chart),
        Panel(_("Naast elkaar"), "core/components/table_panel.html", _sides(pairs, asof)),
        Panel(_("Jaar voor jaar"), "core/components/table_panel.html", _years(pairs)),
    ]


def _sides(pairs: Sequence[Pair], asof: AsOf) -> Table:
    columns = [
        Column("name", _("Scenario"), "link"),
        Column("key", _("Verdeelsleutel")),
        Column("years", _("Jaren")),
        Column("raised", _("Opbrengst"), "money"),
        Column("budget", _("Begroting"), "money"),
        Column("difference", _("Verschil"), "money"),
        Column("rate", _("Sluitend tarief of waar het op neerkomt, eerste jaar")),
        Column("more", _("Gemeenten die meer betalen"), "number"),
        Column("less", _("Gemeenten die minder betalen"), "number"),
    ]
    rows: list[Row] = [
        {
            "name": row.name,
            "url": scenario_address(row.code, asof=asof),
            "key": str(KEY_LABELS[row.question.key]),
            "years": years_words(row.question),
            "raised": found.outcome.balance.raised_cents,
            "budget": found.outcome.balance.budget_cents,
            "difference": found.outcome.balance.difference_cents,
            "rate": break_even_words(found.outcome.years[0]),
            "more": sum(effect.difference_cents > 0 for effect in found.outcome.effects),
            "less": sum(effect.difference_cents < 0 for effect in found.outcome.effects),
        }
        for row, found in pairs
    ]
    caption = _("De scenario's naast elkaar")
    return plain_table(name="vergelijking", caption=caption, columns=columns, rows=rows, phone="scroll")


def _years(pairs: Sequence[Pair]) -> Table:
    """The difference with the budget in each year; a year that a scenario leaves out is empty."""
    years = sorted({year.year for _row, found in pairs for year in found.outcome.years})
    by_year = [{year.year: year.balance for year in found.outcome.years} for _row, found in pairs]
    columns = [
        Column("year", _("Jaar")),
        *(Column(row.code, row.name, "money", is_totalled=True) for row, _found in pairs),
    ]
    rows: list[Row] = [
        {
            "year": str(year),
            **{
                row.code: balances[year].difference_cents if year in balances else None
                for (row, _found), balances in zip(pairs, by_year, strict=True)
            },
        }
        for year in years
    ]
    caption = _("Verschil met de begroting per jaar")
    return plain_table(name="vergelijking-jaren", caption=caption, columns=columns, rows=rows, phone="scroll")


def _municipalities(request: Request, pairs: Sequence[Pair], asof: AsOf) -> Table:
    """What each municipality pays in each, all years together, and how far that is from the first."""
    return list_table(
        request.GET,
        name="scenarios-vergeleken",
        caption=_("Per gemeente, alle jaren van elk scenario"),
        columns=_columns([row.name for row, _found in pairs]),
        rows=_rows(pairs, asof),
        filters=list_filters(),
        default_sort="name",
        phone="scroll",
        kept=(CHOSEN,),
    )


def _columns(names: Sequence[str]) -> list[Column]:
    asked = [Column(f"asked_{at}", name, "money", is_totalled=True) for at, name in enumerate(names)]
    more = [
        Column(f"more_{at}", _("%(name)s min de eerste") % {"name": name}, "money", is_totalled=True)
        for at, name in enumerate(names)
    ]
    return [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        *asked,
        *more[1:],
        Column("district", _("District")),
    ]


def _rows(pairs: Sequence[Pair], asof: AsOf) -> list[Row]:
    """By code; who is not there in a scenario has no amount in it, and pays nothing."""
    amounts = [found.amounts_cents for _row, found in pairs]
    rolls = {code: found.roll for _row, found in reversed(pairs) for code in found.amounts_cents}
    return [
        {
            **place_cells(rolls[code], code, asof),
            **{f"asked_{at}": each.get(code) for at, each in enumerate(amounts)},
            **{f"more_{at}": each.get(code, 0) - amounts[0].get(code, 0) for at, each in enumerate(amounts)},
        }
        for code in sorted(rolls)
    ]
