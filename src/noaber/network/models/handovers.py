"""What goes over, and what is still to be arranged, when someone takes over a post."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.network.models.bodies import Post
from noaber.network.models.people import Person


class HandoverCause(models.TextChoices):
    """What made it necessary; decides how the list speaks of it."""

    SUCCESSION = "succession", _("opvolging")
    IMPORT = "import", _("ingelezen lijst")
    MERGER = "merger", _("samenvoeging van gemeenten")
    BOOKS = "books", _("andere beheerorganisatie")


class Handover(Subject):
    """One change of holder of a post; without a successor, what is to be refilled (a merger of municipalities)
    or what goes to another organisation (the books).
    """

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="handovers")
    predecessor = models.ForeignKey(
        Person, null=True, on_delete=models.PROTECT, related_name="handovers_given"
    )
    successor = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="handovers_taken")
    cause = models.CharField(
        _("aanleiding"), max_length=20, choices=HandoverCause.choices, default=HandoverCause.SUCCESSION
    )
    effective_on = models.DateField(_("ingangsdatum"))
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    cancelled_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("overdracht")
        verbose_name_plural = _("overdrachten")
        ordering = ["-effective_on"]

    def __str__(self) -> str:
        return f"{self.post} {self.effective_on}"


class HandoverItem(models.Model):
    """One thing on the list: moved with the post, left vacant, or open until somebody decides.

    `kind` and `key` name the thing in the room that put it on the list; its words are looked up there.
    """

    class Outcome(models.TextChoices):
        MOVED = "moved", _("overgegaan")
        ENDED = "ended", _("beëindigd")
        OPEN = "open", _("nog regelen")
        DONE = "done", _("geregeld")

    handover = models.ForeignKey(Handover, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(_("soort"), max_length=40)
    key = models.CharField(max_length=64)
    outcome = models.CharField(_("uitkomst"), max_length=10, choices=Outcome.choices)
    settled_at = models.DateTimeField(_("geregeld op"), null=True, blank=True)

    class Meta:
        ordering = ["outcome", "kind", "pk"]
        constraints = [models.UniqueConstraint(fields=["handover", "kind", "key"], name="handover_item_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}: {self.get_outcome_display()}"
