"""What the forms of the register share: words for a conflict, and the question from when something holds."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.models import fields_for_model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.conflict import Disputed
from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.core.history import Version
from noaber.core.rules.dutch import short_date
from noaber.core.rules.period import Period
from noaber.network.forms.choices import Choices, in_words
from noaber.network.queries.known import KnownWords

CHANGE, CORRECTION = "change", "correction"


class OneOf(forms.TypedChoiceField):
    """One of the choices, given by the form that knows the day; empty is None."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"empty_value": None, **options})

    def offer(self, choices: Choices) -> None:
        self.choices = [("", _("– kies –")), *choices]

    def has_changed(self, initial: object, data: object) -> bool:
        """By what would be sent: what is known may be a key, which cannot be made into one again."""
        return str(initial or "") != str(data or "")


class LastDayField(DutchDateField):
    """The last day that counts, as people say it; the value is the first day that does not."""

    def to_python(self, value: object) -> dt.date | None:
        day = super().to_python(value)
        try:
            return day + dt.timedelta(days=1) if day else None
        except OverflowError as error:
            raise ValidationError(_("Dit jaar is te ver weg.")) from error


class DayOfChangeField(DutchDateField):
    """From which day a change holds; a correction needs no day, so that the form itself asks for it."""

    is_needed_at_times = True

    def __init__(self, **options: Any) -> None:
        super().__init__(**{**options, "required": False})


class RegisterForm(RefusingForm):
    """A form that can say in words what was typed, for the page of a conflict."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0, required=False)

    def offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if not isinstance(field, OneOf):
            raise TypeError(f"{name} offers no choice")
        field.offer(choices)

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """What was typed beside what the register says by now, by field; for when somebody else was first."""
        return {}, {}

    def words(self, values: Mapping[str, Any]) -> dict[str, str]:
        """Values by the label of their field, as people read them."""
        return {
            str(self.fields[name].label): _in_words(self.fields[name], value)
            for name, value in values.items()
            if name in self.fields
        }


def _in_words(field: forms.Field, value: object) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, dt.date):
        return short_date(value - dt.timedelta(days=1) if isinstance(field, LastDayField) else value)
    if isinstance(field, forms.ChoiceField):
        return in_words(list(field.choices), value)  # type: ignore[arg-type]
    return str(value)


def stated_fields(model: type[Version], names: Iterable[str]) -> dict[str, forms.Field]:
    """Form fields with the labels, lengths and checks of what a version states; relations are for the form itself."""
    plain = [name for name in names if not model._meta.get_field(name).is_relation]
    return fields_for_model(model, fields=plain, formfield_callback=_form_field)


def _form_field(field: models.Field[Any, Any], **options: Any) -> forms.Field | None:
    if isinstance(field, models.URLField):
        options["assume_scheme"] = "https"
    if field.choices and field.blank:
        options["choices"] = [("", _("– kies –")), *field.choices]
        options["form_class"] = forms.ChoiceField
    return field.formfield(**options)


class NewForm(RegisterForm):
    """Something new in the register: from which day it is there."""

    valid_from = DutchDateField(
        label=gettext_lazy("Vanaf welke datum geldt dit?"),
        help_text=gettext_lazy("De eerste dag. Dat mag ook in het verleden of in de toekomst zijn."),
    )


class ChangeForm(RegisterForm):
    """Other words for something that is in the register: because it changed, or because it was wrong."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Wat is er aan de hand?"), widget=forms.RadioSelect, initial=CHANGE
    )
    valid_from = DayOfChangeField(
        label=gettext_lazy("Vanaf welke datum geldt dit?"),
        help_text=gettext_lazy(
            "Nodig als er iets is veranderd; tot die dag blijft staan wat er stond. "
            "Stond er een fout? Dan telt deze datum niet."
        ),
    )

    def __init__(self, data: Mapping[str, Any] | None, *, known: KnownWords, today: dt.date) -> None:
        self.known = known
        initial = {**known.values, "revision": known.revision, "kind": CHANGE, "valid_from": today}
        super().__init__(data, initial=initial)
        self.fields["revision"].required = True
        kind = self.fields["kind"]
        if isinstance(kind, forms.ChoiceField):
            kind.choices = [
                (CHANGE, _("Het is veranderd, vanaf een datum")),
                (
                    CORRECTION,
                    _("Er stond een fout: dit had %(period)s al zo moeten staan") % {"period": known.period},
                ),
            ]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        self._refuse_what_did_not_come()
        if values.get("kind") == CHANGE and "valid_from" in values and values["valid_from"] is None:
            self.add_error(
                "valid_from", ValidationError(_("Vul de datum in waarop dit is veranderd, of verandert."))
            )
        return values

    def _refuse_what_did_not_come(self) -> None:
        """A field that is not in what was sent is not one that was emptied: nothing may go without being seen."""
        for name in set(self.fields) - set(type(self).base_fields) - set(self.errors):
            if self.fields[name].widget.value_omitted_from_data(self.data, self.files, self.add_prefix(name)):
                text = _("Dit veld kwam niet mee met wat u verstuurde. Open de pagina opnieuw en vul het in.")
                self.add_error(name, ValidationError(text))

    @property
    def period(self) -> Period:
        """Over which days the new words hold: from the day of the change, or as long as the wrong ones stood."""
        if self.cleaned_data["kind"] == CORRECTION:
            return self.known.period
        return Period(self.cleaned_data["valid_from"])

    @property
    def stated(self) -> dict[str, Any]:
        """What was typed, of the fields that the register states; those that a form declares are about the change."""
        own = set(type(self).base_fields)
        return {name: value for name, value in self.cleaned_data.items() if name not in own}

    @property
    def changes(self) -> dict[str, Any]:
        """The fields that differ from what the register says."""
        return {
            name: value
            for name, value in self.stated.items()
            if not _is_same(self.known.values.get(name), value)
        }

    @property
    def said(self) -> dict[str, Any]:
        """What a service that changes something is told: over which days, which words, and what was seen before."""
        period = self.period
        return {
            "valid_from": period.start,
            "valid_until": period.until,
            "values": self.changes,
            "expected_revision": self.cleaned_data["revision"],
        }

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        typed = self.changes
        return typed, {name: self.known.values.get(name) for name in typed}

    def disputed(self) -> list[Disputed]:
        """The fields to choose for: what was typed differs from what the register says by now."""
        return [
            Disputed(
                name,
                str(self.fields[name].label),
                yours=_in_words(self.fields[name], value),
                stored=_in_words(self.fields[name], self.known.values.get(name)),
                sends_yours=_as_sent(self.fields[name], value),
                sends_stored=_as_sent(self.fields[name], self.known.values.get(name)),
            )
            for name, value in self.changes.items()
        ]


def _as_sent(field: forms.Field, value: object) -> str:
    """A value as a browser sends it."""
    if isinstance(value, bool):
        return "on" if value else ""
    prepared = field.prepare_value(value)
    return "" if prepared is None else str(prepared)


def _is_same(known: object, typed: object) -> bool:
    return (known or None) == (typed or None) if not isinstance(known, bool) else known == bool(typed)
