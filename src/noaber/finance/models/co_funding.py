"""Co-funding: what parties promise for a year, and what they delivered of it. Appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject
from noaber.finance.models.agreements import Agreement
from noaber.finance.rules.budget.co_funding import CoFundingKind

CO_FUNDING_KINDS = {
    CoFundingKind.CAPACITY: _("capaciteit"),
    CoFundingKind.FACILITIES: _("faciliteiten"),
    CoFundingKind.LEADER: _("projectleider om niet"),
    CoFundingKind.GRANT: _("subsidie"),
}


class Pledge(Subject):
    """What one party promises for one year on one line of the agreement, whatever was said of it.

    `item` is the code of that line; `party` that of the organisation, or of who is not in the register.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="pledges")
    year = models.PositiveSmallIntegerField(_("jaar"))
    item = models.SlugField(_("post"), max_length=60)
    kind = models.CharField(
        _("soort"), max_length=10, choices=[(each.value, text) for each, text in CO_FUNDING_KINDS.items()]
    )
    party = models.SlugField(_("partij"), max_length=60)
    organisation = models.ForeignKey(
        "network.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("toezegging")
        verbose_name_plural = _("toezeggingen")
        ordering = ["year", "item", "party"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "item", "kind", "party"], name="pledge_once")
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.party}"


class PledgeStatement(NumberedStatement):
    """What is promised; the newest one counts. Capacity is worth its fte x tariff, anything else its amount."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="statements")
    name = models.CharField(_("naam van de partij"), max_length=200)
    fte = models.DecimalField(_("fte"), max_digits=5, decimal_places=2, default=0)
    tariff_cents = models.BigIntegerField(_("waarde per fte per jaar"), default=0)
    amount_cents = models.BigIntegerField(_("waarde"), default=0)
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("inhoud van een toezegging")
        verbose_name_plural = _("inhoud van toezeggingen")
        ordering = ["pledge", "number"]
        constraints = [
            models.UniqueConstraint(fields=["pledge", "number"], name="pledge_statement_once"),
            models.CheckConstraint(
                condition=models.Q(fte__gte=0, tariff_cents__gte=0, amount_cents__gte=0),
                name="pledge_not_below_zero",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pledge} {self.number}"


class Delivery(RecordedFor):
    """What was delivered of a pledge in a period. A row that `reverses` another takes it back, whole and once."""

    pledge = models.ForeignKey(Pledge, on_delete=models.PROTECT, related_name="deliveries")
    first_on = models.DateField(_("van"))
    last_on = models.DateField(_("tot en met"))
    fte = models.DecimalField(_("fte"), max_digits=5, decimal_places=2, default=0)
    amount_cents = models.BigIntegerField(_("waarde"))
    evidence = models.CharField(_("waaruit het blijkt"), max_length=500)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        verbose_name = _("levering")
        verbose_name_plural = _("leveringen")
        ordering = ["first_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reverses__isnull=True, amount_cents__gt=0)
                | models.Q(reverses__isnull=False, amount_cents__lt=0),
                name="delivery_below_zero_reverses",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pledge} {self.first_on}"
