"""What was reached in a period. What was said of a result is appended, never changed: the newest statement counts."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import NumberedStatement, Subject
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.results.result import ResultState

RESULT_STATES = {
    ResultState.DRAFT: _("concept"),
    ResultState.RECORDED: _("vastgelegd"),
    ResultState.WITHDRAWN: _("ingetrokken"),
}


class Result(Subject):
    """One result of a period, on a theme or on none of them; `revision` counts its statements."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="results")
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    code = models.SlugField(_("code"), max_length=60)

    class Meta:
        verbose_name = _("resultaat")
        verbose_name_plural = _("resultaten")
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="result_once_per_period")]

    def __str__(self) -> str:
        return self.code


class ResultStatement(NumberedStatement):
    """The whole result as somebody recorded it."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="statements")
    title = models.CharField(_("resultaat"), max_length=200)
    reached = models.CharField(_("wat is bereikt"), max_length=2000)
    since_on = models.DateField(_("sinds"))
    state = models.CharField(
        _("stand"), max_length=10, choices=[(k.value, v) for k, v in RESULT_STATES.items()]
    )
    reason = models.CharField(_("waarom gewijzigd"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("inhoud van een resultaat")
        verbose_name_plural = _("inhoud van resultaten")
        ordering = ["result", "number"]
        constraints = [models.UniqueConstraint(fields=["result", "number"], name="result_statement_once")]

    def __str__(self) -> str:
        return self.title


class ResultPartner(models.Model):
    """Who worked on a result, in which role, and in its own words; several stand beside each other (R21)."""

    statement = models.ForeignKey(ResultStatement, on_delete=models.PROTECT, related_name="partners")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    organisation = models.ForeignKey(
        "network.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey("network.Body", null=True, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("rol"), max_length=120, blank=True)
    sentence = models.CharField(_("eigen zin"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("partner van een resultaat")
        verbose_name_plural = _("partners van resultaten")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "position"], name="result_partner_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body__isnull=True)
                | Q(organisation__isnull=True, body__isnull=False),
                name="result_partner_is_one",
                violation_error_message=_("Een partner is een organisatie of een overleg."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id or self.body_id}"


class PartnerWords(NumberedStatement):
    """What a partner itself says of a result, from its own seat; it stands beside what others say (R21)."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="words")
    organisation = models.ForeignKey(
        "network.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    body = models.ForeignKey("network.Body", null=True, on_delete=models.PROTECT, related_name="+")
    sentence = models.CharField(_("in eigen woorden"), max_length=500)
    said_on = models.DateField(_("gezegd op"))

    class Meta:
        verbose_name = _("eigen woorden van een partner")
        verbose_name_plural = _("eigen woorden van partners")
        ordering = ["result", "number"]
        constraints = [
            models.UniqueConstraint(fields=["result", "number"], name="partner_words_once"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, body__isnull=True)
                | Q(organisation__isnull=True, body__isnull=False),
                name="partner_words_of_one",
                violation_error_message=_("Een partner is een organisatie of een overleg."),
            ),
        ]

    def __str__(self) -> str:
        return self.sentence


class ResultEvidence(models.Model):
    """What shows a result: a document, or a page elsewhere (R20)."""

    statement = models.ForeignKey(ResultStatement, on_delete=models.PROTECT, related_name="evidence")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    title = models.CharField(_("bewijs"), max_length=200)
    link = models.CharField(_("adres"), max_length=500, blank=True)
    file = models.ForeignKey("core.StoredFile", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("bewijs van een resultaat")
        verbose_name_plural = _("bewijzen van resultaten")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["statement", "position"], name="result_evidence_once")]

    def __str__(self) -> str:
        return self.title


class FigureClaim(models.Model):
    """That an offence rose or fell by so much (R27).

    `area`: districts and municipalities by code, with spaces between; empty is the network.
    """

    statement = models.OneToOneField(ResultStatement, on_delete=models.PROTECT, related_name="claim")
    offence = models.CharField(_("soort misdrijf"), max_length=12)
    area = models.CharField(_("gebied"), max_length=1000, blank=True)
    base_year = models.PositiveSmallIntegerField(_("eerste jaar"))
    end_year = models.PositiveSmallIntegerField(_("laatste jaar"))
    percentage = models.CharField(_("geclaimd percentage"), max_length=8)

    class Meta:
        verbose_name = _("claim met een cijfer")
        verbose_name_plural = _("claims met een cijfer")
        constraints = [
            models.CheckConstraint(
                condition=Q(end_year__gt=models.F("base_year")),
                name="figure_claim_years_in_order",
                violation_error_message=_("Het laatste jaar ligt na het eerste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.offence} {self.base_year}-{self.end_year}: {self.percentage} %"
