from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.keeping.export import export_data


class Command(commandline.Command):
    help = _("Geeft alle gegevens als CSV met uitleg, en alle bestanden, in een nieuwe map.")
    group = commandline.KEEPING

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, required=True, metavar="MAP", help=translate("een nieuwe of lege map")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        tables = export_data(options["to"], actor=COMMAND, now=clock.now())
        counts = {
            "folder": options["to"],
            "tables": len(tables),
            "rows": sum(table.row_count for table in tables),
        }
        self.stdout.write(translate("%(folder)s: %(tables)s tabellen, %(rows)s regels.") % counts)
