"""A text of the strategy as people type it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.strategy.rules.texts import LONGEST, WrittenText


class TextForm(RefusingForm):
    """`known`: what was written last; `is_adopted`: whether what is shared needs a reason (R49)."""

    body = forms.CharField(
        label=gettext_lazy("Tekst"),
        max_length=LONGEST["body"],
        widget=forms.Textarea(attrs={"rows": 18}),
        help_text=gettext_lazy(
            "Een lege regel begint een alinea. Een regel die begint met “- ” hoort bij een opsomming. "
            "Schrijf geen namen van personen."
        ),
    )
    is_shared = forms.BooleanField(
        label=gettext_lazy("Deel deze tekst"),
        required=False,
        help_text=gettext_lazy(
            "Niet aangevinkt blijft het een concept dat alleen u ziet. Wat is gedeeld, blijft te lezen."
        ),
    )
    reason = forms.CharField(
        label=gettext_lazy("Waarom deelt of wijzigt u deze tekst?"),
        required=False,
        max_length=LONGEST["reason"],
        help_text=gettext_lazy(
            "Nodig zodra de strategie is vastgesteld. Iedereen kan dit lezen. Ten minste twee verschillende woorden "
            "van drie letters of meer."
        ),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, data: Any, *, known: str, revision: int, is_adopted: bool) -> None:
        super().__init__(data, initial={"body": known, "revision": revision})
        if is_adopted:
            self.fields["reason"].is_needed_at_times = True  # type: ignore[attr-defined]
        else:
            del self.fields["reason"]

    @property
    def text(self) -> WrittenText:
        typed = self.cleaned_data
        return WrittenText(typed["body"].replace("\r\n", "\n"), typed["is_shared"], typed.get("reason", ""))
