"""Form fields that read what people type the Dutch way."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from noaber.core.rules.dutch import DateError, parse_date, short_date
from noaber.core.rules.money import MoneyError, euro_to_type, parse_euro


class DutchDateField(forms.Field):
    """A date typed as 28-1-2019, 2019-01-28 or 28 januari 2019; the value is a ``date``."""

    widget = forms.TextInput(attrs={"autocomplete": "off", "placeholder": _("dag-maand-jaar")})

    def to_python(self, value: object) -> date | None:
        if value is None or value == "":
            return None
        if isinstance(value, date):
            return value
        try:
            return parse_date(str(value))
        except DateError as error:
            raise ValidationError(_("%(error)s.") % {"error": str(error).capitalize()}) from error

    def prepare_value(self, value: object) -> object:
        return short_date(value) if isinstance(value, date) else value


class EuroField(forms.Field):
    """An amount typed as 1.234,56; the value is whole cents."""

    widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})

    def to_python(self, value: object) -> int | None:
        if value is None or value == "":
            return None
        if isinstance(value, int):
            return value
        try:
            return parse_euro(str(value))
        except MoneyError as error:
            raise ValidationError(str(error)) from error

    def prepare_value(self, value: object) -> object:
        return euro_to_type(value) if isinstance(value, int) else value
