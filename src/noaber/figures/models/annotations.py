"""What people know of a figure ("300 meldingen door één webwinkel"). For the network only: never public or mailed."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import RecordedFor
from noaber.figures.models.offences import Offence


class Annotation(RecordedFor):
    """A remark beside the counts of a municipality over some months: of one offence, or (empty) of all. Appended."""

    area = models.CharField(_("gemeente"), max_length=12)
    offence = models.ForeignKey(Offence, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    first_period = models.PositiveIntegerField(_("van"))
    last_period = models.PositiveIntegerField(_("tot en met"))
    text = models.TextField(_("aantekening"))

    class Meta:
        verbose_name = _("aantekening bij cijfers")
        verbose_name_plural = _("aantekeningen bij cijfers")
        ordering = ["-last_period", "-pk"]
        indexes = [models.Index(fields=["area", "offence"], name="annotation_place")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_period__gte=F("first_period")),
                name="annotation_period_order",
                violation_error_message=_("De laatste maand ligt voor de eerste."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.first_period}"


class AnnotationWithdrawal(RecordedFor):
    """Why a remark does not hold any more; the remark stays on record."""

    annotation = models.OneToOneField(Annotation, on_delete=models.PROTECT, related_name="withdrawal")
    text = models.TextField(_("reden"))

    class Meta:
        verbose_name = _("ingetrokken aantekening")
        verbose_name_plural = _("ingetrokken aantekeningen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.annotation_id}"
