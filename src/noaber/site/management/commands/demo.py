from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from noaber.core import clock, commandline
from noaber.core.rules.dutch import long_date
from noaber.site.demonstration.playing import ENDS_ON, STORIES, play


class Command(commandline.Command):
    help = _("Speelt een voorbeeldnetwerk in een lege database, of speelt het verder.")
    group = commandline.SERVING
    prepares_database = True

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--until",
            type=commandline.date_argument,
            metavar="DATUM",
            help=_("speelt tot en met deze dag (standaard {date}, of het einde van het netwerk)").format(
                date=long_date(ENDS_ON)
            ),
        )
        parser.add_argument(
            "--network",
            choices=[*STORIES],
            help=_("oost-nederland (standaard), of buurnetwerk: verzonnen, en er gaan gemeenten samen"),
        )

    def handle(self, *args: Any, **options: Any) -> None:
        reached_on = play(
            options["until"],
            story=options["network"],
            progress=lambda title, done, count: self.stdout.write(f"{done}/{count} {title}"),
        )
        answer = _("Het voorbeeldnetwerk is gespeeld tot en met {date}.")
        answer = answer if reached_on else _("Het voorbeeldnetwerk stond al op {date}.")
        self.stdout.write(answer.format(date=long_date(reached_on or clock.today())))
