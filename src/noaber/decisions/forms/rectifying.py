"""On which day a body adopted, when that was recorded wrong."""

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
