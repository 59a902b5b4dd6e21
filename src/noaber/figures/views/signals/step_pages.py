"""The pages on which people say what they do with a signal, by the word in their address."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.figures.rules.signals.course import Act, CardState


@dataclass(frozen=True, slots=True)
class StepPage:
    """What its button says, its intro, and what is told afterwards."""

    act: Act
    button: Promise
    intro: Promise
    saved: Promise


STEPS: Final[Mapping[str, StepPage]] = {
    "oppakken": StepPage(
        Act.TAKEN_UP,
        _("Pak dit op"),
        _("Wie een signaal oppakt, zoekt uit wat er is en legt dat hier vast."),
        _("Het signaal is opgepakt."),
    ),
    "bevinding": StepPage(
        Act.FOUND,
        _("Leg een bevinding vast"),
        _("Wat is er gezien, gehoord of nagezocht? Ook ‘niets gevonden’ is een bevinding."),
        _("De bevinding is vastgelegd."),
    ),
    "vervolg": StepPage(
        Act.FOLLOWED,
        _("Leg een vervolg vast"),
        _("Wat gaat er gebeuren of is er gebeurd, wie doet het en wanneer?"),
        _("Het vervolg is vastgelegd."),
    ),
    "overdragen": StepPage(
        Act.HANDED_OVER,
        _("Draag over"),
        _("Aan een zetel of collega van de gemeente, of aan een expertteam."),
        _("Het signaal is overgedragen."),
    ),
    "teruggeven": StepPage(
        Act.GIVEN_BACK,
        _("Geef terug"),
        _("Dan kijkt er niemand meer naar, tot iemand het oppakt."),
        _("Het signaal is teruggegeven."),
    ),
    "sluiten": StepPage(
        Act.CLOSED,
        _("Sluit af"),
        _("Het signaal en alles wat erbij staat, blijven te lezen. U kunt het later weer openen."),
        _("Het signaal is gesloten."),
    ),
    "heropenen": StepPage(
        Act.REOPENED,
        _("Open het weer"),
        _("Wie ernaar keek toen het werd gesloten, kijkt er dan weer naar."),
        _("Het signaal is weer open."),
    ),
}
FIRST: Final[Mapping[CardState, Act]] = {
    CardState.WAITING: Act.TAKEN_UP,
    CardState.LOOKED_AT: Act.FOUND,
    CardState.CLOSED: Act.REOPENED,
}
"""What is asked of who opens a card that stands so."""
