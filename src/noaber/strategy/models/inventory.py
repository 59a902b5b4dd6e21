"""What each organisation puts first in a period. What was handed in is appended, never changed; the newest counts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.inventory import SourceKind

KINDS = {
    SourceKind.AGENDA: _("landelijke of regionale agenda"),
    SourceKind.REVIEW: _("bevindingen van de evaluatie"),
}


class LocalPlan(Subject):
    """The plan of one organisation for one period, whatever was handed in; `revision` counts that.

    What has priorities and is no organisation, a national agenda or a review, is called by `source` instead.
    """

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="local_plans")
    organisation = models.ForeignKey(
        "network.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    source = models.SlugField(_("bron"), max_length=60, blank=True)
    kind = models.CharField(
        _("soort bron"), max_length=10, blank=True, choices=[(k.value, v) for k, v in KINDS.items()]
    )

    class Meta:
        verbose_name = _("veiligheidsplan")
        verbose_name_plural = _("veiligheidsplannen")
        constraints = [
            models.UniqueConstraint(fields=["period", "organisation"], name="local_plan_once_per_period"),
            models.UniqueConstraint(
                fields=["period", "source"], condition=~models.Q(source=""), name="local_plan_source_once"
            ),
            models.CheckConstraint(
                condition=models.Q(organisation__isnull=False, source="", kind="")
                | (models.Q(organisation__isnull=True) & ~models.Q(source="") & ~models.Q(kind="")),
                name="local_plan_of_an_organisation_or_a_source",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period_id}: {self.organisation_id or self.source}"


class LocalPlanStatement(NumberedStatement):
    """A plan with its priorities, as somebody handed it in. Both days belong to the plan."""

    plan = models.ForeignKey(LocalPlan, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam van het plan"), max_length=200)
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    council_on = models.DateField(_("vastgesteld door de raad op"), null=True)
    link = models.CharField(_("adres"), max_length=500, blank=True)
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("inhoud van een veiligheidsplan")
        verbose_name_plural = _("inhoud van veiligheidsplannen")
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="local_plan_statement_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="local_plan_days_in_order",
                violation_error_message=_("Het plan eindigt voor het begint."),
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LocalPriority(models.Model):
    """One ranked priority of a plan: a theme of the taxonomy, and the organisation's own words for it."""

    statement = models.ForeignKey(LocalPlanStatement, on_delete=models.PROTECT, related_name="priorities")
    rank = models.PositiveSmallIntegerField(_("rang"))
    field = models.ForeignKey(
        "network.SafetyField", verbose_name=_("thema"), on_delete=models.PROTECT, related_name="+"
    )
    wording = models.CharField(_("eigen woorden"), max_length=300, blank=True)
    page = models.CharField(_("bladzijde"), max_length=40, blank=True)
    ambition = models.CharField(_("ambitie"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("prioriteit")
        verbose_name_plural = _("prioriteiten")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "rank"],
                name="local_priority_rank_once",
                violation_error_message=_("Deze rang staat er twee keer."),
            ),
            models.CheckConstraint(
                condition=models.Q(rank__gte=1),
                name="local_priority_rank_from_one",
                violation_error_message=_("De hoogste rang is 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.field_id}"
