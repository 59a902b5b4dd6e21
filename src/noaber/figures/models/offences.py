"""Registered offences per municipality and year. A better figure is known from now on; the earlier one stays."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import VersionQuerySet


class Offence(models.Model):
    """A kind of offence, by the code of the police ("1.1.1")."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    title = models.CharField(_("soort misdrijf"), max_length=120)

    class Meta:
        verbose_name = _("soort misdrijf")
        verbose_name_plural = _("soorten misdrijven")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"


class OffenceFigure(models.Model):
    """How often the police registered an offence in a municipality in a year, as known over a span of time."""

    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField(_("jaar"))
    count = models.PositiveIntegerField(_("aantal"))
    is_provisional = models.BooleanField(_("voorlopig"), default=False)
    source = models.CharField(_("bron"), max_length=200)
    known_from = models.DateTimeField(_("bekend vanaf"))
    known_until = models.DateTimeField(_("bekend tot"), null=True, blank=True)

    objects = VersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("aantal misdrijven")
        verbose_name_plural = _("aantallen misdrijven")
        ordering = ["offence", "year"]
        constraints = [
            models.UniqueConstraint(
                fields=["offence", "year", "organisation"],
                condition=Q(known_until__isnull=True),
                name="offence_figure_one_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.offence_id} {self.year}: {self.count}"
