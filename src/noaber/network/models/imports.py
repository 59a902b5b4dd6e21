"""Lists that somebody brings into the register: checked, looked at, and then applied or thrown away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.models import StoredFile


class ImportKind(models.TextChoices):
    PEOPLE = "people", _("personen")
    ORGANISATIONS = "organisations", _("organisaties")
    POPULATIONS = "populations", _("inwonertallen")


class ImportState(models.TextChoices):
    CHECKING = "checking", _("wordt nagekeken")
    FAULTY = "faulty", _("met fouten")
    READY = "ready", _("klaar om door te voeren")
    APPLYING = "applying", _("wordt doorgevoerd")
    APPLIED = "applied", _("doorgevoerd")
    DISCARDED = "discarded", _("weggegooid")
    FAILED = "failed", _("mislukt")


class ImportRun(models.Model):
    """One list on its way into the register.

    `plan` is the preview as it was shown, `plan_hash` its fingerprint: only what was shown is applied.
    `done_count` of `total_count` says how far applying is; `moved_at` when any step last got further. What is
    staged for it (`core.staging`) carries its number; `stage_hash` says what that was made from.
    """

    kind = models.CharField(_("soort lijst"), max_length=20, choices=ImportKind.choices)
    state = models.CharField(_("toestand"), max_length=20, choices=ImportState.choices)
    valid_from = models.DateField(_("geldig vanaf"))
    file = models.ForeignKey(
        StoredFile, verbose_name=_("bestand"), null=True, on_delete=models.PROTECT, related_name="+"
    )  # the file may be taken away; its row and hash stay
    source = models.CharField(_("adres van de bron"), max_length=2000, blank=True)
    years = models.JSONField(_("jaren"), default=list, blank=True)
    row_count = models.PositiveIntegerField(_("rijen"), default=0)
    total_count = models.PositiveIntegerField(_("te doen"), default=0)
    done_count = models.PositiveIntegerField(_("gedaan"), default=0)
    plan = models.JSONField(_("voorvertoning"), null=True)
    plan_hash = models.CharField(_("kenmerk van de voorvertoning"), max_length=64, blank=True)
    stage_hash = models.CharField(_("kenmerk van wat klaarstaat"), max_length=64, blank=True)
    counts = models.JSONField(_("aantallen"), default=dict, blank=True)
    message = models.CharField(_("bericht"), max_length=1000, blank=True)
    created_by_id = models.BigIntegerField(_("ingeleverd door"), null=True)
    created_at = models.DateTimeField(_("ingeleverd op"))
    applied_by_id = models.BigIntegerField(_("doorgevoerd door"), null=True)
    applied_for_id = models.BigIntegerField(_("doorgevoerd namens"), null=True)
    moved_at = models.DateTimeField(_("laatste voortgang op"))
    applied_at = models.DateTimeField(_("doorgevoerd op"), null=True)

    class Meta:
        verbose_name = _("ingelezen lijst")
        verbose_name_plural = _("ingelezen lijsten")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=False) | ~models.Q(state=ImportState.APPLIED),
                name="import_applied_has_moment",
                violation_error_message=_("Een doorgevoerde lijst heeft een moment van doorvoeren."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.created_at:%Y-%m-%d %H:%M}"
