"""The shape of a policy period as people type it: some fields, and a row per plan that runs beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.components.form_fields import DutchDateField
from noaber.core.components.refusing import RefusingForm
from noaber.strategy.models import STATES
from noaber.strategy.rules.periods.period import (
    FOLLOWS,
    LONGEST,
    LONGEST_PLAN,
    LinkedTerms,
    PeriodState,
    PeriodTerms,
)

Choices = Sequence[tuple[str, str]]
PLAN_PARTS: Final = ("title", "organisation", "starts_on", "ends_on", "proposal")
SPARE_PLANS: Final = 1


class PeriodForm(RefusingForm):
    """Everything that a period says; `known`: what it starts from, `recorded`: what stands, `revision`: what its sender
    saw."""

    title = forms.CharField(
        label=gettext_lazy("Naam"),
        max_length=LONGEST["title"],
        help_text=gettext_lazy(
            "Zonder jaren: die volgen uit de looptijd. Bijvoorbeeld Veiligheidsstrategie."
        ),
    )
    starts_on = DutchDateField(label=gettext_lazy("Eerste dag"))
    ends_on = DutchDateField(label=gettext_lazy("Laatste dag"))
    state = forms.ChoiceField(
        label=gettext_lazy("Stand"),
        choices=[(state.value, text) for state, text in STATES.items() if state is not PeriodState.WITHDRAWN],
    )
    decided_on = DutchDateField(label=gettext_lazy("Besloten op"), required=False)
    decided_by = forms.ChoiceField(
        label=gettext_lazy("Besloten met voorstel"),
        required=False,
        help_text=gettext_lazy(
            "Het voorstel van dit besluit. Verlengt u de strategie of sluit u haar af zonder voorstel? Kies dan ‘geen’."
        ),
    )
    source = forms.CharField(
        label=gettext_lazy("Waar staat het besluit?"),
        required=False,
        max_length=LONGEST["source"],
        help_text=gettext_lazy(
            "Bijvoorbeeld de besluitenlijst, met datum. Niet nodig als u het voorstel kiest."
        ),
    )
    note = forms.CharField(
        label=gettext_lazy("Toelichting"),
        required=False,
        max_length=LONGEST["note"],
        help_text=gettext_lazy(
            "Iedereen kan dit lezen. "
            "Gebruik ten minste twee verschillende woorden van drie letters of meer. Wordt een plan dat tegelijk loopt "
            "niet op dezelfde dag vastgesteld? Zeg dan wat ermee gebeurt, met het woord ‘plan’. Bijvoorbeeld: "
            "‘Het plan van de politie wordt in juni apart vastgesteld.’"
        ),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    field_names = {"plans": "plan_1_title"}

    def __init__(
        self,
        data: Any,
        *,
        proposals: Choices,
        partners: Choices,
        known: PeriodTerms | None = None,
        recorded: PeriodTerms | None = None,
        revision: int = 0,
    ) -> None:
        super().__init__(data, initial={**(_initial(known) if known else {}), "revision": revision})
        self._recorded = recorded
        if recorded:
            self.fields["state"].choices = _states_after(recorded.state)  # type: ignore[attr-defined]
        self._offer("decided_by", proposals)
        plans = known.plans if known else ()
        self.plan_count = len(plans) + SPARE_PLANS
        for number in range(1, self.plan_count + 1):
            plan = plans[number - 1] if number <= len(plans) else None
            self._add_plan(number, plan, partners, proposals)
        for name in ("decided_on", "source", "note"):
            self.fields[name].is_needed_at_times = True  # type: ignore[attr-defined]

    def _offer(self, name: str, choices: Choices) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("geen")), *choices]

    def _add_plan(self, number: int, plan: LinkedTerms | None, partners: Choices, proposals: Choices) -> None:
        labels = {
            "title": _("Plan %(number)s"),
            "organisation": _("Van wie is plan %(number)s?"),
            "starts_on": _("Eerste dag van plan %(number)s"),
            "ends_on": _("Laatste dag van plan %(number)s"),
            "proposal": _("Voorstel van plan %(number)s"),
        }
        for part, label in labels.items():
            options: dict[str, Any] = {
                "label": label % {"number": number},
                "required": False,
                "initial": getattr(plan, part) if plan else None,
            }
            name = f"plan_{number}_{part}"
            if part in ("starts_on", "ends_on"):
                self.fields[name] = DutchDateField(**options)
            elif part == "title":
                self.fields[name] = forms.CharField(max_length=LONGEST_PLAN, **options)
            else:
                self.fields[name] = forms.ChoiceField(**options)
                self._offer(name, partners if part == "organisation" else proposals)

    @property
    def fieldsets(self) -> list[tuple[str, tuple[str, ...]]]:
        plans = [
            (
                _("Plan dat tegelijk loopt (%(number)s)") % {"number": number},
                tuple(f"plan_{number}_{part}" for part in PLAN_PARTS),
            )
            for number in range(1, self.plan_count + 1)
        ]
        return [
            (_("De periode"), ("title", "starts_on", "ends_on")),
            (_("De stand"), ("state", "decided_on", "decided_by", "source", "note")),
            *plans,
        ]

    def clean(self) -> dict[str, Any]:
        """A plan is whole or empty; only its proposal may be missing."""
        values = super().clean() or self.cleaned_data
        for number in range(1, self.plan_count + 1):
            said = {part: values.get(f"plan_{number}_{part}") for part in PLAN_PARTS}
            if not any(said.values()):
                continue
            for part in PLAN_PARTS[:-1]:
                if not said[part] and f"plan_{number}_{part}" not in self.errors:
                    self.add_error(f"plan_{number}_{part}", _("Vul dit in, of maak het hele plan leeg."))
        return values

    @property
    def terms(self) -> PeriodTerms:
        """What was typed, once the form is valid; what stands already where nothing of it is another."""
        typed = self.cleaned_data
        names = ("title", "starts_on", "ends_on", "decided_on", "source", "decided_by", "note")
        said = {name: typed[name] for name in names}
        terms = PeriodTerms(state=PeriodState(typed["state"]), plans=tuple(self._plans()), **said)
        stands = self._recorded
        return stands if stands and not terms.note and replace(stands, note="") == terms else terms

    def _plans(self) -> Iterator[LinkedTerms]:
        for number in range(1, self.plan_count + 1):
            said = {part: self.cleaned_data[f"plan_{number}_{part}"] for part in PLAN_PARTS}
            if said["title"]:
                yield LinkedTerms(**said)


def _states_after(state: PeriodState) -> list[tuple[str, str]]:
    """That a period stays as it is, and the states that may come next."""
    return [(each.value, str(STATES[each])) for each in dict.fromkeys((state, *FOLLOWS[state]))]


def _initial(known: PeriodTerms) -> dict[str, object]:
    """What stands, without the note: that belongs to the change with which it was written."""
    names = ("title", "starts_on", "ends_on", "decided_on", "source", "decided_by")
    return {name: getattr(known, name) for name in names} | {"state": known.state.value}
