from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.errors import DomainError
from noaber.core.rules.dutch import format_number
from noaber.figures.models import Release
from noaber.figures.queries.observations import areas_unknown_to, cells_in, kinds_in, the_release
from noaber.figures.queries.offences import offence_titles
from noaber.figures.queries.releases import refuse_to_come
from noaber.figures.rules.areas import is_area
from noaber.figures.rules.cells import Cell, State
from noaber.figures.rules.periods import is_month, period_text, span, typed_period
from noaber.figures.rules.tables import MEASURES, MONTHLY, REGISTERED, TABLES, YEARLY, FigureTable
from noaber.figures.services.releases import AMSTERDAM

STATES = {State.MISSING: gettext_lazy("geen cijfer"), State.UNPUBLISHED: gettext_lazy("niet gepubliceerd")}


class Command(commandline.Command):
    help = gettext_lazy(
        "Geeft cijfers van een of meer gebieden en soorten misdrijf, per maand of per jaar; ook zoals zij op een "
        "dag waren gepubliceerd."
    )
    group = commandline.FIGURES
    output_keys = (
        "area",
        "offence",
        "offence_title",
        "period",
        "count",
        "state",
        "table",
        "release",
        "published_on",
        "is_invented",
        "measure",
    )

    def add_arguments(self, parser: CommandParser) -> None:
        areas = _("CBS-code van een gemeente, wijk of buurt; meer kan ook")
        parser.add_argument("--area", nargs="+", required=True, metavar="CODE", help=areas)
        parser.add_argument(
            "--offence",
            nargs="+",
            required=True,
            metavar="CODE",
            help=_("soort misdrijf, zoals 1.1.1; bij 47024NED en 83648NED een code van die tabel"),
        )
        parser.add_argument(
            "--from", dest="first", required=True, metavar="MAAND", help=_("2018-01, of 2018")
        )
        parser.add_argument("--to", dest="last", required=True, metavar="MAAND", help=_("2019-12, of 2019"))
        parser.add_argument(
            "--table",
            choices=sorted(TABLES),
            help=_("standaard 47022NED voor maanden en 47018NED voor jaren"),
        )
        parser.add_argument(
            "--measure",
            choices=MEASURES,
            default=REGISTERED,
            help=_("wat is geteld; standaard wat de politie registreerde"),
        )
        parser.add_argument(
            "--published-on",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("zoals zij op deze dag waren gepubliceerd"),
        )
        form = parser.add_mutually_exclusive_group()
        form.add_argument("--json", action="store_true", help=_("als JSON"))
        form.add_argument("--csv", action="store_true", help=_("als CSV"))

    def handle(self, *args: Any, **options: Any) -> None:
        periods = _periods(options["first"], options["last"])
        areas, measure = _areas(options["area"]), options["measure"]
        table = TABLES[options["table"] or (MONTHLY if is_month(periods[0]) else YEARLY)]
        _refuse_uncounted(table, measure)
        day = options["published_on"]
        refuse_to_come(day, clock.today())
        known = offence_titles() if table.names_offences else kinds_in(the_release(table.id, day))
        kinds, release = _kinds(options["offence"], known), the_release(table.id, day)
        _refuse_unknown(areas_unknown_to(release, areas, periods), release)
        found = cells_in(release, areas, kinds, periods, measure=measure)
        if options["json"]:
            self.print_json(_records(found, release, measure))
        elif options["csv"]:
            self.print_csv(_records(found, release, measure))
        else:
            for cell in found:
                shown = str(STATES[cell.state]) if cell.count is None else format_number(cell.count)
                self.stdout.write(f"{cell.area}  {cell.kind}  {period_text(cell.period)}  {shown}")


def _periods(first: str, last: str) -> tuple[int, ...]:
    try:
        found = span(typed_period(first), typed_period(last))
    except ValueError as error:
        commandline.usage_error(f"{error}.")
    if not found:
        raise DomainError(_("De eerste maand ligt na de laatste."), field="first")
    return found


def _areas(codes: Iterable[str]) -> list[str]:
    found = list(dict.fromkeys(code.upper() for code in codes))
    for code in found:
        if not is_area(code):
            raise DomainError(_("%(code)s is geen code van een gebied.") % {"code": code}, field="area")
    return found


def _refuse_unknown(areas: list[str], release: Release) -> None:
    if areas:
        facts = {"codes": ", ".join(areas), "table": release.table.code, "number": release.number}
        text = _("Niet in versie %(number)s van tabel %(table)s: %(codes)s.") % facts
        raise DomainError(text, field="area")


def _refuse_uncounted(table: FigureTable, measure: str) -> None:
    if measure not in table.measures.values():
        facts = {"table": table.id, "measures": ", ".join(table.measures.values())}
        text = _("Tabel %(table)s telt dat niet. Kies uit: %(measures)s.") % facts
        raise DomainError(text, field="measure")


def _kinds(codes: Iterable[str], known: Collection[str]) -> list[str]:
    found = list(dict.fromkeys(codes))
    for code in found:
        if code not in known:
            raise DomainError(_("Soort misdrijf %(code)s is niet bekend.") % {"code": code}, field="offence")
    return found


def _records(cells: Iterable[Cell], release: Release, measure: str) -> Iterator[dict[str, object]]:
    titles = offence_titles()
    for cell in cells:
        yield {
            "area": cell.area,
            "offence": cell.kind,
            "offence_title": titles.get(cell.kind, ""),
            "period": period_text(cell.period),
            "count": cell.count,
            "state": cell.state.value,
            "table": release.table.code,
            "release": release.number,
            "published_on": release.published_at.astimezone(AMSTERDAM).date(),
            "is_invented": release.is_invented,
            "measure": measure,
        }
