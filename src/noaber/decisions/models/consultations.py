"""Who is asked at a stage, what they answered, and what became of a closed gate."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, RecordedFor, Subject
from noaber.decisions.models.proposals import DecisionPoint, ProposalVersion
from noaber.decisions.models.routes import Organ, Stage, choices
from noaber.decisions.rules.positions import Answer

ANSWERS = {
    Answer.CONSENT: _("akkoord"),
    Answer.WITH_REMARK: _("akkoord met kanttekening"),
    Answer.OBJECTION: _("bezwaar"),
    Answer.TOOK_NOTE: _("kennisgenomen"),
    Answer.DEFERRED: _("aangehouden"),
    Answer.NOT_DISCUSSED: _("niet behandeld"),
    Answer.RETRACTED: _("ingetrokken"),
}


class Consultation(Subject):
    """One party that is asked at a stage; it is there before any meeting. `revision` counts its answers and changes.

    `organ`: who decides there (an organisation only); `due_on`: its own deadline, empty for that of the stage.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="consultations")
    body = models.ForeignKey(
        "network.Body", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    organ = models.CharField(_("wie besluit"), max_length=10, choices=Organ.choices, blank=True)
    due_on = models.DateField(_("eigen termijn"), null=True, blank=True)

    class Meta:
        verbose_name = _("behandeling")
        constraints = [
            models.CheckConstraint(
                condition=Q(body__isnull=False, organisation__isnull=True)
                | Q(body__isnull=True, organisation__isnull=False),
                name="consultation_of_one_party",
            ),
            models.UniqueConstraint(fields=["stage", "body"], name="consultation_once_per_body"),
            models.UniqueConstraint(
                fields=["stage", "organisation"], name="consultation_once_per_organisation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stage}: {self.body or self.organisation}"


class Position(RecordedFor):
    """What a party answered on a point. Appended, never changed: the last one counts, the others stay readable.

    One that takes back what was recorded by mistake (`Answer.RETRACTED`) is appended too, with its reason as text.

    `evidence`: where the decision can be read, `evidence_file` the document itself. `recorded_by_id` is the user,
    `on_behalf_of_id` their principal; `reported_by`: the person without an account who reported it, by a link.
    """

    consultation = models.ForeignKey(Consultation, on_delete=models.PROTECT, related_name="positions")
    point = models.ForeignKey(DecisionPoint, on_delete=models.PROTECT, related_name="positions")
    answer = models.CharField(_("standpunt"), max_length=20, choices=choices(ANSWERS))
    text = models.TextField(_("kanttekening of reden"), blank=True)
    decided_on = models.DateField(_("besloten op"))
    evidence = models.CharField(_("vindplaats van het besluit"), max_length=500, blank=True)
    evidence_file = models.ForeignKey(
        "core.StoredFile", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    reported_by = models.ForeignKey(
        "network.Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("standpunt")
        ordering = ["pk"]
        indexes = [models.Index(fields=["consultation", "point"], name="position_of_party")]

    def __str__(self) -> str:
        return f"{self.consultation} {self.point.label}: {self.answer}"


class GateOverride(Recorded):
    """A motivated decision to go through a closed gate (R14): about one text, and about who was lacking then.

    `waived`: number of a stage before, label of a point, and who was not in favour of it there. The last one counts.
    Both are empty in what was recorded before they were kept.
    """

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="overrides")
    version = models.ForeignKey(ProposalVersion, on_delete=models.PROTECT, related_name="+", null=True)
    waived = models.JSONField(_("niet op gewacht"), default=list)
    motive = models.TextField(_("motivering"))
    decided_on = models.DateField(_("besloten op"))

    class Meta:
        verbose_name = _("doorbroken volgorde")

    def __str__(self) -> str:
        return str(self.stage)
