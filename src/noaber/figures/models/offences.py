"""The kinds of offence and what the police call them; their counts stand in the releases."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Offence(models.Model):
    """A kind of offence, by the code of the police ("1.1.1")."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)
    title = models.CharField(_("soort misdrijf"), max_length=120)

    class Meta:
        verbose_name = _("soort misdrijf")
        verbose_name_plural = _("soorten misdrijven")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"
