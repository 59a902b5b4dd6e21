from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.strategy.queries.periods.period import titles
from noaber.strategy.queries.selection.round import Result, RoundRow, result, rounds, selection_round
from noaber.strategy.words.firmness import TIE_RULE, Names, decimals, firmness, percents, ties, would_make_it

JSON_HELP = _(
    "als JSON, getallen als breuk; bij weights_that_put_choice_on_top zegt is_by_tie dat de keuze daar niet bovenaan "
    "staat, maar de laatste plaats deelt"
)


class Command(commandline.Command):
    help = _("Toont de ranglijst van een keuzeronde, hoe zij ontstaat en hoe vast zij staat.")
    group = commandline.REGISTER
    output_keys = (
        "round",
        "title",
        "places",
        "criteria",
        "ranking",
        "top",
        "tied",
        "places_left",
        "shown",
        "tie_rule",
        "choice_differs",
        "weights_that_put_choice_on_top",
        "sensitivity",
        "sensitivity_of_choice",
        "deciding_scores",
        "decided_on",
        "source",
        "proposal",
        "choice",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("round", metavar="RONDE", help=gettext("periode en nummer, zoals 2019-2022/1"))
        parser.add_argument("--json", action="store_true", help=str(JSON_HELP))

    def handle(self, *args: Any, **options: Any) -> None:
        row = _find(options["round"])
        found = result(row)
        if found is None:
            raise DomainError(gettext("Nog niet elk thema heeft op elk criterium een score."))
        if options["json"]:
            self.print_json([_record(row, found)])
        else:
            self.stdout.write("\n".join(_lines(row, found)))


def _find(typed: str) -> RoundRow:
    period, _slash, number = typed.rpartition("/")
    is_number = number.isascii() and number.isdigit() and len(number) < 10
    found = selection_round(period, int(number)) if is_number else None
    if found is None:
        periods = [row.code for row in titles(AsOf(clock.today()))]
        known = [f"{code}/{row.number}" for code in periods for row in rounds(code)]
        facts = {"typed": typed, "known": ", ".join(known) or gettext("geen")}
        raise DomainError(gettext("Er is geen ronde “%(typed)s”. Wel: %(known)s.") % facts)
    return found


def _record(row: RoundRow, found: Result) -> dict[str, object]:
    choice = row.choice.text if row.choice else None
    return {
        "round": f"{row.period}/{row.number}",
        "title": row.text.title,
        "places": row.text.places,
        "criteria": [
            {"criterion": each.code, "name": each.name, "weight": each.part, "computed": each.computed}
            for each in row.text.criteria
        ],
        "ranking": [
            {
                "place": each.place,
                "theme": each.option,
                "name": row.option_names[each.option],
                "total": each.total,
                "parts": [{**asdict(part), "points": part.points} for part in each.parts],
            }
            for each in found.ranked
        ],
        "top": sorted(found.top.certain),
        "tied": sorted(found.top.tied),
        "places_left": found.top.places_left,
        "shown": sorted(found.shown),
        "tie_rule": str(TIE_RULE),
        "choice_differs": bool(found.of_choice),
        "weights_that_put_choice_on_top": _weights_for_choice(found),
        "sensitivity": [asdict(each) for each in found.sensitivity],
        "sensitivity_of_choice": [asdict(each) for each in found.of_choice],
        "deciding_scores": [
            {**asdict(each), "voice": row.voice_numbers[each.voice]} for each in found.deciding
        ],
        "decided_on": choice.decided_on if choice else None,
        "source": choice.source if choice else "",
        "proposal": choice.proposal if choice else "",
        "choice": {code: asdict(verdict) for code, verdict in choice.verdicts.items()} if choice else {},
    }


def _weights_for_choice(found: Result) -> list[dict[str, object]]:
    """Each criterion of which another weight alone would do it, with the exact range; empty when none would.

    `is_by_tie`: there it does not stand on top, it shares the last place.
    """
    return [
        {
            "criterion": each.criterion,
            "low": each.range.low,
            "high": each.range.high,
            "is_by_tie": each.range.is_by_tie,
        }
        for each in found.of_choice
        if each.would_make_it and each.range
    ]


def _lines(row: RoundRow, found: Result) -> Iterator[str]:
    """The ranking with its sums, then what another weight would do."""
    names = Names(row.criterion_names, row.option_names)
    yield f"{row.text.title} ({row.period}/{row.number})"
    for each in found.ranked:
        parts = " + ".join(f"{decimals(part.score)} × {percents(part.weight)}" for part in each.parts)
        yield f"{each.place}. {names.options[each.option]}: {decimals(each.total, 3)} = {parts}"
    if shared := ties(found.top, names):
        yield shared
    for row_of in found.sensitivity:
        yield firmness(row_of, names)
    if found.of_choice:
        yield from (gettext("De keuze wijkt af van de ranglijst."), *would_make_it(found.of_choice, names))
