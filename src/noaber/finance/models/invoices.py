"""Invoices and credit notes. With its number one stands for good: nothing of it is changed or taken away."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor
from noaber.finance.models.runs import RunContribution
from noaber.finance.rules.invoices.invoice import DocumentKind

KINDS = {DocumentKind.INVOICE: _("factuur"), DocumentKind.CREDIT_NOTE: _("creditnota")}


class InvoiceSeries(models.Model):
    """The numbers of a calendar year; its row is locked from the first number to the end of the transaction."""

    year = models.PositiveSmallIntegerField(_("jaar"), unique=True)
    last_number = models.PositiveIntegerField(_("laatste nummer"), default=0)

    class Meta:
        verbose_name = _("nummerreeks")
        verbose_name_plural = _("nummerreeksen")

    def __str__(self) -> str:
        return f"{self.year}: {self.last_number}"


class Invoice(RecordedFor):
    """What was sent: `content` is all that it says (`rules.invoices.invoice.InvoiceContent`), `ubl` the file itself.

    The other columns repeat of it what lists and payments ask for.
    """

    kind = models.CharField(
        _("soort"), max_length=12, choices=[(each.value, text) for each, text in KINDS.items()]
    )
    series = models.ForeignKey(InvoiceSeries, on_delete=models.PROTECT, related_name="invoices")
    sequence = models.PositiveIntegerField(_("volgnummer"))
    number = models.CharField(_("nummer"), max_length=20, unique=True)
    reference = models.CharField(_("betalingskenmerk"), max_length=25, unique=True)
    buyer = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    contribution = models.ForeignKey(
        RunContribution, null=True, on_delete=models.PROTECT, related_name="invoices"
    )
    issued_on = models.DateField(_("factuurdatum"))
    due_on = models.DateField(_("uiterlijk te betalen"), null=True)
    total_cents = models.BigIntegerField(_("bedrag"))
    credits = models.OneToOneField(
        "self",
        null=True,
        on_delete=models.PROTECT,
        related_name="credit_note",
        verbose_name=_("creditnota bij"),
    )
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    content = models.JSONField(_("inhoud"))
    ubl = models.TextField(_("e-factuur"))

    class Meta:
        verbose_name = _("factuur")
        verbose_name_plural = _("facturen")
        ordering = ["series", "sequence"]
        constraints = [
            models.UniqueConstraint(fields=["series", "sequence"], name="invoice_number_once"),
            models.UniqueConstraint(
                fields=["contribution"],
                condition=models.Q(kind=DocumentKind.INVOICE.value),
                name="invoice_once_per_contribution",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    kind=DocumentKind.INVOICE.value, credits__isnull=True, due_on__isnull=False
                )
                | models.Q(kind=DocumentKind.CREDIT_NOTE.value, credits__isnull=False),
                name="invoice_or_credit_note",
            ),
            models.CheckConstraint(
                condition=models.Q(total_cents__gt=0, sequence__gte=1), name="invoice_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class LeaveOutStep(RecordedFor):
    """After a credit note without replacement its municipality is left out of next runs of the year, or no more.

    The last one of a credit note counts.
    """

    credit_note = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="leave_outs")
    number = models.PositiveSmallIntegerField(_("volgorde"))
    is_left_out = models.BooleanField(_("niet opnieuw factureren"))
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("niet opnieuw factureren")
        verbose_name_plural = _("niet opnieuw factureren")
        ordering = ["credit_note", "number"]
        constraints = [models.UniqueConstraint(fields=["credit_note", "number"], name="leave_out_step_once")]

    def __str__(self) -> str:
        return f"{self.credit_note} {self.number}"
