"""Why a stage begins before the one that it waits for has agreed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError


class OverrideForm(forms.Form):
    """The motive, and the day of the decision behind it."""

    motive = forms.CharField(
        label=_("Waarom, en wie besloot dat?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Dit staat voor iedereen bij de stap."),
    )
    decided_on = DutchDateField(label=_("Besloten op"))

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
