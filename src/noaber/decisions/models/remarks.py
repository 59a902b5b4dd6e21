"""What became of a remark: who takes it up, what is answered, and what it changed in the text."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, RecordedFor
from noaber.decisions.models.consultations import Position
from noaber.decisions.models.proposals import ProposalVersion


class Effect(models.TextChoices):
    """What a remark does to the text."""

    ADOPTED = "adopted", _("overgenomen")
    PARTLY = "partly", _("deels overgenomen")
    NOT_ADOPTED = "not_adopted", _("niet overgenomen")
    ANSWERED = "answered", _("beantwoord, zonder gevolg voor de tekst")


class RemarkOwner(Recorded):
    """Which seat takes up a remark; whoever holds that seat, has it on the to-do list. Appended: the last one counts.

    The remark is the text of a Position that consents with a remark, or objects.
    """

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="owners")
    owner = models.ForeignKey("network.Post", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("eigenaar van een kanttekening")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.position}: {self.owner}"


class Disposition(RecordedFor):
    """The answer to a remark and its effect on the text. Appended: the last one counts, earlier ones stay readable.

    `in_version`: the version of the text in which the effect can be read. A draft may be thrown away, an answer never
    changes: it then points at a text that is no more, hence without a constraint in the database.
    """

    position = models.ForeignKey(Position, on_delete=models.PROTECT, related_name="dispositions")
    effect = models.CharField(_("gevolg voor de tekst"), max_length=12, choices=Effect.choices)
    answer = models.TextField(_("antwoord"))
    in_version = models.ForeignKey(
        ProposalVersion,
        null=True,
        blank=True,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        related_name="+",
    )

    class Meta:
        verbose_name = _("beantwoording")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.position}: {self.effect}"
