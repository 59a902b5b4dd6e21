"""The users of a demonstration: functions that anyone who opens it may choose."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.accounts.models.user import User


class DemonstrationUser(models.Model):
    """Marks a user as a role to choose with one click; it has no password and works only in a demonstration."""

    user = models.OneToOneField(
        User, primary_key=True, on_delete=models.PROTECT, related_name="demonstration"
    )
    description = models.CharField(_("wat deze rol doet"), max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("voorbeeldrol")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.user)
