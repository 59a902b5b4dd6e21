"""What accounts adds to the home page: for whom I may work."""

from django.urls import reverse
from django.utils.translation import gettext as _

from noaber.accounts.actors import live_assistances
from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList, Panel


def principals_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """The way to work on behalf of someone, for an assistant who is not doing so yet."""
    if actor.user_id is None or actor.on_behalf_of_id is not None:
        return None
    found = live_assistances(actor.user_id, asof.valid_on)
    if not found:
        return None
    facts = tuple(Definition(one.principal_name, str(one.kind.label)) for one in found)
    return Panel(
        _("Namens een ander"),
        "core/components/facts_panel.html",
        DefinitionList(facts),
        intro=_("Kies voor wie u werkt. Dan ziet u ook wat van die persoon wordt gevraagd."),
        link=Action(_("Kies"), reverse("accounts:principals")),
        width="half",
    )
