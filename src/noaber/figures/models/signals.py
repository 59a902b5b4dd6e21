"""Signals that were kept: the months that were read, the cards they stand on, and what people did. All appended."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor, Subject
from noaber.figures.models.offences import Offence
from noaber.figures.models.releases import Release


class SignalMonth(RecordedFor):
    """A month, read from a release: how many series were tested, and at which level, so how many alarms chance gives.

    A later release of the same month is another row; the newest counts.
    """

    period = models.PositiveIntegerField(_("maand"))
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="+")
    tested = models.PositiveIntegerField(_("reeksen getoetst"))
    level = models.FloatField(_("kans op vals alarm"))
    signal_count = models.PositiveIntegerField(_("signalen"))
    sure_count = models.PositiveIntegerField(_("zekere signalen"))

    class Meta:
        verbose_name = _("gelezen maand")
        verbose_name_plural = _("gelezen maanden")
        ordering = ["period", "pk"]
        constraints = [models.UniqueConstraint(fields=["period", "release"], name="signal_month_once")]

    def __str__(self) -> str:
        return f"{self.period} {self.release_id}"


class SignalCard(Subject):
    """An offence in a municipality (a CBS code) that stood out from `since` on; `revision` counts what people did."""

    area = models.CharField(_("gemeente"), max_length=12)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, related_name="+")
    since = models.PositiveIntegerField(_("sinds"))

    class Meta:
        verbose_name = _("signaal")
        verbose_name_plural = _("signalen")
        ordering = ["-since", "area", "offence"]
        indexes = [models.Index(fields=["area", "offence"], name="signal_card_place")]

    def __str__(self) -> str:
        return f"{self.area} {self.offence_id} {self.since}"


class SignalReading(RecordedFor):
    """What a month said of a card. `is_signal` is False where a later release took the signal away again.

    `expected`, `upper`, `p_value` and `q_value` are empty where the series was not tested, `count` where the source
    gives none any more.
    """

    card = models.ForeignKey(SignalCard, on_delete=models.PROTECT, related_name="readings")
    month = models.ForeignKey(SignalMonth, on_delete=models.PROTECT, related_name="readings")
    count = models.PositiveIntegerField(_("aantal"), null=True)
    expected = models.FloatField(_("verwacht"), null=True)
    upper = models.FloatField(_("past nog bij toeval"), null=True)
    p_value = models.FloatField(_("p-waarde"), null=True)
    q_value = models.FloatField(_("q-waarde"), null=True)
    is_discovery = models.BooleanField(_("zeker"), default=False)
    is_signal = models.BooleanField(_("signaal"), default=True)

    class Meta:
        verbose_name = _("stand van een signaal")
        verbose_name_plural = _("standen van signalen")
        ordering = ["month__period", "pk"]
        constraints = [models.UniqueConstraint(fields=["card", "month"], name="signal_reading_once")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.month_id}"


class SignalStep(RecordedFor):
    """What somebody did with a card (`rules.signals.course.Act`). For the network only: never public, never mailed.

    Who looks is a seat, so that a successor takes it over, or a person. `follow_up` is a key of another room.
    """

    card = models.ForeignKey(SignalCard, on_delete=models.PROTECT, related_name="steps")
    act = models.CharField(_("stap"), max_length=12)
    post = models.ForeignKey(
        "network.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    person = models.ForeignKey(
        "network.Person", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reason = models.CharField(_("reden"), max_length=12, blank=True)
    text = models.TextField(_("toelichting"), blank=True)
    owner = models.CharField(_("wie doet het"), max_length=200, blank=True)
    happened_on = models.DateField(_("datum"), null=True, blank=True)
    follow_up = models.CharField(_("verwijzing"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("stap van een signaal")
        verbose_name_plural = _("stappen van signalen")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=True) | Q(person__isnull=True), name="signal_step_one_holder"
            )
        ]

    def __str__(self) -> str:
        return f"{self.card_id}: {self.act}"
