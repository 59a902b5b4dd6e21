"""What people type about a signal: who looks, what was found, what followed, why it is closed; and a month to read."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.figures.queries.signal_holders import Groups
from noaber.figures.rules.signals.course import Act
from noaber.figures.services.signals.steps import LONGEST_NAME, LONGEST_TEXT, NEEDS_TEXT, StepText
from noaber.figures.signal_words import REASONS

FIELDS: Final[Mapping[Act, tuple[str, ...]]] = {
    Act.TAKEN_UP: ("holder", "text"),
    Act.HANDED_OVER: ("holder", "text"),
    Act.GIVEN_BACK: ("text",),
    Act.FOUND: ("text", "happened_on"),
    Act.FOLLOWED: ("text", "owner", "happened_on", "follow_up"),
    Act.CLOSED: ("reason", "text"),
    Act.REOPENED: ("text",),
}


class StepForm(RefusingForm):
    """One step; the fields that its act has no use for are left out."""

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    holder = forms.ChoiceField(
        label=gettext_lazy("Wie kijkt ernaar?"),
        help_text=gettext_lazy("Kiest u een zetel, dan neemt een opvolger het over."),
    )
    reason = forms.ChoiceField(
        label=gettext_lazy("Waarom sluit u het?"),
        choices=[(each.value, words) for each, words in REASONS.items()],
        widget=forms.RadioSelect,
    )
    text = forms.CharField(
        label=gettext_lazy("Toelichting"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("Alleen het netwerk leest dit. Schrijf niets over personen."),
    )
    owner = forms.CharField(
        label=gettext_lazy("Wie doet het?"),
        max_length=LONGEST_NAME,
        help_text=gettext_lazy(
            "Een team of functie, bijvoorbeeld: het basisteam, de afdeling openbare orde."
        ),
    )
    happened_on = DutchDateField(label=gettext_lazy("Wanneer?"))
    follow_up = forms.CharField(
        label=gettext_lazy("Waar staat dat?"),
        max_length=LONGEST_NAME,
        required=False,
        help_text=gettext_lazy("Plak het adres van een actie in Noaber, of schrijf waar het te vinden is."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        act: Act,
        revision: int,
        today: dt.date,
        groups: Groups = (),
        holder: str = "",
    ) -> None:
        super().__init__(data, initial={"revision": revision, "holder": holder, "happened_on": today})
        self.act = act
        wanted = FIELDS[act]
        for name in [name for name in self.fields if name not in (*wanted, "revision")]:
            del self.fields[name]
        self.order_fields(wanted)
        if "holder" in wanted:
            self.fields["holder"].choices = [("", _("Maak een keuze")), *groups]  # type: ignore[attr-defined]
        self.fields["text"].required = act in NEEDS_TEXT
        self.fields["text"].label = _LABELS.get(act, self.fields["text"].label)

    @property
    def seen(self) -> int:
        seen: int = self.cleaned_data["revision"]
        return seen

    @property
    def said(self) -> StepText:
        typed = {name: self.cleaned_data[name] for name in FIELDS[self.act]}
        return StepText(self.act, **typed)


_LABELS: Final = {
    Act.FOUND: gettext_lazy("Wat is er gevonden?"),
    Act.FOLLOWED: gettext_lazy("Wat gebeurt er?"),
    Act.CLOSED: gettext_lazy("Hoe zit het?"),
    Act.REOPENED: gettext_lazy("Waarom opent u het weer?"),
}


class ReadMonthForm(RefusingForm):
    """Which month to read from the newest figures."""

    month = forms.ChoiceField(label=gettext_lazy("Maand"))

    def __init__(
        self, data: Mapping[str, Any] | None, *, months: Sequence[tuple[str, str]], chosen: str = ""
    ) -> None:
        super().__init__(data, initial={"month": chosen})
        self.fields["month"].choices = months  # type: ignore[attr-defined]
