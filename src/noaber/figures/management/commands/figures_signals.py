from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.figures.rules.periods import is_month, period_text, typed_period
from noaber.figures.rules.signals.tested import Tested, not_tested_text
from noaber.figures.signal_words import decimal_text

if TYPE_CHECKING:
    from noaber.figures.queries.signals import MonthSignals, Signal


class Command(commandline.Command):
    help = gettext_lazy(
        "Toont wat in een maand hoger was dan trend, seizoen en toeval verklaren, en hoeveel daarvan toeval kan zijn."
    )
    group = commandline.FIGURES
    output_keys = (
        "area",
        "area_name",
        "offence",
        "offence_title",
        "period",
        "since",
        "count",
        "expected",
        "upper",
        "p_value",
        "q_value",
        "is_discovery",
        "tested",
        "false_alarms_expected",
        "is_invented",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, metavar="MAAND", help=_("2019-06"))
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("als JSON"))
        form.add_argument("--csv", action="store_true", help=_("als CSV"))

    def handle(self, *args: Any, **options: Any) -> None:
        from noaber.figures.queries.signals import (
            month_signals,  # scipy, and every list of commands reads this file
        )

        found = month_signals(_month(options["month"]), COMMAND, clock.today())
        if options["json"]:
            self.print_json(_records(found))
        elif options["csv"]:
            self.print_csv(_records(found))
        else:
            for each in found.signals:
                self.stdout.write(_line(each))
            self.stdout.write(_said(found))


def _month(text: str) -> int:
    try:
        found = typed_period(text)
    except ValueError as error:
        commandline.usage_error(f"{error}.")
    if not is_month(found):
        raise DomainError(_("Geef een maand, zoals 2019-06."), field="month")
    return found


def _line(each: Signal) -> str:
    facts = {
        "area": each.area_name,
        "offence": each.offence_title,
        "count": format_number(each.count),
        "expected": format_number(round(each.expected)),
        "upper": format_number(int(each.upper)),
    }
    return _("%(area)s, %(offence)s: %(count)s; verwacht %(expected)s, tot %(upper)s past bij toeval") % facts


def _said(found: MonthSignals) -> str:
    said = ngettext(
        "%(count)s signaal uit %(tested)s reeksen; toeval alleen geeft er gemiddeld %(chance)s.",
        "%(count)s signalen uit %(tested)s reeksen; toeval alleen geeft er gemiddeld %(chance)s.",
        len(found.signals),
    ) % {
        "count": format_number(len(found.signals)),
        "tested": format_number(found.budget.tested),
        "chance": decimal_text(found.budget.expected),
    }
    why = {standing.name: count for standing, count in found.not_tested.items()}
    series = Tested(found.budget.tested, why["MISSING"], why["SPARSE"] + why["SHORT"])
    return f"{said} {not_tested_text(series, _('reeks'), _('reeksen'))}".rstrip()


def _records(found: MonthSignals) -> Iterator[dict[str, object]]:
    for each in found.signals:
        yield {
            "area": each.area,
            "area_name": each.area_name,
            "offence": each.offence,
            "offence_title": each.offence_title,
            "period": period_text(each.period),
            "since": period_text(each.since),
            "count": each.count,
            "expected": round(each.expected, 2),
            "upper": each.upper,
            "p_value": each.p_value,
            "q_value": each.q_value,
            "is_discovery": each.is_discovery,
            "tested": found.budget.tested,
            "false_alarms_expected": round(found.budget.expected, 2),
            "is_invented": found.release.is_invented,
        }
