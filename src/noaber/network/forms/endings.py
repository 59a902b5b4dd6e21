"""The form with which a body or a seat is ended."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy

from noaber.network.forms.stating import LastDayField, RegisterForm
from noaber.network.queries.endings import EndingRow


class EndingForm(RegisterForm):
    """The last day, and why."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    last_day = LastDayField(
        label=gettext_lazy("Wat is de laatste dag?"),
        help_text=gettext_lazy("Mag in de toekomst liggen: tot en met die dag blijft alles zoals het is."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Bijvoorbeeld: de taak is klaar. Deelnemers van het netwerk kunnen dit lezen. Noem geen personen."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, revision: int, last_day: dt.date, ends: EndingRow | None
    ) -> None:
        super().__init__(data, initial={"revision": revision, "last_day": last_day})
        self.fields["revision"].required = True
        self.ends = ends

    def comparison(self) -> tuple[dict[str, Any], dict[str, Any]]:
        typed = {"last_day": self.cleaned_data["last_day"], "reason": self.cleaned_data["reason"]}
        known = {"last_day": self.ends.ends_on, "reason": self.ends.reason} if self.ends else {}
        return typed, known

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        return {
            "valid_until": self.cleaned_data["last_day"],
            "reason": self.cleaned_data["reason"],
            "expected_revision": self.cleaned_data["revision"],
        }


class LastDayForm(RegisterForm):
    """On which day something stops, without more: carrying a theme."""

    field_names: ClassVar[Mapping[str, str]] = {"valid_until": "last_day"}

    last_day = LastDayField(label=gettext_lazy("Wat is de laatste dag?"))

    def __init__(self, data: Mapping[str, Any] | None, *, revision: int, last_day: dt.date) -> None:
        super().__init__(data, initial={"revision": revision, "last_day": last_day})
        self.fields["revision"].required = True

    @property
    def said(self) -> dict[str, Any]:
        """What the service is told."""
        typed = self.cleaned_data
        return {"valid_until": typed["last_day"], "expected_revision": typed["revision"]}
