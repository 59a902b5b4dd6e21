"""The shape of sending: how a payer gets its invoices, and how a file was handed over."""

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.finance.models import CHANNELS
from noaber.finance.queries.invoices.deliveries import Delivery
from noaber.finance.rules.invoices.transmissions import Channel


class DeliveryForm(RefusingForm):
    """How an organisation gets its invoices."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Hoe krijgt zij haar facturen?"),
        required=False,
        choices=[
            ("", gettext_lazy("per e-mail als hieronder een adres staat, anders een bestand")),
            *((each.value, text) for each, text in CHANNELS.items()),
        ],
    )
    email = forms.EmailField(
        label=gettext_lazy("E-mailadres waarop facturen binnenkomen"),
        required=False,
        help_text=gettext_lazy("Een adres van de organisatie, niet van een persoon."),
    )

    @property
    def delivery(self) -> Delivery:
        said = self.cleaned_data
        return Delivery(Channel(said["channel"]) if said["channel"] else None, said["email"])


class HandOverForm(RefusingForm):
    """How a file was handed over."""

    reason = forms.CharField(
        label=gettext_lazy("Hoe is het afgegeven?"),
        max_length=500,
        help_text=gettext_lazy("Bijvoorbeeld: geüpload in het portaal van de gemeente."),
    )
