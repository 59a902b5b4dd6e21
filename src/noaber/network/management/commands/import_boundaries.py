from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.rules.dutch import format_number
from noaber.network.services.boundaries import BoundaryOutcome, import_boundaries, preview_boundaries


class Command(commandline.Command):
    help = gettext_lazy(
        "Leest gemeentegrenzen in uit GeoJSON of GeoPackage: toont wat het bestand oplevert, of leest het in. Alles "
        "of niets; een tweede keer hetzelfde verandert niets."
    )
    group = commandline.REGISTER

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="BESTAND", help=_("een .geojson of .gpkg met gemeenten")
        )
        parser.add_argument(
            "--year",
            type=int,
            metavar="JAAR",
            help=_("van welk jaar de grenzen zijn; standaard wat in het bestand staat, of in zijn naam"),
        )
        parser.add_argument(
            "--source",
            default="",
            metavar="BRON",
            help=_(
                "wat als bron onder de kaart staat, zoals CBS/Kadaster (CC BY 4.0); standaard de naam van het bestand"
            ),
        )
        parser.add_argument(
            "--layer",
            default="",
            metavar="LAAG",
            help=_("welke laag van een GeoPackage; alleen nodig als er meer gemeenten hebben"),
        )
        parser.add_argument(
            "--apply",
            action="store_true",
            help=_("leest de grenzen in; zonder dit ziet u alleen wat het bestand oplevert"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        given = {name: options[name] for name in ("year", "source", "layer")}
        path, today = options["file"], clock.today()
        if options["apply"]:
            outcome = import_boundaries(path, **given, actor=COMMAND, now=clock.now(), today=today)
        else:
            outcome = preview_boundaries(path, **given, actor=COMMAND, today=today)
        for note in outcome.notes:
            self.stdout.write(note)
        self.stdout.write(_ending(outcome))


def _ending(outcome: BoundaryOutcome) -> str:
    outlines = outcome.plan.outlines.values()
    said = {
        "year": outcome.plan.year,
        "count": format_number(len(outlines)),
        "size": format_number(max(1, sum(len(each.path) for each in outlines) // 1000)),
    }
    if outcome.is_known:
        return _("Er is niets gewijzigd: deze grenzen van %(year)s waren al ingelezen.") % said
    if outcome.number is None:
        text = ngettext(
            "%(count)s gemeente, %(size)s kB. Er is niets gewijzigd. Met --apply leest u de grenzen in.",
            "%(count)s gemeenten, %(size)s kB. Er is niets gewijzigd. Met --apply leest u de grenzen in.",
            len(outlines),
        )
        return text % said
    text = ngettext(
        "De grenzen van %(year)s zijn ingelezen: %(count)s gemeente, %(size)s kB.",
        "De grenzen van %(year)s zijn ingelezen: %(count)s gemeenten, %(size)s kB.",
        len(outlines),
    )
    return text % said
