"""How a year of an agreement is billed, and by whom: said by the controller, appended, never changed."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.finance.models.agreements import Agreement
from noaber.finance.rules.billing.terms import Rounding
from noaber.finance.rules.invoices.invoice import Profile, VatTreatment

ROUNDINGS = {
    Rounding.HALF_UP: _("per gemeente op de cent, vanaf een halve cent naar boven"),
    Rounding.FIXED_SUM: _("de begroting precies verdeeld naar inwoners"),
}
VAT_TREATMENTS = {
    VatTreatment.OUT_OF_SCOPE: _("buiten de btw"),
    VatTreatment.EXEMPT: _("vrijgesteld van btw"),
    VatTreatment.TAXED: _("belast met btw"),
}
PROFILES = {Profile.NLCIUS: _("NLCIUS (Nederland)"), Profile.PEPPOL: _("Peppol BIS 3.0")}


class Host(Subject):
    """An organisation that keeps the books of the network, whatever was said of it."""

    organisation = models.OneToOneField("network.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("beheerorganisatie")
        verbose_name_plural = _("beheerorganisaties")

    def __str__(self) -> str:
        return str(self.organisation_id)


class HostStatement(NumberedStatement):
    """From which day it keeps the books, and what its invoices say of it; the newest statement of each host counts.

    On a day the host is the one that began last, on that day or before (R52).
    """

    host = models.ForeignKey(Host, on_delete=models.PROTECT, related_name="statements")
    from_on = models.DateField(_("beheerorganisatie vanaf"))
    iban = models.CharField(_("IBAN"), max_length=34)
    vat_number = models.CharField(_("btw-nummer"), max_length=14, blank=True)
    contact_name = models.CharField(_("functie of team voor vragen"), max_length=100)
    contact_email = models.EmailField(_("e-mailadres voor vragen"), blank=True)
    contact_phone = models.CharField(_("telefoonnummer voor vragen"), max_length=20, blank=True)

    class Meta:
        verbose_name = _("gegevens van een beheerorganisatie")
        verbose_name_plural = _("gegevens van beheerorganisaties")
        ordering = ["host", "number"]
        constraints = [models.UniqueConstraint(fields=["host", "number"], name="host_statement_once")]

    def __str__(self) -> str:
        return f"{self.host_id} {self.number}"


class BillingYear(Subject):
    """One year of one agreement; `revision` counts what was said of its billing."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="billing_years")
    year = models.PositiveSmallIntegerField(_("jaar"))

    class Meta:
        verbose_name = _("factuurjaar")
        verbose_name_plural = _("factuurjaren")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="billing_year_once")]

    def __str__(self) -> str:
        return str(self.year)


class BillingTerms(NumberedStatement):
    """What the agreement leaves open, as the controller sets it for a year; the newest one counts.

    `rate` is that of the agreement unless it was indexed; `motive` says why these terms.
    """

    billing_year = models.ForeignKey(BillingYear, on_delete=models.PROTECT, related_name="statements")
    reference_on = models.DateField(_("peildatum"))
    rate = models.DecimalField(_("euro per inwoner"), max_digits=8, decimal_places=6)
    rounding = models.CharField(
        _("afronding"), max_length=12, choices=[(each.value, text) for each, text in ROUNDINGS.items()]
    )
    vat_treatment = models.CharField(
        _("btw"), max_length=12, choices=[(each.value, text) for each, text in VAT_TREATMENTS.items()]
    )
    vat_rate = models.DecimalField(_("btw-percentage"), max_digits=5, decimal_places=2, default=0)
    vat_reason = models.CharField(_("waarom geen btw"), max_length=200, blank=True)
    payment_days = models.PositiveSmallIntegerField(_("betaaltermijn in dagen"))
    motive = models.CharField(_("waarom zo"), max_length=500)

    class Meta:
        verbose_name = _("factuurregels van een jaar")
        verbose_name_plural = _("factuurregels van jaren")
        ordering = ["billing_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["billing_year", "number"], name="billing_terms_once"),
            models.CheckConstraint(
                condition=models.Q(rate__gt=0, payment_days__gte=1),
                name="billing_terms_ask_something",
                violation_error_message=_("Het tarief en de betaaltermijn moeten meer dan nul zijn."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.billing_year} {self.number}"


class Participant(Subject):
    """An organisation that does not take part in all years of an agreement."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="participants")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("deelnemer")
        verbose_name_plural = _("deelnemers")
        constraints = [models.UniqueConstraint(fields=["agreement", "organisation"], name="participant_once")]

    def __str__(self) -> str:
        return f"{self.agreement} {self.organisation_id}"


class ParticipationStatement(NumberedStatement):
    """From when until when it takes part, and why; the newest one counts."""

    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="statements")
    from_on = models.DateField(_("doet mee vanaf"), null=True)
    until_on = models.DateField(_("doet mee tot"), null=True)
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("deelname")
        verbose_name_plural = _("deelname")
        ordering = ["participant", "number"]
        constraints = [
            models.UniqueConstraint(fields=["participant", "number"], name="participation_statement_once")
        ]

    def __str__(self) -> str:
        return f"{self.participant_id} {self.number}"


class Buyer(Subject):
    """A payer with wishes of its own for its invoices."""

    organisation = models.OneToOneField("network.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("betaler")
        verbose_name_plural = _("betalers")

    def __str__(self) -> str:
        return str(self.organisation_id)


class BuyerStatement(NumberedStatement):
    """Which rules its e-invoices follow, and what it wants to find on them; the newest one counts."""

    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="statements")
    profile = models.CharField(
        _("soort e-factuur"), max_length=8, choices=[(each.value, text) for each, text in PROFILES.items()]
    )
    buyer_reference = models.CharField(_("kenmerk van de betaler"), max_length=100, blank=True)
    order_reference = models.CharField(_("inkoopnummer of verplichtingennummer"), max_length=100, blank=True)

    class Meta:
        verbose_name = _("wensen van een betaler")
        verbose_name_plural = _("wensen van betalers")
        ordering = ["buyer", "number"]
        constraints = [models.UniqueConstraint(fields=["buyer", "number"], name="buyer_statement_once")]

    def __str__(self) -> str:
        return f"{self.buyer_id} {self.number}"
