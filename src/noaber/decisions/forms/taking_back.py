"""Why an answer is taken back."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.errors import DomainError
from noaber.decisions.services.answers.taking_back import LONGEST_REASON


class TakeBackForm(forms.Form):
    """The reason, under the revision of what was shown."""

    reason = forms.CharField(
        label=_("Waarom klopt het niet?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Bijvoorbeeld: vastgelegd bij de verkeerde gemeente. Wie in het netwerk zit, kan dit lezen."
        ),
    )
    revision = forms.IntegerField(
        widget=forms.HiddenInput,
        min_value=0,
        error_messages={"required": _("Ververs de pagina en probeer het opnieuw.")},
    )

    def __init__(self, data: Mapping[str, Any] | None, *, revision: int) -> None:
        super().__init__(data, initial={"revision": revision})

    def refuse(self, error: DomainError) -> None:
        """Put the refusal of the service at the field it is about."""
        self.add_error(error.field if error.field in self.fields else None, error.message)
