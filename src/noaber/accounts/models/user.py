"""Users and the few roles that hold for the whole network."""

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class UserQuerySet(BaseUserManager["User"]):
    """Makes users; Django wants this to be a manager."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save()
        return user


class User(AbstractBaseUser):
    """Someone who can sign in. Who this is in the network stands in the register (network.Person)."""

    email = models.EmailField(_("e-mailadres"), unique=True)
    display_name = models.CharField(_("naam op het scherm"), max_length=200)
    is_active = models.BooleanField(_("actief"), default=True)
    joined_at = models.DateTimeField(_("sinds"), auto_now_add=True)
    closed_at = models.DateTimeField(_("gesloten op"), null=True, blank=True)

    objects: ClassVar[UserQuerySet] = UserQuerySet()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("gebruiker")
        verbose_name_plural = _("gebruikers")
        ordering = ["display_name"]

    def __str__(self) -> str:
        return self.display_name or self.email


class Role(models.TextChoices):
    """Roles for the whole network; every other right comes from a mandate in the register."""

    COORDINATOR = "coordinator", _("coördinator van het netwerk")
    CONTROLLER = "controller", _("controller van de beheerorganisatie")
    ADMINISTRATOR = "administrator", _("functioneel beheerder")


class RoleGrant(models.Model):
    """A network-wide role of a user, from a day until (not including) a day."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="role_grants"
    )  # the audit refers to it
    role = models.CharField(_("rol"), max_length=20, choices=Role.choices)
    valid_from = models.DateField(_("geldig vanaf"))
    valid_until = models.DateField(_("geldig tot"), null=True, blank=True)
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="role_grant_order",
                violation_error_message=_("De einddatum ligt voor de begindatum."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"
