"""Themes of the strategy, who holds them, and the Kernbeleid taxonomy."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject, Version, version_constraints


class SafetyField(models.Model):
    """A field (1-5) or theme (1.1 ...) of the Kernbeleid Veiligheid taxonomy (VNG); data, not code."""

    code = models.CharField(_("code"), max_length=10, primary_key=True)
    name = models.CharField(_("naam"), max_length=200)
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    edition = models.CharField(_("editie"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("veiligheidsveld")
        verbose_name_plural = _("veiligheidsvelden")
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Theme(Subject):
    """A theme on which the network works together."""

    code = models.SlugField(_("code"), unique=True)

    class Meta:
        verbose_name = _("thema")
        verbose_name_plural = _("thema's")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ThemeVersion(Version):
    """What a theme is called, over a period."""

    subject_field = "theme"
    stated_fields = ("name", "safety_field", "description", "position")

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(_("naam"), max_length=200)
    safety_field = models.ForeignKey(
        SafetyField,
        verbose_name=_("veiligheidsveld"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    description = models.TextField(_("omschrijving"), blank=True)
    position = models.PositiveSmallIntegerField(_("volgorde"), default=0)

    class Meta:
        ordering = ["position", "name"]
        constraints = version_constraints("theme", "theme")
        indexes = [models.Index(fields=["theme", "known_until", "valid_from"], name="theme_history")]

    def __str__(self) -> str:
        return self.name


class ThemeReason(models.Model):
    """Why something else was said of a theme from a day on (`holds_from`), or why it is no more from that day on.

    Appended, at the moment at which the versions that it is about became known.
    """

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="reasons")
    holds_from = models.DateField(_("geldig vanaf"))
    is_end = models.BooleanField(_("einde"), default=False)
    reason = models.CharField(_("reden"), max_length=500)
    recorded_at = models.DateTimeField(_("vastgelegd op"))

    class Meta:
        verbose_name = _("reden bij een thema")
        verbose_name_plural = _("redenen bij thema's")
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.holds_from}"


class Portfolio(Subject):
    """A person holds a theme; the versions say when. A theme may be shared."""

    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="portfolios")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="portfolios")

    class Meta:
        verbose_name = _("portefeuille")
        verbose_name_plural = _("portefeuilles")
        constraints = [models.UniqueConstraint(fields=["theme", "person"], name="portfolio_theme_person")]

    def __str__(self) -> str:
        return f"{self.theme_id}: {self.person_id}"


class PortfolioVersion(Version):
    """The term of a portfolio; there is nothing else to say of it."""

    subject_field = "portfolio"
    stated_fields = ()

    portfolio = models.ForeignKey(Portfolio, on_delete=models.PROTECT, related_name="versions")

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("portfolio", "portfolio")

    def __str__(self) -> str:
        return f"{self.portfolio} {self.valid_from}"
