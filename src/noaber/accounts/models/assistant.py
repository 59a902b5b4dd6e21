"""Assistants: someone who prepares or acts on behalf of a user."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models.invitation import Invitation
from noaber.accounts.models.user import User


class Assistance(models.Model):
    """The principal named the assistant. What it gives is the principal's live mandates, so it ends with them."""

    class Kind(models.TextChoices):
        PREPARE = "prepare", _("voorbereiden")
        ACT = "act", _("handelen namens")

    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="assistants")
    assistant = models.ForeignKey(User, on_delete=models.PROTECT, related_name="principals")
    kind = models.CharField(_("mag"), max_length=10, choices=Kind.choices)
    valid_from = models.DateField(_("geldig vanaf"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("assistent")
        constraints = [
            models.CheckConstraint(
                condition=~Q(principal=F("assistant")),
                name="assistance_not_self",
                violation_error_message=_("U kunt niet uw eigen assistent zijn."),
            ),
            models.UniqueConstraint(
                fields=["principal", "assistant"],
                condition=Q(valid_until__isnull=True),
                name="assistance_once",
                violation_error_message=_("Deze persoon is al uw assistent."),
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="assistance_order",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assistant} voor {self.principal} ({self.get_kind_display()})"


class PromisedAssistance(models.Model):
    """The principal named someone without an account; it becomes an `Assistance` when the invitation is accepted."""

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="promises")
    principal = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("mag"), max_length=10, choices=Assistance.Kind.choices)
    valid_from = models.DateField(_("geldig vanaf"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)

    class Meta:
        verbose_name = _("toegezegde assistent")
        constraints = [
            models.UniqueConstraint(fields=["invitation", "principal"], name="promised_assistance_once"),
        ]

    def __str__(self) -> str:
        return f"{self.invitation} voor {self.principal} ({self.get_kind_display()})"
