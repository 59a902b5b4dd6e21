"""Forms to hand in a list."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.errors import DomainError
from noaber.core.odata import CBS_FEED

TABLES: Final = {code: f"{CBS_FEED}/{code}" for code in ("70072ned", "03759ned", "37230ned")}
FIRST_YEAR: Final = 1995
LARGEST: Final = 20_000_000  # bytes


class _ListForm(forms.Form):
    """A form that shows the refusal of a service at the field it is about."""

    def refuse(self, error: DomainError) -> None:
        self.add_error(error.field if error.field in self.fields else None, error.message)


class ListFileForm(_ListForm):
    """A file with people or organisations, and from which day it holds."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("Excel (.xlsx) of CSV, hoogstens 20 MB en 50.000 rijen."),
        error_messages={
            "required": gettext_lazy("Kies het bestand dat u wilt inlezen."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    valid_from = DutchDateField(
        label=gettext_lazy("Vanaf welke datum geldt dit?"),
        help_text=gettext_lazy("Wat daarvoor gold, blijft zoals het was."),
    )

    def __init__(self, data: Mapping[str, Any] | None, files: Any, *, today: dt.date) -> None:
        super().__init__(data, files, initial={"valid_from": today})

    def clean_file(self) -> Any:
        return _bounded(self.cleaned_data["file"])


class FiguresFileForm(_ListForm):
    """A file with population figures; each row says its own date."""

    file = forms.FileField(
        label=gettext_lazy("Bestand"),
        help_text=gettext_lazy("Excel (.xlsx), CSV, of een bewaard antwoord van StatLine (.json)."),
        error_messages={
            "required": gettext_lazy("Kies het bestand dat u wilt inlezen."),
            "empty": gettext_lazy("Het bestand is leeg."),
        },
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.json"}),
    )

    def clean_file(self) -> Any:
        return _bounded(self.cleaned_data["file"])


class FiguresSourceForm(_ListForm):
    """Figures straight from CBS: which table, which years."""

    table = forms.ChoiceField(
        label=gettext_lazy("Tabel van het CBS"),
        choices=[
            ("70072ned", gettext_lazy("70072ned, Regionale kerncijfers")),
            ("03759ned", gettext_lazy("03759ned, Bevolking op 1 januari")),
            ("37230ned", gettext_lazy("37230ned, Bevolkingsontwikkeling per maand")),
        ],
    )
    first_year = forms.IntegerField(label=gettext_lazy("Van 1 januari"), min_value=FIRST_YEAR, max_value=2100)
    last_year = forms.IntegerField(
        label=gettext_lazy("Tot en met 1 januari"), min_value=FIRST_YEAR, max_value=2100
    )

    @property
    def address(self) -> str:
        return TABLES[self.cleaned_data["table"]]

    @property
    def years(self) -> list[int]:
        return list(range(self.cleaned_data["first_year"], self.cleaned_data["last_year"] + 1))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        first, last = typed.get("first_year"), typed.get("last_year")
        if first and last and last < first:
            self.add_error("last_year", _("Dit jaar ligt voor het eerste jaar."))
        return typed


def _bounded(upload: Any) -> Any:
    if upload.size > LARGEST:
        raise ValidationError(_("Het bestand is te groot: hoogstens 20 MB."))
    return upload
