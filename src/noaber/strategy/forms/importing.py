"""The form to hand in a list of priorities."""

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm


class PriorityListForm(RefusingForm):
    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("Excel (.xlsx) of CSV."),
        error_messages={
            "required": gettext_lazy("Kies het bestand dat u wilt inlezen."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
