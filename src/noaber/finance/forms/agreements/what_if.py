"""The question of the what-if page. It is asked by GET, so that the address itself can be shared."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from noaber.core.components.form_fields import EuroField
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.core.rules.money import euro_to_type, format_euro
from noaber.finance.queries.agreements.roll_calls import RollCall
from noaber.finance.queries.agreements.what_if import Question
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.rules.rate_text import RateError, parse_rate, rate_to_type

HIGHEST_BUDGET_CENTS: Final = 1_000_000_000_00
# Code is English, the address that people share is Dutch.
KEYS: Final = {"rate": "tarief", "reference_on": "peildatum", "budget": "begroting", "without": "zonder"}


class RateField(forms.Field):
    """A rate typed as 0,07, 0.07 or 7 cent; the value is euro per inhabitant."""

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: object) -> Decimal | None:
        if value is None or value == "":
            return None
        try:
            return parse_rate(str(value))
        except RateError as error:
            raise ValidationError(str(error)) from error


class CodesInput(forms.CheckboxSelectMultiple):
    """Check boxes; in an address the codes may also stand in one value, with commas."""

    def value_from_datadict(self, data: Mapping[str, Any], files: object, name: str) -> list[str]:
        return codes_in(data, name)


class WhatIfForm(forms.Form):
    """Rate, reference date, budget of one year, and who does not take part."""

    rate = RateField(
        label=gettext_lazy("Tarief per inwoner"), help_text=gettext_lazy("Bijvoorbeeld 0,07 of 7 cent.")
    )
    reference_on = forms.ChoiceField(
        label=gettext_lazy("Peildatum van de inwonertallen"),
        help_text=gettext_lazy("De afspraak noemt er geen."),
        error_messages={
            "invalid_choice": gettext_lazy("Van %(value)s zijn geen inwonertallen bekend. Kies uit de lijst.")
        },
    )
    budget = EuroField(
        label=gettext_lazy("Begroting per jaar in euro"), help_text=gettext_lazy("Bijvoorbeeld 230.000,00.")
    )
    without = forms.MultipleChoiceField(
        label=gettext_lazy("Wie doet niet mee?"),
        required=False,
        widget=CodesInput,
        error_messages={
            "invalid_choice": gettext_lazy("%(value)s is op deze peildatum geen gemeente van het netwerk.")
        },
    )

    def __init__(self, data: QueryDict, *, dates: Sequence[dt.date], roll: RollCall) -> None:
        super().__init__(data, auto_id="id_%s")
        cast(forms.ChoiceField, self.fields["reference_on"]).choices = [
            (date.isoformat(), long_date(date)) for date in dates
        ]
        cast(forms.ChoiceField, self.fields["without"]).choices = [
            (entry.code, entry.name) for entry in roll.entries
        ]
        self._roll = roll

    def add_prefix(self, field_name: str) -> str:
        return KEYS.get(field_name, field_name)

    def clean_budget(self) -> int:
        cents: int = self.cleaned_data["budget"]
        if cents <= 0:
            raise ValidationError(_("De begroting moet meer dan nul zijn."))
        if cents > HIGHEST_BUDGET_CENTS:
            highest = format_euro(HIGHEST_BUDGET_CENTS)
            raise ValidationError(
                _("De begroting is hoger dan %(highest)s. Controleer de nullen.") % {"highest": highest}
            )
        return cents

    def clean_without(self) -> list[str]:
        codes: list[str] = self.cleaned_data["without"]
        if not set(self._roll.populations) - set(codes):
            raise ValidationError(_("Zo doet geen enkele gemeente mee. Laat er ten minste één staan."))
        return codes

    @property
    def question(self) -> Question:
        """What is asked, once the form is valid."""
        values = self.cleaned_data
        day = dt.date.fromisoformat(values["reference_on"])
        return Question(values["rate"], day, values["budget"], tuple(sorted(values["without"])))


@dataclass(frozen=True, slots=True)
class Box:
    """One municipality to leave out."""

    code: str
    label: str
    is_checked: bool


@dataclass(frozen=True, slots=True)
class DistrictBoxes:
    """The check boxes of one district, folded; the fold itself says who is left out."""

    name: str
    boxes: tuple[Box, ...]

    @property
    def summary(self) -> str:
        checked = [box.label for box in self.boxes if box.is_checked]
        if not checked:
            return _("alle %(count)s doen mee") % {"count": format_number(len(self.boxes))}
        text = ngettext("niet: %(names)s", "niet (%(count)s): %(names)s", len(checked))
        return text % {"count": format_number(len(checked)), "names": in_a_row(checked)}


def district_boxes(roll: RollCall, checked: Collection[str]) -> tuple[DistrictBoxes, ...]:
    """The municipalities of the date by district, in order of name."""
    names = sorted({entry.district_name for entry in roll.entries})
    return tuple(
        DistrictBoxes(
            name,
            tuple(
                Box(entry.code, entry.name, entry.code in checked)
                for entry in roll.entries
                if entry.district_name == name
            ),
        )
        for name in names
    )


def codes_in(data: Mapping[str, Any], name: str = KEYS["without"]) -> list[str]:
    """The codes of the boxes or of a shared address, each once."""
    values = data.getlist(name) if isinstance(data, QueryDict) else [data.get(name) or ""]
    typed = [code.strip().upper() for value in values for code in str(value).split(",")]
    return list(dict.fromkeys(code for code in typed if code))


def with_defaults(query: QueryDict, terms: AgreementTerms, reference_on: dt.date) -> QueryDict:
    """The question with the agreement's own values for what the address leaves out, codes in one value."""
    full = query.copy()
    full.setdefault(KEYS["rate"], rate_to_type(terms.rate))
    full.setdefault(KEYS["reference_on"], reference_on.isoformat())
    full.setdefault(KEYS["budget"], euro_to_type(terms.budget_cents))
    full[KEYS["without"]] = ",".join(codes_in(query))
    return full


def named(codes: Collection[str], roll: RollCall) -> str:
    """Names in a row; the first few and the number of others when there are many."""
    names = [entry.name for entry in roll.entries if entry.code in codes]
    if len(names) <= 4:
        return in_a_row(names)
    return _("%(first)s en %(others)s andere") % {
        "first": ", ".join(names[:3]),
        "others": format_number(len(names) - 3),
    }
