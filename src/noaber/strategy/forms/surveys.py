"""The shape of a survey as people type it, and of the answers of one organisation."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.models import OPINIONS, QUESTION_KINDS
from noaber.strategy.rules.surveys import (
    CHOICES,
    LONGEST,
    MOST_QUESTIONS,
    QuestionKind,
    QuestionText,
    ResponseText,
    SurveyText,
)

SPARE: Final = 3
PARTS: Final = ("text", "kind", "theme")


class SurveyForm(RefusingForm):
    """A survey as it is written; `offered` fills the form in, `revision` is what its sender saw."""

    title = forms.CharField(label=gettext_lazy("Naam"), max_length=LONGEST["title"])
    introduction = forms.CharField(
        label=gettext_lazy("Uitleg"),
        max_length=LONGEST["introduction"],
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Waarom u dit vraagt, en wat u met de antwoorden doet. Schrijf het eenvoudig."
        ),
    )
    closes_on = DutchDateField(label=gettext_lazy("Open tot en met"))
    is_named = forms.BooleanField(
        label=gettext_lazy("Open antwoorden krijgen de naam van de organisatie"),
        required=False,
        help_text=gettext_lazy("Wie invult, leest dit vooraf. De naam van een persoon staat er nooit bij."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"questions": "q1_text"}

    def __init__(
        self,
        data: Any,
        *,
        themes: Mapping[str, str],
        offered: Mapping[str, Any],
        questions: Sequence[QuestionText],
        revision: int = 0,
    ) -> None:
        super().__init__(data, initial={**offered, "revision": revision})
        self.count = min(len(questions) + SPARE, MOST_QUESTIONS)
        known = dict(enumerate(questions, start=1))
        for number in range(1, self.count + 1):
            self._add(number, known.get(number), themes)

    def _add(self, number: int, known: QuestionText | None, themes: Mapping[str, str]) -> None:
        text = forms.CharField(
            label=_("Stelling of vraag"),
            required=False,
            max_length=LONGEST["question"],
            initial=known.text if known else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        kind = forms.ChoiceField(
            label=_("Soort"),
            required=False,
            initial=known.kind.value if known else QuestionKind.STATEMENT.value,
            choices=[(each.value, label) for each, label in QUESTION_KINDS.items()],
        )
        theme = forms.ChoiceField(
            label=_("Thema"),
            required=False,
            initial=known.theme if known else "",
            choices=[("", _("geen van de thema’s")), *themes.items()],
        )
        for part, field in zip(PARTS, (text, kind, theme), strict=True):
            field.is_needed_at_times = True  # type: ignore[attr-defined]
            self.fields[f"q{number}_{part}"] = field

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        question = _("Vraag %(number)s")
        return [
            (_("De peiling"), ("title", "introduction", "closes_on", "is_named")),
            *(
                (question % {"number": number}, tuple(f"q{number}_{part}" for part in PARTS))
                for number in range(1, self.count + 1)
            ),
        ]

    @property
    def text(self) -> SurveyText:
        """What was typed, once the form is valid; a row without words says nothing."""
        typed = self.cleaned_data
        return SurveyText(
            typed["title"],
            typed["introduction"],
            typed["closes_on"],
            tuple(self._questions()),
            typed["is_named"],
        )

    def _questions(self) -> Iterator[QuestionText]:
        for number in range(1, self.count + 1):
            text, kind, theme = (self.cleaned_data[f"q{number}_{part}"] for part in PARTS)
            if text:
                yield QuestionText(QuestionKind(kind or QuestionKind.STATEMENT), text, theme)


class ExtendSurveyForm(RefusingForm):
    """Until when a survey stays open."""

    closes_on = DutchDateField(label=gettext_lazy("Open tot en met"))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class AnswerForm(RefusingForm):
    """The answers of one organisation; `known` fills them in, `number` is up to which answer its sender saw."""

    number = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        questions: Mapping[int, QuestionText],
        themes: Mapping[str, str],
        known: ResponseText,
        number: int,
    ) -> None:
        super().__init__(data, initial={"number": number})
        self.questions, self.themes = questions, themes
        for place, each in questions.items():
            field = (
                _opinion_field(each.text) if each.kind is QuestionKind.STATEMENT else _open_field(each.text)
            )
            said = known.opinions if each.kind is QuestionKind.STATEMENT else known.remarks
            field.initial = str(said[place]) if place in said else ""
            self.fields[f"q{place}"] = field

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        """The statements in general, those per theme, and then the open questions."""
        parts: dict[str, list[str]] = {_("Het netwerk"): []}
        parts |= {name: [] for name in self.themes.values()}
        own = _("In uw eigen woorden")
        for place, each in self.questions.items():
            is_open = each.kind is QuestionKind.OPEN
            legend = own if is_open else self.themes.get(each.theme, _("Het netwerk"))
            parts.setdefault(legend, []).append(f"q{place}")
        last = parts.pop(own, [])
        shown = [(legend, tuple(names)) for legend, names in parts.items() if names]
        return [*shown, (own, tuple(last))] if last else shown

    @property
    def text(self) -> ResponseText:
        """What was filled in, once the form is valid."""
        opinions, remarks = {}, {}
        for place, each in self.questions.items():
            typed = self.cleaned_data[f"q{place}"]
            if each.kind is QuestionKind.STATEMENT:
                opinions[place] = int(typed)
            elif typed:
                remarks[place] = typed
        return ResponseText(opinions, remarks)


def _opinion_field(text: str) -> forms.Field:
    return forms.ChoiceField(
        label=text,
        choices=[(str(step), OPINIONS[step]) for step in CHOICES],
        widget=forms.RadioSelect,
        error_messages={"required": _("Kies wat u vindt; ‘weet ik niet’ mag ook.")},
    )


def _open_field(text: str) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(label=text, required=False, max_length=LONGEST["answer"], widget=widget)
