"""A survey among the members in the review of a period: what is asked, and what each organisation answered.

A survey is written in draft; from opening on its questions stand. Answers are appended: the last one of an organisation
counts.
"""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from noaber.core.history import Recorded, Subject
from noaber.strategy.models.goals import Said
from noaber.strategy.models.periods import PolicyPeriod
from noaber.strategy.rules.surveys import LONGEST, SCALE, UNKNOWN, QuestionKind, SurveyKind

SURVEY_KINDS = {SurveyKind.MIDTERM: _("midterm review"), SurveyKind.ENDTERM: _("endterm review")}
QUESTION_KINDS = {QuestionKind.STATEMENT: _("stelling"), QuestionKind.OPEN: _("open vraag")}
OPINIONS = {
    1: _("zeer oneens"),
    2: _("oneens"),
    3: _("neutraal"),
    4: _("eens"),
    5: _("zeer eens"),
    UNKNOWN: _("weet ik niet"),
}


class Survey(Subject):
    """One survey; `code` is its kind, with a number once an earlier one of that kind was withdrawn.

    `opened_on`: the day since when it is answered and nothing of it changes; `opened_at`: when that was recorded.
    """

    period = models.ForeignKey(PolicyPeriod, on_delete=models.PROTECT, related_name="surveys")
    code = models.SlugField(_("code"), max_length=40)
    kind = models.CharField(_("soort"), max_length=8, choices=[(k.value, v) for k, v in SURVEY_KINDS.items()])
    title = models.CharField(_("naam"), max_length=LONGEST["title"])
    introduction = models.CharField(_("uitleg"), max_length=LONGEST["introduction"])
    closes_on = models.DateField(_("open tot en met"))
    is_named = models.BooleanField(_("open antwoorden met de naam van de organisatie"), default=False)
    opened_on = models.DateField(_("geopend op"), null=True)
    opened_at = models.DateTimeField(_("opening vastgelegd op"), null=True)

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")
        ordering = ["period", "code"]
        constraints = [models.UniqueConstraint(fields=["period", "code"], name="survey_once")]

    def __str__(self) -> str:
        return self.title


class SurveyQuestion(models.Model):
    """One question of a survey, in order of `number`."""

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField(_("nummer"))
    kind = models.CharField(
        _("soort"), max_length=10, choices=[(k.value, v) for k, v in QUESTION_KINDS.items()]
    )
    text = models.CharField(_("vraag"), max_length=LONGEST["question"])
    theme = models.ForeignKey("network.Theme", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("vraag van een peiling")
        verbose_name_plural = _("vragen van een peiling")
        ordering = ["survey", "number"]
        constraints = [models.UniqueConstraint(fields=["survey", "number"], name="survey_question_once")]

    def __str__(self) -> str:
        return self.text


class SurveyResponse(Said):
    """What an organisation answered; `number` counts how often it did."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="responses")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("antwoord op een peiling")
        verbose_name_plural = _("antwoorden op een peiling")
        ordering = ["survey", "organisation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "organisation", "number"], name="survey_response_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.number}"


class SurveyAnswer(models.Model):
    """What a response says to one question: a step of the scale, or words."""

    response = models.ForeignKey(SurveyResponse, on_delete=models.PROTECT, related_name="answers")
    question = models.ForeignKey(SurveyQuestion, on_delete=models.PROTECT, related_name="+")
    opinion = models.PositiveSmallIntegerField(_("oordeel"), null=True)
    text = models.CharField(_("in eigen woorden"), max_length=LONGEST["answer"], blank=True)

    class Meta:
        verbose_name = _("antwoord op een vraag")
        verbose_name_plural = _("antwoorden op vragen")
        ordering = ["response", "question"]
        constraints = [
            models.UniqueConstraint(fields=["response", "question"], name="survey_answer_once"),
            models.CheckConstraint(
                condition=Q(opinion__isnull=True) | Q(opinion__lte=SCALE[-1]),
                name="survey_opinion_on_scale",
                violation_error_message=_("Een oordeel ligt op de schaal."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.opinion}"


class SurveyClosing(Recorded):
    """That a survey was closed before its last day."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="closing")
    closed_on = models.DateField(_("gesloten op"))

    class Meta:
        verbose_name = _("sluiting van een peiling")
        verbose_name_plural = _("sluitingen van peilingen")

    def __str__(self) -> str:
        return f"{self.survey_id} {self.closed_on}"


class SurveyExtension(Recorded):
    """That a survey is answered until a later day than was told, said on a day while it was open."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="extensions")
    closes_on = models.DateField(_("open tot en met"))
    said_on = models.DateField(_("verlengd op"))

    class Meta:
        verbose_name = _("verlenging van een peiling")
        verbose_name_plural = _("verlengingen van peilingen")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.survey_id} {self.closes_on}"


class SurveyWithdrawal(Recorded):
    """That nothing is recorded on a survey any more and its answers do not count, and why; it stays to be read."""

    survey = models.OneToOneField(Survey, on_delete=models.PROTECT, related_name="withdrawal")
    reason = models.CharField(_("waarom"), max_length=LONGEST["reason"])
    withdrawn_on = models.DateField(_("ingetrokken op"))

    class Meta:
        verbose_name = _("intrekking van een peiling")
        verbose_name_plural = _("intrekkingen van peilingen")

    def __str__(self) -> str:
        return f"{self.survey_id}"


class SurveyReminder(models.Model):
    """One letter to one person about one organisation: that the survey is open, or that it had not answered yet."""

    survey = models.ForeignKey(Survey, on_delete=models.PROTECT, related_name="reminders")
    organisation = models.ForeignKey("network.Organisation", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("network.Person", on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField(_("gevraagd op"))
    sent_by_id = models.IntegerField(null=True)

    class Meta:
        verbose_name = _("herinnering aan een peiling")
        verbose_name_plural = _("herinneringen aan een peiling")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.sent_at:%Y-%m-%d}"
