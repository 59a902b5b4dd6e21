from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext_lazy

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.network.services.load_network import load_network


class Command(commandline.Command):
    help = gettext_lazy("Laadt een netwerk uit een map met CSV-bestanden; wat er al is, blijft zoals het is.")
    group = commandline.REGISTER
    prepares_database = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "folder", type=Path, metavar="MAP", help="map met network.csv, municipalities.csv enz."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        report = load_network(
            options["folder"],
            actor=COMMAND,
            now=clock.now(),
            today=clock.today(),
            progress=lambda name, done, count: self.stdout.write(f"{done}/{count} {name}"),
        )
        added = sum(report.added.values())
        kept = sum(report.kept.values())
        if not report.has_changes:
            self.stdout.write(f"Er is niets gewijzigd: alle {kept} gegevens stonden al in het register.")
            return
        self.stdout.write(f"Toegevoegd: {added} gegevens; {kept} stonden al in het register.")
        if report.figures_after_today:
            self.stdout.write(
                f"Niet geladen: {report.figures_after_today} inwonertallen met een peildatum na vandaag."
            )
