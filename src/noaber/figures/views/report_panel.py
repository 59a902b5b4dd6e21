"""What the monthly report adds to the page of a person, for that person: which I get, and the way to choose."""

from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.figures.models import ReportChoice
from noaber.figures.queries.reports.readers import choices_of, own_person
from noaber.figures.queries.signal_months import last_release
from noaber.network.api import organisation

OWN: Final = "/cijfers/maandbericht/"


def report_panel(actor: Actor, asof: AsOf) -> Panel | None:
    """For who stands in the register, once there are figures to tell of."""
    person = own_person(actor, asof.valid_on)
    if person is None or last_release() is None:
        return None
    labels = dict(ReportChoice.Frequency.choices)
    found = [
        Definition(_name(actor, area, asof), str(labels[ReportChoice.Frequency(row.frequency)]))
        for area, row in choices_of(person.id).items()
        if row.is_wanted
    ]
    facts = found or [Definition(_("Maandbericht"), _("u krijgt het niet"))]
    link = Action(_("Kies wat u krijgt"), OWN)
    return Panel(
        _("Veiligheidscijfers in uw mail"),
        "core/components/facts_panel.html",
        DefinitionList(tuple(facts)),
        width="half",
        link=link,
    )


def _name(actor: Actor, area: str, asof: AsOf) -> str:
    """Of a municipality its name; a district or the network by its code."""
    row = organisation(actor, area, asof)
    return row.name if row else area
