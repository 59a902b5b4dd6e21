from typing import Any

from django.core.management.base import CommandError, CommandParser
from django.utils.translation import gettext as translate
from django.utils.translation import gettext_lazy as _

from noaber.core import commandline
from noaber.core.keeping.seals import verify_audit


class Command(commandline.Command):
    help = _(
        "Controleert of het logboek nog heel is: de keten, de zegels daarbuiten en de bewaking in de database."
    )
    group = commandline.KEEPING
    output_keys = ("is_whole", "rows", "seals", "fault_sequence", "message")

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true", help=translate("geeft de uitkomst als JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        row_count, seal_count, fault = verify_audit()
        message = fault.message if fault else self._all_is_well(row_count, seal_count)
        if options["json"]:
            sequence = fault.sequence if fault else None
            outcome = (fault is None, row_count, seal_count, sequence, message)
            self.print_json([dict(zip(self.output_keys, outcome, strict=True))])
        elif fault is None:
            self.stdout.write(message)
        if fault is not None:
            raise CommandError(translate("Het logboek is niet heel. %(message)s") % {"message": message})

    def _all_is_well(self, row_count: int, seal_count: int) -> str:
        text = translate("Het logboek is heel: %(rows)s regels gelezen, %(seals)s zegels vergeleken.")
        return text % {"rows": row_count, "seals": seal_count}
