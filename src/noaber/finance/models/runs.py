"""Runs: what each municipality is asked for a year, worked out once, approved by another person, then invoiced."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.finance.models.billing import BillingTerms
from noaber.finance.rules.billing.terms import RunStep as Step

STEPS = {
    Step.APPROVED: _("goedgekeurd"),
    Step.ISSUED: _("facturen gemaakt"),
    Step.WITHDRAWN: _("ingetrokken"),
}


class ContributionRun(Subject, RecordedFor):
    """One working out of a year on the terms that stood then. A later one of the same year is a correction."""

    terms = models.ForeignKey(BillingTerms, on_delete=models.PROTECT, related_name="runs")
    number = models.PositiveSmallIntegerField(_("ronde"))
    budget_cents = models.BigIntegerField(_("begroting"))
    reason = models.CharField(_("waarom deze ronde"), max_length=500, blank=True)
    billing_year = models.ForeignKey(
        "finance.BillingYear", on_delete=models.PROTECT, related_name="runs", verbose_name=_("jaar")
    )

    class Meta:
        verbose_name = _("factuurronde")
        verbose_name_plural = _("factuurrondes")
        ordering = ["billing_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["billing_year", "number"], name="contribution_run_once"),
        ]

    def __str__(self) -> str:
        return f"{self.billing_year} {self.number}"


class RunContribution(models.Model):
    """What one municipality is asked, with the figures that it was worked out from."""

    run = models.ForeignKey(ContributionRun, on_delete=models.PROTECT, related_name="contributions")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("gemeente"), max_length=200)
    population = models.PositiveIntegerField(_("inwoners"))
    source = models.CharField(_("bron"), max_length=300)
    is_provisional = models.BooleanField(_("voorlopig"))
    days = models.PositiveSmallIntegerField(_("dagen"))
    amount_cents = models.BigIntegerField(_("bijdrage"))

    class Meta:
        verbose_name = _("bijdrage van een gemeente")
        verbose_name_plural = _("bijdragen van gemeenten")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["run", "organisation"], name="run_contribution_once"),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gte=0), name="run_contribution_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RunStep(RecordedFor):
    """A run was approved, invoiced or withdrawn: each once."""

    run = models.ForeignKey(ContributionRun, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        _("stap"), max_length=10, choices=[(each.value, text) for each, text in STEPS.items()]
    )
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stap van een factuurronde")
        verbose_name_plural = _("stappen van factuurrondes")
        ordering = ["recorded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["run", "kind"], name="run_step_once")]

    def __str__(self) -> str:
        return f"{self.run} {self.kind}"
