"""How invoices went to who pays them: asked for once, each step appended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor
from noaber.finance.models.billing import PROFILES, Buyer
from noaber.finance.models.invoices import Invoice
from noaber.finance.rules.invoices.transmissions import Channel, StepKind

CHANNELS = {
    Channel.DOWNLOAD: _("bestand om af te geven"),
    Channel.MAIL: _("e-mail"),
    Channel.PEPPOL: _("Peppol"),
}
SENDING_STEPS = {
    StepKind.QUEUED: _("staat klaar"),
    StepKind.IN_FLIGHT: _("onderweg"),
    StepKind.WAITING: _("wordt opnieuw geprobeerd"),
    StepKind.DELIVERED: _("afgeleverd"),
    StepKind.FAILED: _("mislukt"),
}


class DeliveryStatement(NumberedStatement):
    """How a payer wants to get its invoices; no channel: as it comes (`rules.invoices.transmissions.channel_for`)."""

    buyer = models.ForeignKey(Buyer, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.CharField(
        _("hoe"), max_length=8, blank=True, choices=[(each.value, text) for each, text in CHANNELS.items()]
    )
    email = models.EmailField(_("e-mailadres voor facturen"), blank=True)

    class Meta:
        verbose_name = _("manier van verzenden")
        verbose_name_plural = _("manieren van verzenden")
        ordering = ["buyer", "number"]
        constraints = [models.UniqueConstraint(fields=["buyer", "number"], name="delivery_statement_once")]

    def __str__(self) -> str:
        return f"{self.buyer_id} {self.number}"


class Transmission(RecordedFor):
    """One sending of a document, with to whom as it was then. A next one comes only after one that failed."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="transmissions")
    number = models.PositiveSmallIntegerField(_("keer"))
    channel = models.CharField(
        _("hoe"), max_length=8, choices=[(each.value, text) for each, text in CHANNELS.items()]
    )
    profile = models.CharField(
        _("soort e-factuur"), max_length=8, choices=[(each.value, text) for each, text in PROFILES.items()]
    )
    recipient = models.CharField(_("aan"), max_length=254, blank=True)

    class Meta:
        verbose_name = _("verzending")
        verbose_name_plural = _("verzendingen")
        ordering = ["invoice", "number"]
        constraints = [models.UniqueConstraint(fields=["invoice", "number"], name="transmission_once")]

    def __str__(self) -> str:
        return f"{self.invoice} {self.number}"


class TransmissionStep(RecordedFor):
    """One thing that happened with a sending, after `attempt` tries. `external_id`: what the other end calls it."""

    transmission = models.ForeignKey(Transmission, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveSmallIntegerField(_("volgorde"))
    kind = models.CharField(
        _("stand"), max_length=10, choices=[(each.value, text) for each, text in SENDING_STEPS.items()]
    )
    attempt = models.PositiveSmallIntegerField(_("poging"), default=0)
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    external_id = models.CharField(_("kenmerk van de ander"), max_length=200, blank=True)
    next_at = models.DateTimeField(_("volgende poging op"), null=True)

    class Meta:
        verbose_name = _("stap van een verzending")
        verbose_name_plural = _("stappen van verzendingen")
        ordering = ["transmission", "number"]
        constraints = [
            models.UniqueConstraint(fields=["transmission", "number"], name="transmission_step_once"),
            models.UniqueConstraint(
                fields=["transmission"],
                condition=models.Q(kind=StepKind.DELIVERED.value),
                name="transmission_delivered_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.transmission_id} {self.number} {self.kind}"
