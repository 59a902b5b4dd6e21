"""Bodies and seats that end: from which day, why, and what followed from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.network.models.bodies import Body, Post


class Ending(Subject):
    """A body or a seat that is no more from a day on (the first day that does not count).

    `followed` says per kind of record which ones changed with it, by id: what taking the ending back puts back.
    """

    body = models.ForeignKey(Body, null=True, blank=True, on_delete=models.PROTECT, related_name="endings")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="endings")
    ends_on = models.DateField(_("eindigt op"))
    reason = models.CharField(_("reden"), max_length=500)
    followed = models.JSONField(default=dict)
    recorded_at = models.DateTimeField(_("vastgelegd op"))
    cancelled_at = models.DateTimeField(_("teruggenomen op"), null=True, blank=True)

    class Meta:
        verbose_name = _("opheffing")
        verbose_name_plural = _("opheffingen")
        ordering = ["-recorded_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, post__isnull=True) | Q(body__isnull=True, post__isnull=False),
                name="ending_of_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{self.body or self.post} {self.ends_on}"
