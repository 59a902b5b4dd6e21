"""Agreements on contributions. What was said of one is appended, never changed: ADR 13."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.finance.rules.agreements.agreement import Side

SIDES = {Side.CONTRIBUTION: _("bijdrage van de gemeenten"), Side.CO_FUNDING: _("cofinanciering")}


class Agreement(Subject):
    """One agreement, whatever was said of it; `revision` counts its statements."""

    code = models.SlugField(_("code"), max_length=60, unique=True)

    class Meta:
        verbose_name = _("afspraak over bijdragen")
        verbose_name_plural = _("afspraken over bijdragen")

    def __str__(self) -> str:
        return self.code


class AgreementStatement(NumberedStatement):
    """The whole agreement as somebody recorded it; the newest one that was known counts.

    `decided_by` is the code of the proposal with which the network decides upon it; `fte` is asked of each partner,
    each year; `largest_paid`: how many of the largest municipalities paid everything before. `mark` names this
    statement and no other, ever: what was read up to it needs no second look.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam"), max_length=200)
    source = models.CharField(_("bron"), max_length=300)
    proposed_on = models.DateField(_("voorgesteld op"))
    rate = models.DecimalField(_("euro per inwoner"), max_digits=8, decimal_places=6)
    first_year = models.PositiveSmallIntegerField(_("eerste jaar"))
    last_year = models.PositiveSmallIntegerField(_("laatste jaar"))
    fte = models.DecimalField(_("fte per partner"), max_digits=5, decimal_places=2)
    facilities = models.CharField(_("faciliteiten van de partners"), max_length=200, blank=True)
    largest_paid = models.PositiveSmallIntegerField(_("grootste gemeenten die eerst betaalden"), default=0)
    decided_by = models.CharField(_("besloten met voorstel"), max_length=60, blank=True)
    mark = models.UUIDField(default=uuid.uuid4, editable=False, unique=True)

    class Meta:
        verbose_name = _("inhoud van een afspraak")
        verbose_name_plural = _("inhoud van afspraken")
        ordering = ["agreement", "number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="agreement_statement_once"),
            models.CheckConstraint(
                condition=models.Q(last_year__gte=models.F("first_year")),
                name="agreement_years_in_order",
                violation_error_message=_("Het laatste jaar ligt voor het eerste."),
            ),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0, fte__gte=0),
                name="agreement_asks_something",
                violation_error_message=_("Het tarief moet meer dan nul zijn, de capaciteit niet minder."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement} {self.number}"


class BudgetLine(models.Model):
    """One line of the yearly budget that an agreement is for. Sums are computed, never stored."""

    statement = models.ForeignKey(AgreementStatement, on_delete=models.PROTECT, related_name="lines")
    side = models.CharField(
        _("kant"), max_length=12, choices=[(side.value, text) for side, text in SIDES.items()]
    )
    position = models.PositiveSmallIntegerField(_("volgorde"))
    title = models.CharField(_("post"), max_length=120)
    purpose = models.CharField(_("waarvoor"), max_length=300, blank=True)
    amount_cents = models.BigIntegerField(_("bedrag per jaar"))

    class Meta:
        verbose_name = _("begrotingspost")
        verbose_name_plural = _("begrotingsposten")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="budget_line_once"),
            models.CheckConstraint(
                condition=models.Q(amount_cents__gt=0),
                name="budget_line_above_zero",
                violation_error_message=_("Het bedrag moet meer dan nul zijn."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
