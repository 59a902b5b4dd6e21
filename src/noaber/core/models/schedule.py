"""The runs of scheduled jobs: one row per job and slot, however many processes look at the clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScheduledRun(models.Model):
    """One run of a job for one slot. The unique row is what keeps two processes from starting it twice."""

    class State(models.TextChoices):
        STARTED = "started", _("begonnen")
        DONE = "done", _("klaar")
        FAILED = "failed", _("mislukt")

    job = models.CharField(_("taak"), max_length=80)
    slot_at = models.DateTimeField(_("tijdvak"))
    state = models.CharField(_("toestand"), max_length=10, choices=State.choices, default=State.STARTED)
    attempt_count = models.PositiveSmallIntegerField(_("pogingen"), default=0)
    enqueued_at = models.DateTimeField(_("klaargezet op"))
    ended_at = models.DateTimeField(_("geëindigd op"), null=True)
    outcome = models.CharField(_("uitkomst"), max_length=500, blank=True)

    class Meta:
        ordering = ["-slot_at", "job"]
        constraints = [models.UniqueConstraint(fields=["job", "slot_at"], name="scheduled_run_once")]

    def __str__(self) -> str:
        return f"{self.job} {self.slot_at:%Y-%m-%d %H:%M} {self.get_state_display()}"
