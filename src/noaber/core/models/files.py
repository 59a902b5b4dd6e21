"""What is known of files that were handed in. The bytes lie under the data folder, never under a public one."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """One file of a thing of a room (`owner_kind`, `owner_key`); that room says who may read it.

    `name` is how the person called it, cleaned; `stored_name` is a random path that says nothing. The row
    never changes, except that a file can be taken away: then `removed_at` is set and the bytes go.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner_kind = models.CharField(_("soort onderdeel"), max_length=60)
    owner_key = models.CharField(_("onderdeel"), max_length=60)
    name = models.CharField(_("bestandsnaam"), max_length=200)
    media_type = models.CharField(_("soort bestand"), max_length=100)
    size = models.PositiveBigIntegerField(_("grootte in bytes"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    stored_name = models.CharField(_("plaats op schijf"), max_length=80, unique=True)
    sensitive_kinds = models.JSONField(_("lijkt te bevatten"), default=list, blank=True)
    uploaded_by_id = models.BigIntegerField(_("ingeleverd door"), null=True, blank=True)
    uploaded_at = models.DateTimeField(_("ingeleverd op"))
    is_removed = models.BooleanField(_("verwijderd"), default=False)
    removed_at = models.DateTimeField(_("verwijderd op"), null=True, blank=True)

    class Meta:
        verbose_name = _("bestand")
        verbose_name_plural = _("bestanden")
        ordering = ["uploaded_at", "pk"]
        indexes = [models.Index(fields=["owner_kind", "owner_key"], name="file_owner")]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_removed=False, removed_at__isnull=True)
                | Q(is_removed=True, removed_at__isnull=False),
                name="file_removed_has_moment",
                violation_error_message=_(
                    "Een verwijderd bestand heeft een moment waarop het is verwijderd."
                ),
            )
        ]

    def __str__(self) -> str:
        return self.name
