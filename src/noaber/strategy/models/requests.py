"""Who was asked for the priorities of an organisation, when, and by which day: a row per letter that went out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.strategy.models.periods import PolicyPeriod


class PriorityRequest(models.Model):
    """One request to one person about one organisation."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="requests")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("gevraagd op"))
    due_on = models.DateField(_("uiterlijk"), null=True)  # letters of before named no day
    sent_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("verzoek om prioriteiten")
        verbose_name_plural = _("verzoeken om prioriteiten")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sent_at:%Y-%m-%d}"
