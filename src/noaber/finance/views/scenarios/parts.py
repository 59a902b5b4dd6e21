"""The parts of a page that shows what a scenario comes to."""

from collections.abc import Sequence
from typing import Final

from django.http import QueryDict
from django.utils.translation import gettext as _

from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.pictures import Bar, BarChart, TileMap, bar_chart, tile_map
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.components.tiles import LegendItem, MapTile
from noaber.core.rules.dutch import format_number
from noaber.core.rules.money import format_euro, round_half_up
from noaber.finance.queries.scenarios import ScenarioAnswer
from noaber.finance.rules.scenarios.questions import Key
from noaber.finance.rules.scenarios.scenario import Effect
from noaber.finance.scenario_words import (
    basis_notes,
    break_even_words,
    headline,
    question_facts,
    rate_label,
    years_words,
)
from noaber.finance.views.tables import list_filters, place_cells
from noaber.finance.views.wording import AnswerBlock, balance_words, tone_of
from noaber.network.api import short_label, tiles

GROUNDS: Final = {"less": "ok", "same": "neutral", "more": "warning"}


def shown(
    found: ScenarioAnswer, query: QueryDict, asof: AsOf, *, name: str, kept: Sequence[str]
) -> tuple[Table, dict[str, object]]:
    """The table of a page with all that stands above it."""
    panels = [
        Panel(
            _("Te kort of over, per jaar"), "finance/chart_panel.html", years_chart(found), width="two-thirds"
        ),
        Panel(_("De vraag"), "core/components/facts_panel.html", facts(found), width="third"),
        Panel(_("Jaar voor jaar"), "core/components/table_panel.html", years_table(found)),
    ]
    table = municipality_table(query, found, asof, name=name, kept=kept)
    return table, {"answer": answer_block(found), "panels": panels, "map": effect_map(found, asof)}


def answer_block(found: ScenarioAnswer) -> AnswerBlock:
    balance = found.outcome.balance
    working = " + ".join(format_euro(year.raised_cents) for year in found.outcome.years)
    return AnswerBlock(
        kicker=years_words(found.question).capitalize(),
        headline=balance_words(balance),
        sentence=headline(found),
        working=f"{working} = {format_euro(balance.raised_cents)}" if found.question.year_count > 1 else "",
        tone=tone_of(balance),
    )


def facts(found: ScenarioAnswer) -> DefinitionList:
    return DefinitionList(tuple(Definition(label, text) for label, text in question_facts(found)))


def years_chart(found: ScenarioAnswer) -> BarChart:
    bars = [
        Bar(str(year.year), year.balance.difference_cents, balance_words(year.balance))
        for year in found.outcome.years
    ]
    return bar_chart(
        name="scenario-verschil",
        title=_("Verschil met de begroting"),
        bars=bars,
        label_header=_("Jaar"),
        value_header=_("Verschil"),
    )


def _cut_off_column(found: ScenarioAnswer) -> list[Column]:
    """What a highest amount takes off, where there is one."""
    if found.question.key is not Key.CAPPED:
        return []
    return [Column("cut_off", _("Eraf door het hoogste bedrag"), "money", is_totalled=True)]


def years_table(found: ScenarioAnswer) -> Table:
    """What each year brings in beside the budget and the agreement as it stands."""
    columns = [
        Column("year", _("Jaar")),
        Column("population", _("Inwoners die meetellen"), "number"),
        Column("payers", _("Betalen"), "number"),
        Column("raised", _("Opbrengst"), "money", is_totalled=True),
        Column("budget", _("Begroting"), "money", is_totalled=True),
        Column("difference", _("Verschil"), "money", is_totalled=True),
        *_cut_off_column(found),
        Column("rate", rate_label(found.question)),
        Column("needed", _("Sluitend inwonertal"), "number"),
        Column("agreed", _("Volgens de afspraak"), "money", is_totalled=True),
    ]
    rows: list[Row] = [
        {
            "year": str(year.year),
            "population": round_half_up(year.population),
            "payers": len(year.amounts_cents),
            "raised": year.raised_cents,
            "budget": year.balance.budget_cents,
            "difference": year.balance.difference_cents,
            "cut_off": sum(year.cut_off_cents.values()),
            "rate": break_even_words(year),
            "needed": year.population_needed,
            "agreed": year.agreed_cents,
        }
        for year in found.outcome.years
    ]
    caption = _("Opbrengst en begroting per jaar")
    return plain_table(name="scenario-jaren", caption=caption, columns=columns, rows=rows, phone="scroll")


def municipality_table(
    query: QueryDict,
    found: ScenarioAnswer,
    asof: AsOf,
    *,
    name: str,
    kept: Sequence[str],
) -> Table:
    """Per municipality what the agreement asks, what the scenario asks, and the difference in cents and per cent."""
    columns = [
        Column("name", _("Gemeente"), "link"),
        Column("code", _("CBS-code"), is_on_screen=False),
        Column("agreed", _("Afspraak"), "money", is_totalled=True),
        Column("asked", _("Scenario"), "money", is_totalled=True),
        Column("difference", _("Verschil"), "money", is_totalled=True),
        Column("share", _("Verschil in %"), "percentage", decimals=1),
        *_cut_off_column(found),
        *(
            Column(f"year_{year}", str(year), "money", is_totalled=True, is_on_screen=False)
            for year in found.question.years
        ),
        Column("population", _("Inwoners op de peildatum"), "number", is_totalled=True),
        Column("district", _("District")),
    ]
    return list_table(
        query,
        name=name,
        caption=_("Per gemeente, %(years)s") % {"years": years_words(found.question)},
        columns=columns,
        rows=[_municipality_row(found, effect, asof) for effect in found.outcome.effects],
        filters=list_filters(),
        default_sort="name",
        notes=[headline(found), *basis_notes(found)],
        kept=kept,
    )


def _municipality_row(found: ScenarioAnswer, effect: Effect, asof: AsOf) -> Row:
    years = found.outcome.years
    return {
        **place_cells(found.roll, effect.code, asof),
        "agreed": effect.agreed_cents,
        "asked": effect.asked_cents,
        "difference": effect.difference_cents,
        "share": effect.rounded_share,
        "cut_off": sum(year.cut_off_cents.get(effect.code, 0) for year in years),
        "population": found.roll.populations[effect.code],
        **{f"year_{year.year}": year.amounts_cents.get(effect.code, 0) for year in years},
    }


def effect_map(found: ScenarioAnswer, asof: AsOf) -> TileMap | None:
    """Who pays more, less or the same, on the tile map; None where no municipality has a place."""
    places = tiles()
    placed = [effect for effect in found.outcome.effects if effect.code in places]
    if not placed:
        return None
    labels = {"less": _("betaalt minder"), "same": _("betaalt hetzelfde"), "more": _("betaalt meer")}
    counts = {side: sum(_side(effect) == side for effect in placed) for side in labels}
    return tile_map(
        title=_("Wat het voor elke gemeente betekent"),
        tiles=[_tile(found, effect, places[effect.code], asof) for effect in placed],
        legend=[
            LegendItem(GROUNDS[side], label, format_number(counts[side])) for side, label in labels.items()
        ],
        table=plain_table(
            name="kaart-scenario",
            caption=_("Gemeenten"),
            columns=[
                Column("effect", _("Naast de afspraak")),
                Column("count", _("Gemeenten"), "number", is_totalled=True),
            ],
            rows=[{"effect": label, "count": counts[side]} for side, label in labels.items()],
        ),
    )


def _side(effect: Effect) -> str:
    if effect.difference_cents == 0:
        return "same"
    return "more" if effect.difference_cents > 0 else "less"


def _tile(found: ScenarioAnswer, effect: Effect, place: tuple[int, int], asof: AsOf) -> MapTile:
    name = found.roll.name_of(effect.code)
    facts = {"name": name, "difference": format_euro(effect.difference_cents), "share": share_words(effect)}
    return MapTile(
        key=effect.code,
        row=place[0],
        column=place[1],
        short=short_label(name),
        name=name,
        shown=share_words(effect),
        spoken=_("%(name)s: %(difference)s, %(share)s") % facts,
        ground=GROUNDS[_side(effect)],
        url=organisation_address(effect.code, asof),
    )


def share_words(effect: Effect) -> str:
    """Such as "+14%": whole per cents, with a sign."""
    if effect.share is None:
        return "–"
    whole = round_half_up(effect.share * 100)
    return f"{'+' if whole > 0 else ''}{format_number(whole)}%"
