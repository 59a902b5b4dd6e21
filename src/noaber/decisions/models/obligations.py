"""What a decision binds an organisation to: what is expected follows from the points, what is binding from positions.

Only two things are stored: what a point asks per year, and what an organisation did with it after its decision.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, RecordedFor
from noaber.decisions.models.consultations import Consultation
from noaber.decisions.models.proposals import DecisionPoint, Proposal


class ObligationTerms(models.Model):
    """What a point asks of each of its addressees, each year: a rate, capacity or an evaluation; never an amount.

    `is_solidary`: the network goes on only when everyone of them takes part (R50).
    """

    class Kind(models.TextChoices):
        CONTRIBUTION = "contribution", _("bijdrage per inwoner")
        CAPACITY = "capacity", _("capaciteit")
        EVALUATION = "evaluation", _("evaluatie")

    point = models.OneToOneField(DecisionPoint, on_delete=models.CASCADE, related_name="obligation")
    kind = models.CharField(_("soort"), max_length=12, choices=Kind.choices)
    first_year = models.PositiveSmallIntegerField(_("eerste jaar"))
    last_year = models.PositiveSmallIntegerField(_("laatste jaar"))
    rate = models.DecimalField(_("euro per inwoner"), max_digits=8, decimal_places=4, null=True, blank=True)
    fte = models.DecimalField(_("fte"), max_digits=5, decimal_places=2, null=True, blank=True)
    reminder_on = models.DateField(_("herinnering op"), null=True, blank=True)
    is_solidary = models.BooleanField(_("alleen als iedereen meedoet"), default=False)

    class Meta:
        verbose_name = _("voorwaarden van een verplichting")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="obligation_years_in_order",
                violation_error_message=_("Het laatste jaar ligt voor het eerste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.point} {self.kind}"


class BudgetEntry(RecordedFor):
    """That an organisation took a year of its obligation into its budget (Gemeentewet 189-192). Appended."""

    class Form(models.TextChoices):
        BUDGET = "budget", _("begroting")
        AMENDMENT = "amendment", _("begrotingswijziging")
        NOT_TAKEN_UP = "not_taken_up", _("toch niet opgenomen")

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="budget_entries")
    label = models.CharField(_("punt"), max_length=5)
    year = models.PositiveSmallIntegerField(_("jaar"))
    form = models.CharField(_("waarin"), max_length=12, choices=Form.choices)
    decided_on = models.DateField(_("besloten op"))
    evidence = models.CharField(_("vindplaats"), max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("opname in de begroting")
        verbose_name_plural = _("opnames in de begroting")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "year"], name="budget_of_party")]

    def __str__(self) -> str:
        return f"{self.consultation} {self.year}: {self.form}"


class EvaluationEntry(RecordedFor):
    """That the evaluation which a point asks was adopted, by which body and where it can be read (R59). Appended."""

    class Form(models.TextChoices):
        ADOPTED = "adopted", _("evaluatie vastgesteld")
        TAKEN_BACK = "taken_back", _("toch niet vastgesteld")

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="evaluations")
    label = models.CharField(_("punt"), max_length=5)
    year = models.PositiveSmallIntegerField(_("jaar"))
    form = models.CharField(_("wat"), max_length=10, choices=Form.choices)
    body = models.ForeignKey("network.Body", on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(_("vastgesteld op"))
    evidence = models.CharField(_("vindplaats"), max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.TextField(_("toelichting"), blank=True)

    class Meta:
        verbose_name = _("vaststelling van een evaluatie")
        verbose_name_plural = _("vaststellingen van een evaluatie")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.proposal} {self.label} {self.year}: {self.form}"


class ContinuationOverride(Recorded):
    """R50: the steering group lets the network go on without those who had not agreed then; the last one counts.

    `waived`: who that were; unknown in what was recorded before it was kept.
    """

    proposal = models.ForeignKey(Proposal, on_delete=models.PROTECT, related_name="continuations")
    waived = models.JSONField(_("niet op gewacht"), null=True)
    body = models.ForeignKey("network.Body", on_delete=models.PROTECT, related_name="+")
    motive = models.TextField(_("motivering"))
    decided_on = models.DateField(_("besloten op"))
    evidence = models.CharField(_("vindplaats van het besluit"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("besluit om door te gaan")

    def __str__(self) -> str:
        return str(self.proposal)
