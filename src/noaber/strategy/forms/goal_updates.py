"""How the goals of one person go, all under each other; what is left empty is left as it was."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.core.rules.dutch import long_date
from noaber.strategy.models import GOAL_STATUSES
from noaber.strategy.queries.goals.rows import GoalRow
from noaber.strategy.rules.goals.goal import ENDED, LONGEST, GoalStatus, UpdateText
from noaber.strategy.services.goals.updates import Said

PARTS = ("status", "sentence", "asked")


class UpdatesForm(RefusingForm):
    """Per goal its status, a sentence, and what is asked; `<code>__seen` is the number of the last update seen."""

    on = DutchDateField(label=gettext_lazy("Stand op"))

    def __init__(self, data: Any, *, goals: Sequence[GoalRow], on: Any) -> None:
        super().__init__(data, initial={"on": on})
        self.goals = goals
        for row in goals:
            self._add(row)

    def _add(self, row: GoalRow) -> None:
        last = row.last
        status = forms.ChoiceField(
            label=_("Hoe gaat het?"),
            required=False,
            choices=[("", _("– kies –")), *((state.value, text) for state, text in GOAL_STATUSES.items())],
            initial=last.text.status.value if last else "",
            help_text=_last_words(row),
        )
        sentence = forms.CharField(
            label=_("In één zin"),
            required=False,
            max_length=LONGEST["sentence"],
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text=_("Laat leeg als er niets te zeggen is; dan blijft staan wat er stond."),
        )
        asked = forms.CharField(
            label=_("Wat vraagt u aan de BBG?"),
            required=False,
            max_length=LONGEST["asked"],
            widget=forms.Textarea(attrs={"rows": 2}),
        )
        for name, field in zip(PARTS, (status, sentence, asked), strict=True):
            field.is_needed_at_times = name != "asked"  # type: ignore[attr-defined]
            self.fields[f"{row.code}__{name}"] = field
        seen = last_number(row)
        self.fields[f"{row.code}__seen"] = forms.IntegerField(
            widget=forms.HiddenInput, min_value=0, initial=seen
        )

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        per_goal = [(row.text.title, tuple(f"{row.code}__{name}" for name in PARTS)) for row in self.goals]
        return [*per_goal, (_("Wanneer"), ("on",))]

    def clean(self) -> dict[str, Any]:
        """Another status, or a question, needs a sentence; something must be said of one goal."""
        values = super().clean() or self.cleaned_data
        said = [row for row in self.goals if self._says(row, values)]
        for row in said:
            if not values.get(f"{row.code}__sentence") and f"{row.code}__sentence" not in self.errors:
                self.add_error(f"{row.code}__sentence", _("Zeg in één zin hoe het gaat."))
            if not values.get(f"{row.code}__status"):
                self.add_error(f"{row.code}__status", _("Kies hoe het gaat."))
        if not said and not self.errors:
            raise forms.ValidationError(
                _("U hebt nog niets ingevuld. Zeg van ten minste één doel hoe het gaat.")
            )
        return values

    def _says(self, row: GoalRow, values: dict[str, Any]) -> bool:
        before = row.last.text.status.value if row.last else ""
        is_other = values.get(f"{row.code}__status", before) not in (before, "")
        return is_other or any(values.get(f"{row.code}__{name}") for name in ("sentence", "asked"))

    @property
    def said(self) -> dict[str, Said]:
        """What was typed of each goal of which something was said."""
        found = {}
        for row in self.goals:
            status, sentence, asked, seen = (
                self.cleaned_data[f"{row.code}__{name}"] for name in (*PARTS, "seen")
            )
            if self._says(row, self.cleaned_data):
                found[row.code] = Said(UpdateText(GoalStatus(status), sentence, asked), seen)
        return found


class ResumeForm(RefusingForm):
    """How a goal that was reached or stopped goes on, and why; `revision`: the number of the last update seen."""

    status = forms.ChoiceField(
        label=gettext_lazy("Hoe gaat het nu?"),
        choices=[(state.value, text) for state, text in GOAL_STATUSES.items() if state not in ENDED],
    )
    sentence = forms.CharField(
        label=gettext_lazy("Waarom pakt u dit doel weer op?"),
        max_length=LONGEST["sentence"],
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)


def last_number(row: GoalRow) -> int:
    """How many updates there are: the number of the last one that was recorded."""
    return max((each.number for each in row.updates), default=0)


def _last_words(row: GoalRow) -> str:
    if row.last is None:
        return _("Hier is nog niets over gezegd.")
    facts = {
        "status": GOAL_STATUSES[row.last.text.status],
        "day": long_date(row.last.on),
        "sentence": row.last.text.sentence,
    }
    return _("Laatst, op %(day)s: %(status)s. ‘%(sentence)s’") % facts
