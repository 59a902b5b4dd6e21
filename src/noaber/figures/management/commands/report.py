from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.figures.rules.periods import is_month, typed_period

if TYPE_CHECKING:
    from noaber.figures.queries.areas import Area
    from noaber.figures.queries.reports.reports import MonthReports

TOLD_EACH: Final = 25


class Command(commandline.Command):
    help = gettext_lazy(
        "Schrijft de maandberichten van een maand: per gebied de mail (.eml) en de stukken (PDF). Er gaat niets uit. "
        "Is de maand in de nieuwste cijfers nog niet op signalen bekeken, dan gebeurt dat eerst."
    )
    group = commandline.FIGURES

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--month", required=True, metavar=_("MAAND"), help=_("2019-06"))
        parser.add_argument("--to", required=True, metavar=_("MAP"), help=_("de map voor de bestanden"))
        parser.add_argument(
            "--area",
            action="append",
            default=[],
            metavar=_("GEBIED"),
            help=_("alleen dit gebied: GM0153, twente of netwerk; mag vaker"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # Here, for scipy: every list of commands reads this file.
        from noaber.figures.queries.observations import release_of_month
        from noaber.figures.services.reports.files import write_reports
        from noaber.figures.services.reports.sending import month_to_report
        from noaber.figures.services.signals.opening import open_if_due

        period, today = _month(options["month"]), clock.today()
        open_if_due(period, release_of_month(period), actor=COMMAND, now=clock.now(), today=today)
        month = month_to_report(period, today)
        areas = _areas(month, options["area"])
        folder = Path(options["to"])
        written = write_reports(month, areas, folder, actor=COMMAND, now=clock.now(), tell=self._tell)
        facts = {
            "count": format_number(len(areas)),
            "files": format_number(len(written)),
            "folder": options["to"],
        }
        said = ngettext(
            "%(count)s maandbericht in %(files)s bestanden geschreven naar %(folder)s. Er is niets verstuurd.",
            "%(count)s maandberichten in %(files)s bestanden geschreven naar %(folder)s. Er is niets verstuurd.",
            len(areas),
        )
        self.stdout.write(said % facts)

    def _tell(self, done: int, total: int) -> None:
        """Now and then, on stderr."""
        if done % TOLD_EACH == 0 and done < total:
            said = _("%(done)s van de %(total)s maandberichten gemaakt …")
            self.stderr.write(said % {"done": format_number(done), "total": format_number(total)})


def _month(text: str) -> int:
    try:
        found = typed_period(text)
    except ValueError as error:
        commandline.usage_error(f"{error}.")
    if not is_month(found):
        raise DomainError(_("Geef een maand, zoals 2019-06."), field="month")
    return found


def _areas(month: MonthReports, codes: list[str]) -> list[Area]:
    """Those that were asked for, or all of them."""
    found = [month.area(code) for code in codes]
    for code, area in zip(codes, found, strict=True):
        if area is None:
            raise DomainError(_("Gebied %(code)s is er niet.") % {"code": code}, field="area")
    return [each for each in found if each] or list(month.areas)
