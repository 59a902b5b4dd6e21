"""The goals of a period with what is done for them, by what they are measured, and how they are going (R12, R35, R49).

What was said is appended, never changed; the newest counts.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.goals.goal import LONGEST, LONGEST_CODE, ActivityState, GoalStatus

ACTIVITY_STATES = {
    ActivityState.PLANNED: _("gepland"),
    ActivityState.RUNNING: _("loopt"),
    ActivityState.DONE: _("klaar"),
    ActivityState.STOPPED: _("gestopt"),
}
GOAL_STATUSES = {
    GoalStatus.ON_COURSE: _("op koers"),
    GoalStatus.AT_RISK: _("risico"),
    GoalStatus.BEHIND: _("loopt achter"),
    GoalStatus.REACHED: _("bereikt"),
    GoalStatus.STOPPED: _("gestopt"),
}


class Said(NumberedStatement):
    """Something that was said once: its number, since which day it holds, and who recorded it."""

    said_on = models.DateField(_("sinds"))

    class Meta:
        abstract = True


class Goal(Subject):
    """A goal of a period, under a theme; `revision` counts what was said of it."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="goals")
    theme = models.ForeignKey("network.Theme", on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=LONGEST_CODE)

    class Meta:
        verbose_name = _("doel")
        verbose_name_plural = _("doelen")
        constraints = [
            models.UniqueConstraint(
                fields=["period", "code"],
                name="goal_once_per_period",
                violation_error_message=_("Er is in deze periode al een doel met deze naam."),
            )
        ]

    def __str__(self) -> str:
        return self.code


class GoalStatement(Said):
    """What is to be reached, by when, and whose goal it is: a seat, whoever holds it (R12)."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("doel"), max_length=LONGEST["title"])
    aim = models.CharField(_("wat wij willen bereiken"), max_length=LONGEST["aim"])
    owner = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(_("uiterlijk"))
    is_innovation = models.BooleanField(_("vernieuwing"), default=False)
    reason = models.CharField(_("reden"), max_length=LONGEST["reason"], blank=True)

    class Meta:
        verbose_name = _("inhoud van een doel")
        verbose_name_plural = _("inhoud van doelen")
        ordering = ["goal", "number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="goal_statement_once")]

    def __str__(self) -> str:
        return self.title


class GoalUpdate(Said):
    """How a goal is going on a day, in one sentence, and what the steering group is asked."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="updates")
    status = models.CharField(
        _("stand"), max_length=12, choices=[(k.value, v) for k, v in GOAL_STATUSES.items()]
    )
    sentence = models.CharField(_("toelichting"), max_length=LONGEST["sentence"])
    asked = models.CharField(_("vraag aan de BBG"), max_length=LONGEST["asked"], blank=True)

    class Meta:
        verbose_name = _("stand van een doel")
        verbose_name_plural = _("standen van doelen")
        ordering = ["goal", "number"]
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="goal_update_once")]

    def __str__(self) -> str:
        return f"{self.said_on}: {self.status}"


class Activity(Subject):
    """What is done for a goal; its number stays."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="activities")
    number = models.PositiveSmallIntegerField(_("nummer"))

    class Meta:
        verbose_name = _("activiteit")
        verbose_name_plural = _("activiteiten")
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="activity_once")]

    def __str__(self) -> str:
        return f"{self.goal} {self.number}"


class ActivityStatement(Said):
    """The activity as somebody recorded it. Both days belong to it."""

    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("activiteit"), max_length=LONGEST["title"])
    body = models.ForeignKey("network.Body", null=True, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    state = models.CharField(
        _("stand"), max_length=8, choices=[(k.value, v) for k, v in ACTIVITY_STATES.items()]
    )
    is_innovation = models.BooleanField(_("vernieuwing"), default=False)
    is_withdrawn = models.BooleanField(_("ingetrokken"), default=False)
    reason = models.CharField(_("reden"), max_length=LONGEST["reason"], blank=True)

    class Meta:
        verbose_name = _("inhoud van een activiteit")
        verbose_name_plural = _("inhoud van activiteiten")
        ordering = ["activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="activity_statement_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="activity_days_in_order",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityDoer(models.Model):
    """An organisation that does an activity."""

    statement = models.ForeignKey(ActivityStatement, on_delete=models.PROTECT, related_name="doers")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("uitvoerder van een activiteit")
        verbose_name_plural = _("uitvoerders van activiteiten")
        constraints = [
            models.UniqueConstraint(fields=["statement", "organisation"], name="activity_doer_once")
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}: {self.organisation_id}"


class GoalIndicator(Subject):
    """By what a goal is measured; its number stays."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="indicators")
    number = models.PositiveSmallIntegerField(_("nummer"))

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicatoren")
        constraints = [models.UniqueConstraint(fields=["goal", "number"], name="goal_indicator_once")]

    def __str__(self) -> str:
        return f"{self.goal} {self.number}"


class IndicatorStatement(Said):
    """The indicator as somebody recorded it. With an offence its values come from the figures."""

    indicator = models.ForeignKey(GoalIndicator, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("indicator"), max_length=LONGEST["title"])
    unit = models.CharField(_("eenheid"), max_length=LONGEST["unit"])
    base_value = models.DecimalField(_("beginwaarde"), max_digits=12, decimal_places=2, null=True)
    base_on = models.DateField(_("dag van de beginwaarde"))
    target_value = models.DecimalField(_("streefwaarde"), max_digits=12, decimal_places=2)
    target_on = models.DateField(_("dag van de streefwaarde"))
    source = models.CharField(_("bron"), max_length=LONGEST["source"])
    offence = models.CharField(_("soort misdrijf"), max_length=20, blank=True)
    area = models.CharField(_("gebied"), max_length=40, blank=True)
    is_withdrawn = models.BooleanField(_("ingetrokken"), default=False)
    reason = models.CharField(_("reden"), max_length=LONGEST["reason"], blank=True)

    class Meta:
        verbose_name = _("inhoud van een indicator")
        verbose_name_plural = _("inhoud van indicatoren")
        ordering = ["indicator", "number"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "number"], name="indicator_statement_once"),
            models.CheckConstraint(
                condition=models.Q(base_value__isnull=False, offence="", area="")
                | (models.Q(base_value__isnull=True) & ~models.Q(offence="") & ~models.Q(area="")),
                name="indicator_typed_or_counted",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class IndicatorValue(Said):
    """What was measured on a day (`said_on`); of one day the last one counts, and none where that takes it back."""

    indicator = models.ForeignKey(GoalIndicator, on_delete=models.PROTECT, related_name="values")
    value = models.DecimalField(_("waarde"), max_digits=12, decimal_places=2)
    source = models.CharField(_("bron"), max_length=LONGEST["source"])
    is_withdrawn = models.BooleanField(_("ingetrokken"), default=False)
    reason = models.CharField(_("reden"), max_length=LONGEST["reason"], blank=True, default="")

    class Meta:
        verbose_name = _("waarde van een indicator")
        verbose_name_plural = _("waarden van indicatoren")
        ordering = ["indicator", "number"]
        constraints = [models.UniqueConstraint(fields=["indicator", "number"], name="indicator_value_once")]

    def __str__(self) -> str:
        return f"{self.said_on}: {self.value}"
