from django.utils.translation import gettext_lazy as _

from noaber.network.imports.commandline import ListCommand
from noaber.network.models import ImportKind


class Command(ListCommand):
    help = _("Leest organisaties in uit Excel of CSV: toont wat er verandert, of voert het door.")
    kind = ImportKind.ORGANISATIONS
