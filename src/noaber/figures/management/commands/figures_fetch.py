from typing import Any, Final

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.figures.management.commands import figures_import
from noaber.figures.rules.tables import MONTHLY, TABLES, YEARLY

POLICE: Final = "https://dataderden.cbs.nl/ODataFeed/odata"
"""Where the police publishes its tables at CBS, as OData v3."""


class Command(figures_import.Command):
    help = gettext_lazy(
        "Haalt de echte cijfers op bij de politie en leest ze in: per jaar en per maand. Elke tabel helemaal of niet; "
        "wat onderweg stopt, gaat de volgende keer verder."
    )
    output_keys = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--url", metavar="ADRES", default=POLICE, help=_("een ander adres van de dienst"))
        parser.add_argument(
            "--table",
            action="append",
            choices=sorted(TABLES),
            help=_("alleen deze tabel; mag vaker. Standaard 47018NED en 47022NED"),
        )
        figures_import.add_choices(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        for table in options["table"] or (YEARLY, MONTHLY):
            one = {"table": table, "folder": None, "published_on": None, "json": False}
            super().handle(*args, **{**options, **one})
