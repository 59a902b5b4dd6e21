"""What has to be done, or was promised."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, Subject
from noaber.meetings.models.sittings import AgendaItem


class ActionItem(Subject):
    """Something that has to be done or was promised; it comes back on the agenda of the body until it is done (R40)."""

    class Kind(models.TextChoices):
        ACTION = "action", _("actie")
        COMMITMENT = "commitment", _("toezegging")

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("klaar")
        DROPPED = "dropped", _("vervallen")

    body = models.ForeignKey("network.Body", on_delete=models.PROTECT, related_name="+")
    holder = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")
    agenda_item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.PROTECT, related_name="actions"
    )
    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.ACTION)
    title = models.CharField(_("wat"), max_length=300)
    due_on = models.DateField(_("uiterlijk"), null=True, blank=True)
    state = models.CharField(_("stand"), max_length=8, choices=State.choices, default=State.OPEN)
    agreed_on = models.DateField(_("afgesproken op"))

    class Meta:
        verbose_name = _("actie")
        ordering = ["due_on", "agreed_on"]

    def __str__(self) -> str:
        return self.title


class ActionStep(Recorded):
    """What happened to an action, in a sentence. Appended."""

    action = models.ForeignKey(ActionItem, on_delete=models.PROTECT, related_name="steps")
    state = models.CharField(_("stand"), max_length=8, choices=ActionItem.State.choices)
    text = models.TextField(_("toelichting"), blank=True)

    class Meta:
        verbose_name = _("stap van een actie")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.action}: {self.state}"
