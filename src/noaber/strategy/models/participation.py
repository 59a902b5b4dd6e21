"""Whether an organisation takes part in a theme, and how it deviates. What was said is appended; the newest counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.strategy.models.goals import Said
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.goals.participation import LONGEST_SENTENCE, ParticipationKind

PARTICIPATION_KINDS = {
    ParticipationKind.TAKES_PART: _("doet mee"),
    ParticipationKind.FOLLOWS: _("volgt"),
    ParticipationKind.NOT: _("doet niet mee"),
}


class Participation(Said):
    """What an organisation said of its part in one theme; `number` counts that."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="participations")
    theme = models.ForeignKey("network.Theme", on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(
        _("deelname"), max_length=10, choices=[(k.value, v) for k, v in PARTICIPATION_KINDS.items()]
    )
    sentence = models.CharField(_("toelichting"), max_length=LONGEST_SENTENCE, blank=True)

    class Meta:
        verbose_name = _("deelname aan een thema")
        verbose_name_plural = _("deelname aan thema's")
        ordering = ["period", "organisation", "theme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["period", "theme", "organisation", "number"], name="participation_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.theme_id}: {self.kind}"
