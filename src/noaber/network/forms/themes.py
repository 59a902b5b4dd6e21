"""Forms about the themes of the network."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.network.forms.choices import safety_field_choices
from noaber.network.forms.endings import LastDayForm
from noaber.network.forms.stating import (
    ChangeForm,
    LastDayField,
    NewForm,
    OneOf,
    stated_fields,
)
from noaber.network.models import ThemeVersion
from noaber.network.queries.known import KnownWords


def _theme_fields() -> dict[str, forms.Field]:
    fields = stated_fields(ThemeVersion, ThemeVersion.stated_fields)
    fields["safety_field"] = OneOf(
        label=gettext_lazy("Veiligheidsveld"),
        required=False,
        help_text=gettext_lazy("Waar het in het Kernbeleid Veiligheid onder valt."),
    )
    fields["position"].help_text = gettext_lazy("Het laagste getal staat bovenaan.")
    fields["position"].required = False
    return {name: fields[name] for name in ThemeVersion.stated_fields}


class NewThemeForm(NewForm):
    """A theme that the network takes up."""

    field_names: ClassVar[Mapping[str, str]] = {"code": "name", "valid_until": "last_day"}

    last_day = LastDayField(
        label=gettext_lazy("Wat is de laatste dag?"),
        required=False,
        help_text=gettext_lazy("Leeg: tot u het beëindigt."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        today: dt.date,
        position: int,
        offered: Mapping[str, object],
    ) -> None:
        """`offered`: what is known of it already, by field."""
        super().__init__(data, initial={"valid_from": today, "position": position, **offered})
        self.fields = {**_theme_fields(), **self.fields}
        self.offer("safety_field", safety_field_choices())

    def clean_name(self) -> str:
        """A name makes the address, so it holds a letter."""
        name: str = self.cleaned_data["name"]
        if not slugify(name):
            raise ValidationError(_("Een naam heeft minstens één letter."))
        return name

    @property
    def code(self) -> str:
        return theme_code(self.cleaned_data["name"])

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        values = {name: typed[name] for name in ThemeVersion.stated_fields}
        values["position"] = values["position"] or 0
        return {"valid_from": typed["valid_from"], "valid_until": typed["last_day"], "values": values}


def _why(**options: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 2})
    return forms.CharField(label=gettext_lazy("Waarom?"), max_length=500, widget=area, **options)


class ChangeThemeForm(ChangeForm):
    """Other words for a theme, and why."""

    reason = _why(
        required=False,
        help_text=gettext_lazy(
            "Nodig als de naam of de omschrijving verandert. Iedereen kan dit lezen. Noem geen personen."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, known: KnownWords, today: dt.date) -> None:
        super().__init__(data, known=known, today=today)
        self.fields.update(_theme_fields())
        self.fields["position"].required = True
        self.fields["reason"].is_needed_at_times = True  # type: ignore[attr-defined]
        self.fields["reason"] = self.fields.pop("reason")  # below what it is about
        self.offer("safety_field", safety_field_choices())

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "reason": self.cleaned_data["reason"]}


class EndThemeForm(LastDayForm):
    """The last day of a theme, and why."""

    reason = _why(help_text=gettext_lazy("Iedereen kan dit lezen. Noem geen personen."))

    @property
    def said(self) -> dict[str, Any]:
        return {**super().said, "reason": self.cleaned_data["reason"]}


def theme_code(name: str) -> str:
    """The code of a new theme.

    >>> theme_code("Jeugd, alcohol en drugs")
    'jeugd-alcohol-en-drugs'
    """
    return slugify(name)[:50].rstrip("-")
