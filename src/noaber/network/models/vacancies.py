"""Functions that are opened to the partners (R51)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject, Version, version_constraints
from noaber.network.models.bodies import Post


class VacancyState(models.TextChoices):
    PREPARED = "prepared", _("in voorbereiding")
    OPEN = "open", _("opengesteld")
    FILLED = "filled", _("vervuld")
    WITHDRAWN = "withdrawn", _("ingetrokken")


class Vacancy(Subject):
    """A post for which the partners may put somebody forward."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="vacancies")

    class Meta:
        verbose_name = _("vacature")
        verbose_name_plural = _("vacatures")

    def __str__(self) -> str:
        return str(self.post)


class VacancyVersion(Version):
    """The state of a vacancy over a period; `replies_until` is the last day to respond."""

    subject_field = "vacancy"
    stated_fields = ("state", "description", "replies_until")

    vacancy = models.ForeignKey(Vacancy, on_delete=models.PROTECT, related_name="versions")
    state = models.CharField(_("stand"), max_length=20, choices=VacancyState.choices)
    description = models.TextField(_("omschrijving"), blank=True)
    replies_until = models.DateField(_("reageren tot en met"), null=True, blank=True)

    class Meta:
        ordering = ["valid_from"]
        constraints = version_constraints("vacancy", "vacancy")

    def __str__(self) -> str:
        return f"{self.vacancy}: {self.get_state_display()}"
