from typing import Any

from django.utils.translation import gettext_lazy as _

from noaber.core import clock, commandline
from noaber.core.schedule import tick


class Command(commandline.Command):
    help = _("Zet klaar wat op dit moment gedaan moet worden; 'noaber serve' doet dit zelf elke minuut.")
    group = commandline.SERVING

    def handle(self, *args: Any, **options: Any) -> None:
        for name in tick(clock.now()):
            self.stdout.write(name)
