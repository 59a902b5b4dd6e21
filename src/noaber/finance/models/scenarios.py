"""Scenarios beside the budget. What was said of one is appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject

LONGEST_CODE = 40
LONGEST_NAME = 120
LONGEST_TEXT = 2000


class Scenario(Subject):
    """One scenario under its code, whatever was said of it; `revision` counts its statements."""

    code = models.SlugField(_("code"), max_length=LONGEST_CODE, unique=True)

    class Meta:
        verbose_name = _("scenario")
        verbose_name_plural = _("scenario's")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class ScenarioStatement(NumberedStatement):
    """A version of a scenario: its name, why, and the whole question. A last one with a `reason` withdraws it.

    Without `is_public` it is for who is in the network: the explanation may be internal.

    `question` is one JSON column (`rules.scenarios.questions.to_json`) and no columns of its own: it is only read and
    written as a whole, nothing is selected or added up by its parts, which of them count differs per key, and it is
    checked by the rules when it goes in and when it comes out, with the number of its form inside. What it comes to is
    worked out from the register each time; a proposal keeps its own frozen table.
    """

    scenario = models.ForeignKey(Scenario, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(_("naam"), max_length=LONGEST_NAME)
    explanation = models.TextField(_("toelichting"), max_length=LONGEST_TEXT, blank=True)
    question = models.JSONField(_("vraag"))
    reason = models.CharField(_("waarom ingetrokken"), max_length=1000, blank=True)
    is_public = models.BooleanField(_("ook openbaar"), default=False)

    class Meta:
        verbose_name = _("versie van een scenario")
        verbose_name_plural = _("versies van scenario's")
        ordering = ["scenario", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scenario", "number"], name="scenario_statement_once"),
        ]

    def __str__(self) -> str:
        return f"{self.scenario} {self.number}"
