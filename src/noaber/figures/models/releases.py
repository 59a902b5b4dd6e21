"""The ledger of what was published: every release that was taken in, and what it changed. Appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.core.models import StoredFile


class SourceTable(Subject):
    """A table of the source; its row is locked while a release is kept, and `revision` counts them."""

    code = models.CharField(_("tabel"), max_length=12, unique=True)

    class Meta:
        verbose_name = _("brontabel")
        verbose_name_plural = _("brontabellen")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class Release(RecordedFor):
    """A table as it was published at one moment (`Modified` of the source), with its counts in files.

    `new_count`, `changed_count` and `gone_count` are beside the release before; `changes` has the last two.
    `names`: what the source calls districts and neighbourhoods, where it says so.
    `provisional`: the periods whose counts the source calls provisional. `is_invented`: made for a demonstration.
    """

    table = models.ForeignKey(SourceTable, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField(_("nummer"))
    published_at = models.DateTimeField(_("gepubliceerd op"))
    first_period = models.PositiveIntegerField(_("van"))
    last_period = models.PositiveIntegerField(_("tot en met"))
    cell_count = models.PositiveBigIntegerField(_("cijfers"))
    new_count = models.PositiveBigIntegerField(_("nieuw"), default=0)
    changed_count = models.PositiveBigIntegerField(_("herzien"), default=0)
    gone_count = models.PositiveBigIntegerField(_("vervallen"), default=0)
    provisional = models.JSONField(_("voorlopig"), default=list)
    source = models.CharField(_("bron"), max_length=500)
    is_invented = models.BooleanField(_("verzonnen"), default=False)
    areas = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    neighbourhoods = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    changes = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    names = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = _("publicatie")
        verbose_name_plural = _("publicaties")
        ordering = ["table", "number"]
        constraints = [models.UniqueConstraint(fields=["table", "number"], name="release_number_once")]

    def __str__(self) -> str:
        return f"{self.table_id} {self.number}"
