"""One theme in a round, for the network: how its points add up, what people gave and why, where it comes from."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import PageHeading
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Definition, DefinitionList
from noaber.core.requests import Request, asof_of
from noaber.core.rules.dutch import format_number, in_a_row
from noaber.strategy.access import may_see_scores
from noaber.strategy.queries.selection.computing import kind_of
from noaber.strategy.queries.selection.round import RoundRow, result, scores_of
from noaber.strategy.queries.selection.sources import sources_of, when_chosen
from noaber.strategy.rules.selection.round import CriterionText, OptionText, percent
from noaber.strategy.views.places import round_address, rounds_crumbs
from noaber.strategy.views.selection.chosen import named_address, named_words
from noaber.strategy.views.selection.round import find_round
from noaber.strategy.words.firmness import decimals


def option_page(request: Request, code: str, number: int, option: str) -> HttpResponse:
    """The arithmetic of one theme, each number beside what it was made of."""
    asof = asof_of(request)
    period, row = find_round(request, code, number, asof)
    found = next((each for each in row.text.options if each.code == option), None)
    if found is None:
        raise Http404
    if not may_see_scores(request.actor):
        require(Refused(_("Scores en motivering zijn voor het netwerk.")))
    crumbs = [
        *rounds_crumbs(code, period.title, asof),
        (row.text.title, round_address(code, number, asof=asof)),
    ]
    context = {
        **crumbs_of(crumbs, found.name),
        "heading": PageHeading(found.name, kicker=row.text.title),
        "facts": _facts(row, found, asof),
        "parts": _parts(row, found) if row.is_open and not row.missing else None,
        "motives": _motives(row, found),
    }
    return render(request, "strategy/option.html", context)


def _facts(row: RoundRow, option: OptionText, asof: AsOf) -> DefinitionList:
    found = sources_of(row, when_chosen(row, asof))[option.code]
    items = [
        Definition(
            _("Gemeenten die het noemen"),
            named_words(row, option, found),
            url=named_address(row, option, asof),
        ),
        Definition(_("Partners en agenda’s die het noemen"), in_a_row(found.partners) or _("geen")),
        Definition(_("Wat de evaluatie zegt"), found.evaluation or _("niets")),
    ]
    if row.choice:
        verdict = row.choice.text.verdicts[option.code]
        items.insert(0, Definition(_("Keuze"), _("gekozen") if verdict.is_chosen else _("niet gekozen")))
        items.insert(1, Definition(_("Waarom"), verdict.reason or _("Het staat bovenaan.")))
    if ranked := result(row):
        place = next(each for each in ranked.ranked if each.option == option.code)
        of = _("%(place)s van de %(count)s") % {"place": place.place, "count": len(ranked.ranked)}
        items.insert(0, Definition(_("Plaats"), of))
    return DefinitionList(tuple(items))


def _parts(row: RoundRow, option: OptionText) -> Table:
    scores = scores_of(row)[option.code]
    rows: list[Row] = [
        {
            "name": each.name,
            "how": _how(row, option, each),
            "score": decimals(scores[each.code], 3),
            "weight": percent(each.weight),
            "points": decimals(scores[each.code] * each.part, 3),
        }
        for each in row.text.criteria
    ]
    total = sum(scores[each.code] * each.part for each in row.text.criteria)
    rows.append({"name": _("Samen"), "how": "", "score": "", "weight": "", "points": decimals(total, 3)})  # type: ignore[arg-type]
    return plain_table(
        name="berekening",
        caption=_("Hoe de punten ontstaan"),
        columns=[
            Column("name", _("Criterium")),
            Column("how", _("Waaruit")),
            Column("score", _("Score"), "number"),
            Column("weight", _("Gewicht"), "number"),
            Column("points", _("Punten"), "number"),
        ],
        rows=rows,
        notes=[
            _("Punten zijn de score maal het gewicht. Op het scherm afgerond; in Excel staan de breuken.")
        ],
    )


def _how(row: RoundRow, option: OptionText, criterion: CriterionText) -> str:
    """Of what the score was made: a count, or the mean of what people gave."""
    if not row.is_scored(option.code, criterion):
        return kind_of(criterion.computed).explain(*row.measured[option.code, criterion.code])
    given = [
        each.value for each in row.given if (each.option, each.criterion) == (option.code, criterion.code)
    ]
    text = (
        _("geen cijfers; gemiddelde van %(values)s") if criterion.computed else _("gemiddelde van %(values)s")
    )
    return text % {"values": in_a_row(format_number(value) for value in given)}


def _motives(row: RoundRow, option: OptionText) -> Table:
    """What people gave and why, without who: the reason counts, not the name."""
    names = row.criterion_names
    rows: list[Row] = [
        {"name": names[each.criterion], "value": each.value, "motive": each.motive}
        for criterion in row.text.criteria
        for each in row.given
        if (each.option, each.criterion) == (option.code, criterion.code)
    ]
    return plain_table(
        name="motivering",
        caption=_("Scores en motivering"),
        columns=[
            Column("name", _("Criterium")),
            Column("value", _("Score"), "number"),
            Column("motive", _("Waarom")),
        ],
        rows=rows,
        empty_text=_("Nog niemand gaf dit thema een score."),
    )
