from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from noaber.core import commandline
from noaber.core.rules.dutch import long_date
from noaber.site.demonstration import ENDS_ON, play


class Command(commandline.Command):
    help = _("Speelt het voorbeeldnetwerk Oost-Nederland in een lege database, of speelt het verder.")
    group = commandline.SERVING
    prepares_database = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until",
            type=commandline.date_argument,
            metavar="DATUM",
            default=ENDS_ON,
            help=_("speelt tot en met deze dag (standaard {date})").format(date=long_date(ENDS_ON)),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        until = options["until"]
        is_moved = play(
            until, progress=lambda title, done, count: self.stdout.write(f"{done}/{count} {title}")
        )
        answer = _("Het voorbeeldnetwerk is gespeeld tot en met {date}.")
        answer = answer if is_moved else _("Het voorbeeldnetwerk stond al op {date}.")
        self.stdout.write(answer.format(date=long_date(until)))
