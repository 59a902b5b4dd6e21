"""What people type about a figure: a remark beside some months, and why it does not hold any more."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.figures.rules.periods import period_text, typed_period
from noaber.figures.services.annotations import LONGEST_TEXT, AnnotationText

Choices = Sequence[tuple[str, str]]


class MonthField(forms.CharField):
    """A month as people type it (2019-06); the value is its number (201906)."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": "2019-06"})

    def to_python(self, value: object) -> Any:
        typed = super().to_python(value)
        if not typed:
            return None
        try:
            return typed_period(typed)
        except ValueError as error:
            raise ValidationError(_("%(error)s.") % {"error": error}) from error

    def prepare_value(self, value: object) -> object:
        return period_text(value) if isinstance(value, int) else value


class AnnotationForm(RefusingForm):
    """A remark; `area`, `offence` and the months of what it was opened from stand filled in."""

    area = forms.ChoiceField(label=gettext_lazy("Gemeente"))
    offence = forms.ChoiceField(label=gettext_lazy("Soort misdrijf"), required=False)
    first_period = MonthField(label=gettext_lazy("Van (maand)"))
    last_period = MonthField(label=gettext_lazy("Tot en met (maand)"))
    text = forms.CharField(
        label=gettext_lazy("Wat is er bekend?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "Bijvoorbeeld: 300 meldingen van fraude door één webwinkel. Alleen het netwerk leest dit. Schrijf niets "
            "over personen."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, areas: Choices, offences: Choices, filled: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(filled))
        self.fields["area"].choices = [("", _("Kies een gemeente")), *areas]  # type: ignore[attr-defined]
        self.fields["offence"].choices = [("", _("Alle soorten")), *offences]  # type: ignore[attr-defined]

    @property
    def said(self) -> AnnotationText:
        typed = self.cleaned_data
        months = (typed["first_period"], typed["last_period"])
        return AnnotationText(typed["area"], *months, typed["text"], typed["offence"])


class WithdrawForm(RefusingForm):
    """Why a remark does not hold any more."""

    text = forms.CharField(
        label=gettext_lazy("Waarom klopt de aantekening niet meer?"),
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
