"""What one party answered, when that was recorded wrong at a step that is closed."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.decisions.forms.positions import PositionForm, names_of
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.taking_back import LONGEST_REASON


class CorrectionForm(PositionForm):
    """What it should have been on each point, on which day, and what was recorded wrong."""

    nothing = gettext_lazy("niets: er is niet geantwoord")
    reason = forms.CharField(
        label=gettext_lazy("Wat is er verkeerd vastgelegd?"),
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Bijvoorbeeld: vastgelegd bij de verkeerde gemeente. Wie in het netwerk zit, kan dit lezen."
        ),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, answered: Collection[str] = (), **asked: Any
    ) -> None:
        """`answered`: the points with a remark to which somebody replied."""
        super().__init__(data, **asked)
        for label in answered:
            self.fields[names_of(label)[1]].help_text = _(
                "Deze kanttekening is beantwoord. Met een andere tekst of een ander antwoord vervalt die "
                "beantwoording, ook als u alleen een typefout verbetert. De nieuwe kanttekening moet "
                "dan opnieuw worden beantwoord."
            )
        self.is_known = bool(asked["known"])
        for name in ("evidence", "document"):
            self.fields.pop(name, None)
        self.order_fields([name for name in self.fields if name != "reason"])

    def clean(self) -> dict[str, Any]:
        """That nothing was answered is an answer here."""
        values = self.cleaned_data
        for point in self.points:
            answer, text = names_of(point.label)
            if not values.get(answer):
                values[text] = ""
        return values

    @property
    def right(self) -> dict[str, Said | None]:
        """What should have been recorded, by label; None for nothing."""
        known = super().said
        return {point.label: known.get(point.label) for point in self.points}

    @property
    def right_day(self) -> dt.date | None:
        """The day that was typed; None as long as the days stay as they are."""
        day: dt.date = self.cleaned_data["decided_on"]
        return None if self.is_known and day == self.initial["decided_on"] else day
