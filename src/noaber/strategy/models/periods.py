"""Policy periods. What was said of one is appended, never changed: the newest statement counts (as ADR 15)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.strategy.rules.periods.period import PeriodState

STATES = {
    PeriodState.PREPARATION: _("in voorbereiding"),
    PeriodState.ADOPTED: _("vastgesteld"),
    PeriodState.EXTENDED: _("verlengd"),
    PeriodState.CLOSED: _("afgesloten"),
    PeriodState.DISCHARGED: _("decharge verleend"),
    PeriodState.WITHDRAWN: _("ingetrokken"),
}


class PolicyPeriod(Subject):
    """One period of the strategy, whatever was said of it; `revision` counts its statements."""

    code = models.SlugField(_("code"), max_length=40, unique=True)

    class Meta:
        verbose_name = _("beleidsperiode")
        verbose_name_plural = _("beleidsperiodes")
        ordering = ["-code"]

    def __str__(self) -> str:
        return self.code


class PeriodStatement(NumberedStatement):
    """The whole period as somebody recorded it. Both days belong to the period."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam"), max_length=200)
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    state = models.CharField(_("stand"), max_length=12, choices=[(k.value, v) for k, v in STATES.items()])
    decided_on = models.DateField(_("besloten op"), null=True)
    source = models.CharField(_("bron"), max_length=300, blank=True)
    decided_by = models.CharField(_("besloten met voorstel"), max_length=60, blank=True)
    note = models.CharField(_("toelichting"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("inhoud van een beleidsperiode")
        verbose_name_plural = _("inhoud van beleidsperiodes")
        ordering = ["period", "number"]
        constraints = [
            models.UniqueConstraint(fields=["period", "number"], name="period_statement_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="period_days_in_order",
                violation_error_message=_("De laatste dag ligt voor de eerste."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.period} {self.number}"


class LinkedPlan(models.Model):
    """A plan of another organisation that runs beside a period (R13)."""

    statement = models.ForeignKey(PeriodStatement, on_delete=models.PROTECT, related_name="plans")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(_("plan"), max_length=200)
    starts_on = models.DateField(_("eerste dag"))
    ends_on = models.DateField(_("laatste dag"))
    proposal = models.CharField(_("voorstel"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("gekoppeld plan")
        verbose_name_plural = _("gekoppelde plannen")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="linked_plan_once"),
            models.CheckConstraint(
                condition=models.Q(ends_on__gte=models.F("starts_on")),
                name="linked_plan_days_in_order",
                violation_error_message=_("Het gekoppelde plan eindigt voor het begint."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
