"""A joint position, and a line of its log, as people type them."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.rules.positions import LONGEST, LONGEST_ENTRY, EntryText, PositionText


class PositionForm(RefusingForm):
    """What the network stands for; `known` fills it in, `revision` is what its sender saw."""

    title = forms.CharField(label=gettext_lazy("Waar gaat het over?"), max_length=LONGEST["title"])
    stance = forms.CharField(
        label=gettext_lazy("Waar staan wij samen voor?"),
        max_length=LONGEST["stance"],
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    since_on = DutchDateField(label=gettext_lazy("Sinds"))
    theme = forms.ChoiceField(label=gettext_lazy("Thema"), required=False)
    is_left = forms.BooleanField(label=gettext_lazy("Wij staan hier niet meer voor"), required=False)
    reason = forms.CharField(
        label=gettext_lazy("Waarom wijzigt u dit?"),
        required=False,
        max_length=LONGEST["reason"],
        help_text=gettext_lazy("Ten minste twee verschillende woorden van drie letters of meer."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(
        self,
        data: Any,
        *,
        themes: Sequence[tuple[str, str]] = (),
        known: PositionText | None = None,
        revision: int = 0,
    ) -> None:
        names = ("title", "stance", "since_on", "is_left")
        said = {name: getattr(known, name) for name in names} if known else {}
        super().__init__(data, initial={**said, "revision": revision})
        field = self.fields["theme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = themes
        if known is None:
            del self.fields["is_left"], self.fields["reason"]
        else:
            del self.fields["theme"]  # what it is about, does not change
            self.fields["reason"].is_needed_at_times = True  # type: ignore[attr-defined]

    @property
    def text(self) -> PositionText:
        typed = self.cleaned_data
        return PositionText(
            typed["title"],
            typed["stance"],
            typed["since_on"],
            typed.get("is_left", False),
            typed.get("reason", ""),
        )


class EntryForm(RefusingForm):
    """Where a position was brought in, by whom, and what came of it."""

    forum = forms.CharField(
        label=gettext_lazy("Waar is het ingebracht?"),
        max_length=LONGEST_ENTRY["forum"],
        help_text=gettext_lazy("Bijvoorbeeld een landelijk overleg, een ministerie of een brief."),
    )
    on = DutchDateField(label=gettext_lazy("Wanneer"))
    seat = forms.ChoiceField(
        label=gettext_lazy("Door wie"), help_text=gettext_lazy("De zetel, niet de naam van een persoon.")
    )
    said = forms.CharField(
        label=gettext_lazy("Wat is er gezegd?"),
        max_length=LONGEST_ENTRY["said"],
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    outcome = forms.CharField(
        label=gettext_lazy("Wat kwam eruit?"),
        required=False,
        max_length=LONGEST_ENTRY["outcome"],
        help_text=gettext_lazy("Nog niet bekend? Vul dit later aan."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, seats: Any, known: EntryText | None = None, revision: int = 0) -> None:
        names = ("forum", "on", "seat", "said", "outcome")
        said = {name: getattr(known, name) for name in names} if known else {}
        super().__init__(data, initial={**said, "revision": revision})
        field = self.fields["seat"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", gettext_lazy("– kies –")), *seats]

    @property
    def text(self) -> EntryText:
        names = ("forum", "on", "seat", "said", "outcome")
        return EntryText(*(self.cleaned_data[name] for name in names))
