"""What assistants have put ready for their principals."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models.user import User


class PreparedForm(models.Model):
    """A form that an assistant filled in; it counts for nothing until the principal sends it.

    `path`: the page of the form; `fields`: what was typed, a list of texts by name. They are emptied as soon as the
    form is sent or thrown away.
    """

    class Outcome(models.TextChoices):
        WAITING = "waiting", _("wacht")
        USED = "used", _("vastgelegd")
        DISCARDED = "discarded", _("weggegooid")

    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    assistant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    path = models.CharField(_("pagina"), max_length=300)
    title = models.CharField(_("waarover"), max_length=300)
    fields = models.JSONField(_("ingevuld"), default=dict)
    prepared_at = models.DateTimeField(_("klaargezet op"))
    outcome = models.CharField(_("stand"), max_length=10, choices=Outcome.choices, default=Outcome.WAITING)

    class Meta:
        verbose_name = _("klaargezet formulier")
        ordering = ["prepared_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["principal", "assistant", "path"],
                condition=Q(outcome="waiting"),
                name="prepared_once_per_page",
            )
        ]

    def __str__(self) -> str:
        return self.title
