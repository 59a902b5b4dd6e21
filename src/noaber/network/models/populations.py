"""Inhabitants per reference date, appended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import VersionQuerySet
from noaber.network.models.organisations import Organisation


class PopulationFigure(models.Model):
    """How many inhabitants a municipality had on a day, according to a source, as known over a span of time."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="populations")
    reference_on = models.DateField(_("peildatum"))
    population = models.PositiveIntegerField(_("inwoners"))
    is_provisional = models.BooleanField(_("voorlopig"), default=False)
    source = models.CharField(_("bron"), max_length=200)
    known_from = models.DateTimeField(_("bekend vanaf"))
    known_until = models.DateTimeField(_("bekend tot"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inwonertal")
        verbose_name_plural = _("inwonertallen")
        ordering = ["reference_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "reference_on"],
                condition=Q(known_until__isnull=True),
                name="population_one_known",
            ),
            models.CheckConstraint(condition=Q(population__gte=0), name="population_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} {self.reference_on}: {self.population}"
