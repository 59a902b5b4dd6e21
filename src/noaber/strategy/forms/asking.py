"""The form under the preview of the letters."""

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.services.inventory.asking import LONGEST_SENTENCE

AGAIN = gettext_lazy("Ververs de pagina en probeer het opnieuw.")


class AskForm(RefusingForm):
    """One sentence of the coordinator's own; `request_key` and `seen` are those of the preview."""

    sentence = forms.CharField(
        label=gettext_lazy("Eigen zin in de brief"),
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld waar u het antwoord voor gebruikt."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": AGAIN})
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages={"required": AGAIN})


class AskPrioritiesForm(AskForm):
    """Also by which day; it stands in the letter, on the pages and at the task."""

    due_on = DutchDateField(
        label=gettext_lazy("Uiterlijk op"),
        help_text=gettext_lazy("Deze dag staat in de e-mail, bij het formulier en bij de taak op Mijn werk."),
    )
    field_order = ("due_on", "sentence")
