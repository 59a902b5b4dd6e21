from pathlib import Path
from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from noaber.core import clock, commandline
from noaber.core.access import COMMAND
from noaber.core.keeping.restore import Restored, restore_backup
from noaber.core.keeping.seals import verify_audit


class Command(commandline.Command):
    help = _(
        "Zet een reservekopie terug in een lege Noaber en controleert daarna het logboek. Stop eerst 'noaber serve'."
    )
    group = commandline.KEEPING
    prepares_database = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND", help=translate("de reservekopie"))

    def handle(self, *args: Any, **options: Any) -> None:
        restored = restore_backup(options["file"], actor=COMMAND, now=clock.now())
        for line in self._report(restored):
            self.stdout.write(line)
        if restored.objection:
            self.stderr.write(translate("LET OP: %(objection)s") % {"objection": restored.objection})
        fault = verify_audit().fault
        if fault is not None:
            raise CommandError(
                translate("Teruggezet, maar het logboek is niet heel. %(message)s")
                % {"message": fault.message}
            )
        self.stdout.write(translate("Het logboek is heel."))

    def _report(self, restored: Restored) -> list[str]:
        made_at = restored.manifest.made_at[:16].replace("T", " ")
        lines = [
            translate("Teruggezet: %(rows)s regels en %(files)s bestanden van %(made_at)s UTC.")
            % {"rows": restored.row_count, "files": len(restored.manifest.files), "made_at": made_at}
        ]
        if restored.erased_count:
            text = ngettext(
                "Opnieuw gewist: %(count)s persoon.",
                "Opnieuw gewist: %(count)s personen.",
                restored.erased_count,
            )
            lines.append(text % {"count": restored.erased_count})
        if restored.held_mail_count:
            text = ngettext(
                "Vastgehouden: %(count)s bericht dat nog niet verzonden was. Bekijk het bij Beheer, Post.",
                "Vastgehouden: %(count)s berichten die nog niet verzonden waren. Bekijk ze bij Beheer, Post.",
                restored.held_mail_count,
            )
            lines.append(text % {"count": restored.held_mail_count})
        if restored.put_aside:
            text = translate("De zegels die hier stonden, waren andere. Zij zijn bewaard in %(file)s.")
            lines.append(text % {"file": restored.put_aside.name})
        lines.append(
            translate(
                "Zet ook de geheime sleutel terug (bestand secret-key of NOABER_SECRET_KEY): "
                "zonder haar werkt geen tweede factor meer."
            )
        )
        return lines
