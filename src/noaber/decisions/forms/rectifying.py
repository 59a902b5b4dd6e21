"""On which day a body adopted, when that was recorded wrong."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from noaber.core.components.form_fields import DutchDateField
from noaber.decisions.forms.refusing import RevisionForm
from noaber.decisions.services.answers.taking_back import LONGEST_REASON


class RectifyForm(RevisionForm):
    """The right day, with the reason."""

    decided_on = DutchDateField(label=_("Op welke dag is het vastgesteld?"))
    reason = forms.CharField(
        label=_("Waarom klopte de dag niet?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Bijvoorbeeld: de dag van het verslag was ingevuld. Wie in het netwerk zit, kan dit lezen."
        ),
    )
    together = forms.BooleanField(
        label=_("Ook bij het plan dat daar samen mee is vastgesteld, klopte de dag niet"),
        required=False,
        help_text=_("Beide krijgen dan dezelfde dag, in één keer: zij zijn op één dag vastgesteld."),
    )

    def __init__(self, data: Any = None, *, is_together: bool, **more: Any) -> None:
        super().__init__(data, **more)
        if not is_together:
            del self.fields["together"]
