"""A question about a measure that somebody saved, with the release that it was looked at in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor
from noaber.figures.models.offences import Offence
from noaber.figures.models.releases import Release


class SavedMeasure(RecordedFor):
    """What was asked, never what came out: that follows from the release. Appended.

    `starts`, `chosen` and `excluded` as `rules.effect.question` writes them.
    """

    name = models.CharField(_("naam"), max_length=80)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    starts = models.TextField(_("gestart"))
    months_before = models.PositiveSmallIntegerField(_("maanden vóór de start"))
    months_after = models.PositiveSmallIntegerField(_("maanden vanaf de start"))
    comparison = models.CharField(_("vergeleken met"), max_length=10)
    chosen = models.TextField(_("gekozen"), blank=True)
    excluded = models.TextField(_("telt niet mee"), blank=True)

    class Meta:
        verbose_name = _("bewaarde maatregel")
        verbose_name_plural = _("bewaarde maatregelen")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class SavedMeasureRemoval(RecordedFor):
    """Why a saved question stands in the list no more; it stays on record."""

    measure = models.OneToOneField(SavedMeasure, on_delete=models.PROTECT, related_name="removal")
    text = models.TextField(_("reden"))

    class Meta:
        verbose_name = _("weggehaalde maatregel")
        verbose_name_plural = _("weggehaalde maatregelen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.measure_id}"
