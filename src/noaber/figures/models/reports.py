"""The monthly report: who wants it, who was asked, and what was sent to whom. Choices and deliveries are appended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.figures.models.releases import Release


class ReportChoice(RecordedFor):
    """How often a person wants the report of an area: a municipality, a district or the network. The newest counts.

    Nobody gets a report who never chose. `kinds`: the codes of whole fields of safety (1, X) and of offences
    (1.1.1), apart by spaces; empty for all of them.
    Nobody recorded it where the link of a mail was used.
    """

    class Frequency(models.TextChoices):
        MONTH = "month", _("elke maand")
        QUARTER = "quarter", _("elk kwartaal")
        NONE = "none", _("niet")

    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(_("gebied"), max_length=40)
    frequency = models.CharField(_("hoe vaak"), max_length=10, choices=Frequency.choices)
    kinds = models.CharField(_("soorten misdrijf"), max_length=800, blank=True)

    class Meta:
        verbose_name = _("keuze voor het maandbericht")
        verbose_name_plural = _("keuzes voor het maandbericht")
        ordering = ["pk"]
        indexes = [models.Index(fields=["person", "area"], name="report_choice_place")]

    def __str__(self) -> str:
        return f"{self.area} {self.frequency}"


class ReportInvitation(RecordedFor):
    """Somebody was asked, once, whether they want the report of an area."""

    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(_("gebied"), max_length=40)

    class Meta:
        verbose_name = _("uitnodiging voor het maandbericht")
        verbose_name_plural = _("uitnodigingen voor het maandbericht")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["person", "area"], name="report_invitation_once")]

    def __str__(self) -> str:
        return self.area


class RunState(models.TextChoices):
    WAITING = "waiting", _("wacht op zijn beurt")
    RUNNING = "running", _("wordt verstuurd")
    FINISHED = "finished", _("klaar")
    FAILED = "failed", _("mislukt")


RUN_UNDER_WAY = (RunState.WAITING, RunState.RUNNING)


class ReportRun(Subject):
    """The reports of one month from one release, and how far the worker is; `edition` 2 is after a revision."""

    period = models.PositiveIntegerField(_("maand"))
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    edition = models.PositiveSmallIntegerField(_("uitgave"), default=1)
    state = models.CharField(_("stand"), max_length=10, choices=RunState.choices, default=RunState.WAITING)
    done = models.PositiveIntegerField(_("gemaakt"), default=0)
    total = models.PositiveIntegerField(_("te maken"), default=0)
    asked_at = models.DateTimeField(_("gevraagd op"))
    asked_by_id = models.IntegerField(null=True)
    moved_at = models.DateTimeField(_("laatst vooruitgegaan op"))

    class Meta:
        verbose_name = _("verzending van maandberichten")
        verbose_name_plural = _("verzendingen van maandberichten")
        ordering = ["period", "edition"]
        constraints = [
            models.UniqueConstraint(fields=["period", "edition"], name="report_edition_once"),
            models.UniqueConstraint(
                fields=["period"],
                condition=Q(state__in=[state.value for state in RUN_UNDER_WAY]),
                name="report_one_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.edition}"


class ReportDelivery(RecordedFor):
    """A report put in the outbox for one reader; `attempt` 2 is after somebody sent it again."""

    run = models.ForeignKey(ReportRun, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    area = models.CharField(_("gebied"), max_length=40)
    attempt = models.PositiveSmallIntegerField(_("keer"), default=1)

    class Meta:
        verbose_name = _("verzonden maandbericht")
        verbose_name_plural = _("verzonden maandberichten")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["run", "person", "area", "attempt"], name="report_delivery_once")
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.area} {self.attempt}"

    @property
    def mail_key(self) -> str:
        """The key of its mail in the outbox."""
        return f"figures.report {self.run_id} {self.area} {self.person_id} {self.attempt}"
