"""The texts that people write for the strategy of a period. What was written is appended, never changed (R49)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.bundles import Bundle, one_under_way
from noaber.core.history import NumberedStatement, Subject
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.texts import TextPart

TEXT_PARTS = {
    TextPart.FOREWORD: _("Voorwoord"),
    TextPart.INTRODUCTION: _("Inleiding"),
    TextPart.THEME: _("Tekst bij een thema"),
    TextPart.WORKING: _("Hoe wij samenwerken"),
    TextPart.SUMMARY: _("Samenvatting"),
}


class StrategyText(Subject):
    """One text of a strategy, whatever was written of it; `revision` counts its statements."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="texts")
    part = models.CharField(
        _("deel"), max_length=12, choices=[(part.value, label) for part, label in TEXT_PARTS.items()]
    )
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("tekst van een strategie")
        verbose_name_plural = _("teksten van een strategie")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "part"], condition=models.Q(theme=None), name="strategy_text_once"
            ),
            models.UniqueConstraint(
                fields=["period", "part", "theme"],
                condition=models.Q(theme__isnull=False),
                name="strategy_text_once_per_theme",
            ),
            models.CheckConstraint(
                condition=models.Q(part=TextPart.THEME.value, theme__isnull=False)
                | (~models.Q(part=TextPart.THEME.value) & models.Q(theme=None)),
                name="strategy_text_of_theme",
                violation_error_message=_("Alleen een tekst bij een thema heeft een thema."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.part}"


class StrategyTextStatement(NumberedStatement):
    """The text as somebody wrote it; a draft (not `is_shared`) is for who writes it."""

    text = models.ForeignKey(StrategyText, on_delete=models.PROTECT, related_name="statements")
    body = models.TextField(_("tekst"))
    is_shared = models.BooleanField(_("gedeeld"), default=False)
    reason = models.CharField(_("waarom gewijzigd"), max_length=500, blank=True)
    said_on = models.DateField(_("op"))

    class Meta:
        verbose_name = _("versie van een tekst")
        verbose_name_plural = _("versies van teksten")
        ordering = ["text", "number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="strategy_text_statement_once")
        ]

    def __str__(self) -> str:
        return f"{self.text} {self.number}"


class LocalBundle(Bundle):
    """The papers of all municipalities in one ZIP, as they were at one moment."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="bundles")

    class Meta(Bundle.Meta):
        verbose_name = _("bladzijden van alle gemeenten")
        constraints = [one_under_way("period", "one_local_bundle_under_way")]

    def __str__(self) -> str:
        return f"{self.period} {self.asked_at:%Y-%m-%d}"
