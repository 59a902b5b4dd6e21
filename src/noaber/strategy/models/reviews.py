"""The review of a period. What was written, shared, said in reaction and answered is appended, never changed.

Each version that was shared keeps what it showed of the records (`composed`, as JSON): whoever reacted must be able to
read later what they reacted to, while goals, results, figures and names go on changing underneath. Reading it again
from the records of that day would not do: what is corrected later would be read with it.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Subject
from noaber.decisions.api import Effect
from noaber.strategy.models.goals import Said
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.models.selection import ThemeOption
from noaber.strategy.rules.reviews.review import LONGEST, LONGEST_FINDING, ReviewKind, ReviewState

REVIEW_KINDS = {
    ReviewKind.MIDTERM: _("midterm review"),
    ReviewKind.ENDTERM: _("endterm review"),
}
REVIEW_STATES = {
    ReviewState.WRITING: _("wordt geschreven"),
    ReviewState.SHARED: _("concept gedeeld"),
    ReviewState.FINAL: _("definitief"),
}


class Review(Subject):
    """A review of a period; `revision` counts its versions. `final_at`: since when nothing of it changes any more."""

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(_("soort"), max_length=8, choices=[(k.value, v) for k, v in REVIEW_KINDS.items()])
    final_at = models.DateTimeField(_("definitief sinds"), null=True)

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [models.UniqueConstraint(fields=["period", "kind"], name="review_once_per_period")]

    def __str__(self) -> str:
        return f"{self.period_id} {self.kind}"


class ReviewStatement(Said):
    """One version: the judgement of its authors, and, once others read it, what was composed with it."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="statements")
    state = models.CharField(
        _("stand"), max_length=7, choices=[(k.value, v) for k, v in REVIEW_STATES.items()]
    )
    conclusion = models.TextField(_("algemene conclusie"), blank=True)
    due_on = models.DateField(_("reageren tot en met"), null=True)
    decided_on = models.DateField(_("vastgesteld op"), null=True)
    source = models.CharField(_("bron"), max_length=LONGEST["source"], blank=True)
    composed = models.TextField(_("samengesteld uit wat is vastgelegd"), blank=True)

    class Meta:
        verbose_name = _("versie van een review")
        verbose_name_plural = _("versies van reviews")
        ordering = ["review", "number"]
        constraints = [
            models.UniqueConstraint(fields=["review", "number"], name="review_statement_once"),
            models.CheckConstraint(
                condition=models.Q(state=ReviewState.WRITING.value, composed="")
                | (~models.Q(state=ReviewState.WRITING.value) & ~models.Q(composed="")),
                name="review_read_by_others_is_composed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"


class ThemeConclusion(models.Model):
    """What the authors conclude of one theme; of one that was chosen and that the network lacks by its `option`."""

    statement = models.ForeignKey(ReviewStatement, on_delete=models.PROTECT, related_name="of_themes")
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    option = models.ForeignKey(ThemeOption, null=True, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("conclusie"))

    class Meta:
        verbose_name = _("conclusie over een thema")
        verbose_name_plural = _("conclusies over thema's")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "theme"], name="theme_conclusion_once"),
            models.UniqueConstraint(fields=["statement", "option"], name="option_conclusion_once"),
            models.CheckConstraint(
                condition=models.Q(theme__isnull=False, option__isnull=True)
                | models.Q(theme__isnull=True, option__isnull=False),
                name="theme_conclusion_of_one",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.theme_id or self.option_id}"


class ReviewFinding(models.Model):
    """What a review found, on a theme or on the whole, and what it recommends; it opens the next inventory (R06)."""

    statement = models.ForeignKey(ReviewStatement, on_delete=models.PROTECT, related_name="findings")
    position = models.PositiveSmallIntegerField(_("volgorde"))
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(_("bevinding"), max_length=LONGEST_FINDING["text"])
    recommendation = models.CharField(
        _("aanbeveling"), max_length=LONGEST_FINDING["recommendation"], blank=True
    )

    class Meta:
        verbose_name = _("bevinding van een review")
        verbose_name_plural = _("bevindingen van reviews")
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["statement", "position"], name="review_finding_once")]

    def __str__(self) -> str:
        return self.text


class ReviewReaction(Said):
    """What an organisation says of a version that was shared; the last of an organisation counts."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="reactions")
    statement = models.ForeignKey(ReviewStatement, on_delete=models.PROTECT, related_name="reactions")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("reactie"))

    class Meta:
        verbose_name = _("reactie op een review")
        verbose_name_plural = _("reacties op reviews")
        ordering = ["review", "number"]
        constraints = [models.UniqueConstraint(fields=["review", "number"], name="review_reaction_once")]

    def __str__(self) -> str:
        return f"{self.review} {self.number}"


class ReactionAnswer(Said):
    """The answer to a reaction and its effect on the text, as to a remark on a proposal; the last one counts."""

    reaction = models.ForeignKey(ReviewReaction, on_delete=models.PROTECT, related_name="answers")
    effect = models.CharField(_("gevolg voor de tekst"), max_length=12, choices=Effect.choices)
    answer = models.TextField(_("antwoord"))

    class Meta:
        verbose_name = _("antwoord op een reactie")
        verbose_name_plural = _("antwoorden op reacties")
        ordering = ["reaction", "number"]
        constraints = [models.UniqueConstraint(fields=["reaction", "number"], name="reaction_answer_once")]

    def __str__(self) -> str:
        return f"{self.reaction} {self.effect}"
