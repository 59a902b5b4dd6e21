"""The shape of reminding: which ones, and after how many days."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from noaber.core.components.refusing import RefusingForm
from noaber.finance.rules.dunning.reminders import LONGEST_MOTIVE, MOST_DAYS, ReminderStep, ReminderTerms
from noaber.finance.services.dunning.reminders import AskedReminder


class RemindersForm(RefusingForm):
    """Which of the proposed reminders go out; all of them, unless a tick is taken off."""

    reminders = forms.MultipleChoiceField(
        label=gettext_lazy("Wie herinnert u?"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, choices: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["reminders"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [*choices, *_gone(self.data, choices)]
        field.initial = [value for value, _label in choices]

    @property
    def asked(self) -> list[AskedReminder]:
        return [reminder_of(value) for value in self.cleaned_data["reminders"]]


def _gone(data: Any, choices: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """What the page had when it was sent and is proposed no more: the service says why not."""
    known = {value for value, _label in choices}
    typed = data.getlist("reminders") if hasattr(data, "getlist") else []
    return [(value, value) for value in typed if value not in known and _is_written(value)]


def _is_written(value: str) -> bool:
    try:
        reminder_of(value)
    except ValueError:
        return False
    return True


def value_of(asked: AskedReminder) -> str:
    return f"{asked.number} {asked.step.value} {asked.open_cents}"


def reminder_of(value: str) -> AskedReminder:
    """ValueError when it was not written by `value_of`."""
    number, step, cents = value.split(" ")
    return AskedReminder(number, ReminderStep(step), int(cents[:15]))


class ReminderTermsForm(RefusingForm):
    """After how many days which step comes."""

    first_days = forms.IntegerField(
        label=gettext_lazy("Dagen na de laatste betaaldag: betalingsherinnering"),
        min_value=1,
        max_value=MOST_DAYS,
    )
    second_days = forms.IntegerField(
        label=gettext_lazy("Dagen daarna: tweede herinnering"), min_value=1, max_value=MOST_DAYS
    )
    demand_days = forms.IntegerField(
        label=gettext_lazy("Dagen daarna: aanmaning"), min_value=1, max_value=MOST_DAYS
    )
    answer_days = forms.IntegerField(
        label=gettext_lazy("Dagen om alsnog te betalen"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("Zo veel dagen na de brief. Bij een aanmaning is twee weken gebruikelijk."),
    )
    motive = forms.CharField(
        label=gettext_lazy("Waarom zo?"),
        max_length=LONGEST_MOTIVE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    number = forms.IntegerField(widget=forms.HiddenInput)

    @property
    def terms(self) -> ReminderTerms:
        typed = self.cleaned_data
        names = ("first_days", "second_days", "demand_days", "answer_days", "motive")
        return ReminderTerms(*(typed[name] for name in names))
