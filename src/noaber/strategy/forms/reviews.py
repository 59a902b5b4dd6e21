"""A review as people type it: conclusions and findings, until when to react, when it was decided, and reactions."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.decisions.api import Effect
from noaber.strategy.rules.reviews.review import (
    LONGEST,
    LONGEST_ANSWER,
    LONGEST_CONCLUSION,
    LONGEST_FINDING,
    LONGEST_REACTION,
    MOST_FINDINGS,
    FindingText,
    Finishing,
    ReviewText,
)
from noaber.strategy.words.periods import theme_word

SPARE: Final = 2
PARTS: Final = ("text", "theme", "recommendation")


class ReviewForm(RefusingForm):
    """The judgement of the authors; `themes`: by code what they are called, `seen`: the version that was read.

    `lacking`: the codes of those that the network does not have, of which nothing is found yet.
    """

    conclusion = forms.CharField(
        label=gettext_lazy("Algemene conclusie"),
        required=False,
        max_length=LONGEST["conclusion"],
        help_text=gettext_lazy("Wat is het oordeel over de hele periode? Een lege regel begint een alinea."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"findings": "f1_text"}

    def __init__(
        self,
        data: Any,
        *,
        themes: Mapping[str, str],
        lacking: Collection[str],
        known: ReviewText,
        seen: int,
    ) -> None:
        super().__init__(data, initial={"conclusion": known.conclusion, "seen": seen})
        self.themes = themes
        self.found_on = [(code, name) for code, name in themes.items() if code not in lacking]
        concluded = dict(known.of_themes)
        for code, name in themes.items():
            self.fields[f"theme_{code}"] = forms.CharField(
                label=_("Conclusie over %(name)s") % {"name": name},
                required=False,
                max_length=LONGEST_CONCLUSION,
                initial=concluded.get(code, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
            )
        self.rows = min(len(known.findings) + SPARE, MOST_FINDINGS)
        for number in range(1, self.rows + 1):
            self._add_row(number, known.findings[number - 1] if number <= len(known.findings) else None)

    def _add_row(self, number: int, known: FindingText | None) -> None:
        self.fields[f"f{number}_text"] = forms.CharField(
            label=_("Wat is gevonden?"),
            required=False,
            max_length=LONGEST_FINDING["text"],
            initial=known.text if known else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        self.fields[f"f{number}_theme"] = forms.ChoiceField(
            label=_("Over welk thema?"),
            required=False,
            initial=known.theme if known else "",
            choices=[("", theme_word("")), *self.found_on],
        )
        self.fields[f"f{number}_recommendation"] = forms.CharField(
            label=_("Wat bevelen wij aan?"),
            required=False,
            max_length=LONGEST_FINDING["recommendation"],
            initial=known.recommendation if known else "",
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        findings = [
            (
                _("Bevinding %(number)s") % {"number": number},
                tuple(f"f{number}_{part}" for part in PARTS),
            )
            for number in range(1, self.rows + 1)
        ]
        of_themes = tuple(f"theme_{code}" for code in self.themes)
        parts = [(_("Per thema"), of_themes)] if of_themes else []
        return [(_("In het algemeen"), ("conclusion",)), *parts, *findings]

    def clean(self) -> dict[str, Any]:
        """A row that says something says what was found."""
        values = super().clean() or self.cleaned_data
        for number in range(1, self.rows + 1):
            says = any(values.get(f"f{number}_{part}") for part in PARTS[1:])
            if says and not values.get(f"f{number}_text") and f"f{number}_text" not in self.errors:
                self.add_error(f"f{number}_text", _("Vul in wat is gevonden, of maak de hele rij leeg."))
        return values

    @property
    def text(self) -> ReviewText:
        """What was typed, once the form is valid."""
        typed = self.cleaned_data
        concluded = ((code, typed[f"theme_{code}"]) for code in self.themes)
        return ReviewText(
            typed["conclusion"], tuple(each for each in concluded if each[1]), tuple(self._findings())
        )

    def _findings(self) -> Iterator[FindingText]:
        for number in range(1, self.rows + 1):
            said = {part: self.cleaned_data[f"f{number}_{part}"] for part in PARTS}
            if said["text"]:
                yield FindingText(**said)


class ShareForm(RefusingForm):
    """Until when can who takes part react?"""

    due_on = DutchDateField(
        label=gettext_lazy("Reageren kan tot en met"),
        help_text=gettext_lazy("Ten minste vijf dagen. Geef de organisaties liever een paar weken."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class FinishForm(RefusingForm):
    """When it was decided, and where that can be read."""

    decided_on = DutchDateField(label=gettext_lazy("Vastgesteld op"))
    source = forms.CharField(
        label=gettext_lazy("Waar staat het besluit?"),
        max_length=LONGEST["source"],
        help_text=gettext_lazy("Bijvoorbeeld de besluitenlijst van de BBG, met datum."),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    @property
    def said(self) -> Finishing:
        return Finishing(self.cleaned_data["decided_on"], self.cleaned_data["source"])


class ReactionForm(RefusingForm):
    """What an organisation says; `seen`: the number of its last reaction that was read."""

    text = forms.CharField(
        label=gettext_lazy("Uw reactie"),
        max_length=LONGEST_REACTION,
        help_text=gettext_lazy("Schrijf over de tekst, niet over personen. Het hele netwerk kan het lezen."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class ReactionAnswerForm(RefusingForm):
    """What a reaction does to the text, and what is answered."""

    effect = forms.ChoiceField(label=gettext_lazy("Wat doet dit met de tekst?"))
    answer = forms.CharField(
        label=gettext_lazy("Antwoord"), max_length=LONGEST_ANSWER, widget=forms.Textarea(attrs={"rows": 4})
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial))
        field = self.fields["effect"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("– kies –")), *Effect.choices]
