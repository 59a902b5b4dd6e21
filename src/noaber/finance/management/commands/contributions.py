import datetime as dt
from argparse import ArgumentTypeError
from collections.abc import Collection
from decimal import Decimal
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf, knowledge_of
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.agreements.roll_calls import RollCall, known_dates, roll_calls
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.agreements.contributions import (
    ContributionError,
    ContributionList,
    list_contributions,
)
from noaber.finance.rules.rate_text import RateError, parse_rate, rate_in_words

TOTAL = "total"


class Command(commandline.Command):
    help = _(
        "Rekent uit wat elke gemeente bijdraagt: inwoners maal tarief, per gemeente afgerond op de cent."
    )
    group = commandline.MONEY
    output_keys = (
        "code",
        "name",
        "district",
        "reference_date",
        "population",
        "is_provisional",
        "tariff",
        "amount_cents",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--reference-date",
            type=commandline.date_argument,
            required=True,
            metavar="DATUM",
            help=gettext("peildatum van de inwonertallen, bijvoorbeeld 2019-01-01"),
        )
        parser.add_argument(
            "--tariff",
            type=rate_argument,
            metavar="TARIEF",
            help=gettext("euro per inwoner, bijvoorbeeld 0.07 of '7 cent' (standaard dat van de afspraak)"),
        )
        parser.add_argument(
            "--without",
            nargs="+",
            action="extend",
            default=[],
            metavar="CODE",
            help=gettext("wie niet meedoet, bijvoorbeeld GM0200"),
        )
        parser.add_argument(
            "--known-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=gettext("met de inwonertallen zoals ze op deze dag bekend waren"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--csv", action="store_true", help=gettext("als CSV"))
        form.add_argument("--json", action="store_true", help=gettext("als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        known_on: dt.date | None = options["known_on"]
        reference_on: dt.date = options["reference_date"]
        # Who names a date after today asks for that date: figures may be there before a demonstration reaches it.
        day = max(clock.today(), reference_on)
        found = agreement_for(COMMAND, AsOf(day))
        terms = found.terms if found else None
        rate = options["tariff"] if options["tariff"] is not None else rate_of(terms, day)
        roll = roll_on(reference_on, AsOf(day, knowledge_of(known_on, today=clock.today())), terms)
        owed = contributions_of(roll, rate, without=options["without"])
        records = records_of(roll, owed)
        if options["csv"]:
            self.print_csv(records)
        elif options["json"]:
            self.print_json(records)
        else:
            self.stdout.write("\n".join(lines_of(roll, owed)))


def rate_argument(text: str) -> Decimal:
    """A rate on the command line (``type=rate_argument``)."""
    try:
        return parse_rate(text)
    except RateError as error:
        raise ArgumentTypeError(str(error)) from error


def rate_of(terms: AgreementTerms | None, day: dt.date) -> Decimal:
    """The agreement's own; refused when there is none to take it from."""
    if terms is None:
        raise DomainError(
            f"Op {long_date(day)} is er geen afspraak over bijdragen. Geef een tarief met --tariff."
        )
    return terms.rate


def roll_on(reference_on: dt.date, asof: AsOf, terms: AgreementTerms | None) -> RollCall:
    """The municipalities of a date; refused when there are no figures for it."""
    dates = known_dates(asof)
    if reference_on not in dates:
        known = in_a_row(long_date(date) for date in sorted(dates)) or "geen enkele datum"
        raise DomainError(f"Van {long_date(reference_on)} zijn geen inwonertallen bekend; wel van {known}.")
    return roll_calls([reference_on], asof, terms)[reference_on]


def contributions_of(roll: RollCall, rate: Decimal, *, without: Collection[str]) -> ContributionList:
    """What those that take part owe; an unknown code or a missing figure is refused by name."""
    leaving = {code.upper() for code in without}
    unknown = sorted(leaving - roll.by_code.keys())
    if unknown:
        day = long_date(roll.reference_on)
        raise DomainError(f"{in_a_row(unknown)}: geen gemeente van het netwerk op peildatum {day}.")
    missing = [entry.name for entry in roll.missing if entry.code not in leaving]
    if missing:
        raise DomainError(f"Geen inwonertal op {long_date(roll.reference_on)} van {in_a_row(missing)}.")
    try:
        return list_contributions(roll.populations, rate, participants=roll.populations.keys() - leaving)
    except ContributionError as error:
        raise DomainError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from error


def records_of(roll: RollCall, owed: ContributionList) -> list[dict[str, object]]:
    """A record per municipality in order of code, then the total."""
    records: list[dict[str, object]] = []
    for contribution in owed.contributions:
        entry = roll.by_code[contribution.code]
        records.append(
            {
                "code": entry.code,
                "name": entry.name,
                "district": entry.district_name,
                "reference_date": roll.reference_on,
                "population": contribution.population,
                "is_provisional": bool(entry.figure and entry.figure.is_provisional),
                "tariff": str(owed.rate),
                "amount_cents": contribution.amount_cents,
            }
        )
    records.append(
        {
            "code": TOTAL,
            "name": None,
            "district": None,
            "reference_date": roll.reference_on,
            "population": owed.population,
            "is_provisional": any(record["is_provisional"] for record in records),
            "tariff": str(owed.rate),
            "amount_cents": owed.total_cents,
        }
    )
    return records


def lines_of(roll: RollCall, owed: ContributionList) -> list[str]:
    """The same for people who read a terminal."""
    heading = f"Peildatum {long_date(roll.reference_on)}, {rate_in_words(owed.rate)} per inwoner."
    rows = [
        (each.code, roll.name_of(each.code), format_number(each.population), format_euro(each.amount_cents))
        for each in owed.contributions
    ]
    return [
        heading,
        *commandline.columns(
            [*rows, ("Totaal", "", format_number(owed.population), format_euro(owed.total_cents))]
        ),
    ]
