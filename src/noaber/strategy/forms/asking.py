"""The form under the preview of the letters."""

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.strategy.services.asking import LONGEST_SENTENCE

AGAIN = gettext_lazy("Ververs de pagina en probeer het opnieuw.")


class AskForm(RefusingForm):
    """One sentence of the coordinator's own; `request_key` and `seen` are those of the preview."""

    sentence = forms.CharField(
        label=gettext_lazy("Eigen zin in de brief"),
        max_length=LONGEST_SENTENCE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld voor welke dag u ze nodig hebt."),
    )
    request_key = forms.UUIDField(widget=forms.HiddenInput, error_messages={"required": AGAIN})
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, error_messages={"required": AGAIN})
