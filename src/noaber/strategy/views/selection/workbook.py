"""A round as a workbook, for the network: all that is needed to calculate the ranking again, in exact fractions."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from django.core.files.base import ContentFile
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Refused, require
from noaber.core.asof import AsOf
from noaber.core.components.downloads import workbook_file, workbook_response
from noaber.core.documents.tables import ColumnKind, Row, Sheet, TableColumn
from noaber.core.requests import Request, asof_of
from noaber.strategy.access import may_see_scores
from noaber.strategy.queries.selection.computing import kind_of
from noaber.strategy.queries.selection.round import Result, RoundRow, result
from noaber.strategy.queries.selection.sources import Sources, sources_shown
from noaber.strategy.queries.selection.trend import changes
from noaber.strategy.rules.selection.round import Computed
from noaber.strategy.rules.selection.sensitivity import Pair, Sensitivity
from noaber.strategy.views.selection.round import find_round
from noaber.strategy.words.firmness import TIE_RULE, Names, firmness, of_choice


def round_workbook(request: Request, code: str, number: int) -> HttpResponse:
    """All of a round that was opened."""
    asof = asof_of(request)
    _period, row = find_round(request, code, number, asof)
    if not may_see_scores(request.actor):
        require(Refused(_("Scores en motivering zijn voor het netwerk.")))
    return workbook_response(f"keuze-{code}-{number}", row.text.title, _sheets(row, asof), notes=_notes())


def kept_workbook(row: RoundRow, asof: AsOf) -> ContentFile[bytes]:
    """The same workbook as a file to put with a proposal."""
    name = f"keuze-{row.period}-{row.number}"
    file_name, content = workbook_file(name, row.text.title, _sheets(row, asof), notes=_notes())
    return ContentFile(content, file_name)


def _notes() -> list[str]:
    return [
        _("Een totaal is de som van score maal gewicht over de criteria."),
        _(
            "Een score is het gemiddelde van wat mensen gaven; breedte is 1 + 4 maal genoemd gedeeld door plannen."
        ),
        _(
            "Ontwikkeling is 1 + 4 maal gestegen gedeeld door districten; zonder cijfers geven zetels de score."
        ),
        str(TIE_RULE),
        _("Breuken zijn exact; een getal achter de komma is afgerond."),
    ]


def _sheets(row: RoundRow, asof: AsOf) -> list[Sheet]:
    return list(sheets_of(row, result(row), sources_shown(row, asof)))


def sheets_of(row: RoundRow, found: Result | None, sources: dict[str, Sources]) -> Iterator[Sheet]:
    yield _themes(row, found)
    yield _criteria(row)
    yield _scores(row)
    if found:
        yield _points(row, found)
        yield _sensitivity(row, found)
        yield _deciding(row, found)
    yield _sources(row, sources)
    if row.is_open and any(each.computed == Computed.TREND for each in row.text.criteria):
        yield _figures(row)


def _sheet(title: str, columns: Sequence[tuple[str, str, ColumnKind]], rows: Sequence[Row]) -> Sheet:
    return Sheet(title, [TableColumn(*each) for each in columns], rows)


def _number(exact: Fraction) -> Decimal:
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def _themes(row: RoundRow, found: Result | None) -> Sheet:
    """The themes in order of the ranking, with what breadth was counted from and what was chosen."""
    ranked = {each.option: each for each in found.ranked} if found else {}
    verdicts = row.choice.text.verdicts if row.choice else {}
    ordered = sorted(row.text.options, key=lambda each: list(ranked).index(each.code) if ranked else 0)
    rows: list[Row] = [
        {
            "option": each.name,
            "mark": each.code,
            "field": each.field,
            "named": row.named[each.code][0],
            "plans": row.named[each.code][1],
            "place": ranked[each.code].place if ranked else None,
            "total": _number(ranked[each.code].total) if ranked else None,
            "exact": str(ranked[each.code].total) if ranked else None,
            "on_top": each.code in found.shown if found else None,
            "is_tied": each.code in found.top.tied if found else None,
            "chosen": verdicts[each.code].is_chosen if verdicts else None,
            "reason": verdicts[each.code].reason if verdicts else None,
        }
        for each in ordered
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("mark", _("Kenmerk"), "text"),
        ("field", _("Code"), "text"),
        ("named", _("Genoemd in"), "number"),
        ("plans", _("Plannen"), "number"),
        ("place", _("Plaats"), "number"),
        ("total", _("Totaal"), "number"),
        ("exact", _("Totaal als breuk"), "text"),
        ("on_top", _("Bovenaan"), "boolean"),
        ("is_tied", _("Gelijk om de laatste plaats"), "boolean"),
        ("chosen", _("Gekozen"), "boolean"),
        ("reason", _("Waarom"), "text"),
    ]
    return _sheet(_("Thema’s"), columns, rows)


def _criteria(row: RoundRow) -> Sheet:
    rows: list[Row] = [
        {
            "criterion": each.name,
            "weight": Decimal(each.weight) / 100,
            "meaning": each.meaning,
            "computed": str(kind_of(each.computed).name) if each.computed else "",
        }
        for each in row.text.criteria
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("criterion", _("Criterium"), "text"),
        ("weight", _("Gewicht in %"), "number"),
        ("meaning", _("Een hoge score betekent"), "text"),
        ("computed", _("Berekend als"), "text"),
    ]
    return _sheet(_("Criteria"), columns, rows)


def _scores(row: RoundRow) -> Sheet:
    """What each seat gave; seats are numbered within the round."""
    numbers = row.voice_numbers
    rows: list[Row] = [
        {
            "option": row.option_names[each.option],
            "criterion": row.criterion_names[each.criterion],
            "seat": numbers[each.voice],
            "value": each.value,
            "motive": each.motive,
        }
        for each in row.given
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("criterion", _("Criterium"), "text"),
        ("seat", _("Zetel"), "number"),
        ("value", _("Score"), "number"),
        ("motive", _("Waarom"), "text"),
    ]
    return _sheet(_("Scores"), columns, rows)


def _points(row: RoundRow, found: Result) -> Sheet:
    rows: list[Row] = [
        {
            "option": row.option_names[each.option],
            "criterion": row.criterion_names[part.criterion],
            "score": str(part.score),
            "weight": str(part.weight),
            "points": str(part.points),
            "rounded": _number(part.points),
        }
        for each in found.ranked
        for part in each.parts
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("criterion", _("Criterium"), "text"),
        ("score", _("Score"), "text"),
        ("weight", _("Gewicht"), "text"),
        ("points", _("Punten"), "text"),
        ("rounded", _("Punten afgerond"), "number"),
    ]
    return _sheet(_("Punten"), columns, rows)


def _sensitivity(row: RoundRow, found: Result) -> Sheet:
    of = ((_("ranglijst"), found.sensitivity, firmness), (_("keuze"), found.of_choice, of_choice))
    names = Names(row.criterion_names, row.option_names)
    rows = [
        {**_range(row, what, each), "text": words(each, names)} for what, group, words in of for each in group
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("what", _("Van"), "text"),
        ("criterion", _("Criterium"), "text"),
        ("weight", _("Gewicht"), "text"),
        ("low", _("Vanaf"), "text"),
        ("high", _("Tot en met"), "text"),
        ("at_low", _("Gelijk bij vanaf"), "text"),
        ("at_high", _("Gelijk bij tot en met"), "text"),
        ("always", _("Altijd gelijk"), "text"),
        ("text", _("Wat er gebeurt"), "text"),
    ]
    return _sheet(_("Gevoeligheid"), columns, rows)


def _range(row: RoundRow, what: str, each: Sensitivity) -> Row:
    def named(pairs: Sequence[Pair]) -> str:
        return "; ".join(" = ".join(row.option_names[code] for code in pair) for pair in pairs)

    found = each.range
    return {
        "what": what,
        "criterion": row.criterion_names[each.criterion],
        "weight": str(each.weight),
        "low": str(found.low) if found else None,
        "high": str(found.high) if found else None,
        "at_low": named(found.ties_at_low) if found else None,
        "at_high": named(found.ties_at_high) if found else None,
        "always": named(found.ties) if found else None,
    }


def _deciding(row: RoundRow, found: Result) -> Sheet:
    """Every single score that could change the top, with the seat by its number on the sheet of scores."""
    names, numbers = Names(row.criterion_names, row.option_names), row.voice_numbers
    rows: list[Row] = [
        {
            "option": names.options[each.option],
            "criterion": names.criteria[each.criterion],
            "seat": numbers[each.voice],
            "value": each.value,
            "becomes": each.becomes,
            "rival": names.options[each.rival],
            "then": names.then(each, found.shown),
        }
        for each in found.deciding
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("criterion", _("Criterium"), "text"),
        ("seat", _("Zetel"), "number"),
        ("value", _("Score"), "number"),
        ("becomes", _("Anders bij"), "number"),
        ("rival", _("Tegenover"), "text"),
        ("then", _("Wat er dan gebeurt"), "text"),
    ]
    return _sheet(_("Beslissende scores"), columns, rows)


def _sources(row: RoundRow, sources: dict[str, Sources]) -> Sheet:
    rows: list[Row] = [
        {"option": row.option_names[code], "kind": kind, "source": source}
        for code, found in sources.items()
        for kind, named in (
            (_("gemeente"), found.municipalities),
            (_("partner"), found.partners),
            (_("evaluatie"), (found.evaluation,) if found.evaluation else ()),
        )
        for source in named
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("kind", _("Soort bron"), "text"),
        ("source", _("Bron"), "text"),
    ]
    return _sheet(_("Bronnen"), columns, rows)


def _figures(row: RoundRow) -> Sheet:
    """What the trend was computed from, as it was known when the round was opened."""
    opened = row.opened_at
    asof = AsOf(timezone.localdate(opened), opened)
    rows: list[Row] = [
        {
            "option": option.name,
            "offence": option.offence,
            "district": each.district,
            "first_year": str(each.first_year),
            "first": each.first,
            "last_year": str(each.last_year),
            "last": each.last,
            "source": each.source,
        }
        for option in row.text.options
        for each in changes(row.period, option.offence, asof)
    ]
    columns: list[tuple[str, str, ColumnKind]] = [
        ("option", _("Thema"), "text"),
        ("offence", _("Soort misdrijf"), "text"),
        ("district", _("District"), "text"),
        ("first_year", _("Eerste jaar"), "text"),
        ("first", _("Aantal in het eerste jaar"), "number"),
        ("last_year", _("Laatste jaar"), "text"),
        ("last", _("Aantal in het laatste jaar"), "number"),
        ("source", _("Bron"), "text"),
    ]
    return _sheet(_("Cijfers"), columns, rows)
