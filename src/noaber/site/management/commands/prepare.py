from typing import Any

from django.utils.translation import gettext as _

from noaber.core import commandline
from noaber.core.preparing import prepare_database
from noaber.site.serving.static_files import collect_when_changed


class Command(commandline.Command):
    help = _("Maakt de database en de bestanden voor de browser klaar, of werkt ze bij.")
    group = commandline.SERVING

    def handle(self, *args: Any, **options: Any) -> None:
        is_changed = prepare_database()
        collect_when_changed()
        self.stdout.write("De database is klaargemaakt." if is_changed else "De database was al klaar.")
