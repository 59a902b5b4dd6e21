"""The budget of each year of an agreement: proposed, approved by another person, then amended; appended only."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.finance.models.agreements import Agreement
from noaber.finance.rules.budget.year_budget import BudgetSide, ProposalKind, ProposalStep

BUDGET_SIDES = {BudgetSide.INCOME: _("inkomsten"), BudgetSide.EXPENDITURE: _("uitgaven")}
PROPOSAL_KINDS = {
    ProposalKind.ORIGINAL: _("begroting"),
    ProposalKind.AMENDMENT: _("begrotingswijziging"),
}
PROPOSAL_STEPS = {ProposalStep.APPROVED: _("goedgekeurd"), ProposalStep.WITHDRAWN: _("ingetrokken")}


class BudgetYear(Subject):
    """The budget of one year; locked by whoever changes it, commits or spends. `revision` counts what was proposed
    and decided of the budget itself.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="budget_years")
    year = models.PositiveSmallIntegerField(_("jaar"))

    class Meta:
        verbose_name = _("begrotingsjaar")
        verbose_name_plural = _("begrotingsjaren")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="budget_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class BudgetPost(models.Model):
    """A line that is the same one in every year of the agreement, whatever it is called; spending is tagged with it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="budget_posts")
    code = models.SlugField(_("code"), max_length=60)
    side = models.CharField(
        _("kant"), max_length=12, choices=[(each.value, text) for each, text in BUDGET_SIDES.items()]
    )

    class Meta:
        verbose_name = _("post van de begroting")
        verbose_name_plural = _("posten van de begroting")
        ordering = ["agreement", "pk"]
        constraints = [models.UniqueConstraint(fields=["agreement", "code"], name="budget_post_once")]

    def __str__(self) -> str:
        return self.code


class BudgetProposal(RecordedFor):
    """A budget or an amendment as it was proposed; what it changes stands in its `BudgetChange`s."""

    budget_year = models.ForeignKey(BudgetYear, on_delete=models.PROTECT, related_name="proposals")
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(
        _("soort"), max_length=10, choices=[(each.value, text) for each, text in PROPOSAL_KINDS.items()]
    )
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("voorstel voor de begroting")
        verbose_name_plural = _("voorstellen voor de begroting")
        ordering = ["budget_year", "number"]
        constraints = [models.UniqueConstraint(fields=["budget_year", "number"], name="budget_proposal_once")]

    def __str__(self) -> str:
        return f"{self.budget_year} {self.number}"


class BudgetChange(models.Model):
    """From -> to of one line, and its words from then on."""

    proposal = models.ForeignKey(BudgetProposal, on_delete=models.PROTECT, related_name="changes")
    post = models.ForeignKey(BudgetPost, on_delete=models.PROTECT, related_name="changes")
    title = models.CharField(_("post"), max_length=120)
    purpose = models.CharField(_("waarvoor"), max_length=300, blank=True)
    before_cents = models.BigIntegerField(_("was"))
    after_cents = models.BigIntegerField(_("wordt"))

    class Meta:
        verbose_name = _("wijziging van een post")
        verbose_name_plural = _("wijzigingen van posten")
        ordering = ["proposal", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "post"], name="budget_change_once"),
            models.CheckConstraint(
                condition=models.Q(before_cents__gte=0, after_cents__gte=0),
                name="budget_change_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class BudgetStep(RecordedFor):
    """A proposal was approved by another person, or withdrawn: one of them, once."""

    proposal = models.OneToOneField(BudgetProposal, on_delete=models.PROTECT, related_name="step")
    kind = models.CharField(
        _("stap"), max_length=10, choices=[(each.value, text) for each, text in PROPOSAL_STEPS.items()]
    )
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("besluit over een begroting")
        verbose_name_plural = _("besluiten over begrotingen")
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.proposal} {self.kind}"
