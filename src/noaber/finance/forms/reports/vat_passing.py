"""The shape of whether tax is passed on."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.finance.queries.reports.passings import VatPassingRow
from noaber.finance.services.reports.vat_passing import LONGEST_MOTIVE


class VatPassingForm(RefusingForm):
    """Yes or no, and on what it rests."""

    is_passed_on = forms.BooleanField(
        label=gettext_lazy("De btw van dit jaar wordt doorgeschoven naar de gemeenten"), required=False
    )
    motive = forms.CharField(
        label=gettext_lazy("Waar rust dit op?"),
        max_length=LONGEST_MOTIVE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Bijvoorbeeld een afspraak met de Belastingdienst, met de datum."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Mapping[str, Any] | None, *, known: VatPassingRow) -> None:
        first = {
            "is_passed_on": known.is_passed_on,
            "motive": known.motive,
            "revision": known.revision,
        }
        super().__init__(data, initial=first)
