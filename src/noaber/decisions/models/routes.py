"""The route of a proposal: stages, who is asked at each, and what they answered."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.models.proposals import DecisionPoint, Proposal
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.positions import Answer
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
ANSWERS = {
    Answer.CONSENT: _("akkoord"),
    Answer.WITH_REMARK: _("akkoord met kanttekening"),
    Answer.OBJECTION: _("bezwaar"),
    Answer.TOOK_NOTE: _("kennisgenomen"),
    Answer.DEFERRED: _("aangehouden"),
    Answer.NOT_DISCUSSED: _("niet behandeld"),
}


def _choices(words: Mapping[Any, Promise]) -> list[tuple[str, Promise]]:
    return [(str(value), text) for value, text in words.items()]


class Stage(models.Model):
    """One step of the route. `labels`: the points that are asked here (empty: all). `after`: the number of the stage
    that must have passed on the points they share (R14), 0 for none. `quorum`: how many must have answered.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="stages")
    number = models.PositiveSmallIntegerField(_("stap"))
    title = models.CharField(_("naam"), max_length=120)
    role = models.CharField(_("rol"), max_length=10, choices=_choices(ROLES))
    rule = models.CharField(_("regel"), max_length=12, choices=_choices(STAGE_RULES))
    quorum = models.PositiveSmallIntegerField(_("quorum"), default=0)
    labels = models.JSONField(_("punten"), default=list, blank=True)
    after = models.PositiveSmallIntegerField(_("na stap"), default=0)
    due_on = models.DateField(_("uiterlijk"), null=True, blank=True)

    class Meta:
        verbose_name = _("stap van een route")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["proposal", "number"], name="stage_once")]

    def __str__(self) -> str:
        return f"{self.proposal} {self.number}"


class Consultation(Subject):
    """One party that is asked at a stage; it is there before any meeting. `revision` counts its answers."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="consultations")
    body = models.ForeignKey(
        "network.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("behandeling")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, organisation__isnull=True)
                | Q(body__isnull=True, organisation__isnull=False),
                name="consultation_of_one_party",
            ),
            models.UniqueConstraint(fields=["stage", "body"], name="consultation_once_per_body"),
            models.UniqueConstraint(
                fields=["stage", "organisation"], name="consultation_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.body or self.organisation}"


class Position(models.Model):
    """What a party answered on a point. Appended, never changed: the last one counts, the others stay readable.

    `evidence`: where the decision can be read. `recorded_by_id` is the user, `on_behalf_of_id` their principal.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="positions")
    point = models.ForeignKey(DecisionPoint, on_delete=models.PROTECT, related_name="positions")
    answer = models.CharField(_("standpunt"), max_length=20, choices=_choices(ANSWERS))
    text = models.TextField(_("kanttekening of reden"), blank=True)
    decided_on = models.DateField(_("besloten op"))
    evidence = models.CharField(_("vindplaats van het besluit"), max_length=500, blank=True)
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    recorded_by_id = models.IntegerField(null=True)
    on_behalf_of_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("standpunt")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "point"], name="position_of_party")]

    def __str__(self) -> str:
        return f"{self.consultation} {self.point.label}: {self.answer}"


class GateOverride(models.Model):
    """A motivated decision to go through a closed gate (R14)."""

    stage = models.OneToOneField(Stage, on_delete=models.PROTECT, related_name="override")
    motive = models.TextField(_("motivering"))
    decided_on = models.DateField(_("besloten op"))
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    recorded_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("doorbroken volgorde")

    def __str__(self) -> str:
        return str(self.stage)
