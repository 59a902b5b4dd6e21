from argparse import ArgumentTypeError
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf, knowledge_of
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import (
    MoneyError,
    format_euro,
    parse_euro,
    round_half_up,
    split_by_largest_remainder,
)
from noaber.finance.forms.scenarios import first_question
from noaber.finance.management.commands.contributions import rate_argument
from noaber.finance.queries.agreements.agreement import AgreementRow
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.roll_calls import known_dates, memo_date
from noaber.finance.queries.scenarios import (
    ScenarioAnswer,
    ScenarioRow,
    agreement_asked,
    versions_of,
    worked_out,
)
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.scenarios.questions import Key, QuestionError, ScenarioQuestion, parse_growth
from noaber.finance.rules.scenarios.scenario import YearOutcome
from noaber.finance.scenario_words import headline, question_facts

TOTAL: Final = "total"
ASKED: Final = {
    "rate": "rate",
    "key": "key",
    "reference_date": "reference_on",
    "first_year": "first_year",
    "years": "year_count",
    "budget": "budget_cents",
    "growth": "population_growth",
    "budget_growth": "budget_growth",
    "fixed": "fixed_cents",
    "cap": "cap_cents",
    "largest": "largest_count",
    "sum": "sum_cents",
}
"""Options that are a field of the question each."""


class Command(commandline.Command):
    help = _(
        "Rekent een scenario door: ander tarief, andere verdeelsleutel, groei, wie niet meedoet, een of meer jaren."
    )
    group = commandline.MONEY
    output_keys = (
        "scenario",
        "version",
        "year",
        "code",
        "name",
        "district",
        "population",
        "agreed_cents",
        "asked_cents",
        "difference_cents",
        "cut_off_cents",
        "budget_cents",
        "balance_cents",
        "break_even_cents",
        "break_even_population",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        for names, options in _arguments():
            parser.add_argument(*names, **options)
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help=gettext("als CSV"))
        form.add_argument("--json", action="store_true", help=gettext("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        # Who names a date after today asks for that date: figures may be there before a demonstration reaches it.
        day = max(clock.today(), options["reference_date"] or clock.today())
        asof = AsOf(day, knowledge_of(options["known_on"], today=clock.today()))
        saved = _saved(options["scenario"])
        agreement = _agreement(saved, asof)
        found = _answer(_question(options, saved, agreement, asof), agreement, asof)
        records = list(_records(found, saved))
        if options["csv"]:
            self.print_csv(records)
        elif options["json"]:
            self.print_json(records)
        else:
            self.stdout.write("\n".join(_lines(found, saved)))


def _arguments() -> list[tuple[tuple[str, ...], dict[str, Any]]]:
    """Every argument of the question, in the order of the help."""
    codes = {"nargs": "+", "action": "extend", "default": [], "metavar": "CODE", "type": _leaving}
    return [
        (
            ("scenario",),
            _option(str, "SCENARIO", _("de code van een bewaard scenario"), nargs="?", default=""),
        ),
        (("--rate",), _option(rate_argument, "TARIEF", _("euro per inwoner, zoals 0.08 of '8 cent'"))),
        (
            ("--key",),
            {"choices": [key.value for key in Key], "help": gettext("de verdeelsleutel")},
        ),
        (
            ("--reference-date",),
            _option(commandline.date_argument, "DATUM", _("peildatum van de inwonertallen")),
        ),
        (("--first-year",), _option(int, "JAAR", _("het eerste jaar"))),
        (("--years",), _option(int, "AANTAL", _("hoeveel jaren, van 1 tot en met 10"))),
        (("--budget",), _option(_euro, "BEDRAG", _("begroting van het eerste jaar, zoals 230.000"))),
        (("--growth",), _option(_growth, "PROCENT", _("groei van het inwonertal per jaar, zoals 0.5"))),
        (("--budget-growth",), _option(_growth, "PROCENT", _("groei van de begroting per jaar, zoals 2"))),
        (("--without",), {**codes, "help": gettext("wie niet meedoet (0 inwoners); GM0200:2022 stopt dan")}),
        (("--fixed",), _option(_euro, "BEDRAG", _("vast deel per gemeente (fixed-plus)"))),
        (("--cap",), _option(_euro, "BEDRAG", _("wat een gemeente hoogstens betaalt (capped)"))),
        (
            ("--spread",),
            {"action": "store_true", "help": gettext("spreidt wat er door het hoogste bedrag af gaat")},
        ),
        (("--largest",), _option(int, "AANTAL", _("hoeveel grootste gemeenten betalen (largest)"))),
        (("--sum",), _option(_euro, "BEDRAG", _("wat wordt verdeeld (standaard de begroting)"))),
        (
            ("--known-on",),
            _option(commandline.date_argument, "DATUM", _("met de inwonertallen zoals toen bekend")),
        ),
    ]


def _option(kind: Callable[[str], Any], metavar: str, text: Any, **more: Any) -> dict[str, Any]:
    return {"type": kind, "metavar": metavar, "help": str(text), **more}


def _euro(text: str) -> int:
    try:
        return parse_euro(text)
    except MoneyError as error:
        raise ArgumentTypeError(str(error)) from error


def _growth(text: str) -> Decimal:
    try:
        return parse_growth(text)
    except QuestionError as error:
        raise ArgumentTypeError(str(error)) from error


def _leaving(text: str) -> tuple[str, int | None]:
    code, _colon, year = text.partition(":")
    if year and not (year.isascii() and year.isdecimal()):
        raise ArgumentTypeError(gettext("schrijf GM0200 of GM0200:2022"))
    return code.upper(), int(year) if year else None


def _saved(code: str) -> ScenarioRow | None:
    if not code:
        return None
    rows = versions_of(code)
    if not rows:
        raise DomainError(gettext("Er is geen scenario %(code)s.") % {"code": code})
    return rows[0]


def _agreement(saved: ScenarioRow | None, asof: AsOf) -> AgreementRow:
    """That of the saved scenario, otherwise the one of the day."""
    found = (
        agreement_asked(COMMAND, asof, saved.question.agreement) if saved else agreement_for(COMMAND, asof)
    )
    if found is None:
        raise DomainError(
            gettext("Op %(day)s is er geen afspraak over bijdragen.") % {"day": long_date(asof.valid_on)}
        )
    return found


def _question(
    options: Mapping[str, Any], saved: ScenarioRow | None, agreement: AgreementRow, asof: AsOf
) -> ScenarioQuestion:
    """The saved question or that of the agreement, with what the options say otherwise."""
    if saved:
        start = saved.question
    else:
        memo_on = memo_date(known_dates(asof), agreement.terms.proposed_on)
        if memo_on is None:
            raise DomainError(gettext("Er is nog geen inwonertal bekend."))
        start = first_question(agreement.code, agreement.terms, memo_on)
    said = {name: options[option] for option, name in ASKED.items() if options[option] is not None}
    if "key" in said:
        said["key"] = Key(said["key"])
    if options["spread"]:
        said["spreads_cut_off"] = True
    question = replace(start, **said)
    if options["without"]:
        first = question.first_year
        leaving = {code: first if year is None else year for code, year in options["without"]}
        question = replace(question, leaving=tuple(sorted(leaving.items())))
    return question


def _answer(question: ScenarioQuestion, agreement: AgreementRow, asof: AsOf) -> ScenarioAnswer:
    try:
        found = worked_out(question, agreement, asof)
    except ContributionError as error:
        raise DomainError(f"{str(error)[:1].upper()}{str(error)[1:].rstrip('.')}.") from error
    if missing := [entry.name for entry in found.roll.missing]:
        day = long_date(question.reference_on)
        raise DomainError(
            gettext("Geen inwonertal op %(day)s van %(names)s.") % {"day": day, "names": ", ".join(missing)}
        )
    return found


def _records(found: ScenarioAnswer, saved: ScenarioRow | None) -> Iterator[dict[str, object]]:
    """For each year a record per municipality in order of code, then the total."""
    head = {"scenario": saved.code if saved else "", "version": saved.number if saved else None}
    agreed = found.outcome.agreed_by_code
    for year in found.outcome.years:
        people = _people(found, year)
        for code, cents in agreed.items():
            entry = found.roll.by_code[code]
            asked = year.amounts_cents.get(code, 0)
            yield {
                **head,
                "year": year.year,
                "code": code,
                "name": entry.name,
                "district": entry.district_name,
                "population": people.get(code, 0),
                "agreed_cents": cents,
                "asked_cents": asked,
                "difference_cents": asked - cents,
                "cut_off_cents": year.cut_off_cents.get(code, 0),
                **dict.fromkeys(
                    ("budget_cents", "balance_cents", "break_even_cents", "break_even_population")
                ),
            }
        yield {**head, **_total(year)}


def _people(found: ScenarioAnswer, year: YearOutcome) -> dict[str, int]:
    """The inhabitants that a year counts, grown, of who takes part in it: together exactly its total."""
    leaving = found.outcome.question.leaves_in(year.year)
    staying = {code: count for code, count in found.roll.populations.items() if code not in leaving}
    total = round_half_up(year.population)
    return split_by_largest_remainder(total, staying) if any(staying.values()) else {}


def _total(year: YearOutcome) -> dict[str, object]:
    """The sum of a year; its population is that which the year counts, the rate in cents is cut off."""
    return {
        "year": year.year,
        "code": TOTAL,
        "name": None,
        "district": None,
        "population": round_half_up(year.population),
        "agreed_cents": year.agreed_cents,
        "asked_cents": year.raised_cents,
        "difference_cents": year.raised_cents - year.agreed_cents,
        "cut_off_cents": sum(year.cut_off_cents.values()),
        "budget_cents": year.balance.budget_cents,
        "balance_cents": year.balance.difference_cents,
        "break_even_cents": year.exact_rate.in_cents().replace(",", ".").rstrip("…")
        if year.exact_rate
        else None,
        "break_even_population": year.population_needed,
    }


def _lines(found: ScenarioAnswer, saved: ScenarioRow | None) -> list[str]:
    """The same for people who read a terminal."""
    rows = [
        (
            str(year.year),
            format_number(round_half_up(year.population)),
            format_euro(year.raised_cents),
            format_euro(year.balance.budget_cents),
            format_euro(year.balance.difference_cents),
        )
        for year in found.outcome.years
    ]
    name = [f"{saved.name}, versie {saved.number}."] if saved else []
    facts = [f"{label}: {text}" for label, text in question_facts(found)]
    heads = ("Jaar", "Inwoners", "Opbrengst", "Begroting", "Verschil")
    return [*name, headline(found), *facts, "", *commandline.columns([heads, *rows])]
