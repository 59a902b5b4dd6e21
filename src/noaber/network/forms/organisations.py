"""Forms about organisations: new, changed, merged."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.network.forms.choices import district_choices
from noaber.network.forms.stating import ChangeForm, NewForm, OneOf, RegisterForm, stated_fields
from noaber.network.models import OrganisationKind, OrganisationVersion
from noaber.network.queries.known import KnownWords
from noaber.network.queries.organisations import OrganisationRow

TEXTS = tuple(name for name in OrganisationVersion.stated_fields if name != "district")
# Legends with their fields, as the page groups them.
GROUPS = (
    (gettext_lazy("De organisatie"), ("code", "organisation_kind", "name", "district", "province")),
    (gettext_lazy("Bereikbaar op"), ("street", "postcode", "city", "email", "phone", "website")),
    (gettext_lazy("Voor facturen"), ("oin", "kvk", "e_invoice_scheme", "e_invoice_id")),
)


def _fields(names: Iterable[str]) -> dict[str, forms.Field]:
    wanted = list(names)
    fields = stated_fields(OrganisationVersion, [name for name in wanted if name in TEXTS])
    if "district" in wanted:
        fields["district"] = OneOf(label=_("District"), required=False)
    return fields


class NewOrganisationForm(NewForm):
    """A partner that joins."""

    field_names: ClassVar[Mapping[str, str]] = {"kind": "organisation_kind"}

    code = forms.CharField(
        label=gettext_lazy("Code"),
        max_length=20,
        help_text=gettext_lazy(
            "Voor een gemeente de CBS-code, zoals GM0193. Anders een korte code in hoofdletters."
        ),
    )
    organisation_kind = forms.ChoiceField(
        label=gettext_lazy("Soort organisatie"), choices=OrganisationKind.choices
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: dt.date) -> None:
        super().__init__(data, initial={"valid_from": today})
        self.fields.update(_fields(OrganisationVersion.stated_fields))
        self.offer("district", district_choices())

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in OrganisationVersion.stated_fields}
        return {"kind": typed["organisation_kind"], "valid_from": typed["valid_from"], "values": values}


class ChangeOrganisationForm(ChangeForm):
    """Other words for a partner; whoever only keeps the contact data gets only those fields."""

    def __init__(
        self, data: Mapping[str, Any] | None, *, known: KnownWords, today: dt.date, names: Sequence[str]
    ) -> None:
        super().__init__(data, known=known, today=today)
        self.fields.update(_fields(names))
        if "district" in names:
            self.offer("district", district_choices())


class MergerForm(RegisterForm):
    """Which municipalities of one district go on as one."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_from": "effective_on"}

    predecessors = forms.MultipleChoiceField(
        label=gettext_lazy("Welke gemeenten gaan samen?"), widget=forms.CheckboxSelectMultiple
    )
    name = forms.CharField(label=gettext_lazy("Hoe heet de gemeente daarna?"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("CBS-code daarna"),
        max_length=20,
        help_text=gettext_lazy("Een nieuwe code, of de code van de gemeente die blijft bestaan."),
    )
    effective_on = DutchDateField(
        label=gettext_lazy("Ingangsdatum"), help_text=gettext_lazy("Meestal 1 januari.")
    )

    def __init__(self, data: Mapping[str, Any] | None, *, municipalities: Sequence[OrganisationRow]) -> None:
        super().__init__(data)
        field = self.fields["predecessors"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(row.code, f"{row.name} ({row.code})") for row in municipalities]

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).strip().upper()

    def clean_predecessors(self) -> list[str]:
        codes: list[str] = self.cleaned_data["predecessors"]
        if len(codes) < 2:
            raise ValidationError(_("Kies ten minste twee gemeenten."))
        return codes

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        names = ("predecessors", "code", "name", "effective_on")
        return {name: self.cleaned_data[name] for name in names}
