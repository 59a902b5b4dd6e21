"""What one organisation says of the themes, all under each other."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from noaber.core.components.refusing import RefusingForm
from noaber.strategy.models import PARTICIPATION_KINDS
from noaber.strategy.queries.goals.participation import ParticipationRow, revision_of
from noaber.strategy.rules.goals.participation import LONGEST_SENTENCE, ParticipationKind, ParticipationText


class ParticipationForm(RefusingForm):
    """Per theme whether it takes part and a sentence; `revision` is what its sender saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self, data: Any, *, themes: Mapping[str, str], known: Mapping[str, ParticipationRow]
    ) -> None:
        super().__init__(data, initial={"revision": revision_of(known)})
        self.themes = themes
        for code in themes:
            self._add(code, known[code].text if code in known else None)

    def _add(self, code: str, known: ParticipationText | None) -> None:
        kind = forms.ChoiceField(
            label=_("Doet uw organisatie mee?"),
            required=False,
            choices=[
                ("", _("nog niet gezegd")),
                *((k.value, text) for k, text in PARTICIPATION_KINDS.items()),
            ],
            initial=known.kind.value if known else "",
        )
        sentence = forms.CharField(
            label=_("Waarin wijkt u af?"),
            required=False,
            max_length=LONGEST_SENTENCE,
            initial=known.sentence if known else "",
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Nodig als u volgt of niet meedoet."),
        )
        for field in (kind, sentence):
            field.is_needed_at_times = True  # type: ignore[union-attr]
        self.fields |= {f"{code}__kind": kind, f"{code}__sentence": sentence}

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        return [(name, (f"{code}__kind", f"{code}__sentence")) for code, name in self.themes.items()]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        for code in self.themes:
            if values.get(f"{code}__sentence") and not values.get(f"{code}__kind"):
                self.add_error(f"{code}__kind", _("Kies of uw organisatie meedoet."))
        return values

    @property
    def said(self) -> dict[str, ParticipationText]:
        """What was typed of each theme of which something was chosen."""
        typed = self.cleaned_data
        return {
            code: ParticipationText(ParticipationKind(typed[f"{code}__kind"]), typed[f"{code}__sentence"])
            for code in self.themes
            if typed[f"{code}__kind"]
        }
