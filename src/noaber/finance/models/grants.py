"""Grants that come in, step by step, and the activities that they pay for. Appended, never changed.

A step that `replaces` another corrects it, or withdraws it; what holds is worked out by `rules.grants.grant`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject
from noaber.finance.models.budget import BudgetPost, BudgetYear
from noaber.finance.rules.grants.funded_activities import ActivityStatus
from noaber.finance.rules.grants.grant import GrantStepKind

GRANT_STEPS = {
    GrantStepKind.APPLICATION: _("aanvraag"),
    GrantStepKind.AWARD: _("verlening"),
    GrantStepKind.REFUSED: _("afwijzing"),
    GrantStepKind.ADVANCE: _("voorschot of betaling ontvangen"),
    GrantStepKind.REPORT_DUE: _("verantwoording gevraagd"),
    GrantStepKind.REPORT_SENT: _("verantwoording verstuurd"),
    GrantStepKind.SETTLEMENT: _("vaststelling"),
    GrantStepKind.RECLAIMED: _("teruggevorderd"),
    GrantStepKind.REPAID: _("terugbetaald"),
    GrantStepKind.WITHDRAWN: _("ingetrokken"),
}
ACTIVITY_STATUSES = {
    ActivityStatus.PLANNED: _("gepland"),
    ActivityStatus.RUNNING: _("loopt"),
    ActivityStatus.FINISHED: _("afgerond"),
    ActivityStatus.STOPPED: _("gestopt"),
}


class Grant(Subject):
    """A grant that is asked for or received, whatever was said of it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("subsidie")
        verbose_name_plural = _("subsidies")

    def __str__(self) -> str:
        return self.code


class GrantStatement(NumberedStatement):
    """What a grant is; the newest statement counts. `file` is the code of its application file in the strategy."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam"), max_length=200)
    funder = models.CharField(_("financier"), max_length=200)
    scheme = models.CharField(_("regeling"), max_length=200, blank=True)
    applicant = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    file = models.CharField(_("aanvraagdossier"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("inhoud van een subsidie")
        verbose_name_plural = _("inhoud van subsidies")
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="received_grant_statement_once")
        ]

    def __str__(self) -> str:
        return self.title


class GrantLine(NumberedStatement):
    """On which line of income of which year a grant comes in; the newest counts, and can say: on none."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="lines")
    budget_year = models.ForeignKey(BudgetYear, null=True, on_delete=models.PROTECT, related_name="grants")
    post = models.ForeignKey(BudgetPost, null=True, on_delete=models.PROTECT, related_name="grants")

    class Meta:
        verbose_name = _("post van een subsidie")
        verbose_name_plural = _("posten van subsidies")
        ordering = ["grant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["grant", "number"], name="received_grant_line_once"),
            models.CheckConstraint(
                condition=models.Q(budget_year__isnull=True, post__isnull=True)
                | models.Q(budget_year__isnull=False, post__isnull=False),
                name="received_grant_line_of_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grant} {self.number}"


class GrantStep(RecordedFor):
    """One dated step of a grant. `answers`: the step that asked for the report that is handed in."""

    grant = models.ForeignKey(Grant, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        _("stap"), max_length=12, choices=[(each.value, text) for each, text in GRANT_STEPS.items()]
    )
    happened_on = models.DateField(_("wanneer"))
    amount_cents = models.BigIntegerField(_("bedrag"), null=True)
    reference = models.CharField(_("kenmerk"), max_length=100, blank=True)
    evidence = models.CharField(_("waar het staat"), max_length=1000, blank=True)
    answers = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="answered_by")
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("waarom"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stap van een subsidie")
        verbose_name_plural = _("stappen van subsidies")
        ordering = ["grant", "happened_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(amount_cents__isnull=True) | models.Q(amount_cents__gte=0),
                name="grant_step_not_below_zero",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind=GrantStepKind.WITHDRAWN.value) | models.Q(replaces__isnull=False),
                name="grant_step_withdraws_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class FundedActivity(Subject):
    """An activity that a funder pays for; a project can point down to it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("gesubsidieerde activiteit")
        verbose_name_plural = _("gesubsidieerde activiteiten")

    def __str__(self) -> str:
        return self.code


class FundedActivityStatement(NumberedStatement):
    """What an activity is and how far it is since a day; the newest counts, the others are its history."""

    activity = models.ForeignKey(FundedActivity, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam"), max_length=200)
    lead = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    funder = models.CharField(_("financier"), max_length=200)
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    status = models.CharField(
        _("stand"), max_length=10, choices=[(each.value, text) for each, text in ACTIVITY_STATUSES.items()]
    )
    status_on = models.DateField(_("sinds"))
    grant = models.ForeignKey(Grant, null=True, on_delete=models.PROTECT, related_name="activities")
    amount_cents = models.BigIntegerField(_("bedrag uit de subsidie"), null=True)

    class Meta:
        verbose_name = _("stand van een activiteit")
        verbose_name_plural = _("standen van activiteiten")
        ordering = ["activity", "number"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "number"], name="funded_activity_statement_once"),
            models.CheckConstraint(
                condition=models.Q(amount_cents__isnull=True)
                | models.Q(amount_cents__gt=0, grant__isnull=False),
                name="funded_activity_amount_of_grant",
            ),
        ]

    def __str__(self) -> str:
        return self.title
