from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.keeping.backup import make_backup


class Command(commandline.Command):
    help = _(
        "Maakt een reservekopie van alle gegevens en bestanden in één bestand (.tar.gz), terwijl Noaber gewoon draait. "
        "De geheime sleutel zit er niet in: bewaar die apart."
    )
    group = commandline.KEEPING

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--to", type=Path, required=True, metavar="BESTAND", help=translate("het nieuwe bestand")
        )

    def handle(self, *args: Any, **options: Any) -> None:
        manifest = make_backup(options["to"], actor=COMMAND, now=clock.now())
        counts = {
            "file": options["to"],
            "tables": len(manifest.tables),
            "rows": sum(table.row_count for table in manifest.tables),
            "files": len(manifest.files),
        }
        text = translate("%(file)s: %(tables)s tabellen, %(rows)s regels, %(files)s bestanden.")
        self.stdout.write(text % counts)
