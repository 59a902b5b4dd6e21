"""Choosing the themes of a period: what is weighed, who gave which score, and what was chosen (R08).

A round is prepared in draft; from opening on its criteria, weights, themes and computed scores stand. Scores and
choices are appended: the last one of each counts.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, Subject
from noaber.strategy.models.periods import PolicyPeriod


class SelectionRound(Subject):
    """One round of choosing. `opened_at`: since when it is scored and nothing of it changes any more."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="rounds")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("naam"), max_length=200)
    places = models.PositiveSmallIntegerField(_("aantal te kiezen thema's"))
    body = models.ForeignKey("network.Body", on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opengesteld op"), null=True)

    class Meta:
        verbose_name = _("keuzeronde")
        verbose_name_plural = _("keuzerondes")
        ordering = ["period", "number"]
        constraints = [models.UniqueConstraint(fields=["period", "number"], name="selection_round_once")]

    def __str__(self) -> str:
        return self.title


class RoundWithdrawal(Recorded):
    """That nothing is recorded on a round any more, and why; the round stays to be read."""

    round = models.OneToOneField(SelectionRound, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("waarom"), max_length=1000)

    class Meta:
        verbose_name = _("intrekking van een ronde")
        verbose_name_plural = _("intrekkingen van rondes")

    def __str__(self) -> str:
        return f"{self.round_id}"


class Criterion(models.Model):
    """What themes are weighed by; `weight` in hundredths of a percent."""

    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("naam"), max_length=120)
    meaning = models.CharField(_("wat een hoge score betekent"), max_length=1000, blank=True)
    weight = models.PositiveIntegerField(_("gewicht"))
    computed = models.CharField(
        _("berekend uit"),
        max_length=10,
        blank=True,
    )

    class Meta:
        verbose_name = _("criterium")
        verbose_name_plural = _("criteria")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["round", "code"], name="criterion_once"),
            models.CheckConstraint(
                condition=Q(weight__lte=10_000),
                name="criterion_weight_at_most_whole",
                violation_error_message=_("Een gewicht is ten hoogste 100 %."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ThemeOption(models.Model):
    """A theme that can be chosen. `named_by` of `answered` plans named its field when the round was opened."""

    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="options")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    code = models.SlugField(_("code"), max_length=60)
    name = models.CharField(_("naam"), max_length=120)
    field = models.ForeignKey("network.SafetyField", on_delete=models.PROTECT, related_name="+")
    evaluation = models.CharField(_("wat de evaluatie zegt"), max_length=1000, blank=True)
    offence = models.CharField(_("soort misdrijf"), max_length=12, blank=True, default="")
    named_by = models.PositiveSmallIntegerField(null=True)
    answered = models.PositiveSmallIntegerField(null=True)

    class Meta:
        verbose_name = _("te kiezen thema")
        verbose_name_plural = _("te kiezen thema's")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "code"], name="theme_option_once")]

    def __str__(self) -> str:
        return self.name


class Measured(models.Model):
    """What a computed criterion counted of a theme when the round was opened; breadth stands with the theme."""

    option = models.ForeignKey(ThemeOption, on_delete=models.PROTECT, related_name="measured")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="measured")
    part = models.PositiveIntegerField()
    whole = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("berekende waarde")
        verbose_name_plural = _("berekende waarden")
        constraints = [models.UniqueConstraint(fields=["option", "criterion"], name="measured_once")]

    def __str__(self) -> str:
        return f"{self.option_id} {self.criterion_id}: {self.part}/{self.whole}"


class Score(Recorded):
    """What a seat gave a theme on a criterion, and why. Appended: the last one of a seat counts, whoever gave it.

    Without a seat: from before scores were those of a seat; then that of the person counts.
    """

    option = models.ForeignKey(ThemeOption, on_delete=models.PROTECT, related_name="scores")
    criterion = models.ForeignKey(Criterion, on_delete=models.PROTECT, related_name="scores")
    seat = models.ForeignKey("network.Post", null=True, on_delete=models.PROTECT, related_name="+")
    scorer_id = models.IntegerField(_("wie"))
    value = models.PositiveSmallIntegerField(_("score"))
    motive = models.CharField(_("motivering"), max_length=1000)

    class Meta:
        verbose_name = _("score")
        verbose_name_plural = _("scores")
        ordering = ["pk"]
        indexes = [models.Index(fields=["option", "criterion", "scorer_id"], name="score_of_scorer")]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__gte=1) & Q(value__lte=5),
                name="score_on_scale",
                violation_error_message=_("Een score is een heel getal van 1 tot en met 5."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.option_id} {self.criterion_id}: {self.value}"


class ThemeChoice(Recorded):
    """What was chosen, apart from the score. Appended: the last one counts. `proposal`: puts it to the councils."""

    round = models.ForeignKey(SelectionRound, on_delete=models.PROTECT, related_name="choices")
    decided_on = models.DateField(_("gekozen op"))
    source = models.CharField(_("waar het staat"), max_length=300)
    proposal = models.ForeignKey("decisions.Proposal", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("keuze")
        verbose_name_plural = _("keuzes")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.round} {self.decided_on}"


class ChoiceChange(models.Model):
    """Why a choice replaced the one with which the strategy was adopted (R49)."""

    choice = models.OneToOneField(ThemeChoice, on_delete=models.PROTECT, related_name="change")
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("reden van een andere keuze")
        verbose_name_plural = _("redenen van andere keuzes")

    def __str__(self) -> str:
        return self.reason


class ChoiceLine(models.Model):
    """Of one theme whether it was chosen, and why."""

    choice = models.ForeignKey(ThemeChoice, on_delete=models.PROTECT, related_name="lines")
    option = models.ForeignKey(ThemeOption, on_delete=models.PROTECT, related_name="+")
    is_chosen = models.BooleanField(_("gekozen"))
    reason = models.CharField(_("waarom"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("uitslag van een thema")
        verbose_name_plural = _("uitslagen van thema's")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["choice", "option"], name="choice_line_once")]

    def __str__(self) -> str:
        return f"{self.option}: {self.is_chosen}"
