from typing import Any

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from noaber.core import commandline
from noaber.site.serving.programs import work


class Command(commandline.Command):
    help = _("Doet het werk op de achtergrond (post, inlezen, planning), naast 'noaber serve --no-worker'.")
    group = commandline.SERVING

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--batch", action="store_true", help=_("doet wat er ligt en stopt dan"))

    def handle(self, *args: Any, **options: Any) -> None:
        work(is_batch=options["batch"])
