"""Why something is taken back; `revision` is what the sender saw of it."""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.strategy.rules import surveys
from noaber.strategy.rules.periods import period as periods
from noaber.strategy.rules.results import result as results
from noaber.strategy.rules.selection.round import LONGEST_TEXT
from noaber.strategy.rules.withdrawals import LONGEST_REASON

WHAT_IS_WANTED: Final = gettext_lazy("Ten minste twee verschillende woorden van drie letters of meer.")


def _why(label: Any, longest: int = LONGEST_REASON, *, help_text: Any = "", rows: int = 2) -> forms.CharField:
    """The reason, of at most so many characters; below it what is wanted, and who reads it (`help_text`)."""
    lines = forms.Textarea(attrs={"rows": rows})
    said = format_lazy("{} {}", WHAT_IS_WANTED, help_text) if help_text else WHAT_IS_WANTED
    return forms.CharField(label=label, max_length=longest, widget=lines, help_text=said)


class WithdrawForm(RefusingForm):
    """An activity, an indicator, a step, a need, or a line of a log; `revision` is the key of a need."""

    reason = _why(gettext_lazy("Waarom trekt u dit in?"))
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


class WithdrawResultForm(WithdrawForm):
    """A result."""

    reason = _why(gettext_lazy("Waarom trekt u dit in?"), rows=3)


class RemoveEvidenceForm(WithdrawForm):
    """A document of a result that goes for good; a draft needs no reason."""

    reason = _why(
        gettext_lazy("Waarom haalt u dit bestand weg?"),
        results.LONGEST_REMOVAL,
        help_text=gettext_lazy("Dit staat bij het resultaat, voor wie het kan lezen."),
    )

    def __init__(self, data: Any, *, revision: int, asks_reason: bool) -> None:
        super().__init__(data, initial={"revision": revision})
        self.fields["reason"].required = asks_reason


class WithdrawRoundForm(WithdrawForm):
    """A selection round."""

    reason = _why(
        gettext_lazy("Waarom trekt u de ronde in?"),
        LONGEST_TEXT,
        help_text=gettext_lazy("Dit staat bij de ronde, voor wie haar kan lezen."),
        rows=3,
    )


class WithdrawSurveyForm(WithdrawForm):
    """A survey."""

    reason = _why(
        gettext_lazy("Waarom trekt u de peiling in?"),
        surveys.LONGEST["reason"],
        help_text=gettext_lazy("Dit staat bij de peiling, voor wie haar kan lezen."),
        rows=3,
    )


class WithdrawValueForm(WithdrawForm):
    """One value of an indicator; `values`: by day as people read it, `revision`: how many values the sender saw."""

    on = forms.ChoiceField(label=gettext_lazy("Welke waarde?"))
    reason = _why(gettext_lazy("Waarom trekt u deze waarde in?"))
    field_order = ("on", "reason", "revision")

    def __init__(self, data: Any, *, values: Sequence[tuple[str, str]], revision: int) -> None:
        super().__init__(data, initial={"revision": revision})
        field = self.fields["on"]
        if isinstance(field, forms.ChoiceField):
            field.choices = list(values)

    @property
    def day(self) -> dt.date:
        return dt.date.fromisoformat(self.cleaned_data["on"])


class WithdrawPeriodForm(WithdrawForm):
    """A policy period that is there by mistake."""

    reason = _why(
        gettext_lazy("Waarom trekt u de periode in?"),
        periods.LONGEST["note"],
        help_text=gettext_lazy("Dit staat bij de periode. Iedereen kan het lezen."),
        rows=3,
    )
