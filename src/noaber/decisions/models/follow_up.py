"""Asking again, reporting without an account, and keeping people up to date."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.models.consultations import Consultation


class ReportLink(models.Model):
    """A link with which one person, without an account, reports what one party decided. Used once.

    Only the SHA-256 of its token is kept; opening the page uses nothing up, sending the form does.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="report_links")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("gemaakt op"))
    expires_at = models.DateTimeField(_("geldig tot"))
    used_at = models.DateTimeField(_("gebruikt op"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("meldlink")

    def __str__(self) -> str:
        return f"{self.consultation} {self.made_at:%Y-%m-%d}"


class Report(Subject):
    """What was reported by a link; it counts once the coordinator confirms it, and then becomes positions.

    `said`: by label of the point a pair of answer and text.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op bevestiging")
        CONFIRMED = "confirmed", _("bevestigd")
        REJECTED = "rejected", _("teruggestuurd")

    link = models.OneToOneField(ReportLink, on_delete=models.PROTECT, related_name="report")
    said = models.JSONField(default=dict)
    decided_on = models.DateField(_("besloten op"))
    evidence = models.CharField(_("vindplaats van het besluit"), max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_at = models.DateTimeField(_("gemeld op"))
    state = models.CharField(_("stand"), max_length=10, choices=State.choices, default=State.WAITING)
    reason = models.TextField(_("reden"), blank=True)
    settled_at = models.DateTimeField(_("afgehandeld op"), null=True, blank=True)
    settled_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("melding van een besluit")

    def __str__(self) -> str:
        return str(self.link)


class Reminder(models.Model):
    """One request or reminder that went out, about the deadline of `about_due_on`; a moved deadline is a new one."""

    class Kind(models.TextChoices):
        ASKED = "asked", _("verzoek van de coördinator")
        SOON = "soon", _("herinnering voor de termijn")
        OVERDUE = "overdue", _("herinnering na de termijn")
        ESCALATED = "escalated", _("opgeschaald")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="reminders")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices)
    days_before = models.SmallIntegerField(_("dagen voor de termijn"), null=True, blank=True)
    about_due_on = models.DateField(_("termijn"), null=True, blank=True)
    sent_at = models.DateTimeField(_("verstuurd op"))
    sent_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("herinnering")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "person", "kind", "days_before", "about_due_on"],
                condition=models.Q(days_before__isnull=False),
                name="reminder_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation} {self.kind}"


class CalendarFeed(models.Model):
    """The address of somebody's own deadlines and sittings, for a calendar program. Can be revoked."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(_("gemaakt op"))
    revoked_at = models.DateTimeField(_("ingetrokken op"), null=True, blank=True)

    class Meta:
        verbose_name = _("agenda-abonnement")

    def __str__(self) -> str:
        return f"{self.user_id} {self.made_at:%Y-%m-%d}"


class WeeklyMail(models.Model):
    """The Friday mail of one user: whether they want it, and until when they were told."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    is_wanted = models.BooleanField(_("gewenst"), default=True)
    told_at = models.DateTimeField(_("verteld tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("vrijdagmail")

    def __str__(self) -> str:
        return str(self.user_id)
