"""What a reader chooses of the monthly report: of which area, how often, and which kinds of offence."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.figures.models import ReportChoice
from noaber.figures.services.reports.choosing import Wanted

Choices = Sequence[tuple[str, str]]


class ReportChoiceForm(RefusingForm):
    """`areas` is empty where a link says which area it is of. All kinds are ticked for who chose none."""

    area = forms.ChoiceField(label=gettext_lazy("Van welk gebied?"))
    frequency = forms.ChoiceField(
        label=gettext_lazy("Hoe vaak wilt u het?"),
        choices=ReportChoice.Frequency.choices,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("Elk kwartaal: over maart, juni, september en december."),
    )
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Welke soorten misdrijf?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=gettext_lazy("Vinkt u niets aan, dan krijgt u ze alle."),
    )

    def __init__(
        self, data: Any, *, areas: Choices, kinds: Choices, filled: Mapping[str, Any] | None = None
    ) -> None:
        super().__init__(data, initial=dict(filled or {}))
        if areas:
            self.fields["area"].choices = [("", _("Kies een gebied")), *areas]  # type: ignore[attr-defined]
        else:
            del self.fields["area"]
        self.fields["kinds"].choices = list(kinds)  # type: ignore[attr-defined]

    @property
    def said(self) -> Wanted:
        return Wanted(self.cleaned_data["frequency"], self.cleaned_data["kinds"])
