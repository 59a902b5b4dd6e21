from pathlib import Path
from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.commandline import usage_error
from noaber.core.documents.sheets import SheetError
from noaber.core.errors import DomainError
from noaber.core.odata import ODataError
from noaber.network.imports.commandline import ImportCommand
from noaber.network.imports.populations import figures_of_service, plan_figures, years_to_fetch
from noaber.network.imports.runs import begin_fetch, check_import
from noaber.network.models import ImportKind

TABLES: Final = ("70072ned", "03759ned", "37230ned")


class Command(ImportCommand):
    help = gettext_lazy(
        "Leest inwonertallen in van het CBS (OData v3 of v4) of uit een bestand: toont wat er verandert, of "
        "voert het door."
    )
    kind = ImportKind.POPULATIONS

    def add_arguments(self, parser: CommandParser) -> None:
        source = parser.add_mutually_exclusive_group(required=True)
        source.add_argument(
            "--url",
            metavar="ADRES",
            help=_("adres van de dienst, bijvoorbeeld https://opendata.cbs.nl/ODataFeed/odata"),
        )
        source.add_argument(
            "--file", type=Path, metavar="BESTAND", help=_("een lijst als .xlsx of .csv, of bewaarde JSON")
        )
        parser.add_argument(
            "--table", metavar="TABEL", help=_("70072ned (standaard), 03759ned of 37230ned; alleen met --url")
        )
        parser.add_argument(
            "--year",
            type=int,
            nargs="+",
            action="extend",
            metavar="JAAR",
            help=_("1 januari van dit jaar; standaard elk jaar dat in het register staat, tot en met nu"),
        )
        self.add_apply(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["file"]:
            if options["table"] or options["year"]:
                usage_error(_("--table en --year horen bij --url."))
            self.bring_in(options["file"], clock.today(), is_applied=options["apply"])
            return
        today = clock.today()
        address = table_address(options["url"], options["table"])
        years = options["year"] or years_to_fetch(today)
        if options["apply"]:
            run = begin_fetch(address, years, actor=COMMAND, now=clock.now(), today=today)
            self.apply(check_import(run.pk, now=clock.now()))
            return
        try:
            rows = figures_of_service(address, years)
        except (ODataError, SheetError) as error:
            raise DomainError(str(error)) from error
        self.show(plan_figures(rows, [], is_fetched=True).preview)
        self.stdout.write(_("Er is niets gewijzigd. Met --apply voert u de lijst door."))


def table_address(url: str, table: str | None) -> str:
    """The address of a service with a table, or the whole address of a table as a browser shows it."""
    base = url.strip().rstrip("/")
    if base.rpartition("/")[2] in (TABLES if table is None else {table}):
        return base
    return f"{base}/{table or TABLES[0]}"
