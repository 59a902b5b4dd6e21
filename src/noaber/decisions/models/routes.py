"""The route of a proposal: its stages, the templates they can come from, and the weeks in which nobody meets."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.models.proposals import Proposal
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.route import Role

ROLES = {
    Role.HEAR: _("horen"),
    Role.ADVISE: _("adviseren"),
    Role.CONSENT: _("instemmen"),
    Role.DECIDE: _("besluiten"),
    Role.ADOPT: _("vaststellen"),
}
STAGE_RULES = {
    StageRule.ALL: _("allemaal"),
    StageRule.MAJORITY: _("meer dan de helft"),
    StageRule.TWO_THIRDS: _("twee derde"),
    StageRule.WEIGHTED: _("meer dan de helft van de inwoners"),
}


def choices(words: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    return [(str(value), text) for value, text in words.items()]


class Organ(models.TextChoices):
    """Which organ of an organisation decides (Gemeentewet articles 108, 160, 170 and 189)."""

    COUNCIL = "council", _("gemeenteraad")
    EXECUTIVE = "executive", _("college van burgemeester en wethouders")
    MAYOR = "mayor", _("burgemeester")
    BOARD = "board", _("bestuur of leiding")


class Stage(models.Model):
    """One step of the route. `labels`: the points that are asked here (empty: all). `after`: the number of the stage
    that must have passed on the points they share (R14), 0 for none. `quorum`: how many must have answered.
    `is_follow_up`: the own decisions of organisations to which an earlier stage sends the points on (R56).
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField(_("stap"))
    title = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("rol"), max_length=10, choices=choices(ROLES))
    rule = models.CharField(_("regel"), max_length=12, choices=choices(STAGE_RULES))
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    labels = models.JSONField(_("punten"), default=list, blank=True)
    after = models.PositiveSmallIntegerField(_("na stap"), default=0)
    due_on = models.DateField(_("uiterlijk"), null=True, blank=True)
    is_follow_up = models.BooleanField(_("vervolgbesluit"), default=False)

    class Meta:
        verbose_name = _("stap van een route")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.proposal} {self.number}"


class RouteTemplate(Subject):
    """A route that is kept to start from. `stages`: a list of StageText as JSON, with days before the next deadline
    instead of dates; `adopting` stages carry none.
    """

    title = models.CharField(_("naam"), max_length=120, unique=True)
    stages = models.JSONField(default=list)

    class Meta:
        verbose_name = _("route-sjabloon")
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Recess(Subject):
    """A period in which bodies do not meet; deadlines are planned before it. Both days are part of it."""

    title = models.CharField(_("naam"), max_length=120)
    first_on = models.DateField(_("eerste dag"))
    last_on = models.DateField(_("laatste dag"))

    class Meta:
        verbose_name = _("reces")
        verbose_name_plural = _("recessen")
        ordering = ["first_on"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_on__gte=models.F("first_on")),
                name="recess_order",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            )
        ]

    def __str__(self) -> str:
        return self.title
