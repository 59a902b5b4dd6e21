"""Invitations: the only way in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models.user import Role, User


class Invitation(models.Model):
    """An address that may make an account, once, within its time. Only the hash of the link is kept.

    `person_key` is the register's person (network.Person) whom the account will belong to, when known.
    """

    email = models.EmailField(_("e-mailadres"))
    display_name = models.CharField(_("naam op het scherm"), max_length=200)
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices, blank=True)
    person_key = models.CharField(max_length=36, blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    invited_at = models.DateTimeField(_("uitgenodigd op"))
    expires_at = models.DateTimeField(_("geldig tot"))
    accepted_at = models.DateTimeField(_("aanvaard op"), null=True)
    withdrawn_at = models.DateTimeField(_("ingetrokken op"), null=True)

    class Meta:
        verbose_name = _("uitnodiging")
        ordering = ["-invited_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["email"],
                condition=models.Q(accepted_at__isnull=True, withdrawn_at__isnull=True),
                name="invitation_one_open",
                violation_error_message=_("Voor dit e-mailadres staat al een uitnodiging open."),
            )
        ]

    def __str__(self) -> str:
        return self.email
