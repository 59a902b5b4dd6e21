"""Boundaries of municipalities, as a file gave them for a year: simplified, and ready to be drawn. Appended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor
from noaber.network.models.organisations import Organisation


class BoundarySet(RecordedFor):
    """The boundaries of one year; of a year the last one counts. `checksum`: SHA-256 of the file."""

    year = models.PositiveSmallIntegerField(_("jaar"))
    source = models.CharField(_("bron"), max_length=200)
    file_name = models.CharField(_("bestand"), max_length=200)
    checksum = models.CharField(_("kenmerk van het bestand"), max_length=64)

    class Meta:
        verbose_name = _("gemeentegrenzen van een jaar")
        verbose_name_plural = _("gemeentegrenzen per jaar")
        ordering = ["year", "pk"]

    def __str__(self) -> str:
        return f"{self.year} {self.file_name}"


class Boundary(models.Model):
    """The outline of one municipality in a set; the fields are those of `core.components.tiles.Outline`."""

    boundary_set = models.ForeignKey(BoundarySet, on_delete=models.PROTECT, related_name="boundaries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    path = models.TextField(_("lijn"))
    left = models.IntegerField(_("links"))
    top = models.IntegerField(_("boven"))
    right = models.IntegerField(_("rechts"))
    bottom = models.IntegerField(_("onder"))
    x = models.IntegerField(_("plaats van de tekst, naar rechts"))
    y = models.IntegerField(_("plaats van de tekst, naar onder"))
    room = models.IntegerField(_("ruimte voor de tekst"))

    class Meta:
        verbose_name = _("gemeentegrens")
        verbose_name_plural = _("gemeentegrenzen")
        ordering = ["boundary_set", "organisation"]
        constraints = [models.UniqueConstraint(fields=["boundary_set", "organisation"], name="boundary_once")]

    def __str__(self) -> str:
        return f"{self.boundary_set_id} {self.organisation_id}"
