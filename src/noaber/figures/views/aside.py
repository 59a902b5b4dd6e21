"""What stands beside the sentences: the signals of the month, and which figures these are."""

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.components.frame import Action
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.figures.queries.areas import Area
from noaber.figures.rules.numbers import count_text, month_text, window_text
from noaber.figures.source_words import day_of
from noaber.figures.views.opening import Opened
from noaber.figures.views.places import EXPLAINED, RELEASES
from noaber.figures.views.said import said_signals


def side_panels(actor: Actor, page: Opened, area: Area) -> list[Panel]:
    """Signals for the network; for everybody which figures these are."""
    signals = said_signals(actor, page, area)
    panels = []
    if signals is not None:
        title = _("Signalen van %(month)s") % {"month": signals.month}
        panels.append(Panel(title, "figures/signals.html", signals))
    return [*panels, _which(page, area)]


def _which(page: Opened, area: Area) -> Panel:
    release = page.choice.release
    year = page.counted.reference_year
    people = float(page.counted.inhabitants(area)[-1])
    facts = [
        Definition(_("Twaalf maanden"), window_text(page.choice.last)),
        Definition(_("Gepubliceerd"), day_of(release), url=RELEASES),
        Definition(_("Cijfers tot en met"), month_text(release.last_period)),
        Definition(
            _("Inwoners"),
            count_text(people),
            note=_("op 1 januari %(year)s") % {"year": year} if year else "",
        ),
    ]
    explained = Action(_("Wat betekent dit?"), EXPLAINED)
    return Panel(
        _("Deze cijfers"), "core/components/facts_panel.html", DefinitionList(tuple(facts)), link=explained
    )
