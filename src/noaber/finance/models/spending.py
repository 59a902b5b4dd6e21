"""What is spent: commitments on a line, purchase invoices, and what is booked of those and of the bank. Appended."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.finance.models.agreements import Agreement
from noaber.finance.models.bank import BankEntry
from noaber.finance.models.budget import BudgetPost, BudgetYear
from noaber.finance.models.invoices import KINDS
from noaber.finance.rules.spending.bookings import CommitmentStep as Step
from noaber.finance.rules.spending.bookings import IncomingStep as Said

COMMITMENT_STEPS = {Step.COMMITTED: _("vastgelegd"), Step.RELEASED: _("vrijgegeven")}
INCOMING_STEPS = {
    Said.FIRST: _("eerste akkoord"),
    Said.SECOND: _("tweede akkoord"),
    Said.REFUSED: _("afgewezen"),
}


class Commitment(RecordedFor):
    """Money that is asked for on a line of a year. With `subject_kind` it is for a thing of another room."""

    budget_year = models.ForeignKey(BudgetYear, on_delete=models.PROTECT, related_name="commitments")
    post = models.ForeignKey(BudgetPost, on_delete=models.PROTECT, related_name="commitments")
    number = models.PositiveSmallIntegerField(_("nummer"))
    title = models.CharField(_("waarvoor"), max_length=200)
    party = models.CharField(_("met wie"), max_length=200, blank=True)
    subject_kind = models.CharField(_("soort onderwerp"), max_length=40, blank=True)
    subject_key = models.CharField(_("onderwerp"), max_length=100, blank=True)
    amount_cents = models.BigIntegerField(_("bedrag"))

    class Meta:
        verbose_name = _("verplichting")
        verbose_name_plural = _("verplichtingen")
        ordering = ["budget_year", "number"]
        constraints = [
            models.UniqueConstraint(fields=["budget_year", "number"], name="commitment_once"),
            models.CheckConstraint(condition=models.Q(amount_cents__gt=0), name="commitment_above_zero"),
        ]

    def __str__(self) -> str:
        return self.title


class CommitmentStep(RecordedFor):
    """A commitment was entered into, or what it kept was released: each once."""

    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        _("stap"), max_length=10, choices=[(each.value, text) for each, text in COMMITMENT_STEPS.items()]
    )
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("stap van een verplichting")
        verbose_name_plural = _("stappen van verplichtingen")
        ordering = ["recorded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["commitment", "kind"], name="commitment_step_once")]

    def __str__(self) -> str:
        return f"{self.commitment} {self.kind}"


class CarriedCommitment(RecordedFor):
    """What was left of a commitment at the end of a year went on as one of the next year; once, with a reason."""

    before = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="carried_to")
    after = models.OneToOneField(Commitment, on_delete=models.PROTECT, related_name="carried_from")
    reason = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("verplichting die doorloopt")
        verbose_name_plural = _("verplichtingen die doorlopen")
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.before_id} {self.after_id}"


class PurchaseBook(Subject):
    """The one book of purchase invoices: locked by who takes one in, approves or books. `revision` numbers them."""

    name = models.CharField(_("naam"), max_length=20, unique=True)

    class Meta:
        verbose_name = _("inkoopboek")
        verbose_name_plural = _("inkoopboeken")

    def __str__(self) -> str:
        return self.name


class IncomingInvoice(RecordedFor):
    """A supplier's invoice or credit note as it was taken in; amounts are positive. The keys find what came twice.

    What is to be paid is the total less what was prepaid, with what it was rounded. `addressed_to`: who it names as
    the buyer, where that is another than the host; who took it in said that it is for the host all the same.
    """

    book = models.ForeignKey(PurchaseBook, on_delete=models.PROTECT, related_name="invoices")
    number = models.PositiveIntegerField(_("nummer"))
    kind = models.CharField(
        _("soort"), max_length=12, choices=[(each.value, text) for each, text in KINDS.items()]
    )
    supplier = models.CharField(_("leverancier"), max_length=200)
    supplier_key = models.CharField(max_length=200)
    supplier_id = models.CharField(_("KvK- of btw-nummer"), max_length=40, blank=True)
    supplier_number = models.CharField(_("factuurnummer"), max_length=200)
    number_key = models.CharField(max_length=200)
    issued_on = models.DateField(_("factuurdatum"))
    due_on = models.DateField(_("te betalen tot"), null=True)
    net_cents = models.BigIntegerField(_("zonder btw"))
    vat_cents = models.BigIntegerField(_("btw"))
    prepaid_cents = models.BigIntegerField(_("vooruitbetaald"), default=0)
    rounding_cents = models.BigIntegerField(_("afronding"), default=0)
    iban = models.CharField(_("IBAN"), max_length=34, blank=True)
    addressed_to = models.CharField(_("gericht aan een ander"), max_length=200, blank=True, default="")
    description = models.CharField(_("omschrijving"), max_length=500, blank=True)
    source = models.CharField(_("hoe binnengekomen"), max_length=4)

    class Meta:
        verbose_name = _("inkoopfactuur")
        verbose_name_plural = _("inkoopfacturen")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["book", "number"], name="incoming_invoice_number_once"),
            models.UniqueConstraint(fields=["supplier_key", "number_key"], name="incoming_invoice_once"),
            models.CheckConstraint(
                condition=models.Q(net_cents__gt=0, vat_cents__gte=0), name="incoming_invoice_above_zero"
            ),
        ]

    def __str__(self) -> str:
        return f"I-{self.number:04d}"


class IncomingStep(RecordedFor):
    """Two persons approved an invoice, or one refused it: each once."""

    invoice = models.ForeignKey(IncomingInvoice, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(
        _("stap"), max_length=8, choices=[(each.value, text) for each, text in INCOMING_STEPS.items()]
    )
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("akkoord op een inkoopfactuur")
        verbose_name_plural = _("akkoorden op inkoopfacturen")
        ordering = ["recorded_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["invoice", "kind"], name="incoming_step_once")]

    def __str__(self) -> str:
        return f"{self.invoice} {self.kind}"


class SpendingBooking(RecordedFor):
    """A part of an invoice on a line, a credit note below zero. A row that `reverses` another is its opposite.

    `deducted_cents` is the tax of this part that the host deducted, as it was when this was booked: it is no cost.
    """

    invoice = models.ForeignKey(IncomingInvoice, on_delete=models.PROTECT, related_name="bookings")
    budget_year = models.ForeignKey(BudgetYear, on_delete=models.PROTECT, related_name="bookings")
    post = models.ForeignKey(BudgetPost, on_delete=models.PROTECT, related_name="bookings")
    commitment = models.ForeignKey(Commitment, null=True, on_delete=models.PROTECT, related_name="bookings")
    amount_cents = models.BigIntegerField(_("bedrag"))
    deducted_cents = models.BigIntegerField(_("btw die is afgetrokken"), default=0)
    booked_on = models.DateField(_("geboekt op"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    reverses = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="reversed_by")

    class Meta:
        verbose_name = _("boeking van een inkoopfactuur")
        verbose_name_plural = _("boekingen van inkoopfacturen")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(amount_cents=0), name="spending_booking_not_zero")
        ]

    def __str__(self) -> str:
        return f"{self.invoice} {self.amount_cents}"


class PurchasePayment(RecordedFor):
    """A part of an entry of the bank that paid a purchase invoice, or with which a supplier gave money back.

    Which of both is by the direction of the entry. A row that `releases` another is its opposite.
    """

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="purchases")
    invoice = models.ForeignKey(IncomingInvoice, on_delete=models.PROTECT, related_name="payments")
    amount_cents = models.BigIntegerField(_("bedrag"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("betaling van een inkoopfactuur")
        verbose_name_plural = _("betalingen van inkoopfacturen")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="purchase_payment_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.amount_cents}"


class PurchaseSetOff(RecordedFor):
    """A part of a credit note that an invoice asks less. A row that `releases` another is its opposite."""

    credit_note = models.ForeignKey(IncomingInvoice, on_delete=models.PROTECT, related_name="set_off")
    invoice = models.ForeignKey(IncomingInvoice, on_delete=models.PROTECT, related_name="taken_off")
    amount_cents = models.BigIntegerField(_("bedrag"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("verrekening met een inkoopfactuur")
        verbose_name_plural = _("verrekeningen met inkoopfacturen")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="purchase_set_off_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.credit_note_id} {self.invoice_id} {self.amount_cents}"


class BankBooking(RecordedFor):
    """A part of an entry of the bank on a line of a year, without an invoice: bank costs, a gift, interest.

    The amount is that of the entry, which says its direction. A row that `releases` another is its opposite.
    """

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="line_bookings")
    budget_year = models.ForeignKey(BudgetYear, on_delete=models.PROTECT, related_name="bank_bookings")
    post = models.ForeignKey(BudgetPost, on_delete=models.PROTECT, related_name="bank_bookings")
    amount_cents = models.BigIntegerField(_("bedrag"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("bankboeking op een post")
        verbose_name_plural = _("bankboekingen op posten")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="bank_booking_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.amount_cents}"


class VatSettlement(RecordedFor):
    """A part of an entry of the bank that was settled with the tax office: it clears the tax, and is no cost or income.

    `due_cents` and `deductible_cents` are what the accounts of the tax stood at on the day of the bank; what was
    deductible is cleared against what was due. A row that `releases` another is its opposite.
    """

    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="vat_settlements")
    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="vat_settlements")
    year = models.PositiveSmallIntegerField(_("jaar"))
    amount_cents = models.BigIntegerField(_("bedrag"))
    due_cents = models.BigIntegerField(_("af te dragen"))
    deductible_cents = models.BigIntegerField(_("af te trekken"))
    reason = models.CharField(_("waarover"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("btw-aangifte op de bank")
        verbose_name_plural = _("btw-aangiften op de bank")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="vat_settlement_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.amount_cents}"
