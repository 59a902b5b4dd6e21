"""Interim reports and annual accounts. Each version is frozen and appended; another person adopts the last one."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject
from noaber.finance.models.agreements import Agreement
from noaber.finance.models.bank import BankEntry
from noaber.finance.models.invoices import Invoice
from noaber.finance.rules.reports.report import ReportKind

REPORT_KINDS = {ReportKind.INTERIM: _("tussenrapportage"), ReportKind.ANNUAL: _("jaarrekening")}


class Report(Subject):
    """The report of one period of a year, whatever versions there were of it; `revision` counts those."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="reports")
    year = models.PositiveSmallIntegerField(_("jaar"))
    kind = models.CharField(
        _("soort"), max_length=8, choices=[(each.value, text) for each, text in REPORT_KINDS.items()]
    )
    until_on = models.DateField(_("tot en met"))

    class Meta:
        verbose_name = _("verslag")
        verbose_name_plural = _("verslagen")
        ordering = ["year", "until_on"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "year", "kind", "until_on"], name="report_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}"


class ReportStatement(NumberedStatement):
    """A version, whole: the figures as the ledger had them then, and the words with them.

    `content` is one JSON column (`rules.reports.content.to_json`): it is frozen, only read as a whole, and checked by
    the rules when it goes in and comes out. `seal` is over it, and stands on the paper.
    """

    report = models.ForeignKey(Report, on_delete=models.PROTECT, related_name="statements")
    content = models.JSONField(_("inhoud"))
    seal = models.CharField(_("zegel"), max_length=64)

    class Meta:
        verbose_name = _("versie van een verslag")
        verbose_name_plural = _("versies van verslagen")
        ordering = ["report", "number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="report_statement_once")]

    def __str__(self) -> str:
        return f"{self.report} {self.number}"


class ReportAdoption(RecordedFor):
    """A version became final, once: no version comes after it, and an annual account closes its year."""

    report = models.OneToOneField(Report, on_delete=models.PROTECT, related_name="adoption")
    statement = models.OneToOneField(ReportStatement, on_delete=models.PROTECT, related_name="adoption")
    note = models.CharField(_("toelichting"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("vaststelling van een verslag")
        verbose_name_plural = _("vaststellingen van verslagen")
        ordering = ["recorded_at", "pk"]

    def __str__(self) -> str:
        return f"{self.statement}"


class ResultReturn(RecordedFor):
    """Money out of the bank that paid a payer its part of an adopted result. A row that `releases` is its opposite."""

    adoption = models.ForeignKey(ReportAdoption, on_delete=models.PROTECT, related_name="returns")
    payer = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(BankEntry, on_delete=models.PROTECT, related_name="result_returns")
    amount_cents = models.BigIntegerField(_("bedrag"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("terugbetaling uit een resultaat")
        verbose_name_plural = _("terugbetalingen uit resultaten")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="result_return_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.entry_id} {self.amount_cents}"


class ResultSetOff(RecordedFor):
    """A part of what goes back of an adopted result to a payer, that an invoice to it asks less.

    A row that `releases` another is its opposite.
    """

    adoption = models.ForeignKey(ReportAdoption, on_delete=models.PROTECT, related_name="set_off")
    payer = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="set_off")
    amount_cents = models.BigIntegerField(_("bedrag"))
    set_off_on = models.DateField(_("verrekend op"))
    reason = models.CharField(_("waarom"), max_length=500, blank=True)
    releases = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="released_by")

    class Meta:
        verbose_name = _("verrekening van een resultaat")
        verbose_name_plural = _("verrekeningen van resultaten")
        ordering = ["recorded_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(releases__isnull=True, amount_cents__gt=0)
                | models.Q(releases__isnull=False, amount_cents__lt=0),
                name="result_set_off_below_zero_releases",
            )
        ]

    def __str__(self) -> str:
        return f"{self.payer_id} {self.invoice_id} {self.amount_cents}"


class VatPassing(Subject):
    """Whether the tax of a year is passed on to the compensation fund; `revision` counts what was said of it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="vat_passings")
    year = models.PositiveSmallIntegerField(_("jaar"))

    class Meta:
        verbose_name = _("doorschuiven van btw")
        verbose_name_plural = _("doorschuiven van btw")
        ordering = ["year"]
        constraints = [models.UniqueConstraint(fields=["agreement", "year"], name="vat_passing_once")]

    def __str__(self) -> str:
        return str(self.year)


class VatPassingStatement(NumberedStatement):
    """What the controller says of it, and why; the newest one counts, and without one nothing is passed on."""

    vat_passing = models.ForeignKey(VatPassing, on_delete=models.PROTECT, related_name="statements")
    is_passed_on = models.BooleanField(_("doorgeschoven"))
    motive = models.CharField(_("waarom"), max_length=500)

    class Meta:
        verbose_name = _("keuze over doorschuiven van btw")
        verbose_name_plural = _("keuzes over doorschuiven van btw")
        ordering = ["vat_passing", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vat_passing", "number"], name="vat_passing_statement_once")
        ]

    def __str__(self) -> str:
        return f"{self.vat_passing} {self.number}"
