"""Reminding who did not pay, and what is disputed: said and sent once, appended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject
from noaber.finance.models.invoices import Invoice
from noaber.finance.rules.dunning.reminders import ReminderStep

REMINDERS = {
    ReminderStep.FIRST: _("betalingsherinnering"),
    ReminderStep.SECOND: _("tweede herinnering"),
    ReminderStep.DEMAND: _("aanmaning"),
}


class ReminderScheme(Subject):
    """How the network reminds; there is one, and `revision` counts what was said of it."""

    code = models.SlugField(_("code"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("manier van herinneren")
        verbose_name_plural = _("manieren van herinneren")

    def __str__(self) -> str:
        return self.code


class ReminderStatement(NumberedStatement):
    """The days before each step, as the controller set them; the newest one counts."""

    scheme = models.ForeignKey(ReminderScheme, on_delete=models.PROTECT, related_name="statements")
    first_days = models.PositiveSmallIntegerField(_("dagen tot de herinnering"))
    second_days = models.PositiveSmallIntegerField(_("dagen tot de tweede herinnering"))
    demand_days = models.PositiveSmallIntegerField(_("dagen tot de aanmaning"))
    answer_days = models.PositiveSmallIntegerField(_("dagen om alsnog te betalen"))
    motive = models.CharField(_("waarom zo"), max_length=500)

    class Meta:
        verbose_name = _("termijnen van het herinneren")
        verbose_name_plural = _("termijnen van het herinneren")
        ordering = ["scheme", "number"]
        constraints = [models.UniqueConstraint(fields=["scheme", "number"], name="reminder_statement_once")]

    def __str__(self) -> str:
        return f"{self.scheme_id} {self.number}"


class DisputeStep(RecordedFor):
    """A payer disputes an invoice, or does so no more; the last one of an invoice counts."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="disputes")
    number = models.PositiveSmallIntegerField(_("volgorde"))
    is_disputed = models.BooleanField(_("betwist"))
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("betwisting")
        verbose_name_plural = _("betwistingen")
        ordering = ["invoice", "number"]
        constraints = [models.UniqueConstraint(fields=["invoice", "number"], name="dispute_step_once")]

    def __str__(self) -> str:
        return f"{self.invoice} {self.number}"


class PaymentReminder(RecordedFor):
    """A reminder as it was sent: what was open then, by when it was asked, and to which address (empty: by letter)."""

    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="reminders")
    step = models.CharField(
        _("stap"), max_length=8, choices=[(each.value, text) for each, text in REMINDERS.items()]
    )
    sent_on = models.DateField(_("datum"))
    due_on = models.DateField(_("had betaald moeten zijn op"))
    pay_until = models.DateField(_("alsnog te betalen voor"))
    paid_cents = models.BigIntegerField(_("al betaald"))
    open_cents = models.BigIntegerField(_("nog open"))
    recipient = models.CharField(_("aan"), max_length=254, blank=True)
    network = models.CharField(_("netwerk"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("herinnering")
        verbose_name_plural = _("herinneringen")
        ordering = ["sent_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["invoice", "step"], name="payment_reminder_once"),
            models.CheckConstraint(
                condition=models.Q(open_cents__gt=0), name="payment_reminder_of_something"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.invoice} {self.step}"
