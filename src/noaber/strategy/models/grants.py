"""The file of a national grant: who needs what, what was asked, granted and done with it (R23). No amounts.

All of it is appended, never changed; the money itself is finance's, which points at a file.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, RecordedFor, Subject
from noaber.strategy.models.withdrawals import Withdrawal
from noaber.strategy.rules.grants.grant import StepKind

STEP_KINDS = {
    StepKind.POSITION: _("standpunt van het netwerk"),
    StepKind.APPLICATION: _("aanvraag"),
    StepKind.AWARD: _("toekenning"),
    StepKind.REFUSAL: _("afwijzing"),
    StepKind.IMPLEMENTATION: _("uitvoering"),
}


class GrantFile(Subject):
    """One grant that the network follows; `revision` counts all that was said of it."""

    code = models.SlugField(_("code"), max_length=60, unique=True)
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("subsidiedossier")
        verbose_name_plural = _("subsidiedossiers")

    def __str__(self) -> str:
        return self.code


class GrantStatement(NumberedStatement):
    """What the file is about, as somebody recorded it."""

    grant = models.ForeignKey(GrantFile, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("naam"), max_length=200)
    fund = models.CharField(_("fonds"), max_length=200)
    about = models.CharField(_("waar het voor is"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("inhoud van een subsidiedossier")
        verbose_name_plural = _("inhoud van subsidiedossiers")
        ordering = ["grant", "number"]
        constraints = [models.UniqueConstraint(fields=["grant", "number"], name="grant_statement_once")]

    def __str__(self) -> str:
        return self.title


class GrantNeed(RecordedFor):
    """What an organisation says that it needs of a grant; the last one of each counts."""

    grant = models.ForeignKey(GrantFile, on_delete=models.PROTECT, related_name="needs")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("behoefte"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("behoefte in een subsidiedossier")
        verbose_name_plural = _("behoeften in subsidiedossiers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.grant_id} {self.organisation_id}"


class GrantStep(RecordedFor):
    """A dated step: a position brought in, an application, an award, what was done with it."""

    grant = models.ForeignKey(GrantFile, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("stap"), max_length=14, choices=[(k.value, v) for k, v in STEP_KINDS.items()])
    happened_on = models.DateField(_("wanneer"))
    text = models.CharField(_("wat er gebeurde"), max_length=2000)
    link = models.CharField(_("adres"), max_length=500, blank=True)
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("stap in een subsidiedossier")
        verbose_name_plural = _("stappen in subsidiedossiers")
        ordering = ["grant", "happened_on", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.happened_on}"


class GrantStepWithdrawal(Withdrawal):
    """That a step was recorded wrongly, and why; the step stays to be read."""

    step = models.OneToOneField(GrantStep, on_delete=models.PROTECT, related_name="withdrawal")

    class Meta(Withdrawal.Meta):
        verbose_name = _("intrekking van een stap in een subsidiedossier")
        verbose_name_plural = _("intrekkingen van stappen in subsidiedossiers")

    def __str__(self) -> str:
        return f"{self.step_id}"


class GrantNeedWithdrawal(Withdrawal):
    """That an organisation does not need this any more, and why; it can say another need later."""

    need = models.OneToOneField(GrantNeed, on_delete=models.PROTECT, related_name="withdrawal")

    class Meta(Withdrawal.Meta):
        verbose_name = _("intrekking van een behoefte")
        verbose_name_plural = _("intrekkingen van behoeften")

    def __str__(self) -> str:
        return f"{self.need_id}"
