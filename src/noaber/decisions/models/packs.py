"""One ZIP with the packs of all organisations, and how far the worker is with it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.models.proposals import Proposal


class PackBundle(Subject):
    """The packs of a proposal as they were at one moment; of a proposal at most one is being made at a time."""

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op zijn beurt")
        RUNNING = "running", _("wordt gemaakt")
        FINISHED = "finished", _("klaar")
        FAILED = "failed", _("mislukt")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="bundles")
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    done = models.PositiveIntegerField(_("gemaakt"), default=0)
    total = models.PositiveIntegerField(_("te maken"), default=0)
    file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    asked_at = models.DateTimeField(_("gevraagd op"))
    asked_by_id = models.IntegerField(null=True)
    moved_at = models.DateTimeField(_("laatst vooruitgegaan op"))

    class Meta:
        verbose_name = _("alle pakketten")
        ordering = ["-asked_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["proposal"],
                condition=Q(state__in=["waiting", "running"]),
                name="one_bundle_under_way",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal} {self.asked_at:%Y-%m-%d}"
