"""What the network calls the themes of the taxonomy. What was said is appended; the newest counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject


class NamedTheme(Subject):
    """A theme of the taxonomy that has a name of the network's own; `revision` counts what was said of it."""

    field = models.OneToOneField("network.SafetyField", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("benoemd thema")
        verbose_name_plural = _("benoemde thema's")

    def __str__(self) -> str:
        return str(self.field_id)


class ThemeNaming(NumberedStatement):
    """The names as somebody recorded them; `earlier` has a name per line, the latest first."""

    theme = models.ForeignKey(NamedTheme, on_delete=models.PROTECT, related_name="namings")
    name = models.CharField(_("naam"), max_length=100)
    earlier = models.TextField(_("eerdere namen"), blank=True)

    class Meta:
        verbose_name = _("naam van een thema")
        verbose_name_plural = _("namen van thema's")
        ordering = ["theme", "number"]
        constraints = [models.UniqueConstraint(fields=["theme", "number"], name="theme_naming_once")]

    def __str__(self) -> str:
        return self.name
