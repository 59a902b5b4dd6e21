"""The names of one theme, as people type them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.strategy.rules.themes.names import LONGEST_NAME, ThemeNames


class ThemeNamesForm(RefusingForm):
    """The name by now, and the earlier ones on a line each; `revision` is what its sender saw."""

    name = forms.CharField(label=gettext_lazy("Naam in het netwerk"), max_length=LONGEST_NAME)
    earlier = forms.CharField(
        label=gettext_lazy("Eerdere namen"),
        required=False,
        help_text=gettext_lazy("Eén per regel, de laatste bovenaan. Zoeken vindt ook deze namen."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, known: ThemeNames, revision: int) -> None:
        initial = {"name": known.name, "earlier": "\n".join(known.earlier), "revision": revision}
        super().__init__(data, initial=initial)

    @property
    def names(self) -> ThemeNames:
        """What was typed, once the form is valid."""
        lines = (" ".join(line.split()) for line in self.cleaned_data["earlier"].splitlines())
        return ThemeNames(self.cleaned_data["name"], tuple(line for line in lines if line))


class CorrectThemeForm(RefusingForm):
    """Another theme for what stands under the wrong one; `revision` is what its sender saw."""

    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, themes: Sequence[tuple[str, str]], known: str, revision: int) -> None:
        super().__init__(data, initial={"theme": known, "revision": revision})
        field = self.fields["theme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = themes
