"""What stands under a map about its boundaries: of which year and whose they are, or how to get them."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.network.access import may_maintain_register
from noaber.network.queries.boundaries import Boundaries


def boundary_note(found: Boundaries | None, actor: Actor) -> str:
    """Who keeps the register reads how boundaries come here where there are none."""
    if found is not None:
        return _("Gemeentegrenzen van %(year)s; bron: %(source)s.") % {
            "year": found.year,
            "source": found.source,
        }
    if may_maintain_register(actor):
        return _("Echte gemeentegrenzen komen hier met het commando: noaber import-boundaries BESTAND.")
    return ""
