from typing import Any

from django.utils.translation import gettext_lazy as _

from noaber.core import commandline
from noaber.core.keeping.register import register_document


class Command(commandline.Command):
    help = _(
        "Geeft het verwerkingsregister: per veld wat het over personen zegt, waarvoor, hoelang, en wat wissen doet."
    )
    group = commandline.KEEPING

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(register_document().rstrip("\n"))
