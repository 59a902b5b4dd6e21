"""What the bank said, and which invoices it settles. Appended, never changed: what is undone is a row below zero.

At any moment an entry is what was allocated of it, what went back, what was set aside and what is left; the arithmetic
is that of `rules.bank.allocation`.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.finance.models.invoices import Invoice
from noaber.finance.rules.bank.proposals import Confidence
from noaber.finance.rules.bank.statements import Direction

DIRECTIONS = {Direction.CREDIT: _("bij"), Direction.DEBIT: _("af")}
CONFIDENCES = {
    Confidence.CERTAIN: _("zeker"),
    Confidence.PROBABLE: _("waarschijnlijk"),
    Confidence.POSSIBLE: _("mogelijk"),
}


class BankAccount(Subject):
    """An account of a host; its row is locked while a file is read, and `revision` counts what came in."""

    iban = models.CharField(_("IBAN"), max_length=34, unique=True)

    class Meta:
        verbose_name = _("rekening")
        verbose_name_plural = _("rekeningen")
        ordering = ["iban"]

    def __str__(self) -> str:
        return self.iban


class BankStatement(RecordedFor):
    """A statement as it was read. `contents` is what makes it known again, with its balances and number.

    `entry_count` entries were new when it came in; `entries_digest` is over those, in their order, and the log has it.
    The row is made after its entries, so its identity is not given by the database.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="statements")
    statement_id = models.TextField(_("kenmerk"), blank=True)
    sequence = models.TextField(_("nummer"), blank=True)
    first_on = models.DateField(_("van"), null=True)
    last_on = models.DateField(_("tot en met"), null=True)
    opening_cents = models.BigIntegerField(_("beginstand"))
    closing_cents = models.BigIntegerField(_("eindstand"))
    file_name = models.CharField(_("bestand"), max_length=300)
    file_sha256 = models.CharField(_("hash van het bestand"), max_length=64)
    file_kind = models.CharField(_("soort bestand"), max_length=40, blank=True)
    contents = models.CharField(_("hash van de boekingen"), max_length=64)
    entry_count = models.PositiveIntegerField(_("nieuwe boekingen"))
    entries_digest = models.CharField(_("zegel van de boekingen"), max_length=64)

    class Meta:
        verbose_name = _("afschrift")
        verbose_name_plural = _("afschriften")
        ordering = ["last_on", "sequence"]
        indexes = [models.Index(fields=["account", "closing_cents"], name="statement_closing")]

    def __str__(self) -> str:
        return self.sequence or self.statement_id


class BankEntry(models.Model):
    """One booked amount, as `rules.bank.statements.BankEntry` has it; an empty text is what the bank did not say."""

    statement = models.ForeignKey(BankStatement, on_delete=models.PROTECT, related_name="entries")
    account = models.ForeignKey(BankAccount, on_delete=models.PROTECT, related_name="entries")
    fingerprint = models.CharField(_("vingerafdruk"), max_length=48)
    position = models.PositiveIntegerField(_("plaats"))
    amount_cents = models.BigIntegerField(_("bedrag"))
    direction = models.CharField(
        _("richting"), max_length=6, choices=[(each.value, text) for each, text in DIRECTIONS.items()]
    )
    booked_on = models.DateField(_("geboekt op"), db_index=True)
    value_on = models.DateField(_("rentedatum"), null=True)
    is_reversal = models.BooleanField(_("teruggedraaid"))
    counterparty_name = models.TextField(_("naam van de ander"), blank=True)
    counterparty_iban = models.TextField(_("rekening van de ander"), blank=True)
    on_behalf_of = models.TextField(_("namens"), blank=True)
    reference = models.TextField(_("betalingskenmerk"), blank=True)
    reference_kind = models.CharField(_("soort kenmerk"), max_length=8, blank=True)
    text = models.TextField(_("omschrijving"), blank=True)
    rest = models.JSONField(_("wat de bank verder zegt"), default=dict)

    class Meta:
        verbose_name = _("boeking")
        verbose_name_plural = _("boekingen")
        ordering = ["booked_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["account", "fingerprint"], name="bank_entry_once"),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="bank_entry_above_zero"),
        ]

    def __str__(self) -> str:
        return self.fingerprint

    @property
    def is_incoming(self) -> bool:
        return self.direction == Direction.CREDIT


class Allocation(RecordedFor):
    """A part of an entry: for an invoice, given back by an entry of money out, or set aside as none of ours.

    A row that `releases` another is its opposite, whole and once.
    """

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="allocations")
    invoice = models.ForeignKey(Invoice, null=True, on_delete=models.PROTECT, related_name="allocations")
    outgoing = models.ForeignKey(BankEntry, null=True, on_delete=models.PROTECT, related_name="given_back")
    amount_cents = models.BigIntegerField(_("bedrag"))
    confidence = models.CharField(
        _("hoe zeker"),
        max_length=8,
        blank=True,
        choices=[(each.value, text) for each, text in CONFIDENCES.items()],
    )
    reason = models.CharField(_("waarom"), max_length=1000, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("verrekening")
        verbose_name_plural = _("verrekeningen")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(invoice__isnull=True) | models.Q(outgoing__isnull=True),
                name="allocation_to_one",
            ),
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="allocation_below_zero_releases",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.amount_cents}"
